//! What is odd about the dates of a certificate (RFC 5280 section 4.1.2.5).

use super::Remark;
use crate::crypto::der::{Element, tag};
use x509_parser::time::ASN1Time;

/// Remarks on the spelling of a date. `x509-parser` reads what X.680 allows and gives back only the moment, so the text is looked at here.
pub(super) fn remarks(written: &Element<'_>, read: &ASN1Time) -> Vec<Remark> {
    let text = written.content;
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits_with_seconds = if written.tag == tag::UTC_TIME { 12 } else { 14 };
    let year = read.to_datetime().year();
    let odd = [
        (
            text.iter().any(|byte| matches!(byte, b'.' | b',')),
            "a date has fractions of a second, which RFC 5280 section 4.1.2.5 forbids; they are left out here",
        ),
        (digits < digits_with_seconds, "a date has no seconds, which RFC 5280 section 4.1.2.5 asks for"),
        (
            text.iter().any(|byte| matches!(byte, b'+' | b'-')),
            "a date has a time zone other than Z, which RFC 5280 section 4.1.2.5 forbids",
        ),
        (text.last().is_some_and(u8::is_ascii_digit) && !text.iter().any(|byte| matches!(byte, b'+' | b'-')),
            "a date has no time zone; it is taken as UTC"),
        (
            written.tag == tag::GENERALIZED_TIME && (1950..2050).contains(&year),
            "a date before 2050 is a GeneralizedTime, where RFC 5280 section 4.1.2.5 asks for a UTCTime",
        ),
        (year < 1970, "a date lies before 1970"),
    ];
    odd.into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, message)| Remark::new(written.offset, message))
        .collect()
}
