//! Money, rate cards and costs: the golden file, the example cards, and the properties that hold
//! for every campaign.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(feature = "preflight")]

mod rating {
    mod cards;
    mod properties;
    mod twin;
    mod vectors;
}
