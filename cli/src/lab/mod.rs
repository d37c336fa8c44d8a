//! `trustlens lab`

mod description;
mod faults;
mod keys;
mod new;
mod output;
mod sign;

use crate::arguments::lab::Lab;
use std::io::{self, Write as _};

/// Runs a command of the lab.
pub(crate) fn run(command: &Lab) -> Result<(), String> {
    let said = match command {
        Lab::New(options) => new::run(options)?,
        Lab::Faults(options) => faults::run(options)?,
        Lab::Describe(options) => description::describe(options)?,
        Lab::Sign(options) => sign::run(options)?,
    };
    // A reader that has seen enough and closes the pipe is no failure.
    let _ = io::stdout().lock().write_all(said.as_bytes());
    Ok(())
}
