//! The registry of findings, read from `data/findings.toml`: what preflight can say.

use core::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Costs money, or may be refused.
    Warning,
    /// Will be refused, or cannot be sent.
    Error,
}

impl Severity {
    /// The word used in JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

struct Entry {
    number: u16,
    code: &'static str,
    severity: Severity,
    condition: &'static str,
    money: &'static str,
    source: &'static str,
    documents: &'static [&'static str],
}

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $code:literal, $severity:ident,
        $condition:literal, $money:literal, $source:literal, $documents:expr;)*) => {
        use super::{Entry, Severity};

        /// What a message or a campaign can be found to be. The words and
        /// [numbers](FindingCode::number) never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum FindingCode { $($(#[$doc])* $name,)* }

        impl FindingCode {
            /// Every finding, in the order of the registry.
            pub const ALL: &[FindingCode] = &[$(FindingCode::$name,)*];
        }

        pub(super) static ENTRIES: &[Entry] = &[$(Entry {
            number: $number,
            code: $code,
            severity: Severity::$severity,
            condition: $condition,
            money: $money,
            source: $source,
            documents: $documents,
        },)*];
    };
}

#[rustfmt::skip]
mod generated;

pub use generated::FindingCode;

impl FindingCode {
    const fn entry(self) -> &'static Entry {
        &generated::ENTRIES[self as usize]
    }

    /// The word used in JSON, Python and on the command line.
    pub const fn as_str(self) -> &'static str {
        self.entry().code
    }

    /// The number used in C.
    pub const fn number(self) -> u16 {
        self.entry().number
    }

    /// How much it matters.
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// When it is found, as one sentence.
    pub const fn condition(self) -> &'static str {
        self.entry().condition
    }

    /// How the money at stake is counted.
    pub const fn money(self) -> &'static str {
        self.entry().money
    }

    /// Where the condition comes from.
    pub const fn source(self) -> &'static str {
        self.entry().source
    }

    /// Ids under which a profile's `findings` say what the vendor's document leaves open or
    /// contradicts where this is found. A profile names what it wants to be shown so.
    pub const fn documents(self) -> &'static [&'static str] {
        self.entry().documents
    }

    /// The finding with this word, if there is one.
    pub fn from_word(word: &str) -> Option<FindingCode> {
        Self::ALL.iter().copied().find(|code| code.as_str() == word)
    }
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A set of findings, in one word.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FindingSet(u64);

impl FindingSet {
    /// No finding.
    pub const EMPTY: FindingSet = FindingSet(0);

    /// The findings on a sender for which the vendor refuses the message.
    pub(super) const REFUSED_SENDER: FindingSet = {
        let mut set = FindingSet::EMPTY;
        let mut index = 0;
        while index < FindingCode::ALL.len() {
            let code = FindingCode::ALL[index];
            // the block of the registry that is about senders
            if code.number() / 20 == 1 && matches!(code.severity(), Severity::Error) {
                set.insert(code);
            }
            index += 1;
        }
        set
    };

    /// Adds a finding.
    pub const fn insert(&mut self, code: FindingCode) {
        self.0 |= 1 << code as u8;
    }

    /// Adds every finding of another set.
    pub const fn extend(&mut self, other: FindingSet) {
        self.0 |= other.0;
    }

    /// One bit a finding.
    pub(super) const fn bits(self) -> u64 {
        self.0
    }

    /// Whether the finding is in it.
    pub const fn contains(self, code: FindingCode) -> bool {
        self.0 & (1 << code as u8) != 0
    }

    /// Whether a finding is in both.
    pub const fn intersects(self, other: FindingSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The findings, in the order of the registry.
    pub fn iter(self) -> impl Iterator<Item = FindingCode> {
        let mut rest = self.0;
        core::iter::from_fn(move || {
            let code = FindingCode::ALL.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*code)
        })
    }

    /// The most severe one's severity.
    pub fn severity(self) -> Option<Severity> {
        self.iter().map(FindingCode::severity).max()
    }
}

impl fmt::Debug for FindingSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn words_and_numbers_lead_back() {
        for (index, code) in FindingCode::ALL.iter().enumerate() {
            assert_eq!(FindingCode::from_word(code.as_str()), Some(*code));
            assert_eq!(*code as usize, index);
        }
        assert!(FindingCode::ALL.windows(2).all(|w| w[0].number() < w[1].number()));
    }

    #[test]
    fn a_set_holds_every_finding() {
        let mut set = FindingSet::EMPTY;
        for code in FindingCode::ALL.iter().rev() {
            assert!(!set.contains(*code));
            set.insert(*code);
            assert!(set.contains(*code));
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), FindingCode::ALL);
        assert_eq!(set.severity(), Some(Severity::Error));
        assert_eq!(FindingSet::EMPTY.iter().count(), 0);
        let refused: Vec<_> = FindingSet::REFUSED_SENDER.iter().map(FindingCode::as_str).collect();
        assert!(refused.len() >= 9 && refused.iter().all(|code| code.starts_with("sender_")));
        assert!(!refused.contains(&"sender_rule_unspecified"));
    }
}
