//! What was counted of a part of a campaign as plain values with names, to be written to a file,
//! read on another machine, and merged there.
//!
//! What a part counts is a field of [`Totals`] and one of [`SavedTotals`]; each function here names
//! all of them, so that a new one cannot be forgotten.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Preflight;
use super::advised::Advised;
use super::finding::FindingCode;
use super::status::RowStatus;
use super::totals::{CostCounts, FindingTally, RowRef, Tally, Totals, group, of_group};
use crate::cost;
use crate::encoding::Encoding;
use crate::money::Amount;
use crate::number::Region;
use crate::rate::SenderType;
use crate::{Error, ErrorKind};

/// What was counted of a part, as it is saved. Written and read by serde; a field that is not known
/// is refused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedTotals {
    statuses: BTreeMap<String, u64>,
    groups: Vec<SavedGroup>,
    lengths: Vec<SavedLength>,
    longest: SavedLongest,
    refused_senders: SavedTally,
    findings: BTreeMap<String, SavedFinding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sender_advice: Vec<SavedAdvised>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    costs: Option<SavedCosts>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedGroup {
    country: Option<String>,
    encoding: String,
    messages: u64,
    segments: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedLength {
    segments: u32,
    messages: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedLongest {
    segments: u32,
    /// Row and line.
    first: Vec<(u64, u64)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedTally {
    messages: u64,
    segments: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedFinding {
    count: u64,
    /// Row and line in the part's own file.
    first: Vec<(u64, u64)>,
    /// Billionths by card.
    stakes: BTreeMap<String, i128>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedAdvised {
    prefix: u32,
    sender_type: String,
    messages: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedCosts {
    expected: cost::SavedTotals,
    /// Absent where they are the expected ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    least: Option<cost::SavedTotals>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    most: Option<cost::SavedTotals>,
}

impl Preflight {
    /// What was counted, as it is saved.
    pub fn save(&self, totals: Totals) -> SavedTotals {
        // the survey is what changes are tried by, over the whole campaign's file
        let Totals {
            statuses,
            groups,
            lengths,
            longest,
            refused_senders,
            findings,
            advised,
            costs,
            survey: _,
            kinds: _,
            advised_kinds: _,
        } = totals.settled();
        let Tally { messages, segments } = refused_senders;
        let card_id = |card: usize| {
            let card = self.book().and_then(|book| book.card(card));
            card.map(|card| card.card().id().to_string()).unwrap_or_default()
        };
        let statuses = RowStatus::ALL.into_iter().zip(statuses).filter(|(_, count)| *count > 0);
        let groups = groups.into_iter().map(|(group, tally)| {
            let (region, encoding) = of_group(group);
            SavedGroup {
                country: region.map(|region| region.as_str().to_string()),
                encoding: encoding.as_str().to_string(),
                messages: tally.messages,
                segments: tally.segments,
            }
        });
        let lengths = lengths.into_iter();
        let findings = findings.into_iter().map(|(code, tally)| {
            let FindingTally { count, first, stakes } = tally;
            let first = first.into_iter().map(|at| (at.row, at.line)).collect();
            let stakes = stakes.into_iter().map(|(card, a)| (card_id(card), a.nanos())).collect();
            (code.as_str().to_string(), SavedFinding { count, first, stakes })
        });
        let advised = advised.into_iter().map(|(Advised { prefix, kind }, messages)| {
            SavedAdvised { prefix, sender_type: kind.as_str().to_string(), messages }
        });
        let costs = self.book().zip(costs).map(|(book, counts)| {
            let CostCounts { expected, spread } = counts;
            let (least, most) = match spread.map(|spread| *spread) {
                Some((least, most)) => (Some(least.save(book)), Some(most.save(book))),
                None => (None, None),
            };
            SavedCosts { expected: expected.save(book), least, most }
        });
        SavedTotals {
            statuses: statuses.map(|(status, n)| (status.as_str().to_string(), n)).collect(),
            groups: groups.collect(),
            lengths: lengths
                .map(|(segments, messages)| SavedLength { segments, messages })
                .collect(),
            longest: SavedLongest {
                segments: longest.segments,
                first: longest.first.into_iter().map(|at| (at.row, at.line)).collect(),
            },
            refused_senders: SavedTally { messages, segments },
            findings: findings.collect(),
            sender_advice: advised.collect(),
            costs,
        }
    }

    /// What was counted, from what was saved under the same vendor, cards and options.
    ///
    /// # Errors
    /// `syntax` with the field for a word or id that there is not; `overflow`.
    pub fn restore(&self, saved: &SavedTotals) -> Result<Totals, Error> {
        let SavedTotals {
            statuses,
            groups,
            lengths,
            longest,
            refused_senders,
            findings,
            sender_advice,
            costs,
        } = saved;
        let SavedTally { messages, segments } = *refused_senders;
        let refused_senders = Tally { messages, segments };
        let mut totals = Totals { refused_senders, ..Totals::default() };
        for (word, count) in statuses {
            let status = RowStatus::ALL.into_iter().find(|status| status.as_str() == word);
            let status = status.ok_or_else(|| absent("statuses", word))?;
            totals.statuses[status as usize] = *count;
        }
        for saved in groups {
            let region = match saved.country.as_deref() {
                None => None,
                Some("001") => Some(Region::WORLD),
                Some(code) => Some(Region::new(code).ok_or_else(|| absent("country", code))?),
            };
            let encoding = Encoding::from_word(&saved.encoding);
            let encoding = encoding.ok_or_else(|| absent("encoding", &saved.encoding))?;
            let tally = Tally { messages: saved.messages, segments: saved.segments };
            totals.groups.insert(group(region, encoding), tally);
        }
        for (row, line) in &longest.first {
            totals.longest.note(longest.segments, RowRef { row: *row, line: *line });
        }
        for SavedLength { segments, messages } in lengths {
            totals.lengths.insert(*segments, *messages);
        }
        for (word, saved) in findings {
            let code = FindingCode::from_word(word).ok_or_else(|| absent("findings", word))?;
            let mut tally = FindingTally { count: saved.count, ..FindingTally::default() };
            let first = saved.first.iter().map(|(row, line)| RowRef { row: *row, line: *line });
            first.for_each(|row| tally.note_first(row));
            for (id, nanos) in &saved.stakes {
                let card = self.book().and_then(|book| book.card_index(id));
                let amount = Amount::from_nanos(*nanos).ok_or_else(crate::money::overflow)?;
                tally.stakes.insert(card.ok_or_else(|| absent("stakes", id))?, amount);
            }
            totals.findings.insert(code, tally);
        }
        for SavedAdvised { prefix, sender_type, messages } in sender_advice {
            let kind = SenderType::from_word(sender_type);
            let kind = kind.ok_or_else(|| absent("sender_type", sender_type))?;
            let advised = Advised::of_list(*prefix, kind);
            let advised = advised.ok_or_else(|| absent("prefix", &prefix.to_string()))?;
            totals.advised.insert(advised, *messages);
        }
        totals.costs = match (self.book(), costs) {
            (Some(book), Some(saved)) => {
                let restore = |saved: &cost::SavedTotals| saved.restore(book);
                let spread = match (&saved.least, &saved.most) {
                    (Some(least), Some(most)) => Some(Box::new((restore(least)?, restore(most)?))),
                    _ => None,
                };
                Some(CostCounts { expected: restore(&saved.expected)?, spread })
            }
            _ => None,
        };
        Ok(totals)
    }
}

fn absent(field: &str, value: &str) -> Error {
    let what = "this version has no such word, or the part's cards have no such id";
    Error::new(ErrorKind::Syntax, what).with_field(field).with_value(value)
}
