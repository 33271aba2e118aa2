//! What a campaign becomes with each change: a pass over it that rates what changes.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::Preflight;
use super::super::recipient::{Recipient, RecipientJudge};
use super::super::sender::SenderJudge;
use super::super::session::Message;
use super::super::standing::Standing;
use super::super::status::RowStatus;
use super::super::text::{TextJudge, TextVerdict};
use super::super::totals::group;
use super::change::Change;
use super::look::{self, Look};
use crate::Error;
use crate::cost::{self, Difference, Rated, Rater};
use crate::encoding::Encoding;
use crate::segment::{Normalize, SubstituteMode};

/// One pass over a campaign, or a part of it, for what changes to it would save. One for each
/// thread; where prices depend on the order of the messages
/// ([`Preflight::depends_on_order`]) a single one takes them all, in order.
#[derive(Debug)]
pub struct Trial<'a> {
    preflight: &'a Preflight,
    text: TextJudge<'a>,
    recipient: RecipientJudge<'a>,
    sender: SenderJudge<'a>,
    /// Looks rates up; counts nothing.
    rater: Option<Box<Rater>>,
    ordered: bool,
    candidates: Vec<Candidate<'a>>,
    /// The options that are tried, as bits.
    options: u32,
    /// Every character that a change replaces, sorted.
    wanted: Vec<char>,
    /// Those that a text has.
    present: Vec<char>,
    edited: String,
    /// Outcomes of the message at hand.
    known: Vec<(Scope, Outcome)>,
}

#[derive(Debug)]
struct Candidate<'a> {
    change: &'a Change,
    /// The bit of the option that the change is.
    option: u32,
    /// Counts with the option that the change is.
    judge: Option<TextJudge<'a>>,
    /// Rates the whole campaign with the change, where its order matters.
    rater: Option<Box<Rater>>,
    tried: Tried,
}

/// What trials counted, change by change. Parts merge to the whole.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    pub(super) tried: Vec<Tried>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Tried {
    /// Messages that have another number of segments.
    pub(super) messages: u64,
    /// Segments fewer; negative where there are more.
    pub(super) segments: i64,
    pub(super) costs: TriedCosts,
}

#[derive(Clone, Debug, Default)]
pub(super) enum TriedCosts {
    /// There is no rate card.
    #[default]
    None,
    /// What goes and what comes.
    Difference(Box<Difference>),
    /// The whole campaign with the change.
    Whole(Box<cost::Totals>),
}

/// What a message is, as it stands or with a change.
#[derive(Clone, Copy, Debug)]
struct Outcome {
    standing: Standing,
    encoding: Encoding,
    segments: u32,
}

impl Preflight {
    /// Begins to try changes; each trial of a campaign is given the same ones.
    ///
    /// # Errors
    /// Those of [`Change::options`].
    pub fn trial<'a>(&'a self, changes: &'a [Change]) -> Result<Trial<'a>, Error> {
        let rater = || {
            let rater = |book| Rater::new(book, &self.options().units_before).map(Box::new);
            self.book().map(rater).transpose()
        };
        let (traffic, rules) = (self.sender_traffic(), self.vendor().text());
        let ordered = self.depends_on_order();
        let mut candidates = Vec::with_capacity(changes.len());
        let mut wanted = Vec::new();
        for change in changes {
            let mut option = 0;
            let judge = match change {
                Change::Option { name, value } => {
                    option = look::option_bit(name, value);
                    let options = change.options(&self.text_options())?;
                    Some(TextJudge::new(rules, options, traffic))
                }
                Change::Replace(replacements) => {
                    wanted.extend(replacements.iter().map(|r| r.from));
                    None
                }
            };
            let costs = match self.book() {
                Some(_) if !ordered => TriedCosts::Difference(Box::default()),
                _ => TriedCosts::None,
            };
            let tried = Tried { costs, ..Tried::default() };
            let rater = if ordered { rater()? } else { None };
            candidates.push(Candidate { change, option, judge, rater, tried });
        }
        wanted.sort_unstable();
        wanted.dedup();
        let home = self.vendor().countries();
        let options = self.options();
        Ok(Trial {
            preflight: self,
            text: TextJudge::new(rules, self.text_options(), traffic),
            recipient: RecipientJudge::new(self.vendor().number(), home, options.default_region),
            sender: SenderJudge::new(self.vendor().sender(), traffic, options.sender.as_deref()),
            rater: rater()?,
            ordered,
            options: candidates.iter().fold(0, |bits, candidate| bits | candidate.option),
            candidates,
            wanted,
            present: Vec::new(),
            edited: String::new(),
            known: Vec::new(),
        })
    }
}

impl<'a> Trial<'a> {
    /// Tries every change on the next message. Rows that cannot be read are passed over.
    ///
    /// # Errors
    /// As [`Session::message`](super::super::Session::message).
    pub fn message(&mut self, message: &Message<'_>) -> Result<(), Error> {
        let text = self.text.judge(message.text)?;
        self.look(message.text);
        let open = self.open_options(message.text, &text);
        let may_change = !self.present.is_empty() || open & self.options != 0;
        if !self.ordered && !may_change {
            return Ok(());
        }
        let recipient = self.recipient.judge(message.to);
        let before = self.outcome(message, &text, &recipient)?;
        let region = message.country.or(recipient.region);
        let rated_before = self.rater.as_mut().and_then(|r| rate(r, message, &before));
        self.known.clear();
        for index in 0..self.candidates.len() {
            let after = match self.scope(index, open) {
                None => None,
                Some(scope) => {
                    let known = self.known.iter().find(|(known, _)| *known == scope);
                    let outcome = match known.filter(|_| scope != Scope::Own) {
                        Some((_, outcome)) => *outcome,
                        None => self.with_change(index, message, &recipient)?,
                    };
                    self.known.push((scope, outcome));
                    Some(outcome)
                }
            };
            let Candidate { tried, rater, .. } = &mut self.candidates[index];
            if let Some(rater) = rater
                && let Some(rated) = rate(rater, message, after.as_ref().unwrap_or(&before))
            {
                rater.add(&rated, 1, 0)?;
            }
            let Some(after) = after else { continue };
            let rated_after = self.rater.as_mut().and_then(|r| rate(r, message, &after));
            let segments_before = before.sent_segments(rated_before.as_ref());
            tried.count(segments_before, after.sent_segments(rated_after.as_ref()));
            if let (TriedCosts::Difference(difference), Some(rater)) =
                (&mut tried.costs, &self.rater)
                && rated_before != rated_after
            {
                if let Some(rated) = &rated_before {
                    difference.remove(rater, rated, group(region, before.encoding))?;
                }
                if let Some(rated) = &rated_after {
                    difference.add(rater, rated, group(region, after.encoding))?;
                }
            }
        }
        Ok(())
    }

    /// What the message is with the change at `index`.
    fn with_change(
        &mut self,
        index: usize,
        message: &Message<'_>,
        recipient: &Recipient,
    ) -> Result<Outcome, Error> {
        let Candidate { change, judge, .. } = &mut self.candidates[index];
        if let Some(judge) = judge {
            let text = judge.judge(message.text)?;
            return self.outcome(message, &text, recipient);
        }
        let mut edited = core::mem::take(&mut self.edited);
        change.apply(message.text, &mut edited);
        let message = Message { text: &edited, ..*message };
        let text = self.text.judge(message.text)?;
        let outcome = self.outcome(&message, &text, recipient);
        self.edited = edited;
        outcome
    }

    fn outcome(
        &mut self,
        message: &Message<'_>,
        text: &TextVerdict,
        recipient: &Recipient,
    ) -> Result<Outcome, Error> {
        let sender = self.sender.judge(message.from, message.text);
        let standing = self.preflight.standing(message, text, recipient, &sender)?;
        Ok(Outcome { standing, encoding: text.encoding, segments: text.segments })
    }

    /// What was counted.
    pub fn into_trials(self) -> Trials {
        let tried = self.candidates.into_iter().map(|candidate| match candidate.rater {
            None => candidate.tried,
            Some(rater) => {
                Tried { costs: TriedCosts::Whole(Box::new(rater.into_totals())), ..candidate.tried }
            }
        });
        Trials { tried: tried.collect() }
    }

    /// Notes which of the characters that changes replace stand in a text.
    fn look(&mut self, text: &str) {
        self.present.clear();
        let ascii_wanted = self.wanted.first().is_some_and(char::is_ascii);
        if !ascii_wanted && text.is_ascii() {
            return;
        }
        for c in text.chars() {
            if (ascii_wanted || !c.is_ascii())
                && self.wanted.binary_search(&c).is_ok()
                && !self.present.contains(&c)
            {
                self.present.push(c);
            }
        }
    }

    /// Which options can make anything else of a text, as bits. What is not sure may.
    fn open_options(&self, text: &str, verdict: &TextVerdict) -> u32 {
        let options = self.preflight.text_options();
        let as_written = options.normalize == Normalize::None && options.substitute.is_none();
        let default_only = options.languages.is_none();
        if !as_written || !default_only || options.substitute_mode != SubstituteMode::AllOrNothing {
            // where languages are permitted, what forces UCS-2 may be that no pair of tables has
            // all characters, though each is in one
            return u32::MAX;
        }
        if verdict.encoding != Encoding::Gsm7 {
            // an option that leaves one foreign character leaves the text as it is, but that
            // composing makes it shorter too
            let look = Look::at(text, &options).map_or(0, |look| look.option_bits());
            return look | 1 << look::NFC;
        }
        // no map replaces a character of the default alphabet, and none of them composes; a table
        // of a language is worth its header only where it spares escapes, which are units beyond
        // the characters
        if verdict.units as usize > text.chars().count() { look::LANGUAGES } else { 0 }
    }

    /// What the change at `index` changes in a text that was looked at; none where it cannot.
    fn scope(&self, index: usize, open: u32) -> Option<Scope> {
        match self.candidates[index].change {
            Change::Replace(replacements) => {
                let is_replaced =
                    |c: &char| replacements.binary_search_by_key(c, |r| r.from).is_ok();
                let bits = self.present.iter().enumerate().filter(|(_, c)| is_replaced(c));
                let replaced = bits.fold(0u64, |bits, (index, _)| bits | 1 << (index % 64));
                let scope =
                    if self.present.len() > 64 { Scope::Own } else { Scope::Chars(replaced) };
                (replaced != 0).then_some(scope)
            }
            Change::Option { .. } => {
                (open & self.candidates[index].option != 0).then_some(Scope::Own)
            }
        }
    }
}

/// What a change touches in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// These of its characters, as bits: two changes that replace the same ones are one here.
    Chars(u64),
    /// Something that no other change does alike.
    Own,
}

/// The rate of a message that has one to be looked up.
fn rate(rater: &mut Rater, message: &Message<'_>, outcome: &Outcome) -> Option<Rated> {
    match &outcome.standing {
        Standing::Charged(charge) => {
            let (to, units) = (&charge.to, charge.billed.expected);
            Some(rater.rate_at(message.card, to, units, false, charge.at))
        }
        Standing::Without(_) | Standing::Free => None,
    }
}

impl Outcome {
    /// Segments of a message that is sent.
    fn sent_segments(&self, rated: Option<&Rated>) -> u32 {
        let status = match (self.standing, rated) {
            (Standing::Without(status), _) => status,
            (Standing::Charged(_), Some(rated)) => rated.status.into(),
            (Standing::Free | Standing::Charged(_), _) => RowStatus::Free,
        };
        if status.is_sendable() { self.segments } else { 0 }
    }
}

impl Tried {
    fn count(&mut self, before: u32, after: u32) {
        self.messages += u64::from(before != after);
        self.segments += i64::from(before) - i64::from(after);
    }
}

impl Trials {
    /// Adds what a trial of another part of the campaign counted, of the same changes.
    ///
    /// # Errors
    /// `overflow`.
    pub fn merge(&mut self, other: Trials) -> Result<(), Error> {
        if self.tried.is_empty() {
            *self = other;
            return Ok(());
        }
        for (own, other) in self.tried.iter_mut().zip(other.tried) {
            own.messages += other.messages;
            own.segments += other.segments;
            match (&mut own.costs, other.costs) {
                (TriedCosts::Difference(own), TriedCosts::Difference(other)) => {
                    own.merge(&other)?;
                }
                (TriedCosts::Whole(own), TriedCosts::Whole(other)) => own.merge(&other)?,
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::alphabet::LanguagePair;
    use crate::substitution::Substitution;

    /// What `may_change` relies on: maps and composition leave the default alphabet as it is.
    #[test]
    fn texts_of_the_default_alphabet_are_not_changed() {
        let pair = LanguagePair::default();
        for c in (0..=0xFFFF).filter_map(char::from_u32).filter(|c| pair.septets_of(*c).is_some()) {
            for map in Substitution::ALL {
                assert_eq!(map.replacement(c), None, "{c:?} in {}", map.as_str());
            }
            #[cfg(feature = "normalize")]
            {
                use unicode_normalization::UnicodeNormalization;
                let composed: alloc::string::String = ['a', c, c].into_iter().nfc().collect();
                assert!(composed.chars().eq(['a', c, c]), "{c:?}");
            }
        }
    }
}
