//! What can be wrong with DER (ITU-T X.690).

use super::der::tag;

/// What is wrong with an encoding, and at which byte of the input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault} at byte {offset}")]
pub struct DerError {
    /// What is wrong there.
    pub fault: DerFault,
    /// Bytes from the start of the outermost input.
    pub offset: usize,
}

/// The ways in which an encoding can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DerFault {
    /// The input ends where an element should begin.
    #[error("an element is missing")]
    Missing,
    /// An element's length runs past the end of what holds it.
    #[error(
        "an element of {needed} bytes runs past the end ({available} left): the input was cut, or a length is wrong,"
    )]
    Truncated {
        /// How many bytes the element says it has, its header included where that is known.
        needed: usize,
        /// How many there are.
        available: usize,
    },
    /// Another type of element was expected.
    #[error("{} was expected and {} found", tag_name(*.expected), tag_name(*.found))]
    UnexpectedTag {
        /// The identifier octet that should be here.
        expected: u8,
        /// The identifier octet that is here.
        found: u8,
    },
    /// The length is left open (BER); DER forbids it (X.690 section 10.1).
    #[error("an element of indefinite length (BER, not DER)")]
    IndefiniteLength,
    /// The length is written with more bytes than any input could need, or with the reserved value.
    #[error("a length that no input can have")]
    ImpossibleLength,
    /// The element is not followed by the end of what holds it.
    #[error("{0} unexpected bytes after the last element")]
    Trailing(usize),
    /// The element's contents are not what its type allows.
    #[error("{0}")]
    Value(&'static str),
}

/// The name of a type of element, as people who read certificates know it.
fn tag_name(identifier: u8) -> String {
    let name = match identifier {
        tag::BOOLEAN => "a BOOLEAN",
        tag::INTEGER => "an INTEGER",
        tag::BIT_STRING => "a BIT STRING",
        tag::OCTET_STRING => "an OCTET STRING",
        tag::NULL => "a NULL",
        tag::OID => "an OBJECT IDENTIFIER",
        tag::UTC_TIME => "a UTCTime",
        tag::GENERALIZED_TIME => "a GeneralizedTime",
        tag::SEQUENCE => "a SEQUENCE",
        tag::SET => "a SET",
        _ => return format!("an element with the tag 0x{identifier:02x}"),
    };
    name.to_owned()
}
