//! The ways in which a message may have been rated otherwise. Each is rated, and compared with
//! what was billed: to the part, and to the last digit of the price.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Auditor, Bill, Comparison, Expected, Judged, Reason, Reasons, network_is_open};
use crate::Error;
use crate::charging::Measures;
use crate::cost::{Rated, RatedAs};
use crate::encoding::Encoding;
use crate::money::{Amount, RoundingMode};
use crate::preflight::session::Message;
use crate::preflight::standing::Charge;
use crate::rate::{BookCard, Destination, Prefix, RateKey, RoundAt, Rounding};
use crate::segment::{Newline, TextOptions, count};
use crate::vendor::Position;

/// Fewest decimals that a vendor is thought to round a price in a currency to.
const MONEY_SCALE: u8 = 2;
/// Most decimals that rounding can change.
const SCALE_MAX: u8 = 8;

impl Auditor<'_> {
    /// What a bill is that is not as expected.
    pub(super) fn compare(
        &mut self,
        message: &Message<'_>,
        judged: &Judged,
        bill: &Bill,
    ) -> Result<Comparison, Error> {
        let expected = &judged.expected;
        let Some((charge, rated, rated_as)) = &judged.charged else {
            return Ok(without_rate(expected, bill));
        };
        let Some(price) = expected.price else {
            return Ok(without_rate(expected, bill));
        };
        let case = Case { charge, rated, rated_as, bill };
        if expected.is_open && self.is_within_open(&case)? {
            return Ok(Comparison::WithinOpen);
        }
        let mut reasons = Reasons::UNKNOWN;
        let mut by_rate = None;
        self.parts_counted_otherwise(message, &case, &mut reasons)?;
        if let Some(billed) = bill.price.filter(|billed| *billed != price)
            && expected.has_parts(bill)
        {
            if rated_as.failed && self.costs(&case, rated_as.segments, false)? == Some(billed) {
                reasons.insert(Reason::FailedBilled);
            }
            if self.rater.prices_by_tier(rated)?.contains(&billed) {
                reasons.insert(Reason::OtherTier);
            }
            by_rate = self.other_rates(&case, billed, &mut reasons)?;
            if self.is_rounded_otherwise(&case, billed)? {
                reasons.insert(Reason::Rounding);
            }
            if reasons.is_unknown() && bill.parts.is_some() {
                reasons.insert(Reason::PriceNotOnCard);
            }
        }
        Ok(Comparison::Differs(reasons, by_rate))
    }

    /// Whether the bill is one of those that the vendor's charging rule or an unknown network
    /// leaves open.
    fn is_within_open(&mut self, case: &Case<'_>) -> Result<bool, Error> {
        let billed = case.charge.billed;
        for parts in billed.min..=billed.max {
            if !case.has_parts(parts) {
                continue;
            }
            let fits = match case.bill.price {
                None => true,
                Some(price) => {
                    self.costs(case, parts, case.rated_as.failed)? == Some(price)
                        || (network_is_open(case.rated)
                            && self.is_price_of_country(case, parts, price)?)
                }
            };
            if fits {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reasons for another number of parts.
    fn parts_counted_otherwise(
        &mut self,
        message: &Message<'_>,
        case: &Case<'_>,
        reasons: &mut Reasons,
    ) -> Result<(), Error> {
        let mut whole = core::mem::take(&mut self.whole);
        whole.clear();
        self.text.join(message.text, &mut whole);
        let tried = self.other_parts(&whole);
        self.whole = whole;
        for (reason, parts) in tried {
            if reasons.contains(reason) || parts == case.rated_as.segments || !case.has_parts(parts)
            {
                continue;
            }
            let fits = match case.bill.price {
                None => true,
                Some(price) => {
                    self.costs(case, parts, case.rated_as.failed)? == Some(price)
                        || (network_is_open(case.rated)
                            && self.is_price_of_country(case, parts, price)?)
                }
            };
            if fits {
                reasons.insert(reason);
            }
        }
        Ok(())
    }

    /// Parts of a text under each reason. A text too long to be counted so is left out.
    fn other_parts(&self, whole: &str) -> Vec<(Reason, u64)> {
        let options = self.preflight.text_options();
        let mut tried = Vec::new();
        let Some(sent) = self.measure(whole, &options) else { return tried };
        let mut push = |reason, parts: Option<u32>| {
            tried.extend(parts.map(|parts| (reason, u64::from(parts))));
        };
        let blocks = |size: u32| Some(sent.units.div_ceil(size).max(1));
        match sent.encoding {
            Encoding::Gsm7 => {
                let ucs2 = TextOptions { encoding: Some(Encoding::Ucs2), ..options };
                push(Reason::BilledAsUcs2, self.parts(whole, &ucs2));
                push(Reason::BlocksOf160, blocks(160));
            }
            Encoding::Ucs2 => push(Reason::BlocksOf70, blocks(70)),
            _ => {}
        }
        if options.newline == Newline::Keep && has_bare_line_feed(whole) {
            let crlf = TextOptions { newline: Newline::Crlf, ..options };
            push(Reason::LineFeedAsTwo, self.parts(whole, &crlf));
        }
        let mut longer = String::with_capacity(whole.len() + 64);
        for text in &self.options.added_texts {
            longer.clear();
            longer.push_str(whole);
            longer.push_str(text);
            push(Reason::TextAdded, self.parts(&longer, &options));
        }
        for added in self.text.not_added() {
            longer.clear();
            let (first, second) = match added.position {
                Position::Start => (&*added.text, whole),
                Position::End => (whole, &*added.text),
            };
            longer.push_str(first);
            longer.push_str(second);
            push(Reason::TextAdded, self.parts(&longer, &options));
        }
        tried
    }

    /// Parts that the vendor charges for a text counted under these options.
    fn parts(&self, text: &str, options: &TextOptions) -> Option<u32> {
        Some(self.preflight.charging().billable(&self.measure(text, options)?).expected)
    }

    fn measure(&self, text: &str, options: &TextOptions) -> Option<Measures> {
        let found = count(text, options).ok()?;
        Some(Measures {
            encoding: found.encoding,
            units: found.units,
            segments: found.segments,
            code_units: text.encode_utf16().count() as u32,
            ascii: text.is_ascii(),
        })
    }

    /// What the message costs as so many parts.
    fn costs(
        &mut self,
        case: &Case<'_>,
        parts: u64,
        failed: bool,
    ) -> Result<Option<Amount>, Error> {
        let rated = self.rater.rate(case.rated_as.card, &case.charge.to, parts, failed);
        self.rater.price(&rated)
    }

    /// Whether a rate of the same country comes to this price for so many parts.
    fn is_price_of_country(
        &mut self,
        case: &Case<'_>,
        parts: u64,
        price: Amount,
    ) -> Result<bool, Error> {
        let as_parts = RatedAs { segments: parts, ..*case.rated_as };
        let rates = self.rates_of_price(&as_parts, price)?;
        let Some(card) = self.rater.book().card(as_parts.card) else { return Ok(false) };
        Ok(rates.iter().any(|rate| is_same_country(card, &card.keys()[*rate], &case.charge.to)))
    }

    /// Reasons for the price of another rate; the first such rate.
    fn other_rates(
        &mut self,
        case: &Case<'_>,
        price: Amount,
        reasons: &mut Reasons,
    ) -> Result<Option<usize>, Error> {
        let rates = self.rates_of_price(case.rated_as, price)?;
        let Some(card) = self.rater.book().card(case.rated_as.card) else { return Ok(None) };
        let own = self.rater.key_index(case.rated);
        let mut first = None;
        for rate in rates.into_iter().filter(|rate| Some(*rate) != own) {
            let near = is_same_country(card, &card.keys()[rate], &case.charge.to);
            let reason = if near { Reason::OtherNetwork } else { Reason::OtherDestination };
            // the example names a rate of the same country before any other
            if first.is_none() || (near && !reasons.contains(Reason::OtherNetwork)) {
                first = Some(rate);
            }
            reasons.insert(reason);
        }
        Ok(first)
    }

    /// The rates that come to this price for such a message.
    fn rates_of_price(&mut self, message: &RatedAs, price: Amount) -> Result<Vec<usize>, Error> {
        if !self.prices.contains_key(message) {
            let prices = self.rater.prices_by_rate(message)?;
            self.prices.insert(*message, prices);
        }
        let prices = self.prices.get(message).map_or(&[][..], |prices| prices);
        let from = prices.partition_point(|(other, _)| *other < price);
        let same = prices[from..].iter().take_while(|(other, _)| *other == price);
        Ok(same.map(|(_, rate)| *rate).collect())
    }

    /// Whether the price is the expected one, rounded in another way or place than the card's.
    fn is_rounded_otherwise(&self, case: &Case<'_>, price: Amount) -> Result<bool, Error> {
        let Some(card) = self.rater.book().card(case.rated_as.card) else { return Ok(false) };
        let own = card.card().currency().as_str().starts_with("x-");
        let scales = if own { 0..=SCALE_MAX } else { MONEY_SCALE..=SCALE_MAX };
        let exact = Rounding { at: RoundAt::None, mode: RoundingMode::HalfUp, scale: SCALE_MAX };
        if self.rater.price_rounded(case.rated, exact)? == Some(price) {
            return Ok(true);
        }
        for scale in scales {
            for at in [RoundAt::Unit, RoundAt::Message] {
                for mode in RoundingMode::ALL {
                    let rounding = Rounding { at, mode, scale };
                    if self.rater.price_rounded(case.rated, rounding)? == Some(price) {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }
}

/// A bill to be explained.
struct Case<'a> {
    charge: &'a Charge,
    rated: &'a Rated,
    rated_as: &'a RatedAs,
    bill: &'a Bill,
}

impl Case<'_> {
    fn has_parts(&self, parts: u64) -> bool {
        self.bill.parts.is_none_or(|billed| billed == parts)
    }
}

/// A bill for a message that has no rate.
fn without_rate(expected: &Expected, bill: &Bill) -> Comparison {
    let nothing = bill.price.is_some_and(Amount::is_zero);
    match expected.price {
        // the card has no price: nothing billed is nothing to ask about
        None if nothing => Comparison::Agrees,
        None => Comparison::Differs(Reasons::only(Reason::Unpriced), None),
        Some(_) => Comparison::Differs(Reasons::UNKNOWN, None),
    }
}

/// Whether a rate is for the country of a message, or for a range of numbers under its calling
/// code.
fn is_same_country(card: &BookCard, rate: &RateKey, to: &Destination) -> bool {
    let Some(first) = rate.tiers.first() else { return false };
    let row = card.card().rates()[first.row].matchers;
    match (row.region, row.mcc, row.prefix) {
        (Some(region), ..) => to.region == Some(region),
        (None, Some(mcc), _) => to.mcc == Some(mcc),
        (None, None, Some(prefix)) => has_calling_code(prefix, to.digits),
        (None, None, None) => false,
    }
}

fn has_calling_code(prefix: Prefix, digits: u64) -> bool {
    let Ok(number) = crate::number::E164::from_key(digits) else { return false };
    let (mut head, code) = (prefix.digits(), u64::from(number.calling_code()));
    while head > code {
        head /= 10;
    }
    head == code
}

/// Whether a line feed has no carriage return before it.
fn has_bare_line_feed(text: &str) -> bool {
    let octets = text.as_bytes();
    let bare = |(at, octet): (usize, &u8)| *octet == b'\n' && (at == 0 || octets[at - 1] != b'\r');
    octets.iter().enumerate().any(bare)
}
