//! Outputs are whole or absent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use septet::ErrorKind;
use septet_campaign::output::AtomicFile;

/// A directory of this test's own, removed at its end.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Directory {
        let path = std::env::temp_dir().join(format!("septet-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Directory(path)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn appears_only_when_finished() {
    let directory = Directory::new("atomic");
    let target = directory.0.join("rows.csv");
    fs::write(&target, "before").unwrap();
    let mut file = AtomicFile::create(&target).unwrap();
    file.write_all(b"after").unwrap();
    file.flush().unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"before");
    file.finish().unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"after");
    assert_eq!(directory.names(), ["rows.csv"]);
}

#[test]
fn given_up_leaves_nothing() {
    let directory = Directory::new("given-up");
    let mut file = AtomicFile::create(&directory.0.join("rows.csv")).unwrap();
    file.write_all(&[b'x'; 1 << 20]).unwrap();
    drop(file);
    assert_eq!(directory.names(), [""; 0]);
}

#[test]
fn a_stale_temporary_file_is_replaced_and_a_live_one_respected() {
    let directory = Directory::new("stale");
    let target = directory.0.join("rows.csv");
    fs::write(directory.0.join(".rows.csv.septet-part"), "left by a run that was killed").unwrap();
    let mut file = AtomicFile::create(&target).unwrap();
    let second = AtomicFile::create(&target).unwrap_err();
    assert_eq!(second.kind(), ErrorKind::OutputBusy);
    file.write_all(b"new").unwrap();
    file.finish().unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"new");
    assert_eq!(directory.names(), ["rows.csv"]);
}

#[test]
fn what_cannot_be_written_is_said() {
    let directory = Directory::new("unwritable");
    let error = AtomicFile::create(&directory.0).unwrap_err();
    assert!(error.message().contains("directory"), "{error}");
    let error = AtomicFile::create(&directory.0.join("no/such/rows.csv")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutputUnwritable);
    assert!(error.message().contains("no such directory"), "{error}");
    assert!(error.file().unwrap().ends_with("no/such/rows.csv"));
    assert!(AtomicFile::create(Path::new("/")).is_err());
}

#[cfg(unix)]
#[test]
fn a_full_disk_and_a_link() {
    // every write to this device fails as on a full disk
    if Path::new("/dev/full").exists() {
        let mut file = AtomicFile::create(Path::new("/dev/full")).unwrap();
        file.write_all(b"x").unwrap();
        let error = file.finish().unwrap_err();
        assert!(error.message().contains("disk is full"), "{error}");
    }
    let directory = Directory::new("link");
    let (real, link) = (directory.0.join("real.csv"), directory.0.join("link.csv"));
    fs::write(&real, "before").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let mut file = AtomicFile::create(&link).unwrap();
    file.write_all(b"after").unwrap();
    file.finish().unwrap();
    assert_eq!(fs::read(&real).unwrap(), b"after");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}
