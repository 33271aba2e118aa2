//! Where octets come from: a file or a stream, counted, and brought to UTF-8 where another encoding
//! was given.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, DecoderResult, Encoding};
use septet::{Error, ErrorKind};
use sha2::{Digest as _, Sha256};

/// An input before it is opened.
pub enum Input<'a> {
    /// A file, by its path.
    File(PathBuf),
    /// A stream that is already open, such as standard input.
    Stream {
        /// What messages call it.
        name: String,
        /// The octets.
        stream: Box<dyn Read + 'a>,
    },
}

impl Input<'_> {
    /// What messages call it: the path as it was given, or the stream's name.
    pub fn name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Stream { name, .. } => name.clone(),
        }
    }
}

impl From<&Path> for Input<'_> {
    fn from(path: &Path) -> Self {
        Input::File(path.to_path_buf())
    }
}

/// How much of an input has been read. Clones share the count.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    read_len: Arc<AtomicU64>,
    total_len: Option<u64>,
}

impl Origin {
    /// Octets read so far.
    pub fn read_len(&self) -> u64 {
        self.read_len.load(Ordering::Relaxed)
    }

    /// Octets in all, where that is known: a file's length.
    pub fn total_len(&self) -> Option<u64> {
        self.total_len
    }
}

#[cfg(feature = "parquet")]
impl Origin {
    /// Of a file of so many octets.
    pub(super) fn of_len(total_len: u64) -> Origin {
        Origin { total_len: Some(total_len), ..Origin::default() }
    }

    pub(super) fn set_read_len(&self, read_len: u64) {
        self.read_len.store(read_len, Ordering::Relaxed);
    }
}

/// What tells an input from any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Octets.
    pub octet_len: u64,
    /// SHA-256 in hexadecimal digits, lower case.
    pub sha256: String,
}

impl Digest {
    /// Of octets in memory.
    pub fn of(octets: &[u8]) -> Digest {
        Digest {
            octet_len: octets.len() as u64,
            sha256: hexadecimal(Sha256::digest(octets).as_slice()),
        }
    }
}

/// The digest of a whole file.
#[cfg(feature = "parquet")]
pub(super) fn digest_of_file(file: &mut File) -> io::Result<Digest> {
    let (mut hash, mut octet_len) = (Sha256::new(), 0);
    let mut buffer = vec![0; 256 << 10];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(len) => {
                hash.update(&buffer[..len]);
                octet_len += len as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Digest { octet_len, sha256: hexadecimal(hash.finalize().as_slice()) })
}

/// The digest of a campaign's file, and how many lines it has: LF, CR and CRLF end one. Of a Parquet
/// file the rows are its lines.
///
/// # Errors
/// `input_unreadable`; `not_supported_yet` for a Parquet file in a build that does not read them.
pub fn digest_of_lines(path: &Path) -> Result<(Digest, u64), Error> {
    let name = || path.display().to_string();
    #[cfg(feature = "parquet")]
    if super::parquet::is_parquet(path) {
        return super::parquet::digest_of_rows(path).map_err(|error| error.with_file(name()));
    }
    let unreadable = |what: String| Error::new(ErrorKind::InputUnreadable, what).with_file(name());
    let (mut file, _) = open_file(path).map_err(unreadable)?;
    let (mut hash, mut octet_len, mut line_count) = (Sha256::new(), 0, 0);
    let mut buffer = vec![0; 256 << 10];
    let mut last = b'\n';
    loop {
        let len = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(len) => len,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(format!("reading failed: {error}"))),
        };
        if octet_len == 0 && super::is_parquet(&buffer[..len]) {
            return Err(super::parquet_refused().with_file(name()));
        }
        hash.update(&buffer[..len]);
        octet_len += len as u64;
        for octet in &buffer[..len] {
            // a CR ends its line, and the LF behind it ends none
            line_count += u64::from(*octet == b'\r' || (*octet == b'\n' && last != b'\r'));
            last = *octet;
        }
    }
    // a last line without an end is a line
    line_count += u64::from(octet_len > 0 && !matches!(last, b'\n' | b'\r'));
    let digest = Digest { octet_len, sha256: hexadecimal(hash.finalize().as_slice()) };
    Ok((digest, line_count))
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// An open input.
pub(super) struct Source<'a> {
    stream: Box<dyn Read + 'a>,
    origin: Origin,
    decoding: Option<Decoding>,
    hash: Option<Sha256>,
}

impl<'a> Source<'a> {
    pub(super) fn open(
        input: Input<'a>,
        encoding: Option<&'static Encoding>,
        with_digest: bool,
    ) -> Result<Source<'a>, Error> {
        let mut origin = Origin::default();
        let stream: Box<dyn Read + 'a> = match input {
            Input::Stream { stream, .. } => stream,
            Input::File(path) => {
                let (file, len) = open_file(&path).map_err(|what| {
                    Error::new(ErrorKind::InputUnreadable, what)
                        .with_file(path.display().to_string())
                })?;
                origin.total_len = len;
                Box::new(file)
            }
        };
        let decoding = encoding.filter(|e| *e != encoding_rs::UTF_8).map(Decoding::new);
        Ok(Source { stream, origin, decoding, hash: with_digest.then(Sha256::new) })
    }

    /// Of the octets read so far, as they came.
    pub(super) fn digest(&self) -> Option<Digest> {
        let hash = self.hash.clone()?;
        let sha256 = hexadecimal(hash.finalize().as_slice());
        Some(Digest { octet_len: self.origin.read_len(), sha256 })
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether the encoding was given and is not UTF-8.
    pub(super) fn is_decoding(&self) -> bool {
        self.decoding.is_some()
    }

    fn read_raw(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(into)?;
        self.origin.read_len.fetch_add(read as u64, Ordering::Relaxed);
        if let Some(hash) = &mut self.hash {
            hash.update(&into[..read]);
        }
        Ok(read)
    }
}

pub(super) fn open_file(path: &Path) -> Result<(File, Option<u64>), String> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_string(),
        _ => format!("cannot be opened: {error}"),
    })?;
    let metadata = file.metadata().map_err(|error| format!("cannot be read: {error}"))?;
    if metadata.is_dir() {
        return Err("this is a directory: name the file in it".to_string());
    }
    Ok((file, metadata.is_file().then_some(metadata.len())))
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(mut decoding) = self.decoding.take() else { return self.read_raw(into) };
        let result = decoding.read(into, |raw| self.read_raw(raw));
        self.decoding = Some(decoding);
        result
    }
}

/// Brings another encoding to UTF-8. What is malformed becomes the octet 0xFF, which no UTF-8 text
/// holds: its row is then refused like any other that is not UTF-8, and never read with a gap.
struct Decoding {
    decoder: Decoder,
    raw: Vec<u8>,
    raw_start: usize,
    raw_end: usize,
    at_eof: bool,
    done: bool,
    /// Decoded octets that did not fit.
    ready: Vec<u8>,
    ready_start: usize,
}

impl Decoding {
    fn new(encoding: &'static Encoding) -> Decoding {
        Decoding {
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 64 << 10],
            raw_start: 0,
            raw_end: 0,
            at_eof: false,
            done: false,
            ready: Vec::new(),
            ready_start: 0,
        }
    }

    fn read(
        &mut self,
        into: &mut [u8],
        mut read_raw: impl FnMut(&mut [u8]) -> io::Result<usize>,
    ) -> io::Result<usize> {
        while self.ready_start == self.ready.len() {
            if self.done {
                return Ok(0);
            }
            if self.raw_start == self.raw_end && !self.at_eof {
                self.raw_end = read_raw(&mut self.raw)?;
                self.raw_start = 0;
                self.at_eof = self.raw_end == 0;
            }
            self.decode();
        }
        let len = into.len().min(self.ready.len() - self.ready_start);
        into[..len].copy_from_slice(&self.ready[self.ready_start..self.ready_start + len]);
        self.ready_start += len;
        Ok(len)
    }

    fn decode(&mut self) {
        let raw = &self.raw[self.raw_start..self.raw_end];
        self.ready_start = 0;
        self.ready.resize(3 * raw.len() + 16, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(raw, &mut self.ready, self.at_eof);
        self.raw_start += read;
        self.ready.truncate(written);
        match result {
            DecoderResult::Malformed(..) => self.ready.push(0xFF),
            DecoderResult::InputEmpty => self.done = self.at_eof,
            DecoderResult::OutputFull => {}
        }
    }
}
