//! TXT: what does text of the command line and of logs tell?

pub(super) mod certificate_listing;
