//! A strict JSON reader (RFC 8259) for the answers of vendors, and for the files that describe
//! them.
//!
//! Three things that a general parser does not offer are needed here: of equal names the first
//! counts, a number keeps its spelling (the code `1000` is not `1000.0`, a price is not a binary
//! fraction), and nesting deeper than [`DEPTH_MAX`] is refused.
//!
//! One pass over the text writes a flat list of nodes in which every node knows where the next
//! one after its contents is; nothing is copied until a string with an escape is asked for.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// How deep arrays and objects may be nested.
pub(crate) const DEPTH_MAX: usize = 64;

/// A readable JSON text.
pub(crate) struct Json<'a> {
    text: &'a str,
    /// Depth first. In an object, names and values take turns.
    nodes: Vec<Node>,
}

#[derive(Clone, Copy)]
struct Node {
    kind: Kind,
    /// Where its text begins; of a string, after the quote.
    start: u32,
    /// Where its text ends; of a string, before the quote.
    end: u32,
    /// The node that follows it and all it contains.
    next: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    /// `-?(0|[1-9][0-9]*)`
    Int,
    /// A number with a fraction or an exponent.
    Decimal,
    /// A string without escapes.
    Plain,
    /// A string with at least one escape.
    Escaped,
    Array,
    Object,
}

/// Why a text is not JSON, and at which octet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotJson {
    pub(crate) what: &'static str,
    pub(crate) octet: usize,
}

/// One value in a [`Json`].
#[derive(Clone, Copy)]
pub(crate) struct Value<'j, 'a> {
    json: &'j Json<'a>,
    at: u32,
}

impl<'a> Json<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Json<'a>, NotJson> {
        if u32::try_from(text.len()).is_err() {
            return Err(NotJson { what: "longer than 4 GiB", octet: 0 });
        }
        let mut reader = Reader { bytes: text.as_bytes(), at: 0, nodes: Vec::with_capacity(32) };
        reader.read()?;
        Ok(Json { text, nodes: reader.nodes })
    }

    pub(crate) fn root(&self) -> Value<'_, 'a> {
        Value { json: self, at: 0 }
    }
}

impl<'j, 'a> Value<'j, 'a> {
    fn node(self) -> Node {
        // every handle is made from a node that is there
        self.json.nodes.get(self.at as usize).copied().unwrap_or(Node {
            kind: Kind::Null,
            start: 0,
            end: 0,
            next: u32::MAX,
        })
    }

    pub(crate) fn kind(self) -> Kind {
        self.node().kind
    }

    pub(crate) fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Its spelling: of a string, without quotes and with its escapes.
    pub(crate) fn raw(self) -> &'a str {
        let node = self.node();
        self.json.text.get(node.start as usize..node.end as usize).unwrap_or("")
    }

    /// The text of a string.
    pub(crate) fn as_text(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::Plain => Some(Cow::Borrowed(self.raw())),
            Kind::Escaped => Some(Cow::Owned(unescape(self.raw()))),
            _ => None,
        }
    }

    /// The text of a string, or the digits of an integer: what a vendor may call a code.
    pub(crate) fn as_code(self) -> Option<Cow<'a, str>> {
        if self.kind() == Kind::Int { Some(Cow::Borrowed(self.raw())) } else { self.as_text() }
    }

    /// A number as it is spelled, or the text of a string.
    pub(crate) fn as_amount(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::Int | Kind::Decimal => Some(Cow::Borrowed(self.raw())),
            _ => self.as_text(),
        }
    }

    fn is(self, name: &str) -> bool {
        match self.kind() {
            Kind::Plain => self.raw() == name,
            Kind::Escaped => unescape(self.raw()) == name,
            _ => false,
        }
    }

    fn children(self) -> impl Iterator<Item = Value<'j, 'a>> {
        let node = self.node();
        let holds = matches!(node.kind, Kind::Array | Kind::Object);
        let mut at = self.at + 1;
        core::iter::from_fn(move || {
            if !holds || at >= node.next {
                return None;
            }
            let child = Value { json: self.json, at };
            at = child.node().next;
            Some(child)
        })
    }

    /// The items of an array; nothing for any other value.
    pub(crate) fn items(self) -> impl Iterator<Item = Value<'j, 'a>> {
        let is_array = self.kind() == Kind::Array;
        self.children().take_while(move |_| is_array)
    }

    /// Names and values of an object in their order, of equal names all; nothing for any other
    /// value.
    pub(crate) fn members(self) -> impl Iterator<Item = (Value<'j, 'a>, Value<'j, 'a>)> {
        let is_object = self.kind() == Kind::Object;
        let mut children = self.children();
        core::iter::from_fn(move || {
            if !is_object {
                return None;
            }
            Some((children.next()?, children.next()?))
        })
    }

    /// The values of an object, of equal names the first.
    pub(crate) fn first_values(self) -> Vec<Value<'j, 'a>> {
        let mut seen = BTreeSet::new();
        self.members()
            .filter(|(name, _)| name.as_text().is_some_and(|name| seen.insert(name)))
            .map(|(_, value)| value)
            .collect()
    }

    /// The member with this name, of equal names the first.
    pub(crate) fn get(self, name: &str) -> Option<Value<'j, 'a>> {
        self.members().find(|(n, _)| n.is(name)).map(|(_, value)| value)
    }

    /// The value at an RFC 6901 pointer.
    pub(crate) fn pointer(self, pointer: &str) -> Option<Value<'j, 'a>> {
        let mut value = self;
        for part in pointer.split('/').skip(1) {
            value = if value.kind() == Kind::Array {
                let leading_zero = part.len() > 1 && part.starts_with('0');
                let index = (!leading_zero && part.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| part.parse::<usize>().ok())??;
                value.items().nth(index)?
            } else if part.contains('~') {
                value.get(&part.replace("~1", "/").replace("~0", "~"))?
            } else {
                value.get(part)?
            };
        }
        Some(value)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), NotJson> {
        // the arrays and objects that are open, by their nodes
        let mut open = [0usize; DEPTH_MAX];
        let mut depth = 0;
        loop {
            self.skip_blanks();
            let opened = self.value()?;
            if opened {
                let Some(slot) = open.get_mut(depth) else {
                    return self.bad("nested deeper than 64");
                };
                *slot = self.nodes.len() - 1;
                depth += 1;
                self.skip_blanks();
                let is_object = self.nodes[*slot].kind == Kind::Object;
                if self.peek() != Some(if is_object { b'}' } else { b']' }) {
                    if is_object {
                        self.name()?;
                    }
                    continue;
                }
            }
            loop {
                self.skip_blanks();
                let Some(&top) = depth.checked_sub(1).and_then(|d| open.get(d)) else {
                    return if self.at == self.bytes.len() {
                        Ok(())
                    } else {
                        self.bad("something follows the value")
                    };
                };
                let is_object = self.nodes[top].kind == Kind::Object;
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        if is_object {
                            self.skip_blanks();
                            self.name()?;
                        }
                        break;
                    }
                    Some(b'}') if is_object => self.at += 1,
                    Some(b']') if !is_object => self.at += 1,
                    _ if is_object => return self.bad("expected a comma or }"),
                    _ => return self.bad("expected a comma or ]"),
                }
                let (end, next) = (self.at as u32, self.nodes.len() as u32);
                self.nodes[top].end = end;
                self.nodes[top].next = next;
                depth -= 1;
            }
        }
    }

    fn bad<T>(&self, what: &'static str) -> Result<T, NotJson> {
        Err(NotJson { what, octet: self.at })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        // the text is at most 4 GiB: checked before
        let next = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { kind, start: start as u32, end: end as u32, next });
    }

    /// A name and its colon, standing at its quote.
    fn name(&mut self) -> Result<(), NotJson> {
        if self.peek() != Some(b'"') {
            return self.bad("expected a name in quotes");
        }
        self.string()?;
        self.skip_blanks();
        if self.peek() != Some(b':') {
            return self.bad("expected a colon");
        }
        self.at += 1;
        Ok(())
    }

    /// One value; of an array or object only the opening bracket, then true.
    fn value(&mut self) -> Result<bool, NotJson> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'{') => {
                self.at += 1;
                self.push(Kind::Object, start, start);
                return Ok(true);
            }
            Some(b'[') => {
                self.at += 1;
                self.push(Kind::Array, start, start);
                return Ok(true);
            }
            _ => {
                let rest = &self.bytes[start..];
                let (len, kind) = if rest.starts_with(b"true") {
                    (4, Kind::Bool)
                } else if rest.starts_with(b"false") {
                    (5, Kind::Bool)
                } else if rest.starts_with(b"null") {
                    (4, Kind::Null)
                } else {
                    return self.bad("expected a value");
                };
                self.at += len;
                self.push(kind, start, self.at);
            }
        }
        Ok(false)
    }

    fn number(&mut self) -> Result<(), NotJson> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.bad("expected a digit"),
        }
        let mut kind = Kind::Int;
        if self.peek() == Some(b'.') {
            self.at += 1;
            kind = Kind::Decimal;
            self.some_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            kind = Kind::Decimal;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.some_digits()?;
        }
        self.push(kind, start, self.at);
        Ok(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self) -> Result<(), NotJson> {
        if !self.peek().is_some_and(|b| b.is_ascii_digit()) {
            return self.bad("expected a digit");
        }
        self.digits();
        Ok(())
    }

    /// A string, standing at its opening quote.
    fn string(&mut self) -> Result<(), NotJson> {
        let start = self.at + 1;
        let mut kind = Kind::Plain;
        self.at = start;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    kind = Kind::Escaped;
                    self.at += 1;
                    match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {}
                        Some(b'u') => {
                            let digits = self.bytes.get(self.at + 1..self.at + 5);
                            if !digits.is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit)) {
                                return self.bad("expected four hexadecimal digits");
                            }
                            self.at += 4;
                        }
                        _ => return self.bad("no such escape"),
                    }
                    self.at += 1;
                }
                Some(0..0x20) => return self.bad("a control character in a string"),
                Some(_) => self.at += 1,
                None => return self.bad("the string has no end"),
            }
        }
        self.push(kind, start, self.at);
        self.at += 1;
        Ok(())
    }
}

/// Resolves the escapes of a string that was read. Half a surrogate pair becomes U+FFFD.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = escaped.chars();
        rest = match chars.next() {
            Some('u') => {
                let (c, used) = unicode_escape(escaped);
                out.push(c);
                escaped.get(used..).unwrap_or("")
            }
            Some(c) => {
                out.push(match c {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    c => c,
                });
                chars.as_str()
            }
            None => "",
        };
    }
    out.push_str(rest);
    out
}

/// The character of `uXXXX` or `uXXXX\uXXXX` and the length of its spelling.
fn unicode_escape(escaped: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = escaped.get(at..at + 5)?.strip_prefix('u')?;
        u32::from_str_radix(digits, 16).ok()
    };
    let first = unit(0).unwrap_or(0xFFFD);
    if let 0xD800..0xDC00 = first
        && escaped.get(5..6) == Some("\\")
        && let Some(second @ 0xDC00..0xE000) = unit(6)
    {
        let scalar = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(scalar).unwrap_or('\u{FFFD}'), 11);
    }
    (char::from_u32(first).unwrap_or('\u{FFFD}'), 5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn ok(text: &str) -> bool {
        Json::parse(text).is_ok()
    }

    #[test]
    fn reads_what_rfc_8259_allows_and_nothing_else() {
        for text in ["1", " -0 ", "1.5e-7", "\"\"", "[]", "{}", "[1,[2,{}],\"a\\u00e9\"]", "null"] {
            assert!(ok(text), "{text}");
        }
        for text in [
            "",
            " ",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e",
            "NaN",
            "Infinity",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\"}",
            "\"\u{1}\"",
            "\"\\x\"",
            "\"\\u12G4\"",
            "\"",
            "[",
            "1 2",
            "nul",
            "\u{FEFF}1",
            "'a'",
            "[1}",
            "{\"a\":1]",
            "tru",
        ] {
            assert!(!ok(text), "{text}");
        }
    }

    #[test]
    fn depth_64_is_read_and_65_is_not() {
        let nested = |n| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(ok(&nested(64)));
        assert!(!ok(&nested(65)));
    }

    #[test]
    fn navigation() {
        let text = r#"{"a":{"b/c":[1,"x\u00e9\n",{"d":2}]},"a":7,"~":null,"\u0065":1.50}"#;
        let json = Json::parse(text).unwrap();
        let root = json.root();
        assert_eq!(root.pointer("/a/b~1c/0").unwrap().as_code().unwrap(), "1");
        assert_eq!(root.pointer("/a/b~1c/1").unwrap().as_text().unwrap(), "x\u{e9}\n");
        assert_eq!(root.pointer("/a/b~1c/2/d").unwrap().raw(), "2");
        assert!(root.pointer("/a/b~1c/00").is_none());
        assert!(root.pointer("/a/b~1c/9").is_none());
        assert!(root.pointer("/~0").unwrap().is_null());
        assert_eq!(root.pointer("/e").unwrap().as_amount().unwrap(), "1.50");
        assert!(root.pointer("/e").unwrap().as_code().is_none());
        assert_eq!(root.first_values().len(), 3, "of equal names the first");
        assert_eq!(root.members().count(), 4);
        assert_eq!(root.items().count(), 0);
    }

    /// The same value as serde_json's; `None` where a name stands twice, which the two resolve
    /// differently.
    fn to_serde(value: Value<'_, '_>) -> Option<serde_json::Value> {
        use serde_json::Value as Serde;
        Some(match value.kind() {
            Kind::Null => Serde::Null,
            Kind::Bool => Serde::Bool(value.raw() == "true"),
            Kind::Int | Kind::Decimal => serde_json::from_str(value.raw()).unwrap(),
            Kind::Plain | Kind::Escaped => Serde::String(value.as_text().unwrap().into_owned()),
            Kind::Array => Serde::Array(value.items().map(to_serde).collect::<Option<_>>()?),
            Kind::Object => {
                let mut map = serde_json::Map::new();
                for (name, member) in value.members() {
                    let name = name.as_text().unwrap().into_owned();
                    if map.insert(name, to_serde(member)?).is_some() {
                        return None;
                    }
                }
                Serde::Object(map)
            }
        })
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(4096))]

        #[test]
        fn reads_what_serde_json_reads(
            pieces in proptest::collection::vec(proptest::sample::select(alloc::vec![
                "{", "}", "[", "]", ":", ",", "\"", "\\", "\"a\"", "\"b\":", "\"c\\n\":",
                "\"\\u00e9\"", "{\"a\":1}", "[1,2]", "null", "true", "fals", "0", "01", "-1",
                "1.5", "1e3", "1.", " ", "\n", "\u{1}", "é", "\\u12", "x",
            ]), 0..12),
        ) {
            let text = pieces.concat();
            let serde = serde_json::from_str::<serde_json::Value>(&text);
            let ours = Json::parse(&text);
            proptest::prop_assert_eq!(ours.is_ok(), serde.is_ok(), "{}", text);
            if let (Ok(ours), Ok(serde)) = (ours, serde)
                && let Some(ours) = to_serde(ours.root())
            {
                proptest::prop_assert_eq!(ours, serde, "{}", text);
            }
        }
    }

    #[test]
    fn surrogates() {
        let text = r#"["\ud83d\ude00","\ud83d","\ude00\ud83dx"]"#;
        let json = Json::parse(text).unwrap();
        let texts: Vec<_> = json.root().items().map(|v| v.as_text().unwrap()).collect();
        assert_eq!(texts, ["\u{1F600}", "\u{FFFD}", "\u{FFFD}\u{FFFD}x"]);
    }
}
