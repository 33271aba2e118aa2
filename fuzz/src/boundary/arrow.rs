//! Columns and tables through the Arrow C Data Interface: any octets as texts, in every layout, with
//! nulls and offsets, in chunks. What a row of a column says is what the function for one text, number
//! or message says of it, and what is no such column is refused; the array is used up in every case.

use core::mem::{MaybeUninit, zeroed};
use std::sync::Arc;

use arrow_array::builder::{BinaryViewBuilder, StringDictionaryBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::types::{Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, DictionaryArray, Int8Array, LargeBinaryArray,
    LargeStringArray, NullArray, StringArray, StringViewArray, StructArray,
};

use super::campaigns::new_session;
use super::*;

/// A row's octets; none for a null.
type Row<'a> = Option<&'a [u8]>;

/// The octets cut into rows, of which `nulls` (a bit each, over and over) says which are null.
fn rows<'a>(octets: &'a [u8], step: u8, nulls: u8) -> Vec<Row<'a>> {
    let cut = octets.chunks(usize::from(step % 24) + 1).enumerate();
    cut.map(|(at, octets)| (nulls >> (at % 8) & 1 == 0).then_some(octets)).collect()
}

/// A column of any octets, and one of text of the same layout, whose schema it is given: whether it is
/// UTF-8 is for the library to find.
fn column(rows: &[Row<'_>], layout: u8) -> (ArrayRef, ArrayRef) {
    // a null, so that the field of a table may have some
    let none: [Option<&str>; 1] = [None];
    match layout % 5 {
        0 => (Arc::new(BinaryArray::from_iter(rows)), Arc::new(StringArray::from_iter(none))),
        1 => (
            Arc::new(LargeBinaryArray::from_iter(rows)),
            Arc::new(LargeStringArray::from_iter(none)),
        ),
        2 => {
            let mut views = BinaryViewBuilder::new();
            rows.iter().for_each(|row| views.append_option(*row));
            (Arc::new(views.finish()), Arc::new(StringViewArray::from_iter(none)))
        }
        3 => {
            // a null behind the values, that the key of a null may lead to
            let mut values = distinct(rows);
            values.push(None);
            let keys = rows.iter().map(|row| {
                let at = values.iter().position(|value| value == row)?;
                i8::try_from(at).ok().filter(|_| row.is_some() || at % 2 == 0)
            });
            let keys = keys.collect::<Int8Array>();
            let values = Arc::new(BinaryArray::from_iter(&values));
            let mut same = StringDictionaryBuilder::<Int8Type>::new();
            same.append_null();
            let same = same.finish();
            (Arc::new(DictionaryArray::new(keys, values)), Arc::new(same))
        }
        _ => (Arc::new(NullArray::new(rows.len())), Arc::new(NullArray::new(1))),
    }
}

/// The values of a dictionary with keys of eight bits.
fn distinct<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut values: Vec<_> = rows.iter().copied().filter(Option::is_some).collect();
    values.sort();
    values.dedup();
    values.truncate(126);
    values
}

/// What a column of a layout says: not every one can say all.
fn said<'a>(rows: &[Row<'a>], layout: u8) -> Vec<Row<'a>> {
    match layout % 5 {
        3 => {
            let known = distinct(rows);
            rows.iter().copied().map(|row| row.filter(|_| known.contains(&row))).collect()
        }
        4 => vec![None; rows.len()],
        _ => rows.to_vec(),
    }
}

/// The struct of the Arrow C Data Interface, to begin an array further behind.
#[repr(C)]
struct Raw {
    length: i64,
    null_count: i64,
    offset: i64,
}

/// A call over an array, whose first rows are left out as an offset does. Gives the answer as a table.
fn call(
    (array, like): (ArrayRef, ArrayRef),
    offset: usize,
    function: impl FnOnce(
        *mut ArrowArray,
        *const ArrowSchema,
        *mut ArrowArray,
        *mut ArrowSchema,
        *mut septet_error,
    ) -> septet_result,
) -> Result<StructArray, septet_result> {
    let (mut array, _) = to_ffi(&array.to_data()).expect("every array can be given");
    let (_, schema) = to_ffi(&like.to_data()).expect("every array can be given");
    let raw: *mut Raw = (&raw mut array).cast();
    unsafe {
        (*raw).offset += offset as i64;
        (*raw).length -= offset as i64;
        (*raw).null_count = -1; // not known
    }
    let (mut answer, mut answer_schema) = (FFI_ArrowArray::empty(), FFI_ArrowSchema::empty());
    let result = checked(|e| {
        let (to, schema_to) = ((&raw mut answer).cast(), (&raw mut answer_schema).cast());
        function((&raw mut array).cast(), (&raw const schema).cast(), to, schema_to, e)
    });
    assert!(array.is_released(), "the array is used up");
    if result != SEPTET_OK {
        assert!(answer.is_released(), "no result is written on error");
        return Err(result);
    }
    let answer = unsafe { from_ffi(answer, &answer_schema) }.expect("an answer that can be read");
    answer.validate_full().expect("an answer that is what its schema says");
    Ok(StructArray::from(answer))
}

fn text<'a>(table: &'a StructArray, column: &str, row: usize) -> Option<&'a str> {
    let column = table.column_by_name(column)?.as_string::<i32>();
    (!column.is_null(row)).then(|| column.value(row))
}

fn int(table: &StructArray, column: &str, row: usize) -> Option<i64> {
    let column = table.column_by_name(column)?;
    if column.is_null(row) {
        return None;
    }
    let narrow = column.as_primitive_opt::<Int32Type>().map(|column| i64::from(column.value(row)));
    let narrower = || column.as_primitive_opt::<Int16Type>().map(|c| i64::from(c.value(row)));
    let narrowest = || column.as_primitive_opt::<Int8Type>().map(|c| i64::from(c.value(row)));
    narrow
        .or_else(narrower)
        .or_else(narrowest)
        .or_else(|| column.as_primitive_opt::<Int64Type>().map(|column| column.value(row)))
}

/// Columns of texts and of numbers: each row as by itself.
pub(super) fn columns(input: &Input<'_>) {
    let rows = rows(input.octets, input.a, input.b);
    let layout = input.c;
    let offset = if rows.is_empty() { 0 } else { input.room % rows.len() };
    let expected = &said(&rows, layout)[offset..];
    let mut options = options(input);
    let counted = call(column(&rows, layout), offset, |array, schema, to, to_schema, e| unsafe {
        septet_count_arrow(array, schema, null(), 0, options, to, to_schema, e)
    });
    if let Ok(counted) = counted {
        assert_eq!(counted.len(), expected.len());
        for (at, row) in expected.iter().enumerate() {
            let Some(octets) = row else {
                assert!(counted.columns().iter().all(|column| column.is_null(at)));
                continue;
            };
            let (data, len) = of(octets);
            let mut one = MaybeUninit::<septet_inspection>::uninit();
            let result =
                checked(|e| unsafe { septet_inspect(data, len, options, one.as_mut_ptr(), e) });
            if result == SEPTET_OK {
                let one = unsafe { one.assume_init() };
                let word = if one.encoding == SEPTET_ENCODING_UCS2 { "ucs2" } else { "gsm7" };
                assert_eq!(text(&counted, "encoding", at), Some(word));
                assert_eq!(int(&counted, "units", at), Some(i64::from(one.units)));
                assert_eq!(int(&counted, "segments", at), Some(i64::from(one.segments)));
                assert_eq!(int(&counted, "locking", at), Some(i64::from(one.locking_id)));
                assert_eq!(int(&counted, "single", at), Some(i64::from(one.single_id)));
                assert_eq!(text(&counted, "error", at), None);
            } else {
                assert_eq!(text(&counted, "error", at), read(septet_result_word(result)));
            }
        }
    }
    unsafe { septet_text_options_free(&mut options) };

    let (region, region_len) = if input.a & 1 == 1 { of(b"GB") } else { (null(), 0) };
    let flags = u32::from(input.room as u8 & 7);
    let found = call(column(&rows, layout), offset, |array, schema, to, to_schema, e| unsafe {
        septet_number_arrow(array, schema, null(), 0, region, region_len, flags, to, to_schema, e)
    });
    let found = found.expect("a column of text is taken");
    assert_eq!(found.len(), expected.len());
    for (at, row) in expected.iter().enumerate() {
        let Some(octets) = row else {
            assert!(found.columns().iter().all(|column| column.is_null(at)));
            continue;
        };
        let (data, len) = of(octets);
        let mut one = MaybeUninit::<septet_number>::uninit();
        let result = checked(|e| unsafe {
            septet_number_parse(data, len, region, region_len, flags, one.as_mut_ptr(), e)
        });
        if result == SEPTET_OK {
            let one = unsafe { one.assume_init() };
            let key = (one.e164_key > 0).then_some(one.e164_key as i64);
            assert_eq!(int(&found, "key", at), key);
            assert_eq!(int(&found, "calling_code", at), Some(i64::from(one.calling_code)));
            assert_eq!(text(&found, "kind", at), read(one.kind));
            assert_eq!(text(&found, "possible", at), read(one.possible));
            assert_eq!(text(&found, "error", at), None);
            let valid = found.column_by_name("valid").unwrap();
            let valid: &BooleanArray = valid.as_boolean();
            assert_eq!(valid.value(at), one.is_valid);
        } else {
            assert_eq!(text(&found, "error", at), read(septet_result_word(result)));
        }
    }
    refused(input);
}

/// What is no column of text, a column that is not there, and arrays that were used up.
fn refused(input: &Input<'_>) {
    let octets: ArrayRef = Arc::new(BinaryArray::from_iter([Some(input.octets)]));
    let name = of(b"text");
    let numbers: ArrayRef = Arc::new(Int8Array::from_iter_values([input.a as i8]));
    for (array, (name, name_len), word) in [
        (octets.clone(), (null(), 0), "column_type"),
        (numbers, (null(), 0), "column_type"),
        (Arc::new(NullArray::new(3)) as ArrayRef, name, "column_missing"),
    ] {
        let like = array.clone();
        let result = call((array, like), 0, |array, schema, to, to_schema, e| unsafe {
            septet_count_arrow(array, schema, name, name_len, null(), to, to_schema, e)
        });
        assert!(result.is_err_and(|result| is(result, word)));
    }
    let preflight = shared(input.b).2;
    let result = call((octets.clone(), octets), 0, |array, schema, to, to_schema, e| unsafe {
        septet_preflight_arrow(preflight, array, schema, to, to_schema, e)
    });
    assert!(result.is_err_and(|result| is(result, "column_type")));
    // empty structs: an array that was used up
    let (mut gone, mut schema) = (FFI_ArrowArray::empty(), FFI_ArrowSchema::empty());
    let (mut to, mut to_schema) = (FFI_ArrowArray::empty(), FFI_ArrowSchema::empty());
    let result = checked(|e| unsafe {
        let (array, schema) = ((&raw mut gone).cast(), (&raw mut schema).cast());
        let (to, to_schema) = ((&raw mut to).cast(), (&raw mut to_schema).cast());
        septet_preflight_arrow(preflight, array, schema, to, to_schema, e)
    });
    assert!(is(result, "arrow_data"));
}

/// A message of a table, and what is expected of a row that cannot be one.
const COUNTRIES: [&str; 6] = ["", "UG", "GB", "ug", "XYZ", "KE"];
const NETWORKS: [&str; 4] = ["", "641", "6", "x"];
const TIMES: [&str; 4] = ["", "2026-07-01", "soon", "2026-07-01T12:00:00+03:00"];
const CARDS: [&str; 3] = ["", "mine", "other"];

/// The fields of each row of a table, by the input.
fn fields<'a>(rows: &[Row<'a>], input: &Input<'_>) -> Vec<[Row<'a>; 6]> {
    let word = |words: &[&'static str], by: usize| -> Row<'static> {
        Some(words[by % words.len()].as_bytes())
    };
    let number: Row<'static> = Some(b"+256701521269");
    rows.iter()
        .enumerate()
        .map(|(at, row)| {
            let by = at.wrapping_mul(usize::from(input.a)) ^ usize::from(input.c);
            [
                if by % 4 == 3 { *row } else { number },
                *row,
                word(&COUNTRIES, by / 4),
                word(&NETWORKS, by / 8 & usize::from(input.c)),
                word(&TIMES, by / 16 & usize::from(input.b)),
                word(&CARDS, by / 2 & usize::from(input.b)),
            ]
        })
        .collect()
}

/// A table of messages in a layout of its texts.
fn table(fields: &[[Row<'_>; 6]], layout: u8) -> (ArrayRef, ArrayRef) {
    let names = ["to", "text", "country", "mcc", "time", "card"];
    // dictionaries and nulls cannot say every row: the other three can
    let columns = (0..names.len()).map(|field| {
        let rows: Vec<_> = fields.iter().map(|row| row[field]).collect();
        column(&rows, layout % 3)
    });
    let (arrays, like): (Vec<_>, Vec<_>) = columns.unzip();
    let joined = |arrays: Vec<ArrayRef>| -> ArrayRef {
        let named: Vec<(&str, ArrayRef)> = names.into_iter().zip(arrays).collect();
        Arc::new(StructArray::try_from(named).expect("columns of one length"))
    };
    (joined(arrays), joined(like))
}

/// One row by the functions for one message: in a session, where tiers go on.
fn alone(
    session: *mut septet_session,
    row: &[Row<'_>; 6],
) -> Result<Box<septet_verdict>, septet_result> {
    let mut message: septet_message = unsafe { zeroed() };
    let field = |at: usize| of(row[at].unwrap_or_default());
    (message.to, message.to_len) = field(0);
    (message.text, message.text_len) = field(1);
    (message.country, message.country_len) = field(2);
    (message.mcc, message.mcc_len) = field(3);
    (message.time, message.time_len) = field(4);
    message.card_index = usize::from(row[5] == Some(b"other"));
    let mut verdict = MaybeUninit::<septet_verdict>::uninit();
    let result =
        checked(|e| unsafe { septet_session_message(session, &message, verdict.as_mut_ptr(), e) });
    // a card that is not there is found here, too, by its index
    if result == SEPTET_OK { Ok(Box::new(unsafe { verdict.assume_init() })) } else { Err(result) }
}

/// Each row of an answer as the verdict on its message by itself.
fn same(answer: &StructArray, at: usize, one: &Result<Box<septet_verdict>, septet_result>) {
    let Ok(one) = one else {
        assert_eq!(text(answer, "status", at), Some("unreadable"));
        return;
    };
    assert_eq!(text(answer, "status", at), read(one.status));
    assert_eq!(int(answer, "units", at), Some(i64::from(one.units)));
    assert_eq!(int(answer, "segments", at), Some(i64::from(one.segments)));
    assert_eq!(text(answer, "sender", at), read(one.sender));
    let number = (one.e164_key > 0).then(|| format!("+{}", one.e164_key));
    assert_eq!(text(answer, "number", at), number.as_deref());
    for (column, amount) in
        [("cost", one.cost_expected), ("cost_min", one.cost_min), ("cost_max", one.cost_max)]
    {
        let column = answer.column_by_name(column).unwrap().as_primitive::<Decimal128Type>();
        let nanos = i128::from(amount.units) * 1_000_000_000 + i128::from(amount.nanos);
        assert_eq!((!column.is_null(at)).then(|| column.value(at)), one.has_cost.then_some(nanos));
    }
    let found = answer.column_by_name("findings").unwrap().as_list::<i32>().value(at);
    let found: Vec<_> = found.as_string::<i32>().iter().flatten().collect();
    let codes = &one.findings[..one.finding_count as usize];
    let words: Vec<_> = codes.iter().filter_map(|code| read(septet_finding_word(*code))).collect();
    assert_eq!(found, words);
}

/// Tables of messages, whole and in chunks: each row, and the report, as of messages by themselves.
pub(super) fn tables(input: &Input<'_>) {
    let rows = rows(input.octets, input.a, input.b);
    let fields = fields(&rows, input);
    let preflight = shared(input.b).2;
    let mut sessions = [new_session(input), new_session(input)];
    let [single, chunked] = sessions;
    let verdicts: Vec<_> = fields.iter().map(|row| alone(single, row)).collect();

    let whole = call(table(&fields, input.c), 0, |array, schema, to, to_schema, e| unsafe {
        septet_preflight_arrow(preflight, array, schema, to, to_schema, e)
    });
    let whole = whole.expect("a table of messages is taken");
    assert_eq!(whole.len(), fields.len());
    verdicts.iter().enumerate().for_each(|(at, one)| same(&whole, at, one));

    // a chunk may be empty
    let cut = input.room % (fields.len() + 1);
    let mut at = 0;
    for chunk in [&fields[..cut], &fields[cut..]] {
        let answer = call(table(chunk, input.c), 0, |array, schema, to, to_schema, e| unsafe {
            septet_session_arrow(chunked, array, schema, to, to_schema, e)
        });
        let answer = answer.expect("a table of messages is taken");
        assert_eq!(answer.len(), chunk.len());
        for row in 0..chunk.len() {
            same(&answer, row, &verdicts[at]);
            at += 1;
        }
    }
    // a message that is none is no row of a session, and an unreadable one of a table
    if verdicts.iter().all(Result::is_ok) {
        assert_eq!(report(single), report(chunked));
    }
    sessions.iter_mut().for_each(|session| unsafe { septet_session_free(session) });
}

/// The report of a session as JSON.
fn report(session: *const septet_session) -> Vec<c_char> {
    let mut report = null_mut();
    let result = checked(|e| unsafe { septet_session_report(session, &mut report, e) });
    assert_eq!(result, SEPTET_OK);
    let text = filled(1 << 14, |to: *mut c_char, room, length, e| unsafe {
        septet_report_write(report, SEPTET_REPORT_JSON, to, room, length, e)
    });
    unsafe { septet_report_free(&mut report) };
    text.expect("a report can be written")
}
