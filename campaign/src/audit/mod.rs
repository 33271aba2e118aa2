//! Sent messages against what a vendor billed for them.
//!
//! Four passes, none of which holds a file in memory, nor all rows of one key. The sent messages are rated in their order
//! and put into temporary files by a hash of what both sides know them by; so are the rows of the
//! bill. Each of those files is looked at alone: most messages agree and are done. The rest is put
//! aside by row, and explained in a second pass over the sent messages, where text and tier
//! counters are at hand. What stands on the bill alone comes last.

mod bill;
mod by_row;
mod entry;
mod group;
mod join;
mod json;
mod report;
mod rows;
mod text;

use std::io::Write;
use std::path::Path;

use septet::money::{Amount, Currency};
use septet::preflight::audit::{AuditOptions, Auditor, Comparison, Expected, Reason, Reasons};
use septet::preflight::{FindingSet, Message, Preflight, RowRef};
use septet::status::{Cause, Outcome, Scope, State};
use septet::vendor::Vendor;
use septet::{Error, ErrorKind};

pub use bill::{BILL_FIELDS, BillFile, PricePer, Unreadable};
pub use json::json;
pub use report::{Audit, Difference, EXAMPLE_COUNT, Group, MatchedBy};
pub use text::text;

use bill::Billed;
use by_row::ByRow;
use entry::{Entry, Extra, Flags, Pair};
use join::{Gaps, Sink};
use report::Groups;

use crate::driver::{self, Campaign, Progress};
use crate::input::{Block, Input, Wanted};
use crate::inputs::{InputFile, Role};
use crate::output::unwritable;
use crate::rows::RowsOptions;
use crate::spill::{Key, Shares};

/// Columns of sent messages that a campaign does not have: the message id, and what became of it.
pub const SENT_FIELDS: [&str; 2] = ["id", "status"];

/// An input that can be opened more than once.
pub type Open<'a> = dyn Fn() -> Result<Input<'a>, Error> + 'a;

/// What is held against what.
#[derive(Debug)]
pub struct Request<'a> {
    /// Vendor, rate card and options.
    pub preflight: &'a Preflight,
    /// How bills are looked at.
    pub options: AuditOptions,
    /// How the sent messages are read: those of a campaign, with [`SENT_FIELDS`].
    pub sent: Campaign,
    /// How the bill is read.
    pub bill: BillFile,
    /// Where temporary files go.
    pub directory: &'a Path,
}

/// Adds the columns of [`SENT_FIELDS`] to what is read of sent messages; `columns` are settings
/// such as `id=message_id` or `to=msisdn`.
///
/// # Errors
/// `invalid_option`, `field_unknown`.
pub fn sent_columns(campaign: &mut Campaign, columns: &[String]) -> Result<(), Error> {
    let mut wanted = SENT_FIELDS.map(|field| Wanted::new(field, false));
    for setting in columns {
        let own = setting.split_once('=').and_then(|(field, column)| {
            Some((SENT_FIELDS.iter().position(|own| *own == field)?, column))
        });
        match own {
            None => campaign.set_column(setting)?,
            Some((slot, column)) => {
                let want = &mut wanted[slot];
                want.column = column.to_string();
                (want.required, want.may_be_absent) = (!column.is_empty(), true);
            }
        }
    }
    campaign.more = wanted.to_vec();
    Ok(())
}

/// Holds sent messages against a bill. `out` gets one line a difference.
///
/// # Errors
/// `input_unreadable`, `input_empty`, `column_missing` (a bill without price and parts, or without
/// what messages are matched by), `currency_mismatch` (a bill in another currency than the card),
/// `output_unwritable`, `overflow`, `no_rates`.
pub fn audit(
    request: &Request<'_>,
    sent: &Open<'_>,
    bill: &Open<'_>,
    out: Option<(&mut dyn Write, RowsOptions)>,
    progress: &mut Progress<'_>,
) -> Result<Audit, Error> {
    let card = request.preflight.book().and_then(|book| book.card(0));
    let Some(card) = card.map(|card| card.card().currency()) else {
        let what = "a bill is held against a rate card: give one";
        return Err(Error::new(ErrorKind::NoRates, what).with_field("rates"));
    };
    if let Some(currency) = request.bill.currency.filter(|currency| *currency != card) {
        let what = format!("the bill is in {currency}, the rate card in {card}");
        return Err(Error::new(ErrorKind::CurrencyMismatch, what).with_field("currency"));
    }
    let matched_by = matched_by(request, sent, bill)?;
    let mut run = Run {
        request,
        card,
        key: Key::new(),
        matched_by,
        audit: Audit::new(card, matched_by),
        groups: Groups::default(),
        rows_lost: false,
        billed: None,
        out,
    };
    let auditor = || Auditor::new(request.preflight, &request.options);
    let (mut rating, mut explaining) = (auditor()?, auditor()?);
    if rating.needs_whole() {
        let mut first = rating;
        run.each_sent(sent, progress, |_, row| first.expect(&row.message, row.failed).map(|_| ()))?;
        (rating, explaining) = (first.again()?, first.again()?);
    }
    let shares = run.read_both(sent, bill, &mut rating, progress)?;
    let (pairs, extras) = run.join(shares)?;
    run.write_header()?;
    run.explain(sent, &mut explaining, pairs, progress)?;
    run.left_over(extras)?;
    run.audit.groups = run.groups.ranked();
    run.audit.inputs.extend(run.billed);
    Ok(run.audit)
}

/// What both files have to match rows by.
fn matched_by(request: &Request<'_>, sent: &Open<'_>, bill: &Open<'_>) -> Result<MatchedBy, Error> {
    let mut block = Block::default();
    let any = |block: &Block, slot: usize| {
        (0..block.row_count()).any(|row| !block.column(slot).get(row).trim().is_empty())
    };
    let mut reader = request.sent.open(sent()?)?;
    let sent_ids = reader.read(&mut block)? && any(&block, request.sent.slot_of_more(0));
    let mut reader = request.bill.open(bill()?)?;
    if !reader.read(&mut block)? {
        let what = "there is a header and no row under it";
        return Err(Error::new(ErrorKind::InputEmpty, what).with_file(reader.name()));
    }
    if !any(&block, bill::PARTS) && !any(&block, bill::PRICE) {
        let what = "a bill says parts, prices or both; --bill-column price=NAME or parts=NAME says \
                    which column has them";
        let error = Error::new(ErrorKind::ColumnMissing, what).with_field("price");
        return Err(error.with_file(reader.name()));
    }
    Ok(match () {
        () if sent_ids && any(&block, bill::ID) => MatchedBy::Id,
        () if !any(&block, bill::TO) => {
            // a header without such a column is answered with the columns that it has
            request.bill.open_with(bill()?, BILL_FIELDS[bill::TO])?;
            let what = "a bill needs ids that the sent messages have too, or numbers; \
                        --bill-column to=NAME or id=NAME says which column has them";
            return Err(Error::new(ErrorKind::ColumnMissing, what)
                .with_field("to")
                .with_file(reader.name()));
        }
        () if any(&block, bill::TEXT) => MatchedBy::NumberAndText,
        () => MatchedBy::Number,
    })
}

/// An audit under way.
struct Run<'a, 'o> {
    request: &'a Request<'a>,
    card: Currency,
    key: Key,
    matched_by: MatchedBy,
    audit: Audit,
    groups: Groups,
    /// Rows of the bill were lost with what they are matched by.
    rows_lost: bool,
    /// The bill, once it was read.
    billed: Option<InputFile>,
    out: Option<(&'o mut dyn Write, RowsOptions)>,
}

/// A sent message as it stands in its row.
struct SentRow<'b> {
    at: RowRef,
    message: Message<'b>,
    id: &'b str,
    failed: bool,
}

impl<'a> Run<'a, '_> {
    /// Calls `each` for every sent message that can be read, in order.
    fn each_sent(
        &mut self,
        sent: &Open<'_>,
        progress: &mut Progress<'_>,
        mut each: impl FnMut(&mut Self, &SentRow<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let request = self.request;
        let campaign = &request.sent;
        let mut reader = campaign.open(sent()?)?;
        let (mut block, mut text) = (Block::default(), String::new());
        let (id, status) = (campaign.slot_of_more(0), campaign.slot_of_more(1));
        let (mut rows, mut unreadable, mut status_unknown) = (0, 0, 0);
        while reader.read(&mut block)? {
            let mut faults = block.faults().iter().peekable();
            for index in 0..block.row_count() {
                rows += 1;
                if faults.next_if(|(row, _)| *row == index).is_some() {
                    unreadable += 1;
                    continue;
                }
                let found = FindingSet::EMPTY;
                let preflight = request.preflight;
                let message = driver::message(preflight, campaign, &block, index, &mut text, found);
                let Ok(message) = message else {
                    unreadable += 1;
                    continue;
                };
                let failed = failed(request.preflight.vendor(), block.column(status).get(index));
                status_unknown += u64::from(failed.is_none());
                let at = RowRef { row: rows, line: block.line(index) };
                let id = block.column(id).get(index).trim();
                each(self, &SentRow { at, message, id, failed: failed.unwrap_or_default() })?;
            }
            progress(rows, reader.origin());
        }
        if rows == 0 {
            let what = "there is a header and no row under it";
            return Err(Error::new(ErrorKind::InputEmpty, what).with_file(reader.name()));
        }
        let file = |digest| InputFile::new(Role::Sent, reader.name(), digest);
        let audit = &mut self.audit;
        audit.inputs = reader.digest().map(file).into_iter().collect();
        (audit.sent_rows, audit.sent_unreadable) = (rows, unreadable);
        audit.sent_status_unknown = status_unknown;
        Ok(())
    }

    /// Rates the sent messages and puts both sides into temporary files.
    fn read_both(
        &mut self,
        sent: &Open<'_>,
        bill: &Open<'_>,
        auditor: &mut Auditor<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<Shares<Entry>, Error> {
        let mut reader = self.request.bill.open(bill()?)?;
        // a row of a bill has about so many octets at least
        let about = reader.origin().total_len().unwrap_or(1 << 30) / 24;
        let mut shares = Shares::new(self.request.directory, 2 * about)?;
        self.each_sent(sent, progress, |run, row| {
            let expected = auditor.expect(&row.message, row.failed)?;
            let (key, by_id) = run.key_of(row.id, row.message.to, row.message.text);
            let mut entry = Entry::sent(key, row.at, &expected, row.failed);
            entry.flags.set(Flags::BY_ID, by_id);
            shares.push(key as u64, &entry)
        })?;
        let mut block = Block::default();
        while reader.read(&mut block)? {
            let mut faults = block.faults().iter().peekable();
            for index in 0..block.row_count() {
                self.audit.billed_rows += 1;
                let at = RowRef { row: self.audit.billed_rows, line: block.line(index) };
                if faults.next_if(|(row, _)| *row == index).is_some() {
                    self.audit.unreadable(at.line, None);
                    self.rows_lost = true;
                    continue;
                }
                let entry = self.bill_entry(&block, index, at);
                shares.push(entry.key as u64, &entry)?;
            }
            progress(self.audit.billed_rows, reader.origin());
        }
        let file = |digest| InputFile::new(Role::Bill, reader.name(), digest);
        self.billed = reader.digest().map(file);
        Ok(shares)
    }

    fn bill_entry(&mut self, block: &Block, index: usize, at: RowRef) -> Entry {
        let get = |slot: usize| block.column(slot).get(index);
        let (key, by_id) = self.key_of(get(bill::ID).trim(), get(bill::TO), get(bill::TEXT));
        let mut entry = Entry { key, at, ..Entry::default() };
        entry.flags.set(Flags::BY_ID, by_id);
        let failed = failed(self.request.preflight.vendor(), get(bill::STATUS));
        self.audit.billed_status_unknown += u64::from(failed.is_none());
        entry.flags.set(Flags::FAILED, failed.unwrap_or_default());
        if let Some(tail) = last_digits(get(bill::TO)) {
            entry.tail = tail;
            entry.flags.set(Flags::TAIL, true);
        }
        match self.request.bill.row(block, index, self.card) {
            Billed::As { parts, price } => {
                entry.flags.set(Flags::PARTS, parts.is_some());
                entry.flags.set(Flags::PRICE, price.is_some());
                entry.parts = parts.unwrap_or_default();
                entry.price = price.unwrap_or_default();
            }
            Billed::OtherCurrency => entry.flags.set(Flags::OTHER_CURRENCY, true),
            Billed::Unreadable(cell) => {
                entry.flags.set(Flags::UNREADABLE, true);
                self.audit.unreadable(at.line, Some(cell));
            }
        }
        entry
    }

    /// What both sides know a message by, and whether that is its id.
    fn key_of(&self, id: &str, to: &str, text: &str) -> (u128, bool) {
        if self.matched_by == MatchedBy::Id && !id.is_empty() {
            return (self.key.of((0u8, id)), true);
        }
        // rows without an id are matched among themselves
        let text = if self.matched_by == MatchedBy::Number { "" } else { text };
        let key = match self.request.preflight.recipient(to).number {
            Some(number) => self.key.of((1u8, number.key(), text)),
            None => self.key.of((2u8, to.trim(), text)),
        };
        (key, false)
    }

    /// Looks at each of the temporary files alone.
    fn join(&mut self, shares: Shares<Entry>) -> Result<(ByRow<Pair>, ByRow<Extra>), Error> {
        let directory = self.request.directory;
        let gaps = Gaps { sent: self.audit.sent_unreadable > 0, billed: self.rows_lost };
        let mut sorted = Sorted {
            pairs: ByRow::new(directory, self.audit.sent_rows)?,
            extras: ByRow::new(directory, self.audit.billed_rows)?,
            audit: &mut self.audit,
        };
        for share in shares.into_files() {
            group::groups(share?.sorted(directory)?, directory, |sent, billed| {
                join::group(sent, billed, self.matched_by, gaps, &mut sorted)
            })?;
        }
        Ok((sorted.pairs, sorted.extras))
    }

    /// Explains the pairs in a pass over the sent messages.
    fn explain(
        &mut self,
        sent: &Open<'_>,
        auditor: &mut Auditor<'a>,
        mut pairs: ByRow<Pair>,
        progress: &mut Progress<'_>,
    ) -> Result<(), Error> {
        if pairs.is_empty() {
            return Ok(());
        }
        self.each_sent(sent, progress, |run, row| {
            let Some(Pair { billed, .. }) = pairs.take(row.at.row)? else {
                return auditor.expect(&row.message, row.failed).map(|_| ());
            };
            let bill = billed.bill();
            if billed.flags.has(Flags::NOT_BILLED) || !billed.is_comparable() {
                let expected = auditor.expect(&row.message, row.failed)?;
                return run.not_compared(row, &expected, &billed);
            }
            let (expected, found) = auditor.explain(&row.message, row.failed, &bill)?;
            run.expect(&expected)?;
            run.audit.billed = run.audit.billed.checked_add(bill.price.unwrap_or_default())?;
            match found {
                Comparison::Agrees => run.audit.agreed += 1,
                Comparison::WithinOpen => {
                    run.audit.within_open += 1;
                    if let (Some(price), Some(expected)) = (bill.price, expected.price) {
                        let over = price.checked_sub(expected)?;
                        let sum = &mut run.audit.within_open_money;
                        *sum = sum.checked_add(over)?;
                    }
                }
                Comparison::Differs(reasons, rate) => {
                    let rate = rate.map(|rate| auditor.rate_id(row.message.card, rate).to_string());
                    let open = billed.flags.has(Flags::PAIR_OPEN);
                    let reasons = if open { Reasons::UNKNOWN } else { reasons };
                    let difference = run.difference(row, &expected, &billed, reasons)?;
                    run.add(Difference { rate, ..difference }, Some(row))?;
                }
            }
            Ok(())
        })
    }

    /// A sent message that has no row on the bill, or one that cannot be compared.
    fn not_compared(
        &mut self,
        row: &SentRow<'_>,
        expected: &Expected,
        billed: &Entry,
    ) -> Result<(), Error> {
        let mut reasons = Reasons::UNKNOWN;
        if billed.flags.has(Flags::NOT_BILLED) {
            self.expect(expected)?;
            reasons.insert(Reason::NotBilled);
            if billed.flags.has(Flags::UNREADABLE) {
                reasons.insert(Reason::RowUnreadable);
            }
        } else {
            self.audit.set_aside(expected.price)?;
            if billed.flags.has(Flags::UNREADABLE) {
                // nothing is known of its bill, and its row is counted as unreadable already
                return Ok(());
            }
            reasons.insert(Reason::OtherCurrency);
        }
        let difference = self.difference(row, expected, billed, reasons)?;
        self.add(difference, Some(row))
    }

    fn difference(
        &self,
        row: &SentRow<'_>,
        expected: &Expected,
        billed: &Entry,
        reasons: Reasons,
    ) -> Result<Difference, Error> {
        let on_bill = !billed.flags.has(Flags::NOT_BILLED);
        let price = billed.price();
        let money = match (expected.price, price) {
            _ if billed.flags.has(Flags::OTHER_CURRENCY) => None,
            (Some(expected), Some(price)) => Some(price.checked_sub(expected)?),
            (Some(expected), None) if !on_bill => Some(Amount::ZERO.checked_sub(expected)?),
            (None, price) => price,
            (Some(_), None) => None,
        };
        Ok(Difference {
            sent: Some(row.at),
            billed: on_bill.then_some(billed.at),
            last_digits: last_digits(row.message.to),
            status: expected.price.is_none().then_some(expected.status),
            expected_parts: expected.parts,
            billed_parts: billed.parts(),
            expected: expected.price,
            price,
            money,
            reasons,
            rate: None,
        })
    }

    /// What stands on the bill alone, in the order of the bill.
    fn left_over(&mut self, mut extras: ByRow<Extra>) -> Result<(), Error> {
        while let Some(Extra { billed, reasons }) = extras.next()? {
            if billed.flags.has(Flags::UNREADABLE) {
                continue;
            }
            let mut reasons = Reasons::from_bits(reasons);
            if billed.flags.has(Flags::OTHER_CURRENCY) {
                reasons.insert(Reason::OtherCurrency);
            }
            let price = billed.price();
            self.audit.billed = self.audit.billed.checked_add(price.unwrap_or_default())?;
            let difference = Difference {
                sent: None,
                billed: Some(billed.at),
                last_digits: billed.flags.has(Flags::TAIL).then_some(billed.tail),
                status: None,
                expected_parts: None,
                billed_parts: billed.parts(),
                expected: None,
                price,
                money: price,
                reasons,
                rate: None,
            };
            self.add(difference, None)?;
        }
        Ok(())
    }

    /// Counts what a sent message should have cost.
    fn expect(&mut self, expected: &Expected) -> Result<(), Error> {
        self.audit.expect(expected.price)
    }

    /// Counts a difference and writes its line.
    fn add(&mut self, difference: Difference, row: Option<&SentRow<'_>>) -> Result<(), Error> {
        if let Some((file, options)) = &mut self.out {
            let mut line = Vec::with_capacity(160);
            let sent = row.map(|row| {
                let number = self.request.preflight.recipient(row.message.to).number;
                rows::Sent { id: row.id, number, text: row.message.text }
            });
            rows::push(&mut line, options, &difference, sent.as_ref(), self.card);
            file.write_all(&line).map_err(|e| unwritable(&e))?;
        }
        self.audit.differing += 1;
        self.groups.add(difference)
    }

    fn write_header(&mut self) -> Result<(), Error> {
        let Some((file, options)) = &mut self.out else { return Ok(()) };
        file.write_all(rows::header(options).as_bytes()).map_err(|e| unwritable(&e))
    }
}

/// Sorts out groups into what is done and what is to be looked at again.
struct Sorted<'a> {
    pairs: ByRow<Pair>,
    extras: ByRow<Extra>,
    audit: &'a mut Audit,
}

impl Sink for Sorted<'_> {
    fn agreed(&mut self, sent: &Entry, price: Amount, row_count: u64) -> Result<(), Error> {
        self.audit.expect(sent.price())?;
        self.audit.agreed += 1;
        self.audit.in_several_rows += u64::from(row_count > 1);
        self.audit.billed = self.audit.billed.checked_add(price)?;
        Ok(())
    }

    fn pair(&mut self, pair: Pair) -> Result<(), Error> {
        self.pairs.push(pair)
    }

    fn nothing_due(&mut self, sent: &Entry) -> Result<(), Error> {
        self.audit.nothing_due += 1;
        self.audit.expect(sent.price())
    }

    fn extra(&mut self, extra: Extra) -> Result<(), Error> {
        self.extras.push(extra)
    }
}

/// Whether a word of state, or a code of the vendor, says that a message could not be sent; none
/// where neither septet nor the vendor's tables know it.
fn failed(vendor: &Vendor, word: &str) -> Option<bool> {
    let word = word.trim();
    if word.is_empty() {
        return Some(false);
    }
    let state = State::ALL.iter().find(|state| state.as_str().eq_ignore_ascii_case(word));
    let outcome = match state {
        Some(state) => Outcome::of(Scope::Message, *state, Cause::Unknown),
        None => vendor.status().code(None, word).outcome,
    };
    outcome.recognized.then_some(outcome.success == Some(false))
}

/// The last four digits of a number as it is written.
fn last_digits(to: &str) -> Option<u16> {
    let mut digits = to.bytes().rev().filter(u8::is_ascii_digit).map(|d| u16::from(d - b'0'));
    let mut last = 0;
    for power in [1, 10, 100, 1000] {
        last += digits.next()? * power;
    }
    Some(last)
}
