//! Prints docs/phones.md: the rules by which a phone takes what it is offered. `make docs` runs it.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(trustlens_core::phone::rules::markdown().as_bytes())
}
