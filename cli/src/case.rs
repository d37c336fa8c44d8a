//! The case that a command looks at: its files, and what is said of it beside them.

use crate::arguments::AboutCase;
use crate::{now, passwords, sources};
use std::path::PathBuf;
use trustlens_core::report::{Node, NodeService};
use trustlens_core::{Case, Settings};

/// Opens a case with everything that was given.
pub(crate) fn open(paths: &[PathBuf], about: &AboutCase) -> Result<Case, String> {
    let mut case = empty(&[paths], about)?;
    sources::add(paths, &mut case)?;
    Ok(case)
}

/// A case without files, with the passwords to try on these.
pub(crate) fn empty(given: &[&[PathBuf]], about: &AboutCase) -> Result<Case, String> {
    let mut case = Case::new();
    // The case tries what it knows on whatever is added.
    let input_is_taken = given.iter().copied().flatten().any(|path| path.as_os_str() == "-");
    for password in passwords::read(about.passwords.as_deref(), input_is_taken)? {
        case.unlock(&password);
    }
    Ok(case)
}

/// What is said of the cluster.
pub(crate) fn settings(about: &AboutCase) -> Result<Settings, String> {
    let nodes = match &about.nodes {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            let services = NodeService::ALL.map(NodeService::name).join(", ");
            let explain = |word: String| format!("{}: {word:?} is no service; known are {services}", path.display());
            lines.map(Node::parse).collect::<Result<_, _>>().map_err(explain)?
        }
        None => Vec::new(),
    };
    Ok(Settings {
        release: about.release.clone(),
        mode: about.mode.map(Into::into),
        nodes,
        phones_without_security_by_default: about.phones_without_sbd,
        backup: about.backup,
        ..Settings::at(about.at.unwrap_or_else(now))
    })
}
