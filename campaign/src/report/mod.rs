//! Reports: aligned text and a page for a person, JSON for a program. Same inputs, same bytes.

mod html;
mod json;
mod table;
mod text;

pub use html::html;
pub use json::json;
pub use text::text;

use septet::preflight::Preflight;

/// What a report says of itself: where its figures come from.
#[derive(Debug)]
pub struct About<'a> {
    /// What the campaign was judged by.
    pub preflight: &'a Preflight,
    /// What messages call the campaign's file.
    pub input: String,
    /// Lines of nothing in it, which are no rows.
    pub blank_lines: u64,
}
