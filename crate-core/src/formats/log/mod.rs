//! Logs: console lines of phones, their status messages, traces of TVS and CAPF (formats.md, sections 6, 7 and 9).
//!
//! [`known`] is the table of lines of which something is known, [`scan`] finds them in a text.

mod alarm;
mod dates;
mod find;
mod hash;
mod keep;
pub(crate) mod known;
mod phones;
mod prefix;
mod reading;
mod scan;

pub(crate) use scan::{Scan, scan};

#[cfg(test)]
mod tests;
