//! TXT: what do lines of servers and phones say?

pub(super) mod etoken_wording;
