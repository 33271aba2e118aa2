//! The characters of a text after `newline` and `normalize`, each with its place in the text as it
//! was given.

use core::str::Chars;

use super::options::{Newline, Normalize, TextOptions};

/// Where a character stands in the text as it was given; every offset counts from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Position {
    /// Octets of UTF-8 before it.
    pub byte_offset: usize,
    /// Characters before it.
    pub char_offset: usize,
    /// UTF-16 code units before it.
    pub utf16_offset: usize,
}

impl Position {
    fn after(self, c: char) -> Position {
        Position {
            byte_offset: self.byte_offset + c.len_utf8(),
            char_offset: self.char_offset + 1,
            utf16_offset: self.utf16_offset + c.len_utf16(),
        }
    }

    #[cfg(feature = "normalize")]
    fn after_text(self, text: &str) -> Position {
        text.chars().fold(self, Position::after)
    }
}

/// The characters of a text as they are counted.
///
/// A character that normalization made has the position of the first one it was made from (of the
/// first in its run, where the run had to be reordered).
#[derive(Clone)]
pub(crate) struct Source<'t> {
    text: &'t str,
    next: Position,
    newline: Newline,
    normalize: Normalize,
    after_cr: bool,
    state: State<'t>,
}

#[derive(Clone)]
enum State<'t> {
    /// The next character is taken from the text.
    Ready,
    /// CR was given for an LF, which comes next.
    LineFeed(Position),
    /// A run that composition changed.
    #[cfg(feature = "normalize")]
    Composed(Position, unicode_normalization::Recompositions<Chars<'t>>),
    /// A run that is in NFC.
    Run(Chars<'t>),
}

impl<'t> Source<'t> {
    pub(crate) fn new(text: &'t str, options: &TextOptions) -> Source<'t> {
        Source {
            text,
            next: Position::default(),
            newline: options.newline,
            normalize: options.normalize,
            after_cr: false,
            state: State::Ready,
        }
    }

    /// The text is normalized whatever the options say.
    pub(crate) fn normalized(mut self) -> Source<'t> {
        self.normalize = Normalize::Nfc;
        self
    }

    /// A character that stands at the front of what is left.
    fn take(&mut self, c: char) -> (Position, char) {
        let position = self.next;
        self.next = position.after(c);
        (position, c)
    }

    /// The next character of the text, or the first of what replaces it.
    fn begin(&mut self) -> Option<(Position, char)> {
        let rest = self.text.get(self.next.byte_offset..)?;
        let c = rest.chars().next()?;
        let after_cr = core::mem::replace(&mut self.after_cr, c == '\r');
        if c == '\n' && self.newline == Newline::Crlf && !after_cr {
            let (position, _) = self.take(c);
            self.state = State::LineFeed(position);
            return Some((position, '\r'));
        }
        if self.normalize == Normalize::Nfc && !c.is_ascii_control() {
            return self.begin_run(rest);
        }
        Some(self.take(c))
    }

    #[cfg(feature = "normalize")]
    fn begin_run(&mut self, rest: &'t str) -> Option<(Position, char)> {
        use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

        let run = &rest[..run_len(rest)];
        if is_nfc_quick(run.chars()) == IsNormalized::Yes {
            self.state = State::Run(run.chars());
        } else {
            self.state = State::Composed(self.next, run.nfc());
            self.next = self.next.after_text(run);
        }
        self.next()
    }

    /// Without the feature nothing is composed: TextOptions::check refuses to be asked.
    #[cfg(not(feature = "normalize"))]
    fn begin_run(&mut self, rest: &'t str) -> Option<(Position, char)> {
        self.state = State::Run(rest.chars());
        self.next()
    }
}

impl Iterator for Source<'_> {
    type Item = (Position, char);

    fn next(&mut self) -> Option<(Position, char)> {
        match &mut self.state {
            State::Ready => self.begin(),
            State::LineFeed(position) => {
                let position = *position;
                self.state = State::Ready;
                Some((position, '\n'))
            }
            #[cfg(feature = "normalize")]
            State::Composed(position, run) => match run.next() {
                Some(c) => Some((*position, c)),
                None => {
                    self.state = State::Ready;
                    self.begin()
                }
            },
            State::Run(run) => match run.next() {
                Some(c) => Some(self.take(c)),
                None => {
                    self.state = State::Ready;
                    self.begin()
                }
            },
        }
    }
}

/// Length of the run at the front that can be normalized by itself: up to the next character that
/// no earlier one composes or reorders with.
#[cfg(feature = "normalize")]
fn run_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    chars.find(|(_, c)| begins_run(*c)).map_or(text.len(), |(at, _)| at)
}

#[cfg(feature = "normalize")]
fn begins_run(c: char) -> bool {
    use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    if c < '\u{300}' {
        return true; // below it nothing combines
    }
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    first.is_some_and(|first| {
        canonical_combining_class(first) == 0
            && is_nfc_quick(core::iter::once(first)) == IsNormalized::Yes
    })
}

#[cfg(all(test, feature = "normalize"))]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn nfc() -> TextOptions {
        TextOptions { normalize: Normalize::Nfc, ..TextOptions::DEFAULT }
    }

    #[test]
    fn positions_are_those_of_the_original() {
        let found: Vec<_> = Source::new("ae\u{301}\u{1F600}z", &nfc())
            .map(|(p, c)| (c, p.byte_offset, p.char_offset, p.utf16_offset))
            .collect();
        assert_eq!(found, [('a', 0, 0, 0), ('é', 1, 1, 1), ('😀', 4, 3, 3), ('z', 8, 4, 5)]);
    }

    #[test]
    fn a_line_feed_after_cr_stays() {
        let options = TextOptions { newline: Newline::Crlf, ..TextOptions::DEFAULT };
        let text: String = Source::new("\na\r\n\n\r", &options).map(|(_, c)| c).collect();
        assert_eq!(text, "\r\na\r\n\r\n\r");
    }

    proptest! {
        /// Run by run equals the whole, on texts full of marks, jamo and composites.
        #[test]
        fn runs_normalize_as_the_whole(
            text in "([a-eA-E ]|[\u{C0}-\u{FF}]|[\u{300}-\u{345}]|[\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A8}-\u{11C2}]|[\u{AC00}-\u{AC20}]|[\u{915}-\u{939}\u{93C}\u{958}-\u{95F}]|[\u{212A}\u{212B}\u{1E9B}\u{FB1D}\u{344}\u{F71}-\u{F84}\u{F900}\u{2F800}]|\r|\n|\u{1D15E}){0,24}"
        ) {
            let ours: String = Source::new(&text, &nfc()).map(|(_, c)| c).collect();
            prop_assert_eq!(ours, text.nfc().to_string());
        }
    }
}
