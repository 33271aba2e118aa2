//! Why a bill differs from what was expected.

use core::fmt;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $sentence:literal;)*) => {
        /// Why a bill differs from what was expected. Each is told only where rating the message
        /// that way gives exactly the parts and the price that were billed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Reason] = &[$(Reason::$name,)*];

            /// The word in JSON, Python and on the command line.
            pub const fn as_str(self) -> &'static str {
                match self { $(Reason::$name => $word,)* }
            }

            /// What it says, as a sentence for a person.
            pub const fn sentence(self) -> &'static str {
                match self { $(Reason::$name => $sentence,)* }
            }
        }
    };
}

reasons! {
    /// GSM-7 would have done, and the parts are those of UCS-2.
    BilledAsUcs2 = "billed_as_ucs2", "billed as UCS-2, though every character is in GSM-7";
    /// Each line feed was counted as carriage return and line feed.
    LineFeedAsTwo = "line_feed_as_two", "each line feed counted as two characters";
    /// The parts of a long message were counted as if they had no header: 160 septets each.
    BlocksOf160 = "blocks_of_160", "long messages counted in parts of 160 instead of 153";
    /// The parts of a long message were counted as if they had no header: 70 code units each.
    BlocksOf70 = "blocks_of_70", "long messages counted in parts of 70 instead of 67";
    /// A text was added that the profile does not say.
    TextAdded = "text_added", "counted with a text that the vendor adds";
    /// The price of another tier of the same rate.
    OtherTier = "other_tier", "the price of another tier of the same rate";
    /// The price of another network, or another range of numbers, of the same country.
    OtherNetwork = "other_network", "the price of another network of the same country";
    /// The price of another destination.
    OtherDestination = "other_destination", "the price of another destination";
    /// The expected price, rounded otherwise than the card says.
    Rounding = "rounding", "the price, rounded otherwise than the card says";
    /// Billed again, as it was billed before.
    DuplicateBilled = "duplicate_billed", "billed more than once";
    /// It failed, the card does not charge that, and it was billed as if it had been sent.
    FailedBilled = "failed_billed", "failed, and billed as if it had been sent";
    /// Sent, and not on the bill.
    NotBilled = "not_billed", "sent, and not on the bill";
    /// On the bill, and not among the messages that were sent.
    NeverSent = "never_sent", "on the bill, and not among the sent messages";
    /// The card has no price for it.
    Unpriced = "unpriced", "billed, though the card has no price for it";
    /// No rate of the card, at any tier and with its surcharges, comes to this price.
    PriceNotOnCard = "price_not_on_card", "no rate of the card comes to this price";
    /// The bill is in another currency than the card.
    OtherCurrency = "other_currency", "billed in another currency than the card's";
    /// Its counterpart may be one of the rows that cannot be read.
    RowUnreadable = "row_unreadable", "its counterpart may be a row that cannot be read";
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Every reason that fits. None: it is not known. Several: it cannot be told which.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reasons(u32);

impl Reasons {
    /// No reason fits.
    pub const UNKNOWN: Reasons = Reasons(0);

    /// Just this one.
    pub const fn only(reason: Reason) -> Reasons {
        Reasons(1 << reason as u8)
    }

    /// Adds a reason.
    pub const fn insert(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u8;
    }

    /// Whether the reason fits.
    pub const fn contains(self, reason: Reason) -> bool {
        self.0 & (1 << reason as u8) != 0
    }

    /// Whether no reason fits.
    pub const fn is_unknown(self) -> bool {
        self.0 == 0
    }

    /// Whether more than one fits.
    pub const fn is_ambiguous(self) -> bool {
        self.0.count_ones() > 1
    }

    /// The reasons, in the order of [`Reason::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |reason| self.contains(*reason))
    }

    /// The set as a number, for a temporary file.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set of these bits; bits of no reason are dropped.
    pub fn from_bits(bits: u32) -> Reasons {
        Reasons(bits & ((1 << Reason::ALL.len()) - 1))
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl fmt::Display for Reasons {
    /// `unknown`, or the words with a blank between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_unknown() {
            return f.write_str("unknown");
        }
        for (index, reason) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(reason.as_str())?;
        }
        Ok(())
    }
}
