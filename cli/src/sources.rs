//! What was given on the command line: files, folders, standard input.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use trustlens_core::Case;
use trustlens_core::intake::Pieces;

/// Bytes by which it is told whether something is read in pieces.
const START: usize = 64 * 1024;

/// Bytes of a piece.
const PIECE: usize = 1024 * 1024;

/// Adds everything that was given to a case; folders with all that is in them, in the order of their names. Returns what it became.
pub(crate) fn add(paths: &[PathBuf], case: &mut Case) -> Result<Vec<usize>, String> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let name = "standard input";
            let added = add_from(&mut io::stdin().lock(), name, case);
            inputs.extend(added.map_err(|error| format!("{name}: {error}"))?);
        } else {
            inputs.extend(add_path(path, case)?);
        }
    }
    Ok(inputs)
}

/// The name of an input within the report is its path as it was given, or as it was found under a folder that was given.
fn add_path(path: &Path, case: &mut Case) -> Result<Vec<usize>, String> {
    let explain = |error: io::Error| format!("{}: {error}", path.display());
    // A link inside a folder may lead back to the folder; only what was given by name is followed.
    if fs::metadata(path).map_err(explain)?.is_dir() {
        let entries = fs::read_dir(path).map_err(explain)?;
        let mut inside =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(explain)?;
        inside.sort();
        let mut inputs = Vec::new();
        for member in inside.iter().filter(|member| !member.is_symlink()) {
            inputs.extend(add_path(member, case)?);
        }
        return Ok(inputs);
    }
    let mut file = File::open(path).map_err(explain)?;
    add_from(&mut file, &path.display().to_string(), case).map_err(explain)
}

/// Adds one input. A capture is read in pieces, because it may be larger than memory; anything else as a whole.
fn add_from(source: &mut impl Read, name: &str, case: &mut Case) -> io::Result<Vec<usize>> {
    let mut bytes = Vec::new();
    source.by_ref().take(u64::try_from(START).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    let Some(mut pieces) = Pieces::begin(&bytes) else {
        source.read_to_end(&mut bytes)?;
        return Ok(case.add(name, bytes));
    };
    pieces.push(&bytes);
    bytes.resize(PIECE, 0);
    loop {
        match source.read(&mut bytes) {
            Ok(0) => break,
            Ok(length) => pieces.push(bytes.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(case.add_pieces(name, pieces))
}
