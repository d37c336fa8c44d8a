//! `trustlens`: the engine of the page as a command.

mod arguments;
mod case;
mod compare;
mod explain;
mod inspect;
mod lab;
mod passwords;
mod phone;
mod plan;
mod sources;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use trustlens_core::Timestamp;

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
        Command::Plan(options) => plan::run(&options),
        Command::Checks(options) => explain::run(&options).map(|()| CLEAN),
        Command::Compare(options) => compare::run(&options),
        Command::Phone(options) => phone::run(&options),
        Command::Lab(command) => lab::run(&command).map(|()| CLEAN),
    };
    ExitCode::from(outcome.unwrap_or_else(|message| {
        eprintln!("trustlens: {message}");
        FAILED
    }))
}

fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}
