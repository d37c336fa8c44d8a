//! Times as logs write them.

use crate::timestamp::Timestamp;
use time::{Date, Month, PrimitiveDateTime, Time};

/// A time at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stamp {
    /// Day and time with the year; taken for UTC where no zone is written.
    Full(Timestamp),
    /// Month, day and second of the day, without a year: what phones write on their console.
    Yearless { month: u8, day: u8, second: u32 },
    /// Day and time whose day and month may stand in either order, so that only the year is sure.
    Year(i32),
    /// The time of the day, or seconds since the start.
    Clock,
}

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    /// The bytes that have not been read.
    pub(super) rest: &'a [u8],
}

const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
const DAYS: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// Reads this byte, if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.rest.first() == Some(&byte);
        if is_next {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        is_next
    }

    /// Reads this text, if it is next.
    pub(super) fn text(&mut self, text: &[u8]) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Reads all bytes of a kind, and says how many.
    pub(super) fn skip(&mut self, is_meant: impl Fn(u8) -> bool) -> usize {
        let length = self.rest.iter().take_while(|byte| is_meant(**byte)).count();
        self.rest = self.rest.get(length..).unwrap_or_default();
        length
    }

    pub(super) fn blanks(&mut self) -> usize {
        self.skip(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// Reads a number of some digits.
    pub(super) fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let length = self.rest.iter().take(most + 1).take_while(|byte| byte.is_ascii_digit()).count();
        if length < least || length > most {
            return None;
        }
        let (digits, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        digits.iter().try_fold(0_u32, |number, digit| number.checked_mul(10)?.checked_add(u32::from(digit - b'0')))
    }

    /// Reads a number of two digits, or of one that may have a blank before it.
    fn day(&mut self) -> Option<u8> {
        self.blanks();
        u8::try_from(self.number(1, 2)?).ok().filter(|day| (1..=31).contains(day))
    }

    fn month_name(&mut self) -> Option<u8> {
        let place = MONTHS.iter().position(|name| self.rest.starts_with(*name))?;
        self.rest = self.rest.get(3..)?;
        u8::try_from(place + 1).ok()
    }

    /// `18:32:38.957881`, `18:32:38,957`, `8:52:30am`, `5:48:09 AM`, `1:33:26a`: the second of the day.
    fn clock(&mut self) -> Option<u32> {
        let mut hour = self.number(1, 2).filter(|hour| *hour < 24)?;
        let minute = self.eat(b':').then(|| self.number(2, 2)).flatten().filter(|minute| *minute < 60)?;
        let second = self.eat(b':').then(|| self.number(2, 2)).flatten().filter(|second| *second <= 60)?;
        if self.rest.first().is_some_and(|byte| matches!(byte, b'.' | b',')) {
            let mut fraction = *self;
            fraction.rest = fraction.rest.get(1..)?;
            if fraction.skip(|byte| byte.is_ascii_digit()) > 0 {
                *self = fraction;
            }
        }
        let mut half = *self;
        half.blanks();
        let letter = half.rest.first().map(u8::to_ascii_lowercase);
        if let Some(letter @ (b'a' | b'p')) = letter {
            half.rest = half.rest.get(1..)?;
            let _ = half.eat(b'm') || half.eat(b'M');
            if !half.rest.first().is_some_and(u8::is_ascii_alphanumeric) && hour <= 12 {
                hour = hour % 12 + if letter == b'p' { 12 } else { 0 };
                *self = half;
            }
        }
        Some((hour * 3600) + (minute * 60) + second.min(59))
    }

    /// `Z`, `+01:00`, `-0500`: seconds east of UTC. Nothing means UTC.
    fn zone(&mut self) -> i64 {
        if self.eat(b'Z') {
            return 0;
        }
        let mut zone = *self;
        let sign = match zone.rest.first() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return 0,
        };
        zone.rest = zone.rest.get(1..).unwrap_or_default();
        let (Some(hours), _, Some(minutes)) = (zone.number(2, 2), zone.eat(b':'), zone.number(2, 2)) else { return 0 };
        *self = zone;
        sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60)
    }

    /// A time at the beginning of what is left.
    pub(super) fn stamp(&mut self) -> Option<Stamp> {
        let first = *self.rest.first()?;
        // Most lines of other texts end here.
        if !(first.is_ascii_digit() || first == b'[' || first.is_ascii_uppercase()) {
            return None;
        }
        let readers: [fn(&mut Self) -> Option<Stamp>; 4] =
            [Self::year_first, Self::named_month, Self::bracketed, Self::clock_alone];
        readers.iter().find_map(|read| {
            let mut attempt = *self;
            let stamp = read(&mut attempt)?;
            *self = attempt;
            Some(stamp)
        })
    }

    /// `2019-03-09 13:32:27,854`, `2019-03-09T13:32:27Z`, `2018/11/29 18:01:05.333`.
    fn year_first(&mut self) -> Option<Stamp> {
        let year = self.number(4, 4)?;
        let separator = *self.rest.first()?;
        if !matches!(separator, b'-' | b'/') {
            return None;
        }
        self.eat(separator);
        let month = self.number(1, 2)?;
        let day = self.eat(separator).then(|| self.number(1, 2)).flatten()?;
        if !(self.eat(b'T') || self.blanks() > 0 || self.eat(b'|')) {
            return None;
        }
        let second = self.clock()?;
        let zone = self.zone();
        let moment = moment(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?, second)?;
        Some(Stamp::Full(Timestamp::from_unix(moment.unix().saturating_sub(zone))))
    }

    /// `Mar 09 18:32:38.957881`, `Mar  9 18:32:38`, `Sat Mar  9 18:32:38 2019`, `Mar 09 2019 18:32:38`.
    fn named_month(&mut self) -> Option<Stamp> {
        if DAYS.iter().any(|name| self.rest.starts_with(*name)) {
            self.rest = self.rest.get(3..)?;
            let _ = self.eat(b',');
            self.blanks();
        }
        let month = self.month_name()?;
        let day = self.day()?;
        let _ = self.eat(b',');
        self.blanks();
        let mut with_year = *self;
        let year = with_year.number(4, 4).filter(|_| with_year.blanks() > 0);
        if year.is_some() {
            *self = with_year;
        }
        let second = self.clock()?;
        let mut behind = *self;
        behind.blanks();
        let year = year.or_else(|| {
            let year = behind.number(4, 4).filter(|year| (1970..2200).contains(year))?;
            *self = behind;
            Some(year)
        });
        match year {
            Some(year) => Some(Stamp::Full(moment(i32::try_from(year).ok()?, month, day, second)?)),
            None => Some(Stamp::Yearless { month, day, second }),
        }
    }

    /// `[8:52:30am 10/01/19]`, `[   12.345678]`, or another time in brackets.
    fn bracketed(&mut self) -> Option<Stamp> {
        if !self.eat(b'[') {
            return None;
        }
        self.blanks();
        let readers: [fn(&mut Self) -> Option<Stamp>; 4] =
            [Self::year_first, Self::named_month, Self::status, Self::uptime];
        let stamp = readers.iter().find_map(|read| {
            let mut attempt = *self;
            let stamp = read(&mut attempt)?;
            *self = attempt;
            Some(stamp)
        });
        self.blanks();
        stamp.filter(|_| self.eat(b']'))
    }

    /// `8:52:30am 10/01/19`
    fn status(&mut self) -> Option<Stamp> {
        self.clock()?;
        let _ = self.eat(b',');
        self.blanks();
        self.number(1, 2)?;
        let separator = *self.rest.first()?;
        if !matches!(separator, b'/' | b'-' | b'.') {
            return None;
        }
        self.eat(separator);
        self.number(1, 2)?;
        let year = self.eat(separator).then(|| self.number(2, 4)).flatten()?;
        let year = i32::try_from(year).ok()?;
        // Two digits are those of POSIX: 69 to 99 are of the last century.
        Some(Stamp::Year(match year {
            0..=68 => year + 2000,
            69..=99 => year + 1900,
            _ => year,
        }))
    }

    /// `12.345678`: seconds since the start.
    fn uptime(&mut self) -> Option<Stamp> {
        self.number(1, 9)?;
        (self.eat(b'.') && self.skip(|byte| byte.is_ascii_digit()) > 0).then_some(Stamp::Clock)
    }

    fn clock_alone(&mut self) -> Option<Stamp> {
        self.clock()?;
        Some(Stamp::Clock)
    }
}

/// The date of an HTTP or SIP header: `Sat, 09 Mar 2019 18:32:45 GMT` (RFC 9110 section 5.6.7, RFC 3261 section 20.17).
pub(super) fn header_date(text: &[u8]) -> Option<Timestamp> {
    let mut cursor = Cursor::new(text);
    cursor.blanks();
    cursor.skip(|byte| byte.is_ascii_alphabetic());
    let _ = cursor.eat(b',');
    let day = cursor.day()?;
    cursor.blanks();
    let month = cursor.month_name()?;
    cursor.blanks();
    let year = i32::try_from(cursor.number(4, 4)?).ok()?;
    cursor.blanks();
    let second = cursor.clock()?;
    moment(year, month, day, second)
}

/// A day and a second of it, UTC.
pub(super) fn moment(year: i32, month: u8, day: u8, second: u32) -> Option<Timestamp> {
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let part = |number: u32| u8::try_from(number).ok();
    let time = Time::from_hms(part(second / 3600)?, part(second / 60 % 60)?, part(second % 60)?).ok()?;
    Some(Timestamp::from(PrimitiveDateTime::new(date, time).assume_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Stamp, &str)> {
        let mut cursor = Cursor::new(text.as_bytes());
        let stamp = cursor.stamp()?;
        Some((stamp, std::str::from_utf8(cursor.rest).unwrap()))
    }

    fn full(text: &str) -> Stamp {
        Stamp::Full(Timestamp::parse(text).unwrap())
    }

    #[test]
    fn times_with_a_year() {
        // The forms of Cisco docs 214535 (ISO with a comma) and 213407, of syslog (RFC 5424) and of ctime.
        let expected = full("2019-03-09T13:32:27Z");
        assert_eq!(read("2019-03-09 13:32:27,854 INFO"), Some((expected, " INFO")));
        assert_eq!(read("2019-03-09T14:32:27.5+01:00 host"), Some((expected, " host")));
        assert_eq!(read("2019/03/09 13:32:27.854|x"), Some((expected, "|x")));
        assert_eq!(read("Sat Mar  9 13:32:27 2019 x"), Some((expected, " x")));
        assert_eq!(read("Mar 09 2019 13:32:27 x"), Some((expected, " x")));
    }

    #[test]
    fn times_without_a_year() {
        let expected = Stamp::Yearless { month: 3, day: 9, second: 18 * 3600 + 32 * 60 + 38 };
        assert_eq!(read("Mar 09 18:32:38.957881 (346:1887)"), Some((expected, " (346:1887)")));
        assert_eq!(read("Mar  9 18:32:38 host"), Some((expected, " host")));
        assert_eq!(read("18:01:05.333 | debug"), Some((Stamp::Clock, " | debug")));
        assert_eq!(read("1:33:26a TFTP Error"), Some((Stamp::Clock, " TFTP Error")));
        assert_eq!(read("[   12.345678] usb 1-1"), Some((Stamp::Clock, " usb 1-1")));
    }

    #[test]
    fn status_messages_say_the_year() {
        assert_eq!(read("[8:52:30am 10/01/19] ITL installed"), Some((Stamp::Year(2019), " ITL installed")));
        assert_eq!(read("[5:48:09 AM 10/11/19]  x"), Some((Stamp::Year(2019), "  x")));
        assert_eq!(read("[12:00:10am 01/01/70] x"), Some((Stamp::Year(1970), " x")));
    }

    #[test]
    fn what_is_no_time() {
        for text in ["", "12", "99:99:99", "Marvellous 12:00:00", "[x]", "2019-13-45 10:00:00", "12:30", "1.2.3.4 x"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn dates_of_headers() {
        let expected = Timestamp::parse("2019-03-09T18:32:45Z").ok();
        assert_eq!(header_date(b"Sat, 09 Mar 2019 18:32:45 GMT^M"), expected);
        assert_eq!(header_date(b"yesterday"), None);
    }
}
