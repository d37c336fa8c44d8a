//! Passwords, which are in a file or come from standard input: on the command line, others could see them.

use std::fs;
use std::io;
use std::path::Path;

/// The passwords of a file: one a line, with everything in it but the line break, and without empty ones, which are tried by themselves.
/// `input_is_taken` says that standard input holds something else.
pub(crate) fn read(path: Option<&Path>, input_is_taken: bool) -> Result<Vec<String>, String> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let text = if path.as_os_str() == "-" {
        if input_is_taken {
            return Err("standard input holds either the passwords or what is inspected".to_owned());
        }
        io::read_to_string(io::stdin()).map_err(|error| format!("standard input: {error}"))?
    } else {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
