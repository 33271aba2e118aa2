//! Segments back to messages (3GPP TS 23.040 clause 9.2.3.24.1), in any order of arrival.
//!
//! Segments belong together when sender, reference number, its width and the total are equal. A
//! segment belongs to the newest message of its key; it opens a new one when its alphabet or
//! language tables differ from that message's, or when its place is taken by other octets: the
//! sender has come round to the same reference number. Equal octets in the same place are a
//! duplicate. There are no timers: the caller knows the time and takes or drops messages.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;
use crate::error::{Error, ErrorKind};
use crate::user_data::{
    Concatenation, ConcatenationReference, Content, DataCoding, Ports, UserData, UserDataHeader,
    decode_body,
};

/// Segments received so far, as messages in the order in which they were first heard of.
#[derive(Clone, Debug, Default)]
pub struct Reassembly {
    messages: BTreeMap<MessageId, Message>,
    newest: BTreeMap<Key, MessageId>,
    next: u64,
    duplicate_count: u64,
}

/// A message within one [`Reassembly`]; later messages have greater ids, and none is used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(u64);

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It completed this message; a message of one segment is complete at once.
    Complete(MessageId),
    /// It belongs to this message, of which others are missing.
    Waiting(MessageId),
    /// The same octets were received before, as part of this message: dropped.
    Duplicate(MessageId),
}

/// One message, complete or not. `Debug` shows neither sender nor text.
#[derive(Clone)]
pub struct Message {
    from: String,
    /// Concatenation reference; a message of its own has none.
    reference: Option<ConcatenationReference>,
    total: u8,
    encoding: Encoding,
    languages: LanguagePair,
    segments: BTreeMap<u8, Segment>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    from: String,
    reference: ConcatenationReference,
    total: u8,
}

/// User data, owned.
#[derive(Clone)]
struct Segment {
    octets: Box<[u8]>,
    length: u8,
    data_coding: DataCoding,
    has_header: bool,
}

impl Reassembly {
    /// Nothing received yet.
    pub fn new() -> Reassembly {
        Reassembly::default()
    }

    /// Takes one segment from a sender. A damaged header is skipped by its length and makes the
    /// segment a message of its own, in the default tables.
    ///
    /// Error: `compressed`; the segment is not taken.
    pub fn push(&mut self, from: &str, user_data: UserData<'_>) -> Result<Received, Error> {
        let parts = user_data.parts_lenient()?;
        let (encoding, languages) = (parts.encoding, parts.languages());
        let concatenation = parts.header.and_then(UserDataHeader::concatenation);
        let (sequence, total) =
            concatenation.map_or((1, 1), |element| (element.sequence(), element.total()));
        let reference = concatenation.map(Concatenation::reference);
        let key = reference.map(|reference| Key { from: from.into(), reference, total });

        let newest = key.as_ref().and_then(|key| self.newest.get(key)).copied();
        if let Some(id) = newest
            && let Some(message) = self.messages.get_mut(&id)
            && (message.encoding, message.languages) == (encoding, languages)
        {
            match message.segments.get(&sequence) {
                Some(known) if known.is(user_data) => {
                    self.duplicate_count += 1;
                    return Ok(Received::Duplicate(id));
                }
                Some(_) => {}
                None => {
                    message.segments.insert(sequence, Segment::new(user_data));
                    return Ok(message.received(id));
                }
            }
        }

        let id = MessageId(self.next);
        self.next += 1;
        if let Some(key) = key {
            self.newest.insert(key, id);
        }
        let segments = BTreeMap::from([(sequence, Segment::new(user_data))]);
        let message =
            Message { from: from.into(), reference, total, encoding, languages, segments };
        let received = message.received(id);
        self.messages.insert(id, message);
        Ok(received)
    }

    /// Every message, complete or not, in the order in which their first segments arrived.
    pub fn messages(&self) -> impl Iterator<Item = (MessageId, &Message)> {
        self.messages.iter().map(|(id, message)| (*id, message))
    }

    /// One message.
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(&id)
    }

    /// Removes a message, complete or given up. A segment of it that comes later opens a new one.
    pub fn take(&mut self, id: MessageId) -> Option<Message> {
        let message = self.messages.remove(&id)?;
        if let Some(key) = message.key()
            && self.newest.get(&key) == Some(&id)
        {
            self.newest.remove(&key);
        }
        Some(message)
    }

    /// How many duplicates were dropped.
    pub const fn duplicate_count(&self) -> u64 {
        self.duplicate_count
    }
}

impl Message {
    /// The sender, as given with its segments.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// The concatenation reference; `None` for a message that came without one.
    pub const fn reference(&self) -> Option<ConcatenationReference> {
        self.reference
    }

    /// How many segments it has in all.
    pub const fn segment_count(&self) -> u8 {
        self.total
    }

    /// The places of segments that have not come, counted from 1.
    pub fn missing(&self) -> impl Iterator<Item = u8> {
        (1..=self.total).filter(|sequence| !self.segments.contains_key(sequence))
    }

    /// The segments that have come, by their places.
    pub fn segments(&self) -> impl Iterator<Item = UserData<'_>> {
        self.segments.values().map(Segment::user_data)
    }

    /// Whether every segment has come.
    pub fn is_complete(&self) -> bool {
        self.segments.len() == usize::from(self.total)
    }

    /// How its text is coded.
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Its language tables.
    pub const fn languages(&self) -> LanguagePair {
        self.languages
    }

    /// The ports of the first of its segments that names some.
    pub fn ports(&self) -> Option<Ports> {
        self.segments.values().find_map(|segment| {
            let parts = segment.user_data().parts_lenient().ok()?;
            parts.header.and_then(UserDataHeader::ports)
        })
    }

    /// The whole text or data: septets or octets are joined first and then decoded, since a sender
    /// may have cut within a character.
    ///
    /// Errors: `incomplete`; `odd_length`, with the offset in the joined octets.
    pub fn decode(&self) -> Result<Content, Error> {
        if !self.is_complete() {
            return Err(Error::new(ErrorKind::Incomplete, "wait for the missing segments")
                .with_detail("segments", u64::from(self.total))
                .with_detail("missing", self.missing().count()));
        }
        let mut body = Vec::new();
        for segment in self.segments.values() {
            segment.user_data().parts_lenient()?.append_to(&mut body)?;
        }
        decode_body(body, self.encoding, self.languages)
    }

    fn received(&self, id: MessageId) -> Received {
        if self.is_complete() { Received::Complete(id) } else { Received::Waiting(id) }
    }

    fn key(&self) -> Option<Key> {
        let reference = self.reference?;
        Some(Key { from: self.from.clone(), reference, total: self.total })
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("reference", &self.reference)
            .field("segments", &self.segments.len())
            .field("total", &self.total)
            .field("encoding", &self.encoding)
            .field("languages", &self.languages)
            .finish()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {}", self.reference, self.total)
    }
}

impl Segment {
    fn new(user_data: UserData<'_>) -> Segment {
        Segment {
            octets: user_data.octets().into(),
            length: user_data.udl(),
            data_coding: user_data.data_coding(),
            has_header: user_data.has_header(),
        }
    }

    fn user_data(&self) -> UserData<'_> {
        UserData::new(&self.octets, self.length, self.data_coding, self.has_header)
    }

    fn is(&self, user_data: UserData<'_>) -> bool {
        self.user_data() == user_data
    }
}
