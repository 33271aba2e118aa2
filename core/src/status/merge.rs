//! Several outcomes to one: the events of a message in any order, the parts of a long message.

use core::cmp::Ordering;

use super::generated::{Certainty, State};
use super::outcome::Outcome;

/// Merges the events of one message. Whatever the order in which they come, the result is the
/// same: the one that says most, by [`precedence`].
///
/// Settled events that differ in success make the result uncertain. Answers about operations
/// (`not_applicable`) are left out unless there is nothing else. No event at all gives
/// [`Outcome::UNLISTED`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Merge {
    /// The greatest of those about the message.
    message: Option<Outcome>,
    /// The greatest of those about operations.
    operation: Option<Outcome>,
    succeeded: bool,
    failed: bool,
}

impl Merge {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Merge {
        Merge::default()
    }

    /// Takes one event.
    pub fn add(&mut self, event: Outcome) {
        if event.state == State::NotApplicable {
            self.operation = greatest(self.operation, event);
            return;
        }
        self.message = greatest(self.message, event);
        if event.is_settled() {
            self.succeeded |= event.success == Some(true);
            self.failed |= event.success == Some(false);
        }
    }

    /// What is known of the message now.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match (self.message, self.operation) {
            (Some(outcome), _) if self.succeeded && self.failed => outcome.uncertain(),
            (Some(outcome), _) | (None, Some(outcome)) => outcome,
            (None, None) => Outcome::UNLISTED,
        }
    }
}

impl Extend<Outcome> for Merge {
    fn extend<I: IntoIterator<Item = Outcome>>(&mut self, events: I) {
        events.into_iter().for_each(|event| self.add(event));
    }
}

impl FromIterator<Outcome> for Merge {
    fn from_iter<I: IntoIterator<Item = Outcome>>(events: I) -> Merge {
        let mut merge = Merge::new();
        merge.extend(events);
        merge
    }
}

/// The outcome of a message of several parts, from those of its parts: failed if one failed (the
/// greatest of them), else unknown if one is, else the part that has come least far.
#[must_use]
pub fn merge_parts(parts: impl IntoIterator<Item = Outcome>) -> Outcome {
    let (mut failed, mut unknown, mut least) = (None, None, None::<Outcome>);
    for part in parts {
        if part.is_failure() {
            failed = greatest(failed, part);
        }
        if part.state == State::Unknown {
            unknown = greatest(unknown, part);
        }
        least = match least {
            Some(least) if precedence(&least, &part).is_le() => Some(least),
            _ => Some(part),
        };
    }
    failed.or(unknown).or(least).unwrap_or_default()
}

fn greatest(kept: Option<Outcome>, next: Outcome) -> Option<Outcome> {
    match kept {
        Some(kept) if precedence(&kept, &next).is_ge() => Some(kept),
        _ => Some(next),
    }
}

/// Which of two outcomes of one message says more: by settled, rank of the state, certain, number
/// of the state, recognized, number of the cause (core/data/taxonomy.json, `merge`).
///
/// Two tables may give the same state and cause and differ in the rest, in what is billed, say. Who
/// took the first of those would depend on the order of arrival, so the rest decides too: final,
/// success, retry, backoff_s, actor, billable, scope, certainty, in this order, by the numbers of
/// taxonomy.json, what is not known before all else. Only equal outcomes are level.
#[must_use]
pub fn precedence(a: &Outcome, b: &Outcome) -> Ordering {
    let said = |o: &Outcome| {
        (
            o.is_settled(),
            o.state.facts().rank,
            o.certainty == Certainty::Certain,
            o.state.number(),
            o.recognized,
            o.cause.number(),
        )
    };
    let rest = |o: &Outcome| {
        (o.is_final, o.success, o.retry, o.backoff_s, o.actor, o.billable, o.scope, o.certainty)
    };
    said(a).cmp(&said(b)).then_with(|| rest(a).cmp(&rest(b)))
}
