//! Results and errors as C sees them.

use core::ffi::c_char;
use septet::error::{Error, ErrorDetail, ErrorKind};

/// The outcome of a call: `SEPTET_OK` or one of `SEPTET_ERROR_…`.
pub type septet_result = u32;

/// The call did what it says.
pub const SEPTET_OK: septet_result = 0;

/// Octets of the text of an error, NUL included.
pub const SEPTET_ERROR_TEXT_LEN: usize = 512;
/// Details that an error can carry.
pub const SEPTET_ERROR_DETAILS: usize = 6;

/// Text that the library hands out: UTF-8, `len` octets, not NUL-terminated. It is static, or lives
/// as long as the handle it came from; it is never freed by the caller. Print it with
/// `"%.*s", (int)s.len, s.data`.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_str {
    /// The first octet; NULL where there is no text.
    pub data: *const c_char,
    /// Octets.
    pub len: usize,
}

/// A number or word that belongs to an error, such as the `segments` a text would need.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_error_detail {
    /// Its name, such as "char_offset".
    pub name: septet_str,
    /// Its word, such as "ucs2", when it is one; else NULL.
    pub word: septet_str,
    /// Its number, when it is one; else 0. Offsets count from 0.
    pub number: u64,
}

/// What went wrong: a struct of the caller's, written only when a call fails.
#[repr(C)]
pub struct septet_error {
    /// The same number as the call returns.
    pub result: septet_result,
    /// How many of `details` are set.
    pub detail_count: u32,
    /// Line in the file or text that was read, from 1; 0 when there is none.
    pub line: u64,
    /// Column in that line, from 1; 0 when there is none.
    pub column: u64,
    /// What is wrong and what to do; NUL-terminated UTF-8, cut between characters. It holds no
    /// message text and no full phone number.
    pub text: [c_char; SEPTET_ERROR_TEXT_LEN],
    /// Numbers and words that belong to it.
    pub details: [septet_error_detail; SEPTET_ERROR_DETAILS],
}

/// The word of a result, such as "too_many_segments", as JSON, Python and the command line have
/// it; "ok" for 0, NULL for a number that is no result.
#[unsafe(no_mangle)]
pub extern "C" fn septet_result_word(result: septet_result) -> septet_str {
    if result == SEPTET_OK {
        return septet_str::of("ok");
    }
    ErrorKind::ALL
        .iter()
        .find(|kind| u32::from(kind.number()) == result)
        .map_or(septet_str::NONE, |kind| septet_str::of(kind.as_str()))
}

impl septet_str {
    pub(crate) const NONE: septet_str = septet_str { data: core::ptr::null(), len: 0 };

    /// Text that outlives the call: static, or owned by a handle.
    pub(crate) const fn of(text: &str) -> septet_str {
        septet_str { data: text.as_ptr().cast(), len: text.len() }
    }
}

impl septet_error {
    pub(crate) fn of(error: &Error) -> septet_error {
        const NO_DETAIL: septet_error_detail =
            septet_error_detail { name: septet_str::NONE, word: septet_str::NONE, number: 0 };
        let mut made = septet_error {
            result: u32::from(error.kind().number()),
            detail_count: 0,
            line: error.line().unwrap_or(0),
            column: error.column().unwrap_or(0),
            text: [0; SEPTET_ERROR_TEXT_LEN],
            details: [NO_DETAIL; SEPTET_ERROR_DETAILS],
        };
        print(&mut made.text, error);
        for (slot, (name, value)) in made.details.iter_mut().zip(error.details()) {
            made.detail_count += 1;
            slot.name = septet_str::of(name);
            match value {
                ErrorDetail::Number(number) => slot.number = *number,
                ErrorDetail::Word(word) => slot.word = septet_str::of(word),
                _ => {}
            }
        }
        made
    }
}

/// Prints into a zeroed C string, cut between characters where it does not fit.
fn print(into: &mut [c_char], value: &Error) {
    let text = value.to_string();
    let mut len = text.len().min(into.len() - 1); // one octet stays for the NUL
    while !text.is_char_boundary(len) {
        len -= 1;
    }
    for (slot, byte) in into.iter_mut().zip(&text.as_bytes()[..len]) {
        *slot = *byte as c_char;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::ffi::CStr;

    fn read(text: septet_str) -> &'static str {
        let octets = unsafe { core::slice::from_raw_parts(text.data.cast(), text.len) };
        core::str::from_utf8(octets).unwrap()
    }

    #[test]
    fn every_kind_has_its_number_and_word() {
        for kind in ErrorKind::ALL {
            assert_eq!(read(septet_result_word(u32::from(kind.number()))), kind.as_str());
        }
        assert!(septet_result_word(99_999).data.is_null());
        assert_eq!(read(septet_result_word(SEPTET_OK)), "ok");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let error = Error::new(ErrorKind::Syntax, "ü".repeat(400)).with_line(7);
        let made = septet_error::of(&error);
        assert_eq!((made.result, made.line, made.column), (4, 7, 0));
        let octets: Vec<u8> = made.text.iter().map(|c| *c as u8).collect();
        let text = CStr::from_bytes_until_nul(&octets).unwrap().to_str().unwrap();
        assert!(text.starts_with("line 7: syntax: üü"), "{text}");
        assert!((SEPTET_ERROR_TEXT_LEN - 2..SEPTET_ERROR_TEXT_LEN).contains(&text.len()));
    }

    #[test]
    fn details_come_by_name() {
        let error = Error::new(ErrorKind::Syntax, "too long")
            .with_detail("segments", 300u64)
            .with_detail("encoding", "ucs2");
        let made = septet_error::of(&error);
        assert_eq!(made.detail_count, 2);
        assert_eq!((read(made.details[0].name), made.details[0].number), ("segments", 300));
        assert!(made.details[0].word.data.is_null());
        assert_eq!((read(made.details[1].name), read(made.details[1].word)), ("encoding", "ucs2"));
    }
}
