//! The characters that make a text UCS-2, and those that are replaced.

use core::ffi::c_char;

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::guard;
use crate::text::{septet_text_options, text_into};

/// A character and where it stands, from 0.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_character {
    /// The character: a Unicode scalar value.
    pub character: u32,
    /// Octets of UTF-8 before it.
    pub octet_offset: usize,
    /// Characters before it.
    pub char_offset: usize,
    /// UTF-16 code units before it.
    pub utf16_offset: usize,
    /// What stands for it now; NULL where it is not replaced.
    pub replacement: septet_str,
}

/// The characters of a text that stand in none of the tables that the options permit: the reason
/// why it is UCS-2.
///
/// `characters` has room for `capacity` of them; their number goes to `*length`.
/// Errors: invalid_utf8; buffer_too_small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_offending(
    text: *const c_char,
    text_len: usize,
    options: *const septet_text_options,
    characters: *mut septet_character,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let (text, options, buffer) =
            unsafe { text_into((text, text_len), options, (characters, capacity, length)) }?;
        let found: Vec<_> = septet::offending(text, &options)
            .map(|found| character(found.character, found.position, septet_str::NONE))
            .collect();
        buffer.write(&found)
    })
}

/// The characters of a text that the option substitute replaces; none where the substitution saves
/// no segment.
///
/// `characters` has room for `capacity` of them; their number goes to `*length`.
/// Errors: as for septet_inspect; buffer_too_small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_replacements(
    text: *const c_char,
    text_len: usize,
    options: *const septet_text_options,
    characters: *mut septet_character,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let (text, options, buffer) =
            unsafe { text_into((text, text_len), options, (characters, capacity, length)) }?;
        let found: Vec<_> = septet::split(text, &options)?
            .replacements()
            .map(|of| character(of.character, of.position, septet_str::of(of.replacement)))
            .collect();
        buffer.write(&found)
    })
}

fn character(
    character: char,
    at: septet::segment::Position,
    replacement: septet_str,
) -> septet_character {
    septet_character {
        character: character.into(),
        octet_offset: at.byte_offset,
        char_offset: at.char_offset,
        utf16_offset: at.utf16_offset,
        replacement,
    }
}
