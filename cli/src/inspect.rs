//! `trustlens inspect`

use crate::arguments::{Format, Inspect};
use crate::sources;
use crate::{CLEAN, FOUND};
use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};
use trustlens_core::report::{Node, NodeService, Report, Severity, text};
use trustlens_core::{Case, Detail, Settings, Timestamp};

/// Prints the report of what was given and returns the exit status.
pub(crate) fn run(options: &Inspect) -> Result<u8, String> {
    let settings = settings(options)?;
    let mut case = Case::new();
    // The case tries what it knows on whatever is added.
    for password in passwords(options)? {
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

/// The passwords of the file that was named: one a line, with everything in it but the line break, and without empty ones, which are
/// tried by themselves.
fn passwords(options: &Inspect) -> Result<Vec<String>, String> {
    let Some(path) = &options.passwords else { return Ok(Vec::new()) };
    let text = if path.as_os_str() == "-" {
        if options.paths.iter().any(|path| path.as_os_str() == "-") {
            return Err("standard input holds either the passwords or what is inspected".to_owned());
        }
        io::read_to_string(io::stdin()).map_err(|error| format!("standard input: {error}"))?
    } else {
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
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

fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
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
