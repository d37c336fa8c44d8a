//! Writing what was made, over nothing that exists.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use trustlens_core::lab::{self, Files};
use trustlens_core::text::visible;

/// Whether an output is an archive.
pub(super) fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

/// Refuses an output that exists, before work is done for it.
pub(super) fn refuse_existing(path: &Path) -> Result<(), String> {
    // A link that leads nowhere exists too.
    if fs::symlink_metadata(path).is_ok() { Err(exists(path)) } else { Ok(()) }
}

fn exists(path: &Path) -> String {
    format!("{} exists, and nothing is ever written over: name an output that does not exist yet", path.display())
}

/// Writes a file that does not exist yet.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let explain = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => format!("{}: {error}", path.display()),
    };
    File::create_new(path).and_then(|mut file| file.write_all(bytes)).map_err(explain)
}

/// Writes files into a folder that does not exist yet.
pub(super) fn write_folder(path: &Path, files: &Files) -> Result<(), String> {
    if let Some((name, _)) = files.iter().find(|(name, _)| !lab::is_within(name)) {
        return Err(format!("{} would lie outside of {}: nothing was written", visible(name), path.display()));
    }
    fs::create_dir(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        io::ErrorKind::NotFound => format!("{}: the folder that it is to lie in does not exist", path.display()),
        _ => format!("{}: {error}", path.display()),
    })?;
    let incomplete = |error: String| format!("{error}; {} is incomplete: remove it", path.display());
    for (name, bytes) in files {
        let file = path.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| incomplete(format!("{}: {error}", folder.display())))?;
        }
        write_file(&file, bytes).map_err(incomplete)?;
    }
    Ok(())
}
