//! The C interface of septet. `include/septet.h` is made from this crate; a test keeps it equal.
//!
//! Conventions, the same for every function:
//!
//! * Names are `septet_<noun>_<verb>`. A fallible function returns a [`septet_result`]: 0
//!   (`SEPTET_OK`), or the number of an error kind (`SEPTET_ERROR_…`), never reused.
//! * Inputs come first, results last; before them nothing is both. On error no result is written,
//!   except that a handle to be made is set to NULL.
//! * The last parameter of a fallible function is `septet_error *error`: the caller's own struct,
//!   or NULL. It is written only on error. There is no hidden state, per thread or global.
//! * Each function names its errors by their words: buffer_too_small is
//!   `SEPTET_ERROR_BUFFER_TOO_SMALL`. Not named again are those that any function may have:
//!   null_pointer and misaligned for a pointer that must lead somewhere, invalid_utf8 for text that
//!   is none, invalid_option for a length that no memory has, and internal.
//! * Text is UTF-8 as pointer and length in octets, without NUL. A length of 0 allows NULL.
//! * Units stand in the names: `_len` counts octets, `_count` things, `_s` seconds, `_min` minutes
//!   (beside `_max` and `_expected`: the least); offsets and indices begin at 0, rows, lines and
//!   columns at 1.
//! * Results of unknown length go into the caller's buffer (`buffer`, `capacity`), and their whole
//!   length into `*length`, also when the buffer is too small: the answer is then
//!   buffer_too_small and nothing else is written. Both count values of the buffer's type: octets
//!   for text. Capacity 0, where the buffer may be NULL, asks for the length.
//! * A handle (`septet_vendor`, `septet_card`, …) is made by one function and freed by one, which
//!   takes a pointer to the handle and sets it to NULL; freeing NULL does nothing. A copy of a
//!   freed handle must not be used: that is undefined. Handles never change once made: any number
//!   of threads may use one at the same time, but not free it meanwhile. The two exceptions,
//!   `septet_reassembly` and `septet_session`, are used by one thread at a time. Functions without a
//!   handle may be called by any number of threads.
//! * No panic crosses the boundary: it becomes `SEPTET_ERROR_INTERNAL`.
//! * A text that is handed out is a `septet_str`: pointer and length, static or owned by a handle.

// The boundary itself: every `unsafe` block turns a pointer from C into a reference or writes
// through one, after a check for NULL, alignment and length. What cannot be checked - that the
// memory behind a pointer is the caller's and as long as it says - is the contract in the header.
#![allow(unsafe_code)]
#![allow(clippy::missing_safety_doc)] // the conventions above are every function's contract
#![allow(non_camel_case_types)] // types carry their C names

mod arrow;
mod characters;
mod error;
mod guard;
mod merge;
mod number;
mod octets;
mod output;
mod pointer;
mod preflight;
mod rating;
mod reassembly;
mod report;
mod sender;
mod session;
mod status;
mod text;
mod vendor;
mod version;

pub use arrow::*;
pub use characters::*;
pub use error::*;
pub use merge::*;
pub use number::*;
pub use octets::*;
pub use preflight::*;
pub use rating::*;
pub use reassembly::*;
pub use report::*;
pub use sender::*;
pub use session::*;
pub use status::*;
pub use text::*;
pub use vendor::*;
pub use version::*;
