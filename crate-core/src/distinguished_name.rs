//! Distinguished names, as certificates hold them and as trust lists spell them.
//!
//! The same name is written in four ways: CUCM joins attributes with `;` in a trust list, certutils with `,`,
//! the command line of CUCM with `, `, and the CTL client of the eToken era wrote lower-case keys with a quote that is
//! never closed (formats.md, section 2.1). Their order differs too. [`DistinguishedName::matches`] therefore
//! compares the attributes as a multiset, and nothing in this crate compares such names as strings.

use crate::text::visible;
use std::fmt;

/// One attribute of a name, `CN=cucm-pub`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The short name (`CN`, `O`, …) or a dotted object identifier. As it was written.
    pub key: String,
    /// The value, as it was written.
    pub value: String,
}

/// A distinguished name: its attributes, in the order in which they were written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DistinguishedName {
    attributes: Vec<Attribute>,
}

impl DistinguishedName {
    /// A name of these attributes.
    #[must_use]
    pub fn new(attributes: Vec<Attribute>) -> Self {
        Self { attributes }
    }

    /// Reads a name from text: attributes separated by `;` or `,`, blanks around them ignored.
    ///
    /// A separator only counts where `key=` follows it, so that `O=Cisco Systems, Inc.` stays whole; `\,` and `\;` never
    /// separate. Quotes around a value are dropped, closed or not. Text without any `=` becomes one attribute without a key.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let attributes = split_attributes(text)
            .into_iter()
            .map(|part| match part.split_once('=') {
                Some((key, value)) => Attribute { key: key.trim().to_owned(), value: unquote(value.trim()) },
                None => Attribute { key: String::new(), value: unquote(part.trim()) },
            })
            .filter(|attribute| !(attribute.key.is_empty() && attribute.value.is_empty()))
            .collect();
        Self { attributes }
    }

    /// The attributes in their written order.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Whether there is no attribute at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The first value of `key`, upper and lower case being alike: `name.get("CN")`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.key.eq_ignore_ascii_case(key))
            .map(|attribute| attribute.value.as_str())
    }

    /// The common name, or what else names the holder best, made visible.
    #[must_use]
    pub fn common_name(&self) -> String {
        let chosen = ["CN", "OU", "O"].iter().find_map(|key| self.get(key));
        match chosen {
            Some(value) => visible(value.trim()).into_owned(),
            None => self.to_string(),
        }
    }

    /// Whether both name the same: equal attributes as a multiset, with keys, case of ASCII letters, and runs of blanks folded
    /// (RFC 5280 section 7.1 asks for the latter two).
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.attributes.len() == other.attributes.len() && self.folded() == other.folded()
    }

    /// A key under which matching names are equal, for look-ups in maps.
    #[must_use]
    pub fn folded(&self) -> String {
        let mut folded: Vec<String> = self
            .attributes
            .iter()
            .map(|attribute| [fold_key(&attribute.key), fold_value(&attribute.value)].join("="))
            .collect();
        folded.sort_unstable();
        folded.join("\n")
    }
}

impl fmt::Display for DistinguishedName {
    /// `CN=cucm-pub, O=Lab`, in the written order, with deceptive characters spelled out.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Attribute { key, value }) in self.attributes.iter().enumerate() {
            if index > 0 {
                formatter.write_str(", ")?;
            }
            if !key.is_empty() {
                write!(formatter, "{}=", visible(key))?;
            }
            formatter.write_str(&visible(value))?;
        }
        Ok(())
    }
}

fn split_attributes(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (position, character) in text.char_indices() {
        let separates = matches!(character, ';' | ',') && !escaped && key_follows(&text[position + 1..]);
        escaped = character == '\\' && !escaped;
        if separates {
            parts.push(&text[start..position]);
            start = position + 1;
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Whether `text` goes on with `key=`: a word of letters, digits and dots before the next `=`.
fn key_follows(text: &str) -> bool {
    let text = text.trim_start();
    let key_length =
        text.find(|character: char| !(character.is_ascii_alphanumeric() || character == '.')).unwrap_or(text.len());
    key_length > 0 && text[key_length..].trim_start().starts_with('=')
}

fn unquote(value: &str) -> String {
    let value = value.strip_prefix('"').unwrap_or(value);
    value.strip_suffix('"').unwrap_or(value).to_owned()
}

fn fold_key(key: &str) -> String {
    let folded = key.to_ascii_uppercase();
    match folded.as_str() {
        // What other programs call the same attribute.
        "S" | "STATEORPROVINCENAME" => "ST".to_owned(),
        "E" | "EMAIL" => "EMAILADDRESS".to_owned(),
        _ => folded,
    }
}

fn fold_value(value: &str) -> String {
    let unescaped = value.replace("\\,", ",").replace("\\;", ";");
    unescaped.trim_matches('"').split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_its_four_spellings() {
        let cucm = DistinguishedName::parse("CN=gigantic-6.cisco.com;OU=VTG;O=Alpha;L=SJ;ST=CA;C=US");
        let certutils = DistinguishedName::parse("C=US,O=Alpha,OU=VTG,CN=gigantic-6.cisco.com,ST=CA,L=SJ");
        let command_line = DistinguishedName::parse("CN=gigantic-6.cisco.com, OU=VTG, O=Alpha, L=SJ, ST=CA, C=US");
        let wrapped = DistinguishedName::parse("CN=gigantic-6.cisco.com;OU=VTG;O=Alpha;L=SJ; ST=CA;C=US");
        for other in [&certutils, &command_line, &wrapped] {
            assert!(cucm.matches(other), "{other}");
        }
        assert_eq!(cucm.get("cn"), Some("gigantic-6.cisco.com"));
    }

    #[test]
    fn etoken_names_with_an_open_quote() {
        let token = DistinguishedName::parse("cn=\"SAST-ADN0054f509        \";ou=IPCBU;o=\"Cisco Systems");
        assert_eq!(token.attributes().len(), 3);
        assert_eq!(token.common_name(), "SAST-ADN0054f509");
        assert!(token.matches(&DistinguishedName::parse("O=Cisco Systems, OU=IPCBU, CN=SAST-ADN0054f509")));
    }

    #[test]
    fn a_comma_inside_a_value_does_not_separate() {
        let name = DistinguishedName::parse("O=Cisco Systems, Inc.,CN=a\\,OU=b");
        assert_eq!(name.get("O"), Some("Cisco Systems, Inc."));
        assert_eq!(name.get("CN"), Some("a\\,OU=b"));
    }

    #[test]
    fn a_repeated_attribute_counts() {
        let twice = DistinguishedName::parse("OU=a;OU=a;CN=b");
        assert!(!twice.matches(&DistinguishedName::parse("OU=a;CN=b;CN=b")));
        assert!(!twice.matches(&DistinguishedName::parse("OU=a;CN=b")));
    }

    #[test]
    fn shown_names_hide_nothing() {
        let name = DistinguishedName::parse("CN=a\u{202e}b;O=<script>");
        assert_eq!(name.to_string(), "CN=a\\u{202e}b, O=<script>");
        assert_eq!(DistinguishedName::parse("").to_string(), "");
        assert_eq!(DistinguishedName::parse("no key").to_string(), "no key");
    }
}
