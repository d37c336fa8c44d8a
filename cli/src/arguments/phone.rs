//! What can be said to `trustlens phone`.

use super::AboutCase;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use trustlens_core::report::TvsReach;

/// Exit status: 0 when every phone takes everything, 1 when one refuses something or it is open, 2 when the command could not run.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 when every phone takes everything, 1 when one refuses something or it is open, 2 when the command could not run."
)]
pub(crate) struct Phone {
    /// What phones hold: a list, or a folder, archive or paste with lists; can be said several times. Several ITLs are several phones. Absent for
    /// a first start.
    #[arg(long, value_name = "LIST")]
    pub(crate) holds: Vec<PathBuf>,
    /// What phones are offered: lists and signed files; can be said several times. The newest lists of the paths when absent.
    #[arg(long, value_name = "LIST")]
    pub(crate) offered: Vec<PathBuf>,
    /// What else is known: certificates and trust stores of the servers, their output of "show" commands, configurations of the phones. Files,
    /// folders, or - for standard input.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The phones have no Security By Default (7940, 7960, 793x and the like).
    #[arg(long)]
    pub(crate) without_sbd: bool,
    /// Which TVS phones reach: all, none, or those of these nodes, with commas between them.
    #[arg(long, value_name = "NODES", default_value = "all", value_parser = parse_tvs)]
    pub(crate) tvs: TvsReach,
    /// What to print.
    #[arg(long, value_enum, default_value_t = PhoneFormat::Text)]
    pub(crate) format: PhoneFormat,
    /// Prints the questions that are asked, what follows from each answer, and where that is documented. It needs no case.
    #[arg(long, conflicts_with_all = ["holds", "offered", "paths"])]
    pub(crate) rules: bool,
    #[command(flatten)]
    pub(crate) about: AboutCase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PhoneFormat {
    /// For people.
    Text,
    /// As data.
    Json,
    /// The table of questions, as in docs/phones.md; with --rules.
    Markdown,
}

fn parse_tvs(text: &str) -> Result<TvsReach, String> {
    let nodes: Vec<String> =
        text.split(',').map(str::trim).filter(|node| !node.is_empty()).map(str::to_owned).collect();
    match nodes.as_slice() {
        [] => Err("write all, none, or the names of nodes".to_owned()),
        [word] if word == "all" => Ok(TvsReach::All),
        [word] if word == "none" => Ok(TvsReach::None),
        _ => Ok(TvsReach::Nodes(nodes)),
    }
}
