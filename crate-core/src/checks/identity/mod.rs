//! ROL: is each certificate what its name says?

pub(super) mod file_name;
