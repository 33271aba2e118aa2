//! What of a message is put into temporary files while its counterpart is looked for.

use septet::money::Amount;
use septet::preflight::RowRef;
use septet::preflight::audit::{Bill, Expected};

use crate::spill::Record;

/// Facts of an entry, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(u16);

impl Flags {
    /// It is a sent message; otherwise a row of the bill.
    pub(super) const SENT: Flags = Flags(1);
    /// Parts are known.
    pub(super) const PARTS: Flags = Flags(2);
    /// The price is known.
    pub(super) const PRICE: Flags = Flags(4);
    /// It says that the message could not be sent.
    pub(super) const FAILED: Flags = Flags(8);
    /// The bill is in another currency than the card.
    pub(super) const OTHER_CURRENCY: Flags = Flags(16);
    /// Parts or price of the bill cannot be read.
    pub(super) const UNREADABLE: Flags = Flags(32);
    /// Its key is the message id.
    pub(super) const BY_ID: Flags = Flags(64);
    /// The last four digits of its number are known.
    pub(super) const TAIL: Flags = Flags(128);
    /// No row of the bill is its counterpart.
    pub(super) const NOT_BILLED: Flags = Flags(256);
    /// Which of several messages is its counterpart is not known.
    pub(super) const PAIR_OPEN: Flags = Flags(512);
    /// A row before it, of the same key, bills the same.
    pub(super) const AGAIN: Flags = Flags(1024);

    pub(super) fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn set(&mut self, other: Flags, on: bool) {
        if on {
            self.0 |= other.0;
        }
    }
}

/// A message on one side, by the key under which the other side has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: u128,
    pub(super) at: RowRef,
    pub(super) price: Amount,
    pub(super) parts: u64,
    /// Of a sent message: units of a bill.
    pub(super) units: u64,
    pub(super) flags: Flags,
    /// The last four digits of the number.
    pub(super) tail: u16,
}

impl Entry {
    pub(super) fn sent(key: u128, at: RowRef, expected: &Expected, failed: bool) -> Entry {
        let mut flags = Flags::SENT;
        flags.set(Flags::PARTS, expected.parts.is_some());
        flags.set(Flags::PRICE, expected.price.is_some());
        flags.set(Flags::FAILED, failed);
        Entry {
            key,
            at,
            price: expected.price.unwrap_or_default(),
            parts: expected.parts.unwrap_or_default(),
            units: expected.units.unwrap_or_default(),
            flags,
            tail: 0,
        }
    }

    pub(super) fn price(&self) -> Option<Amount> {
        self.flags.has(Flags::PRICE).then_some(self.price)
    }

    pub(super) fn parts(&self) -> Option<u64> {
        self.flags.has(Flags::PARTS).then_some(self.parts)
    }

    /// A row of the bill as what it bills.
    pub(super) fn bill(&self) -> Bill {
        let failed = self.flags.has(Flags::FAILED);
        Bill { parts: self.parts(), price: self.price(), failed }
    }

    /// Whether nothing keeps it from being compared.
    pub(super) fn is_comparable(&self) -> bool {
        !self.flags.has(Flags::OTHER_CURRENCY) && !self.flags.has(Flags::UNREADABLE)
    }
}

/// A sent message and the row of the bill that is its counterpart: to be explained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pair {
    /// Row of the sent message, from 1.
    pub(super) sent: u64,
    /// The row of the bill; its key has no meaning any more.
    pub(super) billed: Entry,
}

/// A row of the bill without a sent message: of which the reasons are known already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extra {
    pub(super) billed: Entry,
    pub(super) reasons: u32,
}

fn put<const N: usize>(octets: &mut [u8], at: usize, value: [u8; N]) {
    octets[at..at + N].copy_from_slice(&value);
}

fn take<const N: usize>(octets: &[u8], at: usize) -> [u8; N] {
    let mut value = [0; N];
    value.copy_from_slice(&octets[at..at + N]);
    value
}

const ENTRY_LEN: usize = 68;

fn put_entry(octets: &mut [u8], entry: &Entry) {
    put(octets, 0, entry.key.to_le_bytes());
    put(octets, 16, entry.at.row.to_le_bytes());
    put(octets, 24, entry.at.line.to_le_bytes());
    put(octets, 32, entry.price.nanos().to_le_bytes());
    put(octets, 48, entry.parts.to_le_bytes());
    put(octets, 56, entry.units.to_le_bytes());
    put(octets, 64, entry.flags.0.to_le_bytes());
    put(octets, 66, entry.tail.to_le_bytes());
}

fn take_entry(octets: &[u8]) -> Entry {
    let word = |at| u64::from_le_bytes(take(octets, at));
    Entry {
        key: u128::from_le_bytes(take(octets, 0)),
        at: RowRef { row: word(16), line: word(24) },
        price: Amount::from_nanos(i128::from_le_bytes(take(octets, 32))).unwrap_or_default(),
        parts: word(48),
        units: word(56),
        flags: Flags(u16::from_le_bytes(take(octets, 64))),
        tail: u16::from_le_bytes(take(octets, 66)),
    }
}

impl Record for Entry {
    type Octets = Octets<ENTRY_LEN>;

    fn to_octets(&self) -> Self::Octets {
        let mut octets = Octets::default();
        put_entry(&mut octets.0, self);
        octets
    }

    fn of_octets(octets: &Self::Octets) -> Entry {
        take_entry(&octets.0)
    }
}

impl Record for Pair {
    type Octets = Octets<{ ENTRY_LEN + 8 }>;

    fn to_octets(&self) -> Self::Octets {
        let mut octets = Octets::default();
        put_entry(&mut octets.0, &self.billed);
        put(&mut octets.0, ENTRY_LEN, self.sent.to_le_bytes());
        octets
    }

    fn of_octets(octets: &Self::Octets) -> Pair {
        let sent = u64::from_le_bytes(take(&octets.0, ENTRY_LEN));
        Pair { sent, billed: take_entry(&octets.0) }
    }
}

impl Record for Extra {
    type Octets = Octets<{ ENTRY_LEN + 4 }>;

    fn to_octets(&self) -> Self::Octets {
        let mut octets = Octets::default();
        put_entry(&mut octets.0, &self.billed);
        put(&mut octets.0, ENTRY_LEN, self.reasons.to_le_bytes());
        octets
    }

    fn of_octets(octets: &Self::Octets) -> Extra {
        let reasons = u32::from_le_bytes(take(&octets.0, ENTRY_LEN));
        Extra { billed: take_entry(&octets.0), reasons }
    }
}

/// So many octets: arrays of this length have no default.
pub(crate) struct Octets<const N: usize>([u8; N]);

impl<const N: usize> Default for Octets<N> {
    fn default() -> Self {
        Octets([0; N])
    }
}

impl<const N: usize> AsRef<[u8]> for Octets<N> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl<const N: usize> AsMut<[u8]> for Octets<N> {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut flags = Flags::SENT;
        flags.set(Flags::PAIR_OPEN, true);
        let entry = Entry {
            key: u128::MAX - 7,
            at: RowRef { row: u64::MAX, line: 3 },
            price: Amount::from_nanos(-1).unwrap(),
            parts: 1 << 40,
            units: 2,
            flags,
            tail: 9999,
        };
        assert_eq!(Entry::of_octets(&entry.to_octets()), entry);
        let pair = Pair { sent: 5, billed: entry };
        assert_eq!(Pair::of_octets(&pair.to_octets()), pair);
        let extra = Extra { billed: entry, reasons: 77 };
        assert_eq!(Extra::of_octets(&extra.to_octets()), extra);
        assert!(entry.flags.has(Flags::SENT) && !entry.flags.has(Flags::PRICE));
    }
}
