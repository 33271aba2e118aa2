//! What a vendor's answer means, in one shape for every vendor.

use super::generated::{Actor, Billable, Cause, Certainty, Retry, Scope, State};

/// What follows from a state alone.
#[derive(Clone, Copy)]
pub(crate) struct StateFacts {
    pub(crate) is_final: Option<bool>,
    pub(crate) success: Option<bool>,
    /// How far the message has come; merging keeps the greatest.
    pub(crate) rank: u8,
    pub(crate) billable: Billable,
}

/// What follows from a cause alone.
#[derive(Clone, Copy)]
pub(crate) struct CauseFacts {
    pub(crate) retry: Retry,
    pub(crate) backoff_s: Option<u32>,
    pub(crate) actor: Actor,
}

/// One answer of a vendor, understood: what happened, whether it is final, who must act, whether
/// it may be tried again and whether it was charged.
///
/// `None` and the words `unknown` are answers too: the vendor's document does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Outcome {
    /// Whether the vendor's code is listed. What is not listed is never guessed from a similar
    /// code.
    pub recognized: bool,
    /// What the answer speaks about.
    pub scope: Scope,
    /// What is known of the message.
    pub state: State,
    /// Whether later news can change the state.
    pub is_final: Option<bool>,
    /// Whether it went well; `None` while pending, or where that cannot be said.
    pub success: Option<bool>,
    /// Why.
    pub cause: Cause,
    /// Whether the same may be tried again.
    pub retry: Retry,
    /// How many seconds to wait first; only with [`Retry::Later`].
    pub backoff_s: Option<u32>,
    /// Who must act.
    pub actor: Actor,
    /// Whether the vendor charges for it.
    pub billable: Billable,
    /// Whether this reading may be relied upon.
    pub certainty: Certainty,
}

impl Outcome {
    /// The outcome of a code that no table lists: everything unknown.
    pub const UNLISTED: Outcome = Outcome {
        recognized: false,
        scope: Scope::Message,
        state: State::Unknown,
        is_final: None,
        success: None,
        cause: Cause::Unknown,
        retry: Retry::Unknown,
        backoff_s: None,
        actor: Actor::Unknown,
        billable: Billable::Unknown,
        certainty: Certainty::Uncertain,
    };

    /// A listed outcome of this state and cause, with what follows from the two.
    #[must_use]
    pub const fn of(scope: Scope, state: State, cause: Cause) -> Outcome {
        let (from_state, from_cause) = (state.facts(), cause.facts());
        Outcome {
            recognized: true,
            scope,
            state,
            is_final: from_state.is_final,
            success: from_state.success,
            cause,
            retry: from_cause.retry,
            backoff_s: from_cause.backoff_s,
            actor: from_cause.actor,
            billable: from_state.billable,
            certainty: Certainty::Certain,
        }
    }

    /// Replaces the wait, which means something only where trying later does.
    #[must_use]
    pub const fn wait(mut self, seconds: Option<u32>) -> Outcome {
        if seconds.is_some() && matches!(self.retry, Retry::Later) {
            self.backoff_s = seconds;
        }
        self
    }

    /// The same, not to be relied upon.
    #[must_use]
    pub const fn uncertain(mut self) -> Outcome {
        self.certainty = Certainty::Uncertain;
        self
    }

    /// Whether nothing later can change it. A state that is unknown never ends a message, even
    /// where the vendor calls it final.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        matches!(self.is_final, Some(true)) && !matches!(self.state, State::Unknown)
    }

    /// Whether it ended badly.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        self.is_settled() && matches!(self.success, Some(false))
    }
}

impl Default for Outcome {
    fn default() -> Outcome {
        Outcome::UNLISTED
    }
}
