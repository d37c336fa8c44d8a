//! What was given on the command line: files, folders, standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// One thing given.
pub(crate) struct Source {
    /// Its name within the report: the path as given, or as found under a folder that was given.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// Reads everything that was given; folders with all that is in them, in the order of their names.
pub(crate) fn gather(paths: &[PathBuf]) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map_err(|error| format!("standard input: {error}"))?;
            sources.push(Source { name: "standard input".to_owned(), bytes });
        } else {
            gather_path(path, &mut sources)?;
        }
    }
    Ok(sources)
}

fn gather_path(path: &Path, sources: &mut Vec<Source>) -> Result<(), String> {
    let explain = |error: io::Error| format!("{}: {error}", path.display());
    // A link inside a folder may lead back to the folder; only what was given by name is followed.
    if fs::metadata(path).map_err(explain)?.is_dir() {
        let entries = fs::read_dir(path).map_err(explain)?;
        let mut inside =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(explain)?;
        inside.sort();
        for member in inside.iter().filter(|member| !member.is_symlink()) {
            gather_path(member, sources)?;
        }
        return Ok(());
    }
    let bytes = fs::read(path).map_err(explain)?;
    sources.push(Source { name: path.display().to_string(), bytes });
    Ok(())
}
