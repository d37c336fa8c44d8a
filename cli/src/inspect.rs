//! `trustlens inspect`

use crate::arguments::{Format, Inspect};
use crate::{CLEAN, FOUND, case};
use std::io::{self, Write};
use trustlens_core::Detail;
use trustlens_core::report::{Report, Severity, calendar, text};

/// Prints the report of what was given and returns the exit status.
pub(crate) fn run(options: &Inspect) -> Result<u8, String> {
    let settings = case::settings(&options.about)?;
    let mut case = case::open(&options.paths, &options.about)?;
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

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Text => out.write_all(text::render(report).as_bytes())?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, report)?;
            out.write_all(b"\n")?;
        }
        Format::Icalendar => out.write_all(calendar::render(&report.renewals, report.evaluated_at).as_bytes())?,
    }
    out.flush()
}
