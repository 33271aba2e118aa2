//! Closed lists of words: an enum whose values have a stable number and a stable name, the same in
//! Rust, C, Python and JSON.

/// Declares such an enum. Numbers and words are never reused.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $number:literal, $word:literal;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        $vis enum $name { $($(#[doc = $doc])* $variant = $number,)* }

        #[allow(dead_code)] // a list that is not public need not use all of this
        impl $name {
            /// Every value, in the order of the data file.
            $vis const ALL: &[$name] = &[$($name::$variant,)*];

            /// Its word in JSON, Python and on the command line.
            #[must_use]
            $vis const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// What it means, as a sentence.
            #[must_use]
            $vis const fn meaning(self) -> &'static str {
                match self { $($name::$variant => concat!($($doc),*).trim_ascii(),)* }
            }

            /// Its number in C.
            #[must_use]
            $vis const fn number(self) -> u8 {
                self as u8
            }

            /// The value with this word, if there is one.
            #[must_use]
            $vis fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }

            /// The value with this number, if there is one.
            #[must_use]
            $vis const fn from_number(number: u8) -> Option<$name> {
                match number { $($number => Some($name::$variant),)* _ => None }
            }
        }

        impl Default for $name {
            /// The first of the list.
            fn default() -> $name {
                const FIRST: $name = $name::ALL[0];
                FIRST
            }
        }

        #[cfg(feature = "load")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use words;
