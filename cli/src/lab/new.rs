//! `trustlens lab new`

use super::{description, keys, output};
use crate::arguments::lab::New;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use trustlens_core::Settings;
use trustlens_core::lab::{self, Description, faults};
use trustlens_core::report::{ClusterMode, text};
use trustlens_core::text::count;

/// Makes a cluster, writes its files, and says what they are and what to do next.
pub(super) fn run(options: &New) -> Result<String, String> {
    output::refuse_existing(&options.output)?;
    let described = description::read(&options.description)?;
    let explain = |error: lab::LabError| error.to_string();
    let source = keys::source(described.seed.as_deref())?;
    let ring = keys::make(&lab::wishes(&described).map_err(explain)?, &source)?;
    let made = lab::make(&described, Arc::new(ring)).map_err(explain)?;
    if output::is_archive(&options.output) {
        output::write_file(&options.output, &lab::zip(&made.files).map_err(explain)?)?;
    } else {
        output::write_folder(&options.output, &made.files)?;
    }
    Ok(said(&described, &made, &options.output))
}

fn said(description: &Description, made: &lab::Lab, path: &Path) -> String {
    let security = if description.mode == ClusterMode::Mixed { "mixed" } else { "non-secure" };
    let mut said = format!(
        "{}: {} of a cluster of release {} in {security} mode with {}.\n",
        path.display(),
        count(made.files.len(), "file"),
        description.release,
        count(description.nodes.len(), "node"),
    );
    for fault in description.faults.iter().filter_map(|name| faults::find(name)) {
        // Writing into a String does not fail.
        let _ = writeln!(said, "Broken on purpose: {} ({}, {})", fault.title, fault.name, fault.check);
    }
    said.push('\n');
    let _ = text::wrapped(&mut said, "", lab::WARNING);
    let _ = writeln!(said, "\nNext: {}", next(path, &made.settings));
    said
}

/// The command that inspects what was made.
fn next(path: &Path, settings: &Settings) -> String {
    let mut command = format!("trustlens inspect {} --at {}", quoted(path), settings.at.date());
    if let Some(release) = &settings.release {
        let _ = write!(command, " --release {release}");
    }
    match settings.mode {
        Some(ClusterMode::Mixed) => command += " --mode mixed",
        Some(ClusterMode::NonSecure) => command += " --mode non-secure",
        _ => {}
    }
    // In a folder the nodes stand in a file of their own.
    if path.is_dir() {
        let _ = write!(command, " --nodes {}", quoted(&path.join("nodes.txt")));
    }
    command
}

/// A path as a shell takes it.
pub(super) fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "._-/\\:+".contains(letter);
    if path.chars().all(is_plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
