//! Messages judged and counted, reports and parts; senders; how numbers and short messages are written.

use core::mem::MaybeUninit;

use super::*;

/// A message of any fields.
fn message(input: &Input<'_>) -> septet_message {
    let (first, second) = input.two();
    let mut message: septet_message = unsafe { core::mem::zeroed() };
    (message.to, message.to_len) = if input.c & 1 == 1 { of(b"+256701521269") } else { first };
    (message.text, message.text_len) = second;
    for (bit, (data, len)) in [
        (1, (&mut message.sender, &mut message.sender_len)),
        (2, (&mut message.country, &mut message.country_len)),
        (3, (&mut message.mcc, &mut message.mcc_len)),
        (4, (&mut message.mnc, &mut message.mnc_len)),
        (5, (&mut message.time, &mut message.time_len)),
    ] {
        if input.c >> bit & 1 == 1 {
            (*data, *len) = first;
        }
    }
    message.card_index = usize::from(input.c >> 6);
    message
}

pub(super) fn judged(input: &Input<'_>) {
    let Shared(vendor, card, preflight) = *shared(input.b);
    let (first, second) = input.two();
    let message = message(input);
    let mut verdict = core::mem::MaybeUninit::<septet_verdict>::uninit();
    let result = checked(|e| unsafe {
        septet_preflight_message(preflight, &message, verdict.as_mut_ptr(), e)
    });
    if result == SEPTET_OK {
        let verdict = unsafe { verdict.assume_init() };
        assert!(read(verdict.status).is_some());
        assert!(
            verdict.segments_min <= verdict.segments && verdict.segments <= verdict.segments_max
        );
        assert!(verdict.finding_count as usize <= SEPTET_FINDING_COUNT_MAX);
        for finding in &verdict.findings[..verdict.finding_count as usize] {
            assert!(read(septet_finding_word(*finding)).is_some());
            assert!(read(septet_finding_severity(*finding)).is_some());
            assert!(read(septet_finding_condition(*finding)).is_some());
        }
        let amount = |amount: septet_amount| (amount.units, amount.nanos);
        assert!(amount(verdict.cost_min) <= amount(verdict.cost_expected));
        assert!(amount(verdict.cost_expected) <= amount(verdict.cost_max));
        assert_eq!(verdict.has_cost, verdict.currency[0] != 0);
    }
    // options of any words
    let mut own = null_mut();
    let cards = [card.cast_const(), card];
    let count = usize::from(input.a % 3);
    let result = checked(|e| unsafe {
        let ((sender, sender_len), (words, words_len)) = (first, second);
        septet_preflight_new(
            vendor,
            cards.as_ptr(),
            count,
            sender,
            sender_len,
            words,
            words_len,
            &mut own,
            e,
        )
    });
    assert_eq!(own.is_null(), result != SEPTET_OK);
    unsafe { septet_preflight_free(&mut own) };
    let mut document = core::mem::MaybeUninit::<septet_document>::uninit();
    let finding = u16::from_le_bytes([input.a, input.b & 3]);
    checked(|e| unsafe {
        let index = usize::from(input.c & 3);
        septet_preflight_document(preflight, finding, index, document.as_mut_ptr(), e)
    });
}

pub(super) fn new_session(input: &Input<'_>) -> *mut septet_session {
    let preflight = shared(input.b).2;
    let mut session = null_mut();
    assert_eq!(checked(|e| unsafe { septet_session_new(preflight, &mut session, e) }), SEPTET_OK);
    session
}

/// A message counted some times, and its report: what was refused is in no row.
pub(super) fn counted(input: &Input<'_>) {
    let mut session = new_session(input);
    let message = message(input);
    let mut rows = 0;
    for _ in 0..input.room % 4 {
        let mut verdict = MaybeUninit::<septet_verdict>::uninit();
        let to = if input.a & 1 == 1 { null_mut() } else { verdict.as_mut_ptr() };
        let result = checked(|e| unsafe { septet_session_message(session, &message, to, e) });
        rows += u64::from(result == SEPTET_OK);
    }
    let mut report = null_mut();
    let result = checked(|e| unsafe { septet_session_report(session, &mut report, e) });
    assert_eq!(report.is_null(), result != SEPTET_OK);
    let totals = totals(report, input);
    assert_eq!(totals.map(|totals| totals.0), (result == SEPTET_OK).then_some(rows));

    // the part of one that has no other is the whole
    let part = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        septet_session_part(session, 0, input.a & 2 == 2, to, room, length, e)
    });
    if let Some(part) = part {
        let part = [septet_str { data: part.as_ptr(), len: part.len() }];
        let mut whole = null_mut();
        checked(|e| unsafe { septet_parts_merge(part.as_ptr(), 1, &mut whole, e) });
        if !whole.is_null() {
            assert_eq!(self::totals(whole, input), totals);
        }
        unsafe { septet_report_free(&mut whole) };
    }
    unsafe { septet_report_free(&mut report) };
    unsafe { septet_session_free(&mut session) };
    assert!(report.is_null() && session.is_null());
}

/// Rows, messages and segments; every form of a report, every cost and finding is looked at.
fn totals(report: *const septet_report, input: &Input<'_>) -> Option<(u64, u64, u64)> {
    let mut found = MaybeUninit::<septet_totals>::uninit();
    let result = checked(|e| unsafe { septet_report_totals(report, found.as_mut_ptr(), e) });
    if result != SEPTET_OK {
        assert!(report.is_null() && is(result, "null_pointer"));
        return None;
    }
    let found = unsafe { found.assume_init() };
    for index in 0..=found.cost_count {
        let mut cost = MaybeUninit::<septet_cost>::uninit();
        let to = cost.as_mut_ptr();
        assert_eq!(checked(|e| unsafe { septet_report_cost(report, index, to, e) }), SEPTET_OK);
        let cost = unsafe { cost.assume_init() };
        assert_eq!(cost.currency[0] == 0, index == found.cost_count);
        let amount = |amount: septet_amount| (amount.units, amount.nanos);
        assert!(amount(cost.total.min) <= amount(cost.total.expected));
        assert!(amount(cost.total.expected) <= amount(cost.total.max));
    }
    for index in 0..=found.finding_count {
        let mut finding = MaybeUninit::<septet_found>::uninit();
        let to = finding.as_mut_ptr();
        assert_eq!(checked(|e| unsafe { septet_report_finding(report, index, to, e) }), SEPTET_OK);
        let finding = unsafe { finding.assume_init() };
        assert_eq!(finding.finding == 0, index == found.finding_count);
        assert!(u64::from(finding.first_row_count) <= finding.count.min(5));
    }
    for form in 0..4 {
        let text = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
            septet_report_write(report, form, to, room, length, e)
        });
        assert_eq!(text.is_some(), form <= SEPTET_REPORT_HTML);
    }
    Some((found.rows, found.messages, found.segments))
}

/// Parts that are any texts.
pub(super) fn merged(input: &Input<'_>) {
    let parts = input.two();
    let parts = [parts.0, parts.1].map(|(data, len)| septet_str { data, len });
    let mut report = null_mut();
    let count = usize::from(input.c % 3);
    let result = checked(|e| unsafe { septet_parts_merge(parts.as_ptr(), count, &mut report, e) });
    assert_eq!(report.is_null(), result != SEPTET_OK);
    unsafe { septet_report_free(&mut report) };
}

/// Records of messages without texts: any, and ones that are a record but for one field.
pub(super) fn rated(input: &Input<'_>) {
    let Shared(_, card, _) = *shared(input.b);
    let cards = [card.cast_const()];
    let count = usize::from(input.c & 1);
    let any = String::from_utf8_lossy(input.octets);
    let near = format!(
        r#"{{"messages":[{{"to":"+256701521269","country":"UG","segments":{},"count":{any}}}]}}"#,
        input.a,
    );
    for record in [input.octets, near.as_bytes()] {
        let (data, len) = of(record);
        let answer = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
            septet_campaign_rate(cards.as_ptr(), count, data, len, to, room, length, e)
        });
        answer.iter().for_each(|answer| is_text(answer));
    }
}

pub(super) fn senders(input: &Input<'_>) {
    let (text, len) = input.text();
    let mut sender = MaybeUninit::<septet_sender>::uninit();
    let result = checked(|e| unsafe { septet_sender_parse(text, len, sender.as_mut_ptr(), e) });
    let mut read_back = MaybeUninit::<septet_sender>::uninit();
    if result == SEPTET_OK {
        let sender = unsafe { sender.assume_init() };
        assert!(read(sender.kind).is_some() && sender.text.contains(&0));
        let (octets, len) = (sender.address.as_ptr(), usize::from(sender.address_len));
        let back = read_back.as_mut_ptr();
        let result = checked(|e| unsafe { septet_sender_from_address(octets, len, back, e) });
        assert_eq!(result, SEPTET_OK);
        assert_eq!(unsafe { read_back.assume_init() }.kind.len, sender.kind.len);
    }
    let (octets, len) = (input.octets.as_ptr(), input.octets.len());
    checked(|e| unsafe { septet_sender_from_address(octets, len, read_back.as_mut_ptr(), e) });

    let mut advice = MaybeUninit::<septet_advice>::uninit();
    let now = i64::from_le_bytes([input.a, input.b, input.c, 0, input.a, 0, 0, input.b]);
    let (text, len) = if input.a & 1 == 1 { of(b"+256701521269") } else { input.text() };
    let result =
        checked(|e| unsafe { septet_sender_advice(text, len, now, advice.as_mut_ptr(), e) });
    if result == SEPTET_OK {
        let advice = unsafe { advice.assume_init() };
        assert_eq!(read(advice.alphanumeric).is_some(), advice.prefix > 0);
    }
}

/// Numbers as they are written, short numbers, and short messages of SMPP.
pub(super) fn more_numbers(input: &Input<'_>) {
    let ((region, region_len), (text, len)) = input.two();
    let (region, region_len) = if input.b & 1 == 1 { of(b"GB") } else { (region, region_len) };
    let form = u32::from(input.b >> 1 & 3);
    let flags = u32::from(input.c);
    filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        septet_number_format(text, len, region, region_len, flags, form, to, room, length, e)
    });
    let mut short = MaybeUninit::<septet_short_number>::uninit();
    checked(|e| unsafe {
        septet_short_number_look(text, len, region, region_len, short.as_mut_ptr(), e)
    });

    const WORDS: [&[u8]; 5] = [b"", b"gsm7", b"latin1", b"ascii", b"latin2"];
    let (word, word_len) = of(WORDS[usize::from(input.c) % WORDS.len()]);
    let vendor = if input.a & 1 == 1 { shared(input.b).0.cast_const() } else { null() };
    let (octets, len) = (input.octets.as_ptr(), input.octets.len());
    let mut is_data = false;
    let is_data: *mut bool = &mut is_data;
    let text = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        let (coding, class) = (input.b, input.a & 0x40);
        septet_short_message_decode(
            octets, len, coding, class, word, word_len, vendor, to, room, length, is_data, e,
        )
    });
    assert!(text.is_none() || vendor.is_null() || word.is_null());
}
