//! Reports on campaigns: figures, and the texts that the command line prints.

use core::ffi::c_char;
use std::sync::Arc;

use septet::preflight::{FIRST_ROW_COUNT, Preflight, Range, Report, Totals};
use septet_campaign::inputs::InputFile;
use septet_campaign::part::{PART_SCHEMA, Part, merge};
use septet_campaign::report::{self, About};

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::{guard, guard_silent};
use crate::number::{copy, invalid};
use crate::output::Buffer;
use crate::pointer::{self, Out};
use crate::preflight::septet_amount;

/// What a campaign will become and cost, and what is wrong with it: a handle. It never changes;
/// threads may share it.
pub struct septet_report {
    preflight: Arc<Preflight>,
    report: Report,
    inputs: Vec<InputFile>,
    input: String,
    blank_lines: u64,
    within_part: bool,
}

impl septet_report {
    /// Of rows in memory.
    pub(crate) fn of_rows(
        preflight: Arc<Preflight>,
        totals: Totals,
        inputs: Vec<InputFile>,
    ) -> Result<septet_report, septet::Error> {
        let report = preflight.report(totals)?;
        let (input, blank_lines, within_part) = ("rows".to_owned(), 0, false);
        Ok(septet_report { preflight, report, inputs, input, blank_lines, within_part })
    }

    fn about(&self) -> About<'_> {
        About {
            preflight: &self.preflight,
            input: self.input.clone(),
            blank_lines: self.blank_lines,
            inputs: self.inputs.clone(),
            within_part: self.within_part,
        }
    }
}

/// Merges the parts of a campaign, in any order, to the report of the whole, to the last digit: those
/// of septet_session_part, `septet preflight --part` and Python alike.
///
/// Ownership: free the report with septet_report_free. Errors: syntax, format_unknown; part_missing,
/// part_duplicate, part_mismatch for parts that do not make one campaign; needs_units_before for
/// graduated tiers, whose parts must know what stands before them (septet preflight --count);
/// overflow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_parts_merge(
    parts: *const septet_str,
    count: usize,
    report: *mut *mut septet_report,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("report", report) }?;
        let parts = unsafe { pointer::slice("parts", parts, count) }?;
        let read = |(place, part): (usize, &septet_str)| {
            let text = unsafe { pointer::text("parts", part.data, part.len) }?;
            let name = format!("part {place}");
            Ok((name.clone(), Part::parse(text, PART_SCHEMA, &name)?))
        };
        let parts = parts.iter().enumerate().map(read).collect::<Result<_, septet::Error>>()?;
        let mut merged = merge(parts)?;
        let totals = std::mem::take(&mut merged.totals);
        let made = merged.preflight.report(totals)?;
        let About { input, blank_lines, inputs, within_part, .. } = merged.about();
        let preflight = Arc::new(merged.preflight);
        let made =
            septet_report { preflight, report: made, inputs, input, blank_lines, within_part };
        out.write(Box::into_raw(Box::new(made)));
        Ok(())
    })
}

/// Frees a report and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_report_free(report: *mut *mut septet_report) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(report) });
}

/// What a report counts.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_totals {
    /// Rows, readable or not.
    pub rows: u64,
    /// Messages that number, length and rate card let through.
    pub messages: u64,
    /// Their segments.
    pub segments: u64,
    /// Of those messages, the ones whose sender the vendor refuses.
    pub refused_messages: u64,
    /// Their segments.
    pub refused_segments: u64,
    /// Whether every message that can be sent has a known cost.
    pub is_complete: bool,
    /// Currencies, for septet_report_cost.
    pub cost_count: usize,
    /// Findings, for septet_report_finding.
    pub finding_count: usize,
}

/// The counts of a report. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_report_totals(
    report: *const septet_report,
    totals: *mut septet_totals,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("totals", totals) }?;
        let report = &unsafe { pointer::reference("report", report) }?.report;
        out.write(septet_totals {
            rows: report.rows,
            messages: report.sendable.messages,
            segments: report.sendable.segments,
            refused_messages: report.refused_senders.messages,
            refused_segments: report.refused_senders.segments,
            is_complete: report.complete,
            cost_count: report.costs.len(),
            finding_count: report.findings.len(),
        });
        Ok(())
    })
}

/// Least, expected and most: apart where the network, the vendor's rule or the boundary is open.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct septet_range {
    /// The least.
    pub min: septet_amount,
    /// What is expected.
    pub expected: septet_amount,
    /// The most.
    pub max: septet_amount,
}

impl From<Range> for septet_range {
    fn from(range: Range) -> septet_range {
        let Range { min, expected, max } = range;
        septet_range { min: min.into(), expected: expected.into(), max: max.into() }
    }
}

/// What a campaign costs in one currency.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_cost {
    /// Such as "EUR" or "x-points", NUL-terminated; empty where there is no more.
    pub currency: [c_char; 40],
    /// Without tax.
    pub subtotal: septet_range,
    /// The tax.
    pub tax: septet_range,
    /// Both together.
    pub total: septet_range,
}

/// The cost in each currency, one by one: `index` counts from 0, and beyond the last the currency is
/// empty. Currencies are never added up. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_report_cost(
    report: *const septet_report,
    index: usize,
    cost: *mut septet_cost,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("cost", cost) }?;
        let report = &unsafe { pointer::reference("report", report) }?.report;
        let none = septet_range::default();
        let mut made = septet_cost { currency: [0; 40], subtotal: none, tax: none, total: none };
        if let Some(found) = report.costs.get(index) {
            copy(&mut made.currency, found.currency.as_str());
            made.subtotal = found.subtotal.into();
            made.tax = found.tax.into();
            made.total = found.total.into();
        }
        out.write(made);
        Ok(())
    })
}

/// Rows that a finding names.
pub const SEPTET_FIRST_ROW_COUNT: usize = 5;

const _: () = assert!(SEPTET_FIRST_ROW_COUNT == FIRST_ROW_COUNT);

/// A finding, and where.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_found {
    /// SEPTET_FINDING_...; 0 where there is no more.
    pub finding: u16,
    /// How many of `first_rows` are set.
    pub first_row_count: u32,
    /// In how many rows it was found.
    pub count: u64,
    /// The first of them, from 1.
    pub first_rows: [u64; SEPTET_FIRST_ROW_COUNT],
}

/// The findings, errors first, then the most frequent, one by one: `index` counts from 0, and beyond
/// the last `finding` is 0. The money at stake stands in the JSON. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_report_finding(
    report: *const septet_report,
    index: usize,
    finding: *mut septet_found,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("finding", finding) }?;
        let report = &unsafe { pointer::reference("report", report) }?.report;
        let first_rows = [0; SEPTET_FIRST_ROW_COUNT];
        let mut made = septet_found { finding: 0, first_row_count: 0, count: 0, first_rows };
        if let Some(found) = report.findings.get(index) {
            made.finding = found.code.number();
            made.count = found.count;
            for (slot, at) in made.first_rows.iter_mut().zip(&found.first_rows) {
                *slot = at.row;
                made.first_row_count += 1;
            }
        }
        out.write(made);
        Ok(())
    })
}

/// A report as one JSON object (septet.report/1), as `septet preflight --json` prints it.
pub const SEPTET_REPORT_JSON: u32 = 0;
/// A report as aligned text.
pub const SEPTET_REPORT_TEXT: u32 = 1;
/// A report as one HTML page that needs nothing else.
pub const SEPTET_REPORT_HTML: u32 = 2;

/// Writes a report in a form, SEPTET_REPORT_.... Recipients and texts are not in it.
///
/// Errors: buffer_too_small; invalid_option for another form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_report_write(
    report: *const septet_report,
    form: u32,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let made = unsafe { pointer::reference("report", report) }?;
        let (report, about) = (&made.report, made.about());
        let text = match form {
            SEPTET_REPORT_JSON => report::json(report, &about).to_string(),
            SEPTET_REPORT_TEXT => report::text(report, &about),
            SEPTET_REPORT_HTML => report::html(report, &about),
            other => return Err(invalid("form", other, "use SEPTET_REPORT_...")),
        };
        buffer.write(text.as_bytes())
    })
}
