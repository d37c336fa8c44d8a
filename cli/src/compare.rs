//! `trustlens compare`

use crate::arguments::{Compare, DataFormat};
use crate::{CLEAN, FOUND, case};
use std::io::{self, Write};
use trustlens_core::report::{Compared, text};

/// Prints how the lists that were given stand to each other and returns the exit status.
pub(crate) fn run(options: &Compare) -> Result<u8, String> {
    let settings = case::settings(&options.about)?;
    let mut case = case::open(&options.paths, &options.about)?;
    let checksums = options.checksums.iter().filter_map(|checksum| case.lists_with_checksum(checksum)).collect();
    let compared = Compared { comparison: case.compare(&settings, &[]), checksums };
    if compared.comparison.is_none() && compared.checksums.is_empty() {
        return Err("there are not two trust lists in what was given".to_owned());
    }
    match print(&compared, options.format) {
        // `trustlens compare … | head` is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(format!("cannot print: {error}")),
        _ => {}
    }
    Ok(if compared.objects() { FOUND } else { CLEAN })
}

fn print(compared: &Compared, format: DataFormat) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        DataFormat::Text => out.write_all(text::comparison::render(compared).as_bytes())?,
        DataFormat::Json => {
            serde_json::to_writer_pretty(&mut out, compared)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()
}
