//! Roles: what the FUNCTION of a record lets its certificate do.
//!
//! The numbers are those of CUCM's table `certificatetrustrolemap` (formats.md, section 3.1); 0, 2 and 4 are confirmed by the bytes of a
//! file that a cluster made, the others by documents and logs.

use std::fmt;

/// The role code of a record. Codes that nobody has documented are kept and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(pub u16);

struct Known {
    code: u16,
    /// The short name in tables.
    name: &'static str,
    /// CUCM's own name.
    cucm: &'static str,
    meaning: &'static str,
}

const fn known(code: u16, name: &'static str, cucm: &'static str, meaning: &'static str) -> Known {
    Known { code, name, cucm, meaning }
}

const KNOWN: &[Known] = &[
    known(0, "SAST", "TRUST_ROLES_SAST", "System Administrator Security Token: may sign trust lists"),
    known(1, "CCM", "TRUST_ROLES_CALLMANAGER", "a CallManager server: TLS for signalling"),
    known(
        2,
        "CCM+TFTP",
        "TRUST_ROLES_CALLMANAGER_TFTP",
        "a CallManager server in mixed mode: TLS for signalling, and signs configuration files",
    ),
    known(3, "TFTP", "TRUST_ROLES_TFTP", "a TFTP server: signs configuration files"),
    known(4, "CAPF", "TRUST_ROLES_CAPF", "Certificate Authority Proxy Function: issues the phones' LSCs"),
    known(5, "SRST", "TRUST_ROLES_SRST", "a Survivable Remote Site Telephony gateway"),
    known(6, "FIREWALL", "PHONE_TRUST_ROLES_FIREWALL", "a firewall that proxies the phones' TLS"),
    known(7, "APP-SERVER", "ROLE_APPLICATION_SERVER", "an application server reached over HTTPS"),
    known(20, "CA", "ROLE_CERTIFICATE_AUTHORITY", "a certificate authority"),
    known(21, "TVS", "ROLE_AUTHENTICATION_AUTHORIZATION", "Trust Verification Service: vouches for other certificates"),
    known(22, "SIGNALING", "ROLE_SIGNALING_CALL_CONTROL", "signalling and call control"),
    known(23, "PROVISIONING", "TRUST_ROLE_PROVISIONING_SERVICE", "a provisioning service"),
    known(24, "DATA", "TRUST_ROLE_DATA_SERVICE", "a data service"),
    known(25, "NETWORK", "TRUST_ROLE_NETWORK_ELEMENT", "a network element"),
    known(26, "VPN", "TRUST_ROLE_VPN", "a VPN concentrator"),
    known(27, "SERVICEABILITY", "TRUST_ROLE_SERVICEABILITY", "serviceability"),
    known(255, "UNKNOWN", "TRUST_ROLES_UNKNOWN", "CUCM itself calls this role unknown"),
];

impl Role {
    /// May sign trust lists.
    pub const SAST: Self = Self(0);
    /// A CallManager server.
    pub const CCM: Self = Self(1);
    /// A CallManager server that also signs configuration files.
    pub const CCM_TFTP: Self = Self(2);
    /// A server that signs configuration files.
    pub const TFTP: Self = Self(3);
    /// Issues LSCs.
    pub const CAPF: Self = Self(4);
    /// Vouches for other certificates.
    pub const TVS: Self = Self(21);

    /// What the role lets a certificate do.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.known().map_or("a role that is not documented", |known| known.meaning)
    }

    /// CUCM's own name of the role, where there is one.
    #[must_use]
    pub fn cucm_name(self) -> Option<&'static str> {
        self.known().map(|known| known.cucm)
    }

    /// Whether a certificate with this role may sign configuration files (formats.md, section 2.4).
    #[must_use]
    pub fn signs_files(self) -> bool {
        matches!(self, Self::CCM_TFTP | Self::TFTP)
    }

    /// The role that the words of `show itl` and `show ctl` stand for (formats.md, section 3.1). Those of the other roles are not known.
    #[must_use]
    pub fn of_words(words: &str) -> Option<Self> {
        let words: String = words.chars().filter(|letter| !letter.is_whitespace()).collect();
        match words.to_ascii_lowercase().as_str() {
            "systemadministratorsecuritytoken" | "securitytoken" => Some(Self::SAST),
            "ccm" => Some(Self::CCM),
            "ccm+tftp" => Some(Self::CCM_TFTP),
            "tftp" => Some(Self::TFTP),
            "capf" => Some(Self::CAPF),
            "tvs" => Some(Self::TVS),
            _ => None,
        }
    }

    /// The role with this short name (`SAST`, `ccm+tftp`) or code (`21`).
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let known = KNOWN.iter().find(|known| known.name.eq_ignore_ascii_case(text)).map(|known| known.code);
        known.or_else(|| text.parse().ok()).map(Self)
    }

    /// The short names of all known roles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|known| known.name)
    }

    fn known(self) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.code == self.0)
    }
}

impl fmt::Display for Role {
    /// `SAST`, `CCM+TFTP`, …, or `role 99`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known() {
            Some(known) => formatter.write_str(known.name),
            None => write!(formatter, "role {}", self.0),
        }
    }
}

/// The meaning of a FUNCTION number, for the table of tags.
pub(super) fn function_meaning(code: u64) -> Option<&'static str> {
    let role = Role(u16::try_from(code).ok()?);
    role.known().map(|known| known.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_of_formats_md() {
        let named =
            [(0, "SAST"), (1, "CCM"), (2, "CCM+TFTP"), (3, "TFTP"), (4, "CAPF"), (7, "APP-SERVER"), (21, "TVS")];
        for (code, name) in named {
            assert_eq!(Role(code).to_string(), name);
        }
        assert_eq!(Role(99).to_string(), "role 99");
        assert_eq!(Role::TVS.cucm_name(), Some("ROLE_AUTHENTICATION_AUTHORIZATION"));
    }

    #[test]
    fn roles_are_found_by_name_and_by_code() {
        assert_eq!(
            Role::names().map(Role::named).collect::<Option<Vec<_>>>().map(|roles| roles.len()),
            Some(KNOWN.len())
        );
        assert_eq!((Role::named("ccm+tftp"), Role::named("21")), (Some(Role::CCM_TFTP), Some(Role::TVS)));
        assert_eq!((Role::named("99"), Role::named("65536"), Role::named("phone")), (Some(Role(99)), None, None));
    }

    #[test]
    fn codes_stand_once() {
        for (index, known) in KNOWN.iter().enumerate() {
            assert!(KNOWN.iter().skip(index + 1).all(|other| other.code != known.code && other.name != known.name));
        }
    }
}
