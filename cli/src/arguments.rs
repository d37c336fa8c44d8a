//! What can be said on the command line.

pub(crate) mod lab;
mod phone;
pub(crate) mod plan;

pub(crate) use phone::{Phone, PhoneFormat};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use trustlens_core::case::Releases;
use trustlens_core::report::{ClusterMode, Severity};
use trustlens_core::{Timestamp, TimestampError};

/// Shows what a Cisco phone trusts, and why it does or doesn't.
#[derive(Debug, Parser)]
#[command(name = "trustlens", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads trust lists, certificates and signed files and says what is wrong with them.
    Inspect(Inspect),
    /// Says how certificates can be renewed and nodes or modes changed so that phones follow, step by step; or why not.
    Plan(plan::Plan),
    /// Lists the checks, or explains one.
    Checks(Checks),
    /// Compares trust lists: of several nodes, of now and before, a printout with a file, a checksum with all of them.
    Compare(Compare),
    /// Tells question by question whether phones that hold these lists would take what they are offered.
    Phone(Phone),
    /// Makes test clusters and trust lists, sound or broken on purpose. Nothing made there is good for production.
    #[command(subcommand)]
    Lab(lab::Lab),
}

/// Exit status: 0 when nothing is as bad as --fail-on, 1 when something is, 2 when the command could not run.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 when nothing is as bad as --fail-on, 1 when something is, 2 when the command could not run."
)]
pub(crate) struct Inspect {
    /// Files, folders (everything in them), or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) about: AboutCase,
    /// The severity from which on the exit status is 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
}

/// Exit status: 0 when nothing differs that must not, 1 when something does or may, 2 when the command could not run.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 when nothing differs that must not, 1 when something does or may, or when no list has a checksum that was given; 2 when the command could not run."
)]
pub(crate) struct Compare {
    /// Files, folders, archives and printouts with trust lists, or - for standard input: all lists in them are compared.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = DataFormat::Text)]
    pub(crate) format: DataFormat,
    /// A checksum that a phone or a server shows (MD5, SHA-1, SHA-256 or SHA-512): says which of the lists has it.
    #[arg(long = "checksum", value_name = "HEX", value_parser = parse_checksum)]
    pub(crate) checksums: Vec<String>,
    #[command(flatten)]
    pub(crate) about: AboutCase,
}

/// What is said of a case beside its files.
#[derive(Debug, Args)]
pub(crate) struct AboutCase {
    /// The date to judge by, 2026-11-23 or 2026-11-23T08:30:00Z; today when absent.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) at: Option<Timestamp>,
    /// The release of the cluster, such as 12.5 or 14SU3; told from the case as far as it goes when absent.
    #[arg(long, value_name = "RELEASE", value_parser = parse_release)]
    pub(crate) release: Option<String>,
    /// The security mode of the cluster; told from the ITL when absent.
    #[arg(long, value_enum)]
    pub(crate) mode: Option<Mode>,
    /// A file with the nodes, one a line: the name, then what runs there (publisher, CallManager, TFTP, TVS, CAPF, IM&P).
    #[arg(long, value_name = "FILE")]
    pub(crate) nodes: Option<PathBuf>,
    /// How many phones have no Security By Default (7940, 7960, 793x and the like).
    #[arg(long, value_name = "NUMBER")]
    pub(crate) phones_without_sbd: Option<u32>,
    /// When the backup was made that would be restored, as --at writes it.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) backup: Option<Timestamp>,
    /// A file with passwords for PKCS#12 files and archives, one a line, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) passwords: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Checks {
    /// The check to explain, such as SIG-01; all are listed when absent.
    pub(crate) id: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ReferenceFormat::Text)]
    pub(crate) format: ReferenceFormat,
    /// With the plan that mends it, for any release and mode; "trustlens inspect" prints it for those of a case.
    #[arg(long, requires = "id")]
    pub(crate) plan: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReferenceFormat {
    /// For people.
    Text,
    /// As data.
    Json,
    /// The table of all checks, as in docs/checks.md; with --plan the plan of one as a checklist.
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// The report as data, schema 1.
    Json,
    /// What ends when and by when to begin its renewal, for a calendar (RFC 5545).
    Icalendar,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DataFormat {
    /// For people.
    Text,
    /// As data.
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Mode {
    Mixed,
    NonSecure,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FailOn {
    Critical,
    Error,
    Warning,
    Info,
}

impl From<Mode> for ClusterMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Mixed => Self::Mixed,
            Mode::NonSecure => Self::NonSecure,
        }
    }
}

impl From<FailOn> for Severity {
    fn from(severity: FailOn) -> Self {
        match severity {
            FailOn::Critical => Self::Critical,
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Info => Self::Info,
        }
    }
}

/// A release is kept as it was written, once it can be read.
fn parse_release(text: &str) -> Result<String, String> {
    match Releases::parse(text) {
        Some(_) => Ok(text.trim().to_owned()),
        None => Err("not a release; write 12.5, 14 or 14SU3".to_owned()),
    }
}

fn parse_checksum(text: &str) -> Result<String, String> {
    trustlens_core::compare::read_checksum(text)
        .ok_or_else(|| "not a checksum; write the 32, 40, 64 or 128 hexadecimal digits that are shown".to_owned())
}

fn parse_date(text: &str) -> Result<Timestamp, TimestampError> {
    Timestamp::parse(text)
}
