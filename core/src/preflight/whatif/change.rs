//! Changes that are tried, and their names.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::Error;
use crate::segment::TextOptions;
use crate::substitution::Substitution;

/// A character, and what would stand for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharReplacement {
    /// The character.
    pub from: char,
    /// What would stand for it; empty where it would be removed.
    pub to: &'static str,
}

impl CharReplacement {
    /// What could stand for a character that GSM-7 does not have: what the maps `septet` and
    /// `septet-accents` say, or nothing for what is no letter and no digit, such as an emoji. None
    /// for letters of another script: without them a text says something else.
    pub(super) fn of(from: char) -> Option<CharReplacement> {
        let to = match from {
            // octets of windows-1252 that somebody took for Latin-1: quotes and dashes
            '\u{91}' | '\u{92}' => "'",
            '\u{93}' | '\u{94}' => "\"",
            '\u{96}' | '\u{97}' => "-",
            _ => match Substitution::SeptetAccents.replacement(from) {
                Some(to) => to,
                None if from.is_alphanumeric() => return None,
                None => "",
            },
        };
        Some(CharReplacement { from, to })
    }
}

/// A change to a campaign that is tried.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Change {
    /// Characters are replaced in every text, wherever they stand. Sorted by character.
    Replace(Vec<CharReplacement>),
    /// Texts are counted with another option.
    Option {
        /// Its name, as [`TextOptions::set`] takes it.
        name: &'static str,
        /// Its value.
        value: &'static str,
    },
}

/// Characters that a change is named by; the rest is a number.
const NAMED_COUNT: usize = 8;

impl Change {
    /// Writes the text with the replacements of this change into `into`, whose content is replaced.
    /// A fraction right after a digit gets a space in between: `1½` is `1 1/2`. Under
    /// [`Change::Option`] the text stays as it is.
    pub fn apply(&self, text: &str, into: &mut String) {
        into.clear();
        let Change::Replace(replacements) = self else {
            into.push_str(text);
            return;
        };
        for c in text.chars() {
            match replacements.binary_search_by_key(&c, |r| r.from) {
                Err(_) => into.push(c),
                Ok(index) => {
                    if Substitution::Septet.needs_space(c)
                        && into.ends_with(|c: char| c.is_ascii_digit())
                    {
                        into.push(' ');
                    }
                    into.push_str(replacements[index].to);
                }
            }
        }
    }

    /// The options with this change.
    ///
    /// # Errors
    /// Those of [`TextOptions::set`].
    pub fn options(&self, options: &TextOptions) -> Result<TextOptions, Error> {
        let mut options = *options;
        if let Change::Option { name, value } = self {
            options.set(name, value)?;
        }
        Ok(options)
    }

    /// How much is changed: characters, or one option.
    pub fn size(&self) -> usize {
        match self {
            Change::Replace(replacements) => replacements.len(),
            Change::Option { .. } => 1,
        }
    }
}

impl fmt::Display for Change {
    /// `replace ’ by ' and remove 🎉`, `use --substitute septet`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let replacements = match self {
            Change::Option { name, value } => return write!(f, "use --{name} {value}"),
            Change::Replace(replacements) => replacements,
        };
        let named = &replacements[..replacements.len().min(NAMED_COUNT)];
        let rest = replacements.len() - named.len();
        // characters with one replacement stand together, in the order of the first of them
        let is_first = |r: &&CharReplacement| named.iter().find(|n| n.to == r.to) == Some(*r);
        let groups: Vec<&CharReplacement> = named.iter().filter(is_first).collect();
        for (index, first) in groups.iter().enumerate() {
            let last = index > 0 && index + 1 == groups.len() && rest == 0;
            f.write_str(match index {
                0 => "",
                _ if last => " and ",
                _ => ", ",
            })?;
            let verb = |group: &CharReplacement| match group.to {
                "" => "remove ",
                _ => "replace ",
            };
            // said again only where it is another
            if index.checked_sub(1).is_none_or(|before| verb(groups[before]) != verb(first)) {
                f.write_str(verb(first))?;
            }
            let together = named.iter().filter(|r| r.to == first.to);
            for (index, r) in together.enumerate() {
                f.write_str(if index > 0 { " " } else { "" })?;
                char_name(r.from, f)?;
            }
            match first.to {
                "" => {}
                " " => f.write_str(" by a space")?,
                to => write!(f, " by {to}")?,
            }
        }
        match rest {
            0 => Ok(()),
            1 => f.write_str(" and 1 more"),
            rest => write!(f, " and {rest} more"),
        }
    }
}

/// The character itself where it can be seen alone, else its number.
fn char_name(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if c.escape_debug().len() == 1 { write!(f, "{c}") } else { write!(f, "U+{:04X}", u32::from(c)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn replace(chars: &str) -> Change {
        let mut replacements: Vec<_> =
            chars.chars().map(|c| CharReplacement::of(c).unwrap()).collect();
        replacements.sort_unstable();
        Change::Replace(replacements)
    }

    #[test]
    fn names_for_people() {
        for (chars, name) in [
            ("’", "replace ’ by '"),
            ("’“”", "replace ’ by ' and “ ” by \""),
            ("🎉", "remove 🎉"),
            ("\u{A0}\u{200D}’", "replace U+00A0 by a space, remove U+200D and replace ’ by '"),
            ("\u{301}", "remove U+0301"),
            ("🌀🌁🌂🌃🌄🌅🌆🌇🌈", "remove 🌀 🌁 🌂 🌃 🌄 🌅 🌆 🌇 and 1 more"),
        ] {
            assert_eq!(replace(chars).to_string(), name);
        }
        let option = Change::Option { name: "languages", value: "tr" };
        assert_eq!(option.to_string(), "use --languages tr");
    }

    #[test]
    fn characters_are_replaced_everywhere() {
        let mut text = String::from("before");
        replace("’½🎉").apply("It’s 1½ or ½, isn’t it 🎉", &mut text);
        assert_eq!(text, "It's 1 1/2 or 1/2, isn't it ");
    }

    #[test]
    fn letters_of_another_script_stay() {
        assert_eq!(CharReplacement::of('ж'), None);
        assert_eq!(CharReplacement::of('你'), None);
        assert_eq!(CharReplacement::of('ş').map(|r| r.to), Some("s"));
        assert_eq!(CharReplacement::of('😀').map(|r| r.to), Some(""));
        assert_eq!(CharReplacement::of('\u{92}').map(|r| r.to), Some("'"));
    }
}
