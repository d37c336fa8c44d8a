//! The dates of a certificate (RFC 5280 section 4.1.2.5).

use super::Remark;
use crate::crypto::der::{Element, Reader, tag};
use crate::crypto::{DerError, DerFault};
use crate::timestamp::Timestamp;
use x509_parser::asn1_rs::{ASN1DateTime, ASN1TimeZone, GeneralizedTime, UtcTime};

/// The first and the last moment of validity.
pub(super) struct Dates {
    pub(super) not_before: Timestamp,
    pub(super) not_after: Timestamp,
    /// What is odd about how they are written.
    pub(super) oddities: Vec<Remark>,
}

impl Dates {
    /// Reads `Validity`.
    ///
    /// With `asn1-rs`, because `x509-parser` gives up a whole certificate for a date with a time zone, and does not say that it left
    /// out fractions of a second.
    pub(super) fn read(validity: &Element<'_>) -> Result<Self, DerError> {
        let mut dates = validity.reader();
        let mut oddities = Vec::new();
        let not_before = read_date(&mut dates, &mut oddities)?;
        let not_after = read_date(&mut dates, &mut oddities)?;
        dates.finish()?;
        Ok(Self { not_before, not_after, oddities })
    }
}

fn read_date(dates: &mut Reader<'_>, oddities: &mut Vec<Remark>) -> Result<Timestamp, DerError> {
    let element = dates.any()?;
    let unreadable = |_| element.error(DerFault::Value("a date that cannot be read"));
    let (date, moment) = match element.tag {
        tag::UTC_TIME => {
            let read = UtcTime::from_bytes(element.content).map_err(unreadable)?;
            let moment = read.utc_adjusted_datetime().map_err(unreadable)?;
            (read.0, moment)
        }
        tag::GENERALIZED_TIME => {
            let read = GeneralizedTime::from_bytes(element.content).map_err(unreadable)?;
            let moment = read.utc_datetime().map_err(unreadable)?;
            (read.0, moment)
        }
        found => return Err(element.error(DerFault::UnexpectedTag { expected: tag::UTC_TIME, found })),
    };
    oddities.extend(remarks(&element, &date, moment.year()).map(|message| Remark::new(element.offset, message)));
    Ok(Timestamp::from(moment))
}

/// What RFC 5280 asks to be written otherwise.
fn remarks(written: &Element<'_>, date: &ASN1DateTime, year: i32) -> impl Iterator<Item = &'static str> + use<> {
    let digits = written.content.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits_with_seconds = if written.tag == tag::UTC_TIME { 12 } else { 14 };
    let odd = [
        (
            date.millisecond.is_some(),
            "a date has fractions of a second, which RFC 5280 section 4.1.2.5 forbids; they are left out here",
        ),
        (digits < digits_with_seconds, "a date has no seconds, which RFC 5280 section 4.1.2.5 asks for"),
        (
            matches!(date.tz, ASN1TimeZone::Offset(..)),
            "a date has a time zone other than Z, which RFC 5280 section 4.1.2.5 forbids",
        ),
        (date.tz == ASN1TimeZone::Undefined, "a date has no time zone; it is taken as UTC"),
        (
            written.tag == tag::GENERALIZED_TIME && (1950..2050).contains(&year),
            "a date before 2050 is a GeneralizedTime, where RFC 5280 section 4.1.2.5 asks for a UTCTime",
        ),
        (year < 1970, "a date lies before 1970"),
    ];
    odd.into_iter().filter(|(applies, _)| *applies).map(|(_, message)| message)
}
