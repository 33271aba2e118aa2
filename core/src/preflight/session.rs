//! Messages one by one, counted as they come.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Preflight;
use super::advised::Advised;
use super::alike::{Alike, Kinds, Known};
use super::billing::billed;
use super::finding::{FindingCode, FindingSet};
use super::price::{Pricing, Range};
use super::quiet::is_quiet;
use super::recipient::{Recipient, Recipients};
use super::sender::{SenderJudge, SenderSeen};
use super::standing::{Charge, Standing};
use super::status::RowStatus;
use super::text::{TextJudge, TextVerdict};
use super::totals::{RowRef, Totals};
use super::units::PartUnits;
use crate::Error;
use crate::batch::OffsetColumn;
use crate::money::{Amount, Currency};
use crate::number::{NumberColumn, Region};
use crate::rate::{Mcc, Mnc, Timestamp};
use crate::sender::SenderVerdict;

/// One message of a campaign, as it stands in its row.
#[derive(Clone, Copy, Default)]
pub struct Message<'a> {
    /// The recipient, as it is written.
    pub to: &'a str,
    /// The text.
    pub text: &'a str,
    /// The sender; where absent or empty, the one of the options.
    pub from: Option<&'a str>,
    /// The country of the destination, where it is known better than from the number.
    pub country: Option<Region>,
    /// The mobile country code of the destination.
    pub mcc: Option<Mcc>,
    /// The mobile network code of the destination.
    pub mnc: Option<Mnc>,
    /// Index of its rate card, in the order the cards were given.
    pub card: usize,
    /// When it is sent, if not at the time of the options: its rate must be in force then.
    pub time: Option<Timestamp>,
    /// What the caller found itself, such as a template's field without a value.
    pub findings: FindingSet,
}

impl core::fmt::Debug for Message<'_> {
    /// Without number and text: it ends up in logs.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Message").field("text_len", &self.text.len()).finish_non_exhaustive()
    }
}

/// What one message will become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// Whether it has a cost, and if not, why.
    pub status: RowStatus,
    /// What the text will become.
    pub text: TextVerdict,
    /// What the recipient is.
    pub recipient: Recipient,
    /// What the sender is under the vendor's rules; none where no sender is named.
    pub sender: Option<SenderVerdict>,
    /// What it costs: least, expected, most. None without a cost, and for volume rates, whose price
    /// depends on the whole campaign.
    pub cost: Option<Range>,
    /// Everything found.
    pub findings: FindingSet,
    /// Index of the row's rate, for [`Session::rate_id`].
    pub(super) rated: Option<crate::cost::Rated>,
    /// Index of the card that it was looked up in.
    pub(super) card: Option<usize>,
    /// What is published of its sender at its destination.
    pub(super) advised: Option<Advised>,
}

/// What is seen of a message before it is joined with anything.
struct Seen {
    text: TextVerdict,
    recipient: Recipient,
    sender: SenderSeen,
    advised: Option<Advised>,
}

/// One pass over a campaign or a part of it: judges messages in the order of the list and counts
/// them. One for each thread; the [`Preflight`] is shared.
#[derive(Debug)]
pub struct Session<'a> {
    text: TextJudge<'a>,
    recipients: Recipients<'a>,
    sender: SenderJudge<'a>,
    pricing: Option<Box<Pricing>>,
    preflight: &'a Preflight,
    /// Whether prices depend on the order of the messages: none is then judged as another.
    ordered: bool,
    pub(super) kinds: Kinds,
    /// Kinds that came so far.
    kind_count: u64,
    /// The kind of the message judged last.
    kind: Option<u64>,
    /// Money at stake of the message at hand.
    staked: Vec<(FindingCode, Amount)>,
    totals: Totals,
}

impl<'a> Session<'a> {
    pub(super) fn new(preflight: &'a Preflight, units: &PartUnits) -> Result<Session<'a>, Error> {
        let vendor = preflight.vendor();
        let options = preflight.options();
        let traffic = preflight.sender_traffic();
        let pricing = preflight.book().map(|book| Pricing::new(book, units).map(Box::new));
        let survey = preflight.looks_for_savings.then(Box::default);
        Ok(Session {
            text: TextJudge::new(vendor.text(), preflight.text_options(), traffic)
                .looking_for(&options.heuristics)
                .asking(preflight.open),
            recipients: preflight.recipients(),
            sender: SenderJudge::new(vendor.sender(), traffic, options.sender.as_deref())
                .asking(preflight.open),
            pricing: pricing.transpose()?,
            preflight,
            ordered: preflight.depends_on_order(),
            kinds: Kinds::default(),
            kind_count: 0,
            kind: None,
            staked: Vec::new(),
            totals: Totals { survey, ..Totals::default() },
        })
    }

    /// Judges the message of a row and counts it.
    ///
    /// # Errors
    /// `overflow`; `invalid_option` for a card index that was not given.
    pub fn message(&mut self, row: RowRef, message: &Message<'_>) -> Result<Verdict, Error> {
        let text = self.text.judge(message.text)?;
        let recipient = self.recipients.judge(message.to);
        let seen = self.seen(message, text, recipient);
        self.kind = None;
        self.judged(row, message, &seen).map(|(verdict, _)| verdict)
    }

    /// Looks at the numbers and texts of rows that follow each other, in the place of those before:
    /// [`message_of_column`](Session::message_of_column) then takes their messages one by one.
    /// Without `texts` each text is looked at when its message comes.
    ///
    /// # Errors
    /// None: the columns are sound.
    pub fn look_ahead(
        &mut self,
        numbers: &NumberColumn<'_, i32>,
        texts: Option<&OffsetColumn<'_, i32>>,
    ) -> Result<(), Error> {
        self.recipients.look(numbers)?;
        self.text.look(texts)
    }

    /// As [`message`](Session::message), for the message whose number and text stand at `index` of
    /// the columns that were looked at last: several times as fast.
    ///
    /// # Errors
    /// As [`message`](Session::message).
    pub fn message_of_column(
        &mut self,
        index: usize,
        row: RowRef,
        message: &Message<'_>,
    ) -> Result<Verdict, Error> {
        let text = self.text.get(index, message.text)?;
        let recipient = self.recipients.get(index, message.to);
        let seen = self.seen(message, text, recipient);
        self.kind = None;
        let Some(alike) = self.alike(message, &seen) else {
            return self.judged(row, message, &seen).map(|(verdict, _)| verdict);
        };
        if let Some(known) = self.kinds.count(&alike, row) {
            self.kind = Some(known.number);
            let verdict = Verdict { text, recipient, ..known.verdict };
            self.survey(message, &verdict);
            return Ok(verdict);
        }
        let (verdict, charge) = self.judged(row, message, &seen)?;
        let region = message.country.or(recipient.region);
        let number = self.kind_count;
        (self.kind_count, self.kind) = (number + 1, Some(number));
        let known = Known::new((alike, number), verdict, region, charge, self.staked.clone());
        if let Some(other) = self.kinds.put(known) {
            add_up(&other, &mut self.pricing, &mut self.totals)?;
        }
        Ok(verdict)
    }

    /// What is seen of a message before it is joined with anything.
    fn seen(&mut self, message: &Message<'_>, text: TextVerdict, recipient: Recipient) -> Seen {
        let sender = self.sender.judge(message.from, message.text);
        Seen { text, recipient, sender, advised: Advised::of(&sender, &recipient) }
    }

    /// What messages must share with this one to be judged as it is; none where that does not tell.
    fn alike(&self, message: &Message<'_>, seen: &Seen) -> Option<Alike> {
        if self.ordered || message.time.is_some() {
            return None;
        }
        let Seen { text, recipient, sender, advised } = seen;
        let card = self.preflight.book().and_then(|book| book.card(message.card));
        let prefix = card.zip(recipient.number).and_then(|(card, to)| card.prefix_of(to.key()));
        let billed = billed(self.preflight.charging(), message.text, text);
        Some(Alike::of(message, (text, recipient), sender, &billed, (prefix, *advised)))
    }

    fn survey(&mut self, message: &Message<'_>, verdict: &Verdict) {
        if let Some(survey) = &mut self.totals.survey {
            survey.note(message.text, &self.preflight.text_options(), verdict);
        }
    }

    /// Joins what was seen with all else, and counts the message. With the verdict comes what a
    /// rate was looked up for.
    fn judged(
        &mut self,
        row: RowRef,
        message: &Message<'_>,
        seen: &Seen,
    ) -> Result<(Verdict, Option<Charge>), Error> {
        let Seen { text, recipient, sender, advised } = *seen;
        let mut findings = message.findings;
        findings.extend(text.findings);
        findings.extend(recipient.findings);
        findings.extend(sender.findings);
        if advised.is_some() {
            findings.insert(FindingCode::SenderAdvice);
        }
        let region = message.country.or(recipient.region);
        if self.is_quiet(region, message.time) {
            findings.insert(FindingCode::QuietHours);
        }
        let mut verdict = Verdict {
            status: RowStatus::Counted,
            text,
            recipient,
            sender: sender.verdict,
            cost: None,
            findings,
            rated: None,
            card: None,
            advised,
        };
        self.staked.clear();
        let mut charged = None;
        match self.preflight.standing(message, &text, &recipient, &sender)? {
            Standing::Without(status) => verdict.status = status,
            Standing::Free => {
                verdict.card = Some(message.card);
                verdict.status = RowStatus::Free;
                verdict.cost = Some(Range::default());
            }
            Standing::Charged(charge) => {
                self.price(message.card, &charge, &mut verdict)?;
                charged = Some(charge);
            }
        }
        self.totals.count(row, region, &verdict);
        for (code, amount) in &self.staked {
            self.totals.stake(*code, message.card, *amount)?;
        }
        self.survey(message, &verdict);
        Ok((verdict, charged))
    }

    /// Whether a message of this campaign falls into the vendor's quiet hours.
    fn is_quiet(&self, region: Option<Region>, time: Option<Timestamp>) -> bool {
        let options = self.preflight.options();
        let rules = &self.preflight.vendor().limits().quiet_hours;
        let zones = options.heuristics.time_zones();
        if rules.is_empty() || zones.is_empty() {
            return false;
        }
        let (Some(region), Some(at)) = (region, time.or(options.at)) else { return false };
        is_quiet(rules, zones, region, at, self.preflight.sender_traffic())
    }

    /// Counts a row that cannot be read.
    pub fn unreadable(&mut self, row: RowRef) {
        self.totals.count_unreadable(row);
    }

    /// What it judges by.
    pub fn preflight(&self) -> &'a Preflight {
        self.preflight
    }

    /// The kind of the message judged last, where it is of one: verdicts of one kind of this session
    /// differ in nothing but the recipient's number and the units of the text.
    pub fn kind(&self) -> Option<u64> {
        self.kind
    }

    /// The id of the rate that a message just judged is priced by.
    pub fn rate_id(&self, verdict: &Verdict) -> Option<&str> {
        self.pricing.as_ref()?.rate_id(verdict.rated.as_ref()?)
    }

    /// The currency of a message just judged, if it has a cost.
    pub fn currency(&self, verdict: &Verdict) -> Option<Currency> {
        verdict.cost?;
        let card = self.preflight.book()?.card(verdict.card?)?;
        Some(card.card().currency())
    }

    /// What was counted so far, while the pass goes on. It costs as much as there are kinds of
    /// messages, not messages.
    ///
    /// # Errors
    /// `overflow`.
    pub fn totals(&self) -> Result<Totals, Error> {
        whole(self.kinds.iter(), self.pricing.clone(), self.totals.clone())
    }

    /// What was counted.
    ///
    /// # Errors
    /// `overflow`.
    pub fn into_totals(self) -> Result<Totals, Error> {
        whole(self.kinds.iter(), self.pricing, self.totals)
    }

    fn price(&mut self, card: usize, charge: &Charge, verdict: &mut Verdict) -> Result<(), Error> {
        let Some(pricing) = &mut self.pricing else { return Ok(()) };
        let group = super::totals::group(charge.to.region, verdict.text.encoding);
        let priced = pricing.add(card, &charge.to, charge.at, charge.billed, (1, group))?;
        verdict.card = Some(card);
        verdict.status = priced.rated.status.into();
        verdict.cost = priced.cost;
        verdict.findings.extend(priced.findings);
        if self.preflight.vendor().charging().per.is_none()
            && verdict.text.segments > 1
            && pricing.is_charge_unit_open(&priced.rated)
        {
            verdict.findings.insert(FindingCode::ChargeUnitUnspecified);
        }
        if verdict.text.segments > 1 && self.preflight.open.asks(FindingCode::ChargeUnitConflict) {
            verdict.findings.insert(FindingCode::ChargeUnitConflict);
        }
        if let Some(time) = charge.at
            && pricing.expires_before(&charge.to, card, time)
        {
            verdict.findings.insert(FindingCode::RateExpiresBeforeSend);
        }
        let heuristics = &self.preflight.options().heuristics;
        let dear = match heuristics.high_cost_over() {
            Some(limit) => pricing.of_segments(&priced.rated, 1)?.is_some_and(|cost| cost > limit),
            None => false,
        };
        if dear || heuristics.names_country(charge.to.region) {
            verdict.findings.insert(FindingCode::HighCostDestination);
        }
        verdict.rated = Some(priced.rated);
        self.stakes(card, charge, verdict)
    }

    /// Adds up the money at stake of each finding, as the registry says it is counted.
    /// Volume rates have no price before the whole campaign is known: no part of it could tell.
    fn stakes(&mut self, card: usize, charge: &Charge, verdict: &Verdict) -> Result<(), Error> {
        let (Some(pricing), Some(cost)) = (&mut self.pricing, verdict.cost) else { return Ok(()) };
        if verdict.findings.is_empty() || verdict.rated.is_some_and(|r| pricing.is_volume(&r)) {
            return Ok(());
        }
        let Some(rated) = &verdict.rated else { return Ok(()) };
        let text = &verdict.text;
        let segments = u64::from(text.segments);
        for code in verdict.findings.iter() {
            let without = match code {
                FindingCode::EmptyText
                | FindingCode::TemplateFieldMissing
                | FindingCode::DuplicateRecipient
                | FindingCode::FloodIdentical
                | FindingCode::FloodTotal
                | FindingCode::CannotReceiveSms
                | FindingCode::PremiumDestination
                | FindingCode::HighCostDestination
                | FindingCode::InternationalNeedsSwitch
                | FindingCode::SenderAdvice => Some(Amount::ZERO),
                FindingCode::Ucs2ForcedByChar => match text.segments_in_gsm7 {
                    Some(fewer) => pricing.of_segments(rated, u64::from(fewer))?,
                    None => continue,
                },
                FindingCode::SavesSegmentsByReplacement => match text.segments_replaced {
                    Some(fewer) => pricing.of_segments(rated, u64::from(fewer))?,
                    None => continue,
                },
                FindingCode::RateExpiresBeforeSend => {
                    let before = pricing.of_no_time(card, &charge.to, charge.billed.expected)?;
                    // a rate that becomes cheaper puts nothing at stake
                    before.map(|before| before.min(cost.expected))
                }
                FindingCode::ExtensionCountUnclear => match text.segments_by_chars {
                    Some(fewer) => pricing.of_segments(rated, u64::from(fewer))?,
                    None => continue,
                },
                FindingCode::ChargeUnitUnspecified | FindingCode::ChargeUnitConflict => {
                    pricing.of_segments(rated, 1)?
                }
                FindingCode::NearBoundary => pricing.of_segments(rated, segments - 1)?,
                FindingCode::VendorTextAdded => match text.segments_alone {
                    Some(alone) => pricing.of_segments(rated, u64::from(alone))?,
                    None => continue,
                },
                FindingCode::BoundarySensitive
                | FindingCode::ChargingUnclear
                | FindingCode::NetworkUnknown => {
                    self.staked.push((code, cost.max.checked_sub(cost.min)?));
                    continue;
                }
                _ => continue,
            };
            if let Some(without) = without {
                self.staked.push((code, cost.expected.checked_sub(without)?));
            }
        }
        Ok(())
    }
}

/// Everything that a session counted.
fn whole<'k>(
    kinds: impl Iterator<Item = &'k Known>,
    mut pricing: Option<Box<Pricing>>,
    mut totals: Totals,
) -> Result<Totals, Error> {
    for known in kinds {
        add_up(known, &mut pricing, &mut totals)?;
    }
    totals.costs = pricing.map(|pricing| pricing.into_costs()).transpose()?;
    Ok(totals)
}

/// Counts the messages that came behind the first of a kind.
fn add_up(
    known: &Known,
    pricing: &mut Option<Box<Pricing>>,
    totals: &mut Totals,
) -> Result<(), Error> {
    let Known { verdict, region, charge, staked, count, .. } = known;
    if *count == 0 {
        return Ok(());
    }
    let card = verdict.card.unwrap_or_default();
    if let (Some(Charge { to, billed, at }), Some(pricing)) = (charge, pricing) {
        let group = super::totals::group(to.region, verdict.text.encoding);
        pricing.add(card, to, *at, *billed, (*count, group))?;
    }
    totals.count_many(known.first_rows(), *count, *region, verdict);
    for (code, amount) in staked {
        totals.stake(*code, card, amount.checked_mul(*count)?)?;
    }
    Ok(())
}
