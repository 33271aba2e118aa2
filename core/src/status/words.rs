//! Closed lists of words: an enum whose values have a stable number and a stable name, the same in
//! Rust, C, Python and JSON.

/// Declares such an enum. Numbers and words are never reused.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $number:literal, $word:literal;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        $vis enum $name { $($(#[$doc])* $variant = $number,)* }

        impl $name {
            /// Every value, in the order of the data file.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// Its word in JSON, Python and on the command line.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// Its number in C.
            #[must_use]
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// The value with this word, if there is one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }

            /// The value with this number, if there is one.
            #[must_use]
            pub const fn from_number(number: u8) -> Option<$name> {
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

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use words;
