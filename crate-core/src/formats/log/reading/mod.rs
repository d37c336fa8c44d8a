//! What a value of a known line says: codes in words, and whether that is good news.

#![allow(clippy::unnecessary_wraps, reason = "all readers have one type, whether they can refuse or not")]

mod alert;
mod capf;
mod files;
mod lists;
mod services;
mod tvs;

pub(super) use alert::{alert, alert_spelled_out};
pub(super) use capf::{capf_code, capf_dump, capf_name};
pub(super) use files::{file_not_found, http_answer, missing_file, signed_or_not, transfer_status};
pub(super) use lists::{alarm, alarm_ctl, alarm_itl, failure_reason, list_hash, list_update, whole_message};
pub(super) use services::{key_too_small, no_lsc, own_issuer, port};
pub(super) use tvs::{cache_key, role, tvs_answer, tvs_dump, tvs_message};

use crate::report::Tone;

/// A line that fits a pattern.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matched<'a> {
    /// The line without what stands before its message.
    pub message: &'a [u8],
    /// The first value that has a name; everything behind the pattern where none has.
    pub value: &'a str,
    /// The file that the phone asked for last.
    pub file: Option<&'a str>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    /// In words.
    pub text: String,
    /// Whether it is good news, where it is not what the table says.
    pub tone: Option<Tone>,
    /// The check that speaks of it, where it is not the one of the table.
    pub check: Option<&'static str>,
    /// Whether no document is sure of it.
    pub uncertain: bool,
    /// Values that stand in the value.
    pub values: Vec<(&'static str, String)>,
}

/// Reads a value; `None` when the line is not what its pattern looked like.
pub(crate) type Read = fn(&Matched<'_>) -> Option<Reading>;

impl Reading {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: None, check: None, uncertain: false, values: Vec::new() }
    }

    fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { tone: Some(tone), ..Self::new(text) }
    }

    fn check(self, check: &'static str) -> Self {
        Self { check: Some(check), ..self }
    }

    fn uncertain(self) -> Self {
        Self { uncertain: true, ..self }
    }
}
