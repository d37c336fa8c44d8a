//! What can be said to `trustlens plan`.

use super::AboutCase;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use trustlens_core::plan::{Change, ChangeError};

/// Exit status: 0 when phones follow, 1 when the changes are refused or a phone is lost, 2 when the command could not run.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
#[command(
    after_help = "Exit status: 0 when all phones follow, those too that sleep through it; 1 when the changes are refused because phones would be \
                  locked out, or when they can be made but a phone is lost all the same; 2 when the command could not run: nothing was to be \
                  changed, or a kind or a node is not known."
)]
pub(crate) struct Plan {
    /// Files, folders (everything in them), or - for standard input.
    #[arg(required_unless_present = "rules", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What shall be renewed: callmanager, callmanager-ecdsa, capf, tvs, tomcat, tomcat-ecdsa, ipsec, itlrecovery, of all nodes or of one
    /// (callmanager@cucm-sub1), or signer for what signs the ITL; several with commas.
    #[arg(long, value_name = "KIND[@NODE]", value_delimiter = ',', value_parser = renewed)]
    pub(crate) regenerate: Vec<Change>,
    /// A node that gets another host name; may be given several times.
    #[arg(long, value_name = "NODE")]
    pub(crate) rename: Vec<String>,
    /// A node that gets another address; may be given several times.
    #[arg(long, value_name = "NODE")]
    pub(crate) readdress: Vec<String>,
    /// From hardware tokens to a tokenless CTL.
    #[arg(long)]
    pub(crate) tokenless: bool,
    /// From mixed to non-secure mode.
    #[arg(long)]
    pub(crate) non_secure: bool,
    /// From non-secure to mixed mode.
    #[arg(long, conflicts_with = "non_secure")]
    pub(crate) mixed: bool,
    /// A backup is restored, which was made on the date of --backup.
    #[arg(long, requires = "backup")]
    pub(crate) restore: bool,
    /// Phones move to the cluster whose ITL or CTL is in this file or folder; may be given several times.
    #[arg(long, value_name = "PATH")]
    pub(crate) migrate_to: Vec<PathBuf>,
    /// Prints what each step is taken to do, in which order changes are made, what is refused and what is warned of, and where that is documented, as
    /// in docs/planner.md. It needs no case.
    #[arg(long, conflicts_with_all = ["paths", "regenerate", "rename", "readdress", "migrate_to"])]
    pub(crate) rules: bool,
    #[command(flatten)]
    pub(crate) about: AboutCase,
    /// What to print.
    #[arg(long, value_enum, default_value_t = PlanFormat::Text)]
    pub(crate) format: PlanFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For people.
    Text,
    /// The proposal as data, as in the report.
    Json,
    /// A checklist in Markdown with task boxes, to print or to keep in a ticket.
    Checklist,
}

fn renewed(text: &str) -> Result<Change, ChangeError> {
    Change::renew(text)
}
