//! What keeps one text out of seven bits, and what may help: an estimate, to choose what is tried.

use super::change::CharReplacement;
use super::survey::SET_LEN_MAX;
use crate::alphabet::{LanguagePair, NationalLanguage, TableSet};
use crate::segment::TextOptions;
use crate::substitution::Substitution;

/// Options that are tried: the maps, then these two, then each national language.
const MAPS: [Substitution; 4] = Substitution::ALL;
pub(super) const NFC: usize = MAPS.len();
const ALL_LANGUAGES: usize = NFC + 1;
/// How many options there are.
pub(super) const OPTION_COUNT: usize = ALL_LANGUAGES + 1 + NationalLanguage::ALL.len();

const ALL_OPTIONS: u32 = (1 << OPTION_COUNT) - 1;

/// The options that permit languages, as bits.
pub(super) const LANGUAGES: u32 = ALL_OPTIONS + 1 - (1 << ALL_LANGUAGES);

/// The bit of an option; every bit for one that is none of these.
pub(super) fn option_bit(name: &str, value: &str) -> u32 {
    let index = (0..OPTION_COUNT).find(|index| option(*index) == (name, value));
    index.map_or(u32::MAX, |index| 1 << index)
}

/// The name and value of an option.
pub(super) fn option(index: usize) -> (&'static str, &'static str) {
    match index {
        NFC => ("normalize", "nfc"),
        ALL_LANGUAGES => ("languages", "all"),
        index if index < NFC => ("substitute", MAPS[index].as_str()),
        index => ("languages", NationalLanguage::ALL[index - ALL_LANGUAGES - 1].iso_code()),
    }
}

/// Whether an option permits one national language.
pub(super) const fn is_one_language(index: usize) -> bool {
    index > ALL_LANGUAGES
}

/// What was seen of a text that is not GSM-7.
#[derive(Debug)]
pub(super) struct Look {
    /// Septets once every foreign character is replaced.
    pub(super) units: u32,
    chars: [char; SET_LEN_MAX],
    char_count: usize,
    /// Every foreign character has a replacement, and there are not too many.
    is_set: bool,
    /// Options that may take every foreign character, as bits.
    options: u32,
}

impl Look {
    /// None where nothing can help.
    pub(super) fn at(text: &str, options: &TextOptions) -> Option<Look> {
        let pair = LanguagePair::default();
        let mut look = Look {
            units: 0,
            chars: ['\0'; SET_LEN_MAX],
            char_count: 0,
            is_set: true,
            options: ALL_OPTIONS,
        };
        let (mut any, mut permitted) = (false, 0);
        for c in text.chars() {
            if let Some(septets) = pair.septets_of(c) {
                look.units += u32::from(septets.count());
                continue;
            }
            let tables = TableSet::of(c);
            if tables.is_permitted(options.languages) {
                look.units += 1;
                permitted |= helps(c, tables, ALL_OPTIONS);
                continue;
            }
            any = true;
            look.options &= helps(c, tables, look.options);
            look.take(c);
            if !look.is_set && look.options == 0 {
                return None;
            }
        }
        if !any {
            // each is in a table that is permitted, and no pair of tables has them all: whatever
            // takes one of them may help
            (look.is_set, look.options) = (false, permitted);
        }
        (any || permitted != 0).then_some(look)
    }

    /// The foreign characters, sorted; none where replacing them one by one does not help.
    pub(super) fn set(&self) -> Option<&[char]> {
        self.is_set.then(|| &self.chars[..self.char_count])
    }

    /// The options that may help, as bits.
    pub(super) fn option_bits(&self) -> u32 {
        self.options
    }

    /// The options that may help, by their index.
    pub(super) fn options(&self) -> impl Iterator<Item = usize> {
        let bits = self.options;
        (0..OPTION_COUNT).filter(move |index| bits >> index & 1 != 0)
    }

    fn take(&mut self, c: char) {
        let replacement = if self.is_set { CharReplacement::of(c) } else { None };
        let Some(replacement) = replacement else {
            self.is_set = false;
            self.units += 1;
            return;
        };
        let width = |c| LanguagePair::default().septets_of(c).map_or(1, |s| u32::from(s.count()));
        self.units += replacement.to.chars().map(width).sum::<u32>();
        let chars = &self.chars[..self.char_count];
        if let Err(at) = chars.binary_search(&c) {
            if self.char_count == SET_LEN_MAX {
                self.is_set = false;
                return;
            }
            self.chars.copy_within(at..self.char_count, at + 1);
            self.chars[at] = c;
            self.char_count += 1;
        }
    }
}

/// Of `options`, those that may take a foreign character.
fn helps(c: char, tables: TableSet, options: u32) -> u32 {
    // what may become one with the letter before it
    let composes = matches!(c, '\u{300}'..='\u{36F}' | '\u{2126}' | '\u{212B}');
    let mut helps = u32::from(composes) << NFC;
    for (index, map) in MAPS.iter().enumerate() {
        let takes = options >> index & 1 != 0
            && (map.replacement(c).is_some() || (composes && map.needs_nfc()));
        helps |= u32::from(takes) << index;
    }
    // language ids begin at 1, and so do the options behind that for all of them
    let ids = (tables.bits() | tables.bits() >> 16) & 0xFFFE;
    helps |= u32::from(ids != 0) << ALL_LANGUAGES | ids << ALL_LANGUAGES;
    helps & options
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn look(text: &str) -> Option<Look> {
        Look::at(text, &TextOptions::default())
    }

    fn names(text: &str) -> Vec<&'static str> {
        look(text).unwrap().options().map(|index| option(index).1).collect()
    }

    #[test]
    fn sets_and_options() {
        let found = look("It’s “there”, isn’t it?").unwrap();
        assert_eq!(found.set(), Some(&['’', '“', '”'][..]));
        assert_eq!(found.units, 23);
        assert!(names("It’s “there”").contains(&"septet"));
        let turkish = names("şş");
        assert!(turkish.contains(&"tr") && turkish.contains(&"septet-accents"));
        assert!(!turkish.contains(&"es") && !turkish.contains(&"septet"));
        assert!(names("cafe\u{301}").contains(&"nfc"));
        assert!(names("हिन्दी").contains(&"hi"));
    }

    #[test]
    fn what_cannot_be_helped() {
        assert!(look("Привет").is_none() && look("你好").is_none());
        assert!(look("plain").is_none());
        // a language helps, replacing does not
        assert_eq!(look("हिन्दी").unwrap().set(), None);
        let many: alloc::string::String =
            (0u32..17).map(|i| char::from_u32(0x1F600 + i).unwrap()).collect();
        assert!(look(&many).is_none());
    }

    #[test]
    fn every_option_can_be_set() {
        for index in 0..OPTION_COUNT {
            let (name, value) = option(index);
            let mut options = TextOptions::default();
            options.set(name, value).unwrap();
            assert_ne!(options, TextOptions::default(), "{name} {value}");
        }
    }
}
