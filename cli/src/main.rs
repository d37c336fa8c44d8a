//! `trustlens`: the engine of the page as a command.

mod arguments;
mod explain;
mod inspect;
mod sources;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Something at or above `--fail-on`.
const FOUND: u8 = 1;
/// The command could not run.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            // Help and version are answers, not failures.
            return ExitCode::from(if error.use_stderr() { FAILED } else { CLEAN });
        }
    };
    let outcome = match arguments.command {
        Command::Inspect(options) => inspect::run(&options),
        Command::Checks(options) => explain::run(&options).map(|()| CLEAN),
    };
    ExitCode::from(outcome.unwrap_or_else(|message| {
        eprintln!("trustlens: {message}");
        FAILED
    }))
}
