//! The closed lists of words in rate cards and messages.

/// An enum whose values are words of the format.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Every word of the list.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// The word in the format.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The value of this word, if it is of the list.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// Per what a price is charged.
    ChargeUnit {
        /// Each segment costs the price.
        Segment = "segment",
        /// The message costs the price, whatever its segments.
        Message = "message",
    }
}

words! {
    /// Which way a message goes.
    Direction {
        /// Mobile terminated: to a phone.
        Mt = "mt",
        /// Mobile originated: from a phone.
        Mo = "mo",
    }
}

words! {
    /// The kind of sender that a price is for.
    SenderType {
        /// A word.
        Alpha = "alpha",
        /// An ordinary number.
        LongCode = "long_code",
        /// A short code.
        ShortCode = "short_code",
        /// A toll-free number.
        TollFree = "toll_free",
    }
}

words! {
    /// The kind of message that a price is for.
    Traffic {
        /// A one-time password.
        Otp = "otp",
        /// A one-time password that the vendor does not charge.
        FreeOtp = "free_otp",
        /// A message the recipient waits for.
        Transactional = "transactional",
        /// Marketing.
        Promotional = "promotional",
    }
}

words! {
    /// What a rate says of its destination.
    Action {
        /// It costs the price.
        Price = "price",
        /// It costs nothing.
        Free = "free",
        /// The vendor refuses it.
        Block = "block",
    }
}

words! {
    /// Per what a surcharge is added.
    SurchargePer {
        /// Each segment, whatever the charge unit of the rate.
        Segment = "segment",
        /// The message.
        Message = "message",
        /// A fraction of base and fixed surcharges together.
        Percent = "percent",
        /// Each message that failed.
        FailedMessage = "failed_message",
    }
}

words! {
    /// What is taken when the network of a number is unknown and prices differ by network.
    UnknownNetwork {
        /// The dearest.
        Max = "max",
        /// The cheapest.
        Min = "min",
        /// Nothing: the status is `network_unknown`.
        Error = "error",
    }
}

words! {
    /// How tiers apply.
    TierMode {
        /// Each unit has the price of the tier it falls into.
        Graduated = "graduated",
        /// Every unit has the price of the tier that the whole campaign reaches.
        Volume = "volume",
    }
}

words! {
    /// Whose counter the units of a tiered rate run on.
    TierScope {
        /// Each rate has its own.
        Rate = "rate",
        /// All rates of the card share one.
        Card = "card",
    }
}

words! {
    /// Where amounts are rounded.
    RoundAt {
        /// Nowhere: exact.
        None = "none",
        /// The price of a unit.
        Unit = "unit",
        /// The cost of a message.
        Message = "message",
        /// The subtotal of a card.
        Campaign = "campaign",
    }
}

words! {
    /// What rating says of a message.
    RateStatus {
        /// It has a cost.
        Priced = "priced",
        /// The card says that it costs nothing.
        Free = "free",
        /// The card says that the vendor refuses it.
        Blocked = "blocked",
        /// No row of the card fits: the cost is not known (and not 0).
        Unpriced = "unpriced",
        /// Rows fit, but none at the time of rating.
        RateNotInForce = "rate_not_in_force",
        /// Two rows fit equally well.
        AmbiguousRate = "ambiguous_rate",
        /// The price depends on a network that is not known.
        NetworkUnknown = "network_unknown",
        /// More segments than the vendor takes.
        TooLong = "too_long",
        /// The number is none.
        InvalidNumber = "invalid_number",
    }
}

impl RateStatus {
    /// Whether the message has a cost, be it 0.
    pub const fn has_cost(self) -> bool {
        matches!(self, RateStatus::Priced | RateStatus::Free)
    }
}
