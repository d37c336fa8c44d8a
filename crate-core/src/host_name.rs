//! What the name of a host tells by itself.

/// The first label in lower case: one place may call a host by its full name and another by its host alone.
#[must_use]
pub(crate) fn first_label(host: &str) -> String {
    host.split('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether a common name is that of a certificate for several servers, which tells no server: `cucm-pub-ms.example.com` (domain.md,
/// section 1.1).
#[must_use]
pub(crate) fn is_multi_server(common_name: &str) -> bool {
    first_label(common_name).ends_with("-ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_domain_md() {
        assert_eq!(first_label("CUCM-Pub.example.com"), "cucm-pub");
        assert!(is_multi_server("cucm-pub-ms.example.com") && is_multi_server("cucm-pub-EC-MS"));
        assert!(!is_multi_server("cucm-pub.example-ms.com"));
    }
}
