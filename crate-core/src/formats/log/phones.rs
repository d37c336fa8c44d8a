//! The phones that a log speaks of.

use super::alarm::{self, Field};
use super::hash;
use super::known::{Known, Tells};
use crate::report::{HeldList, ListKind, LogPhone};

/// Phones that are kept; a trace of a server may speak of thousands.
const PHONES: usize = 500;

/// The phones of a log, as its lines tell of them.
#[derive(Debug, Default)]
pub(super) struct Phones {
    pub(super) all: Vec<LogPhone>,
    /// The one that the last lines were about.
    current: usize,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) offset: u64,
}

impl Phones {
    /// Takes in what a line tells of a phone.
    pub(super) fn take(&mut self, known: &Known, message: &[u8], values: &[(&'static str, String)], place: Place) {
        let value = |wanted: &str| values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone());
        if known.tells == Tells::Alarm {
            self.take_alarm(message, place);
            return;
        }
        if let Some(name) = device_name(message) {
            self.named(&name);
        }
        match known.tells {
            Tells::PhoneAddress => {
                if let Some(address) = value("address") {
                    self.at(&address);
                }
            }
            Tells::OwnCertificate => {
                let kind = value("certificate");
                if let Some(phone) = self.current() {
                    phone.certificate = kind;
                }
            }
            Tells::OwnIssuer => {
                let issuer = value("issuer");
                if let Some(phone) = self.current() {
                    phone.certificate_issuer = issuer;
                }
            }
            Tells::ListHash => self.take_shown_hash(message, place),
            _ => {}
        }
    }

    fn take_alarm(&mut self, message: &[u8], place: Place) {
        for (field, value) in alarm::fields(message) {
            match field {
                Field::DeviceName if !value.is_empty() => self.named(&value),
                Field::Address if !value.is_empty() => {
                    if let Some(phone) = self.current() {
                        phone.address = Some(value);
                    }
                }
                Field::CtlSignature => self.hold(ListKind::Ctl, &value, place),
                Field::ItlSignature => self.hold(ListKind::Itl, &value, place),
                Field::CtlServer => self.serve(ListKind::Ctl, &value),
                Field::ItlServer => self.serve(ListKind::Itl, &value),
                _ => {}
            }
        }
    }

    /// `CTL File: 2e7a…`
    fn take_shown_hash(&mut self, message: &[u8], place: Place) {
        let text = String::from_utf8_lossy(message);
        let list = if text.to_ascii_lowercase().starts_with("ctl") { ListKind::Ctl } else { ListKind::Itl };
        // The name of the list and one word more stand before the hash.
        let value = text.split_once(char::is_whitespace).map_or("", |(_, behind)| behind);
        let value = value.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        self.hold(list, value.trim_start_matches([' ', ':', '=', '-', '\t']), place);
    }

    /// The phone said that it holds a list, or holds none; an earlier word on the same list is out of date.
    fn hold(&mut self, list: ListKind, value: &str, place: Place) {
        let hash = hash::read(value);
        if hash.is_none() && !value.trim().eq_ignore_ascii_case("Not Installed") {
            return;
        }
        let Place { line, offset } = place;
        let held = HeldList { list, hash, server: None, line, offset, same_as: Vec::new() };
        let Some(phone) = self.current() else { return };
        phone.lists.retain(|known| known.list != list);
        phone.lists.push(held);
    }

    fn serve(&mut self, list: ListKind, server: &str) {
        let held =
            self.all.get_mut(self.current).and_then(|phone| phone.lists.iter_mut().find(|held| held.list == list));
        if let Some(held) = held.filter(|held| held.hash.is_some()) {
            held.server = Some(server.to_owned());
        }
    }

    /// The next lines are about the phone with this name.
    fn named(&mut self, name: &str) {
        if let Some(known) = self.all.iter().position(|phone| phone.name.as_deref() == Some(name)) {
            self.current = known;
            return;
        }
        match self.all.get_mut(self.current) {
            Some(phone) if phone.name.is_none() => phone.name = Some(name.to_owned()),
            _ => self.add(LogPhone { name: Some(name.to_owned()), ..LogPhone::default() }),
        }
    }

    /// The next lines are about the phone at this address.
    fn at(&mut self, address: &str) {
        if let Some(known) = self.all.iter().position(|phone| phone.address.as_deref() == Some(address)) {
            self.current = known;
            return;
        }
        self.add(LogPhone { address: Some(address.to_owned()), ..LogPhone::default() });
    }

    fn add(&mut self, phone: LogPhone) {
        self.current = self.all.len();
        if self.all.len() < PHONES {
            self.all.push(phone);
        }
    }

    /// The phone that the lines are about; one without a name where none was named. `None` beyond the bound.
    fn current(&mut self) -> Option<&mut LogPhone> {
        if self.all.is_empty() {
            self.add(LogPhone::default());
        }
        self.all.get_mut(self.current)
    }
}

/// `SEP` and twelve hexadecimal digits, wherever it stands: in file names and subjects too.
pub(super) fn device_name(message: &[u8]) -> Option<String> {
    let places = message
        .windows(15)
        .find(|window| window.strip_prefix(b"SEP").is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))?;
    Some(String::from_utf8_lossy(places).into_owned())
}
