//! How much may be unwrapped from one thing given, so that a bomb ends in a sentence.

/// What may still come out of one thing that was given, all containers inside it taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Inputs that may still be found inside.
    pub members: usize,
    /// Bytes that may still be unwrapped.
    pub bytes: u64,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { members: 10_000, bytes: 256 * 1024 * 1024 }
    }
}
