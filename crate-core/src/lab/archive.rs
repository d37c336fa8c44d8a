//! All files of a lab in one zip archive.

use super::Files;
use super::error::LabError;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// One zip archive of files, in their order. The same files give the same bytes: the time of each is 1980-01-01, the first that the format
/// has.
///
/// # Errors
/// When a name is no path within a folder or stands twice, or the archive grows beyond what the format holds.
pub fn zip(files: &Files) -> Result<Vec<u8>, LabError> {
    let not_packed = |name: &str, reason: String| LabError::NotPacked { name: name.to_owned(), reason };
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        if !is_within(name) {
            return Err(not_packed(name, "it would lie outside of the folder that it is unpacked into".to_owned()));
        }
        archive.start_file(name.as_str(), options).map_err(|error| not_packed(name, error.to_string()))?;
        archive.write_all(bytes).map_err(|error| not_packed(name, error.to_string()))?;
    }
    let packed = archive.finish().map_err(|error| not_packed("the archive", error.to_string()))?;
    Ok(packed.into_inner())
}

/// Whether a path of a lab's file stays within the folder that it is written into: names and folders alone, none of them `..`, nothing
/// that another system takes for a drive or a separator.
#[must_use]
pub fn is_within(path: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn an_archive_holds_the_files_and_is_always_the_same() {
        let files: Files = vec![
            ("cucm-pub/ITLFile.tlv".to_owned(), vec![1; 5000]),
            ("README.txt".to_owned(), b"no good for production".to_vec()),
        ];
        let packed = zip(&files).unwrap();
        assert_eq!(zip(&files).unwrap(), packed);
        assert!(packed.len() < 1000, "it is compressed");
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        assert_eq!(archive.len(), 2);
        for (number, (name, bytes)) in files.iter().enumerate() {
            let mut member = archive.by_index(number).unwrap();
            assert_eq!(member.name().unwrap(), name.as_str());
            assert_eq!(member.last_modified().map(|time| time.year()), Some(1980));
            let mut read = Vec::new();
            member.read_to_end(&mut read).unwrap();
            assert_eq!(&read, bytes);
        }
    }

    #[test]
    fn a_file_outside_is_refused() {
        for name in ["../ITLFile.tlv", "a/../../b", "/etc/passwd", "C:/x", "a\\b", "", "a//b", "./a"] {
            assert!(!is_within(name), "{name}");
            assert!(matches!(zip(&vec![(name.to_owned(), Vec::new())]), Err(LabError::NotPacked { .. })), "{name}");
        }
        assert!(is_within("cucm-pub/CallManager-trust/a..b.pem"));
    }
}
