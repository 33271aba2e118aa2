//! What is known of changes to a part of a campaign, as plain values: the survey that changes are
//! chosen by, and what a trial of them counted. Parts are surveyed first; what all of them have seen
//! chooses the same changes for each; and what each tried adds up to the savings of the whole.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::Preflight;
use super::super::totals::Totals;
use super::change::{Change, CharReplacement};
use super::look::{OPTION_COUNT, option};
use super::survey::{Estimate, Survey};
use super::trial::{Trials, Tried, TriedCosts};
use crate::cost::SavedDifference;
use crate::{Error, ErrorKind};

/// What a survey noted, as it is saved. Written and read by serde.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSurvey {
    /// By the characters of a set.
    sets: Vec<(String, SavedEstimate)>,
    other: SavedEstimate,
    options: Vec<(SavedChange, SavedEstimate)>,
}

/// Messages, segments fewer, and billionths of money.
type SavedEstimate = (u64, u64, i128);

/// What trials counted, as it is saved. Written and read by serde.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedTrials {
    tried: Vec<SavedTried>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedTried {
    change: SavedChange,
    messages: u64,
    segments: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    costs: Option<SavedDifference>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SavedChange {
    /// These characters.
    Replace(String),
    /// An option by name and value.
    Option(String, String),
}

impl SavedChange {
    fn of(change: &Change) -> SavedChange {
        match change {
            Change::Replace(replacements) => {
                SavedChange::Replace(replacements.iter().map(|r| r.from).collect())
            }
            Change::Option { name, value } => SavedChange::of_option((name, value)),
        }
    }

    fn of_option((name, value): (&str, &str)) -> SavedChange {
        SavedChange::Option(name.to_string(), value.to_string())
    }

    fn restore(&self) -> Result<Change, Error> {
        match self {
            SavedChange::Replace(chars) => {
                let mut replacements = chars
                    .chars()
                    .map(CharReplacement::of)
                    .collect::<Option<Vec<_>>>()
                    .ok_or_else(|| absent("replace", chars))?;
                replacements.sort_unstable();
                Ok(Change::Replace(replacements))
            }
            SavedChange::Option(name, value) => {
                let (name, value) = option(index_of(name, value)?);
                Ok(Change::Option { name, value })
            }
        }
    }
}

fn index_of(name: &str, value: &str) -> Result<usize, Error> {
    let found = (0..OPTION_COUNT).find(|index| option(*index) == (name, value));
    found.ok_or_else(|| absent(name, value))
}

fn absent(field: &str, value: &str) -> Error {
    let what = "this version tries no such change";
    Error::new(ErrorKind::Syntax, what).with_field(field).with_value(value)
}

impl Survey {
    fn save(&self) -> SavedSurvey {
        let estimate = |e: Estimate| (e.messages, e.segments, e.nanos);
        let options = (0..OPTION_COUNT).map(|index| (index, self.option(index)));
        let options = options.filter(|(_, seen)| *seen != Estimate::default());
        SavedSurvey {
            sets: self.sets().map(|(set, e)| (set.iter().collect(), estimate(e))).collect(),
            other: estimate(self.other()),
            options: options
                .map(|(index, seen)| (SavedChange::of_option(option(index)), estimate(seen)))
                .collect(),
        }
    }

    /// Adds what was seen of another part.
    fn add_saved(&mut self, saved: &SavedSurvey) -> Result<(), Error> {
        let estimate = |(messages, segments, nanos)| Estimate { messages, segments, nanos };
        for (chars, seen) in &saved.sets {
            self.add(&chars.chars().collect::<Vec<char>>(), estimate(*seen));
        }
        self.add_other(estimate(saved.other));
        for (change, seen) in &saved.options {
            let SavedChange::Option(name, value) = change else {
                return Err(absent("options", "replace"));
            };
            self.add_option(index_of(name, value)?, estimate(*seen));
        }
        Ok(())
    }
}

impl Totals {
    /// What the survey of a pass noted, as it is saved; none where the pass
    /// [did not look](Preflight::with_savings).
    pub fn save_survey(&self) -> Option<SavedSurvey> {
        self.survey.as_ref().map(|survey| survey.save())
    }
}

impl Preflight {
    /// As [`changes`](Preflight::changes), from what was saved of every part of a campaign.
    ///
    /// # Errors
    /// `syntax` for a change that this version does not try.
    pub fn changes_of_parts<'a>(
        &self,
        surveys: impl IntoIterator<Item = &'a SavedSurvey>,
    ) -> Result<Vec<Change>, Error> {
        let mut whole = Survey::default();
        surveys.into_iter().try_for_each(|survey| whole.add_saved(survey))?;
        Ok(self.changes_by(&whole))
    }

    /// What trials of `changes` counted, as it is saved; none where prices depend on the order of
    /// the messages ([`depends_on_order`](Preflight::depends_on_order)), so that no part can tell.
    pub fn save_trials(&self, changes: &[Change], trials: &Trials) -> Option<SavedTrials> {
        let save = |(change, tried): (&Change, &Tried)| {
            let costs = match (&tried.costs, self.book()) {
                (TriedCosts::None, _) => None,
                (TriedCosts::Difference(costs), Some(book)) => Some(costs.save(book)),
                _ => return None,
            };
            let Tried { messages, segments, .. } = *tried;
            Some(SavedTried { change: SavedChange::of(change), messages, segments, costs })
        };
        let tried = changes.iter().zip(&trials.tried).map(save).collect::<Option<_>>()?;
        Some(SavedTrials { tried })
    }

    /// The changes that were tried and what was counted, from what was saved under the same vendor,
    /// cards and options.
    ///
    /// # Errors
    /// `syntax` for a change or an id that there is not; `overflow`.
    pub fn restore_trials(&self, saved: &SavedTrials) -> Result<(Vec<Change>, Trials), Error> {
        let (mut changes, mut trials) = (Vec::new(), Trials::default());
        for SavedTried { change, messages, segments, costs } in &saved.tried {
            changes.push(change.restore()?);
            let costs = match (self.book(), costs) {
                (Some(book), Some(costs)) => TriedCosts::Difference(costs.restore(book)?.into()),
                _ => TriedCosts::None,
            };
            trials.tried.push(Tried { messages: *messages, segments: *segments, costs });
        }
        Ok((changes, trials))
    }
}
