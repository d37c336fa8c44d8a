//! `trustlens inspect`

use crate::arguments::{Format, Inspect};
use crate::{CLEAN, FOUND, now, passwords, sources};
use std::io::{self, Write};
use trustlens_core::report::{Node, NodeService, Report, Severity, text};
use trustlens_core::{Case, Detail, Settings};

/// Prints the report of what was given and returns the exit status.
pub(crate) fn run(options: &Inspect) -> Result<u8, String> {
    let settings = settings(options)?;
    let mut case = Case::new();
    // The case tries what it knows on whatever is added.
    let input_is_taken = options.paths.iter().any(|path| path.as_os_str() == "-");
    for password in passwords::read(options.passwords.as_deref(), input_is_taken)? {
        case.unlock(&password);
    }
    sources::add(&options.paths, &mut case)?;
    let report = case.report(&settings, Detail::Full, &mut |_progress| {});
    match print(&report, options.format) {
        // `trustlens inspect … | head` is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(format!("cannot print: {error}")),
        _ => {}
    }
    let threshold = Severity::from(options.fail_on);
    let found = report.worst().is_some_and(|worst| worst <= threshold);
    Ok(if found { FOUND } else { CLEAN })
}

fn settings(options: &Inspect) -> Result<Settings, String> {
    let nodes = match &options.nodes {
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
        at: options.at.unwrap_or_else(now),
        release: options.release.clone(),
        mode: options.mode.map(Into::into),
        nodes,
        phones_without_security_by_default: options.phones_without_sbd,
    })
}

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Text => out.write_all(text::render(report).as_bytes())?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, report)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()
}
