//! Several pieces of news on one message as one outcome.

use septet::error::Error;
use septet::status::{
    self, Actor, Billable, Cause, Certainty, Merge, Retry, Scope, State, merge_parts,
};

use crate::error::{septet_error, septet_result};
use crate::number::invalid;
use crate::pointer;
use crate::status::{answer, septet_outcome};

/// The outcome of one message after several pieces of news, in whatever order they came.
///
/// Errors: invalid_option for an outcome with a number that no word has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_outcomes_merge(
    events: *const septet_outcome,
    count: usize,
    outcome: *mut septet_outcome,
    error: *mut septet_error,
) -> septet_result {
    answer(outcome, error, || {
        // SAFETY: the caller keeps the header's contract.
        let events = unsafe { pointer::slice("events", events, count) }?;
        let mut merge = Merge::new();
        for event in events {
            merge.add(event.engine()?);
        }
        Ok(merge.outcome())
    })
}

/// The outcome of a message from those of its segments.
///
/// Errors: invalid_option for an outcome with a number that no word has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_segment_outcomes_merge(
    segments: *const septet_outcome,
    count: usize,
    outcome: *mut septet_outcome,
    error: *mut septet_error,
) -> septet_result {
    answer(outcome, error, || {
        // SAFETY: the caller keeps the header's contract.
        let segments = unsafe { pointer::slice("segments", segments, count) }?;
        let segments =
            segments.iter().map(septet_outcome::engine).collect::<Result<Vec<_>, _>>()?;
        Ok(merge_parts(segments))
    })
}

impl septet_outcome {
    /// The outcome as the engine has it.
    fn engine(&self) -> Result<status::Outcome, Error> {
        let three = |number: i8| match number {
            0 => Some(Some(false)),
            1 => Some(Some(true)),
            -1 => Some(None),
            _ => None,
        };
        let made = || {
            Some(status::Outcome {
                recognized: self.recognized,
                scope: Scope::from_number(self.scope)?,
                state: State::from_number(self.state)?,
                is_final: three(self.is_final)?,
                success: three(self.success)?,
                cause: Cause::from_number(self.cause)?,
                retry: Retry::from_number(self.retry)?,
                backoff_s: match self.backoff_s {
                    -1 => None,
                    seconds => Some(u32::try_from(seconds).ok()?),
                },
                actor: Actor::from_number(self.actor)?,
                billable: Billable::from_number(self.billable)?,
                certainty: Certainty::from_number(self.certainty)?,
            })
        };
        made().ok_or_else(|| invalid("outcome", self.state, "give outcomes that septet has made"))
    }
}
