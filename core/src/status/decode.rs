//! From a body, or an HTTP status alone, to outcomes: the shapes of the profile are tried in their
//! order, and the first that matches and holds a code decides.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::form;
use super::generated::{Billable, Cause, Scope, State};
use super::json::{Json, Kind, Value};
use super::outcome::Outcome;
use super::rules::{Payload, Reading, Recover, Rules, Shape, WhichWait};
use super::table::{Row, trimmed};

/// What HTTP says beside a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Http {
    /// The status code.
    pub status: Option<u16>,
    /// `Retry-After` in seconds. Of a date in that header the caller, who has a clock, makes
    /// seconds.
    pub retry_after_s: Option<u32>,
}

/// A body, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded<'a> {
    /// One answer, or of a list all in their order.
    pub answers: Vec<Answer<'a>>,
    /// Whether the body is a list, be it of one or none.
    pub is_list: bool,
    /// Whether the body could not be read as what it should be.
    pub malformed: bool,
    /// The id of the shape that matched; none where HTTP spoke, or nobody did.
    pub payload: Option<&'a str>,
    /// Whether that shape is in the vendor's document; else it is assumed.
    pub documented: bool,
}

/// One answer in a body: the outcome, and what else the vendor says, as it is spelled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer<'a> {
    /// What it means.
    pub outcome: Outcome,
    /// The vendor's code.
    pub code: Option<Cow<'a, str>>,
    /// The group of that code.
    pub group: Option<Cow<'a, str>>,
    /// The vendor's word for it.
    pub name: Option<Cow<'a, str>>,
    /// The vendor's sentence.
    pub description: Option<Cow<'a, str>>,
    /// Further data, as JSON.
    pub detail: Option<Cow<'a, str>>,
    /// The vendor's id of the message.
    pub reference: Option<Cow<'a, str>>,
    /// The recipients.
    pub to: Vec<Cow<'a, str>>,
    /// The message.
    pub text: Option<Cow<'a, str>>,
    /// What it cost, in the digits of the body.
    pub cost: Option<Cow<'a, str>>,
    /// The currency of the amounts.
    pub currency: Option<Cow<'a, str>>,
    /// What is left, in the digits of the body.
    pub balance: Option<Cow<'a, str>>,
    /// What would be needed, in the digits of the body.
    pub required: Option<Cow<'a, str>>,
}

impl<'a> Decoded<'a> {
    fn one(answer: Answer<'a>, malformed: bool) -> Decoded<'a> {
        let answers = vec![answer];
        Decoded { answers, is_list: false, malformed, payload: None, documented: false }
    }

    fn of_shape(mut self, payload: &'a Payload) -> Decoded<'a> {
        self.payload = Some(&payload.id);
        self.documented = payload.documented;
        self
    }
}

impl Rules {
    /// What an HTTP status says when no body does.
    #[must_use]
    pub fn http(&self, http: Http) -> Outcome {
        let outcome = http.status.map_or(Outcome::UNLISTED, |status| self.http_status(status));
        self.waited(outcome, http, None)
    }

    fn http_status(&self, status: u16) -> Outcome {
        let mut digits = [0; 5];
        let code = decimal(status, &mut digits);
        let own = self.http.own.and_then(|table| self.tables.get(table)?.get(code));
        if let Some(row) = own.or_else(|| self.http.generic.get(code)) {
            return row.outcome;
        }
        match status / 100 {
            // the message may exist all the same
            5 => Outcome { scope: Scope::Request, cause: Cause::SystemError, ..Outcome::UNLISTED },
            4 => self.billable.apply(Outcome {
                scope: Scope::Request,
                state: State::Rejected,
                is_final: Some(true),
                success: Some(false),
                billable: Billable::No,
                ..Outcome::UNLISTED
            }),
            _ => Outcome::UNLISTED,
        }
    }

    fn waited(&self, outcome: Outcome, http: Http, body_s: Option<u32>) -> Outcome {
        let header_s = http.retry_after_s;
        outcome.wait(match self.http.retry_after {
            WhichWait::Larger => header_s.max(body_s),
            WhichWait::Header => header_s.or(body_s),
            WhichWait::Body => body_s.or(header_s),
        })
    }

    /// What the body of an answer or of a webhook means. Any octets will do; what cannot be read
    /// is `malformed`, and then HTTP speaks, unless it says that all went well.
    #[must_use]
    pub fn body<'a>(&'a self, body: &'a [u8], http: Http) -> Decoded<'a> {
        let text = core::str::from_utf8(body).ok();
        let json = text.and_then(|text| Json::parse(text).ok());
        let malformed = json.is_none();
        let is_error = matches!(http.status, Some(400..=599));
        if is_error && !self.http.body_wins {
            return self.http_answer(http, malformed);
        }
        let body_text = Body::new(text, json.as_ref());
        for payload in &self.payloads {
            if let Some(decoded) = self.shape(payload, &body_text, http) {
                return decoded.of_shape(payload);
            }
        }
        if malformed
            && let Some(recover) = &self.recover
            && let Some(answer) = self.recovered(recover, body)
        {
            let outcome = self.waited(answer.outcome, http, None);
            return Decoded::one(Answer { outcome, ..answer }, true);
        }
        self.http_answer(http, malformed)
    }

    /// No code was found: HTTP speaks, but a success of it says nothing of an unreadable body.
    fn http_answer<'a>(&'a self, http: Http, malformed: bool) -> Decoded<'a> {
        let outcome = match http.status {
            Some(200..=299) if malformed => self.waited(Outcome::UNLISTED, http, None),
            _ => self.http(http),
        };
        Decoded::one(Answer { outcome, ..Answer::default() }, malformed)
    }

    fn shape<'a>(
        &'a self,
        payload: &'a Payload,
        body: &Body<'_, 'a>,
        http: Http,
    ) -> Option<Decoded<'a>> {
        let parts = &payload.parts;
        match (&payload.shape, body.json) {
            (Shape::Raw { digits_only }, _) => {
                let code = body.raw.as_ref().filter(|code| is_raw(code, *digits_only))?;
                let reading = self.look(payload.table, None, Some(code));
                let answer = answer(reading, Some(code.clone()), None);
                Some(Decoded::one(self.with_wait(answer, http, None), false))
            }
            (Shape::Form { when }, None) => {
                let form = body.form?;
                if !when.iter().all(|name| form::get(form, name).is_some()) {
                    return None;
                }
                let answer = self.form_answer(payload, form, http)?;
                Some(Decoded::one(answer, false))
            }
            (Shape::Object { when }, Some(json)) => {
                let root = json.root();
                let there = |pointer: &str| present(root, pointer).is_some();
                if !when.iter().all(|pointer| there(pointer)) || !there(&parts.code) {
                    return None;
                }
                Some(Decoded::one(self.json_answer(payload, root, http), false))
            }
            (Shape::List { pointer }, Some(json)) => {
                let list = json.root().pointer(pointer).filter(|v| v.kind() == Kind::Array)?;
                let answers = list.items().map(|item| self.json_answer(payload, item, http));
                let one = Decoded::one(Answer::default(), false);
                Some(Decoded { answers: answers.collect(), is_list: true, ..one })
            }
            (Shape::Search { names }, Some(json)) => {
                let mut hits = Vec::new();
                search(json.root(), names, &mut hits);
                if hits.is_empty() {
                    return None;
                }
                let answers = hits.into_iter().map(|hit| self.json_answer(payload, hit, http));
                let answers: Vec<_> = answers.collect();
                let one = Decoded::one(Answer::default(), false);
                Some(Decoded { is_list: answers.len() > 1, answers, ..one })
            }
            _ => None,
        }
    }

    fn look(&self, table: usize, group: Option<&str>, code: Option<&str>) -> Reading<'_> {
        match (self.tables.get(table), code) {
            (Some(table), Some(code)) => self.code_in(table, group, code),
            _ => Reading::UNLISTED,
        }
    }

    fn with_wait<'a>(&self, mut answer: Answer<'a>, http: Http, body_s: Option<u32>) -> Answer<'a> {
        answer.outcome = self.waited(answer.outcome, http, body_s);
        answer
    }

    /// The answer that stands in `value`: the body, an item of a list, or an object found in it.
    fn json_answer<'a>(
        &'a self,
        payload: &'a Payload,
        value: Value<'_, 'a>,
        http: Http,
    ) -> Answer<'a> {
        let parts = &payload.parts;
        let at = |pointer: &Option<Box<str>>| present(value, pointer.as_deref()?);
        let text = |pointer: &Option<Box<str>>| at(pointer)?.as_amount();
        let code = present(value, &parts.code).and_then(Value::as_code);
        // what stands in the place of a group and cannot be one is a wrong group, not none
        let group = at(&parts.group).map(|group| group.as_code().unwrap_or_default());
        let mut reading = self.look(payload.table, group.as_deref(), code.as_deref());
        let is_error = matches!(http.status, Some(400..=599));
        if !reading.outcome.recognized && parts.unlisted_asks_http && is_error {
            let outcome = http.status.map_or(Outcome::UNLISTED, |s| self.http_status(s));
            reading.outcome = Outcome { recognized: false, ..outcome };
        }
        if let Some((table, pointer)) = &parts.cross_check {
            let code = present(value, pointer).and_then(Value::as_code);
            let other = self.look(*table, None, code.as_deref()).outcome;
            let both = other.recognized && reading.outcome.recognized;
            if both && other.state != reading.outcome.state {
                reading.outcome = reading.outcome.uncertain();
            }
        }
        let wait = at(&parts.retry_after)
            .filter(|seconds| seconds.kind() == Kind::Int)
            .and_then(|seconds| seconds.raw().parse().ok());
        let answer = answer(reading, code, group);
        let answer = Answer {
            name: text(&parts.name).or(answer.name),
            description: text(&parts.description),
            detail: at(&parts.detail).map(|detail| detail.as_text().unwrap_or(detail.raw().into())),
            reference: text(&parts.reference),
            to: at(&parts.to).map(recipients).unwrap_or_default(),
            text: parts.text.iter().find_map(|pointer| present(value, pointer)?.as_text()),
            cost: text(&parts.cost),
            currency: text(&parts.currency),
            balance: text(&parts.balance),
            required: text(&parts.required),
            ..answer
        };
        self.with_wait(answer, http, wait)
    }

    fn form_answer<'a>(
        &'a self,
        payload: &'a Payload,
        form: &'a str,
        http: Http,
    ) -> Option<Answer<'a>> {
        let parts = &payload.parts;
        let get = |name: &Option<Box<str>>| form::get(form, name.as_deref()?);
        let code = form::get(form, &parts.code)?;
        let group = get(&parts.group);
        let reading = self.look(payload.table, group.as_deref(), Some(&code));
        let answer = answer(reading, Some(code), group);
        let answer = Answer {
            name: get(&parts.name).or(answer.name),
            description: get(&parts.description),
            detail: get(&parts.detail),
            reference: get(&parts.reference),
            to: get(&parts.to).into_iter().collect(),
            text: parts.text.iter().find_map(|name| form::get(form, name)),
            cost: get(&parts.cost),
            currency: get(&parts.currency),
            balance: get(&parts.balance),
            required: get(&parts.required),
            ..answer
        };
        let wait = get(&parts.retry_after).and_then(|seconds| whole_seconds(&seconds));
        Some(self.with_wait(answer, http, wait))
    }

    /// A listed code behind one of the named keys in JSON that cannot be read. The first such key
    /// with a number decides; a number that is cut off by the end of the body is not read.
    fn recovered<'a>(&'a self, recover: &Recover, body: &'a [u8]) -> Option<Answer<'a>> {
        let quotes = body.iter().enumerate().filter(|(_, b)| **b == b'"');
        let code = quotes.map(|(at, _)| body.get(at..).unwrap_or_default()).find_map(|rest| {
            recover.keys.iter().find_map(|key| number_behind(rest, key.as_bytes()))
        })?;
        let code = core::str::from_utf8(code).ok()?;
        let reading = self.look(recover.table, None, Some(code));
        reading.outcome.recognized.then(|| answer(reading, Some(code.into()), None))
    }
}

/// The body in the forms in which a shape may want it.
struct Body<'j, 'a> {
    json: Option<&'j Json<'a>>,
    /// What may be a code and nothing else.
    raw: Option<Cow<'a, str>>,
    /// What may be a form: not JSON.
    form: Option<&'a str>,
}

impl<'j, 'a> Body<'j, 'a> {
    fn new(text: Option<&'a str>, json: Option<&'j Json<'a>>) -> Body<'j, 'a> {
        let raw = match json {
            Some(json) => json.root().as_code(),
            None => text.map(Cow::Borrowed),
        };
        let raw = raw.and_then(|code| match code {
            Cow::Borrowed(code) => trimmed(code).map(Cow::Borrowed),
            Cow::Owned(code) => trimmed(&code).map(|code| Cow::Owned(String::from(code))),
        });
        Body { json, raw, form: if json.is_none() { text } else { None } }
    }
}

fn answer<'a>(
    reading: Reading<'a>,
    code: Option<Cow<'a, str>>,
    group: Option<Cow<'a, str>>,
) -> Answer<'a> {
    let name = reading.row.map(Row::name).filter(|name| !name.is_empty());
    let name = name.map(Cow::Borrowed);
    Answer { outcome: reading.outcome, code, group, name, ..Answer::default() }
}

/// What is at a pointer and is not null.
fn present<'j, 'a>(value: Value<'j, 'a>, pointer: &str) -> Option<Value<'j, 'a>> {
    value.pointer(pointer).filter(|value| !value.is_null())
}

fn recipients<'a>(to: Value<'_, 'a>) -> Vec<Cow<'a, str>> {
    match to.as_code() {
        Some(one) => vec![one],
        None => to.items().filter_map(Value::as_code).collect(),
    }
}

/// Every object that has members of all these names, none null; what such an object holds is not
/// searched. Nesting is bounded by the reader.
fn search<'j, 'a>(value: Value<'j, 'a>, names: &[Box<str>], hits: &mut Vec<Value<'j, 'a>>) {
    match value.kind() {
        Kind::Object => {
            let has = |name: &str| value.get(name).is_some_and(|v| !v.is_null());
            if names.iter().all(|name| has(name)) {
                hits.push(value);
            } else {
                value.first_values().into_iter().for_each(|v| search(v, names, hits));
            }
        }
        Kind::Array => value.items().for_each(|item| search(item, names, hits)),
        _ => {}
    }
}

fn is_raw(code: &str, digits_only: bool) -> bool {
    code.bytes().all(|b| match b {
        b'0'..=b'9' => true,
        b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'.' | b'-' => !digits_only,
        _ => false,
    })
}

fn whole_seconds(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// The one to nine digits of `"key": 123,` or `"key": "123"}`, standing at the first quote.
fn number_behind<'a>(rest: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let skip = |rest: &'a [u8]| {
        let blanks =
            rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 11 | 12));
        rest.split_at(blanks.count())
    };
    let unquote = |rest: &'a [u8]| rest.strip_prefix(b"\"").unwrap_or(rest);
    let rest = rest.strip_prefix(b"\"")?.strip_prefix(key)?.strip_prefix(b"\"")?;
    let rest = skip(rest).1.strip_prefix(b":")?;
    let rest = unquote(skip(rest).1);
    let len = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at(len);
    let (blanks, rest) = skip(unquote(rest));
    let ends =
        blanks.iter().any(|b| matches!(b, b'\n' | b'\r')) || matches!(rest, [b',' | b'}', ..]);
    ((1..=9).contains(&len) && ends).then_some(digits)
}

fn decimal(mut n: u16, digits: &mut [u8; 5]) -> &str {
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    // only ASCII digits were written
    core::str::from_utf8(&digits[from..]).unwrap_or("")
}
