//! Where in its parent an input was found.

use crate::text::with_commas;
use crate::timestamp::Timestamp;
use serde::{Deserialize, Serialize};

/// Where in its parent an input was found, as far as the parent tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The byte of the parent at which it begins, counted from 0. Absent where its bytes do not stand there as they are.
    pub offset: Option<u64>,
    /// The line of the parent at which it begins, counted from 1. Only in text.
    pub line: Option<u64>,
    /// What carried it, in a capture: `TFTP`, `HTTP` or `TLS`.
    pub carried_by: Option<String>,
    /// Who asked for it: the phone's address.
    pub client: Option<String>,
    /// Who sent it: address and port.
    pub server: Option<String>,
    /// When: the time of its first packet, or the time that an archive notes.
    pub at: Option<Timestamp>,
}

impl Origin {
    /// In words that follow the parent's name: ", line 1,204" or ", over TFTP, asked for by 10.1.1.5, from 10.1.1.1:69".
    #[must_use]
    pub fn for_people(&self) -> String {
        // In text the line says it better than the byte.
        let offset = self.offset.filter(|_| self.line.is_none());
        // A certificate is shown in a handshake; nobody asked for it by name.
        let is_handshake = self.carried_by.as_deref() == Some("TLS");
        let (client, server) = if is_handshake { (", client ", ", server ") } else { (", asked for by ", ", from ") };
        let parts = [
            (", line ", self.line.map(with_commas)),
            (", byte ", offset.map(with_commas)),
            (", over ", self.carried_by.clone()),
            (client, self.client.clone()),
            (server, self.server.clone()),
            (", ", self.at.map(Timestamp::for_people)),
        ];
        parts.into_iter().filter_map(|(before, what)| Some([before, &what?].concat())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_reads_on_from_its_parent() {
        let line = Origin { line: Some(1204), offset: Some(90_000), ..Origin::default() };
        assert_eq!(line.for_people(), ", line 1,204");
        let fetched = Origin {
            carried_by: Some("TFTP".to_owned()),
            client: Some("10.1.1.5".to_owned()),
            server: Some("10.1.1.1:69".to_owned()),
            ..Origin::default()
        };
        assert_eq!(fetched.for_people(), ", over TFTP, asked for by 10.1.1.5, from 10.1.1.1:69");
    }
}
