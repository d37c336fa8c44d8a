//! Other programs that files are held against: openssl, and the Python beside the fixtures that was written from `docs/formats.md` alone.
//!
//! `scripts/set-up.sh programs` brings both. A test without them fails, and says so.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What to do where a program is missing.
const SET_UP: &str = "`scripts/set-up.sh programs` sets up what is needed";

/// An empty folder for the files of one test, below cargo's folder for that.
///
/// # Panics
///
/// When it cannot be made.
#[must_use]
pub fn empty_folder(cargo_folder: &str, name: &str) -> PathBuf {
    let folder = Path::new(cargo_folder).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    }
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// Writes a file and the folders that it lies in.
///
/// # Panics
///
/// When that fails.
pub fn write_file(path: &Path, bytes: &[u8]) {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, bytes)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The Python that set-up chose: the variable of `scripts/environment.sh`, or what it is read from where nobody sourced that.
fn python() -> PathBuf {
    if let Some(named) = std::env::var_os("TRUSTLENS_PYTHON") {
        return named.into();
    }
    let noted = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/python");
    let noted = std::fs::read_to_string(noted).unwrap_or_else(|_| panic!("no Python was set up: {SET_UP}"));
    noted.trim().into()
}

/// Runs one of the programs in `tests/interop`.
///
/// # Panics
///
/// When there is no Python to run it.
#[must_use]
pub fn run_python(arguments: &[&str]) -> Output {
    let python = python();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop");
    let mut command = Command::new(&python);
    command.args(arguments).current_dir(folder).env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    command.output().unwrap_or_else(|error| panic!("{}: {error}: {SET_UP}", python.display()))
}

/// Lines of JSON that a program printed.
///
/// # Panics
///
/// When a line is no JSON.
#[must_use]
pub fn json_lines(printed: &[u8]) -> Vec<Value> {
    let lines = printed.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let read = |line| {
        serde_json::from_slice(line).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(line)))
    };
    lines.map(read).collect()
}

/// What the Python reader says of every list and signed file below a folder.
///
/// # Panics
///
/// When it says nothing: it could not run.
#[must_use]
pub fn read_by_python(folder: &Path) -> Vec<Value> {
    let output = run_python(&["verify-lists.py", text_of(folder)]);
    let said = json_lines(&output.stdout);
    assert!(!said.is_empty(), "{}: {}: {SET_UP}", folder.display(), String::from_utf8_lossy(&output.stderr));
    said
}

/// A path as an argument.
///
/// # Panics
///
/// When it is not UTF-8.
#[must_use]
pub fn text_of(path: &Path) -> &str {
    path.to_str().unwrap_or_else(|| panic!("{} is not UTF-8", path.display()))
}
