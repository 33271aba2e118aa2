//! The default alphabet as the bytes of UTF-8 show it, computed from its tables while compiling.
//!
//! A byte below 0x80 is a character: one septet, two, or none of the alphabet. Above, only the
//! leads 0xC2, 0xC3 and 0xCE begin characters of the alphabet, each with a set of continuation
//! bytes, and 0xE2 0x82 0xAC is the euro sign. All of this is asserted below.
//!
//! For vector units without a byte permutation of 128 entries, a set of bytes is written as a union
//! of at most eight rectangles (high nibbles) x (low nibbles), one bit each: a byte is in the set
//! when the entries of its two nibbles share a bit.

use crate::alphabet::{ESCAPE, LockingTable, SingleTable};

/// Euro sign: the only character of three bytes.
pub(super) const EURO: [u8; 3] = [0xE2, 0x82, 0xAC];

/// Lead bytes of the characters of two bytes, with their continuation bytes as bits of the low six.
pub(super) const LEADS: [(u8, u64); 3] =
    [(0xC2, continuations(0xC2)), (0xC3, continuations(0xC3)), (0xCE, continuations(0xCE))];

/// Whether the extension table has a character.
const fn is_double(c: u32) -> bool {
    holds(SingleTable::DEFAULT.cells(), c)
}

/// Whether the default alphabet has a character; its place for the escape is none.
const fn is_single(c: u32) -> bool {
    holds(LockingTable::DEFAULT.cells(), c)
}

const fn holds(cells: &[u16; 128], c: u32) -> bool {
    let mut code = 0;
    while code < 128 {
        if c != 0 && cells[code] as u32 == c {
            return true;
        }
        code += 1;
    }
    false
}

const fn continuations(lead: u8) -> u64 {
    let mut set = 0;
    let mut low = 0;
    while low < 64 {
        if is_single((lead as u32 & 0x1F) << 6 | low) {
            set |= 1 << low;
        }
        low += 1;
    }
    set
}

/// What one byte says by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Single,
    Double,
    Continuation,
    /// A lead whose character the continuation decides.
    Lead,
    /// Belongs to no character of the alphabet.
    Outside,
}

const fn role(byte: u8) -> Role {
    match byte {
        0x00..=0x7F if is_double(byte as u32) => Role::Double,
        0x00..=0x7F if is_single(byte as u32) => Role::Single,
        0x80..=0xBF => Role::Continuation,
        0xC2 | 0xC3 | 0xCE | 0xE2 => Role::Lead,
        _ => Role::Outside,
    }
}

/// Bytes of characters that take two septets: the euro sign is counted at its lead.
pub(super) const fn counts_double(byte: u8) -> bool {
    matches!(role(byte), Role::Double) || byte == EURO[0]
}

/// Bytes that belong to no character of the alphabet, whatever stands beside them.
pub(super) const fn is_outside(byte: u8) -> bool {
    matches!(role(byte), Role::Outside)
}

/// A set of bytes by their nibbles, as bits of up to eight rectangles.
pub(super) struct Nibbles {
    pub(super) low: [u8; 16],
    pub(super) high: [u8; 16],
}

/// Bits of [`CLASS`] for bytes of two septets, but for the euro sign.
pub(super) const DOUBLE: u8 = 0b0000_1100;
/// Bits of [`CLASS`] for bytes outside the alphabet.
pub(super) const OUTSIDE: u8 = !DOUBLE;

/// [`Role::Double`] and [`Role::Outside`] by nibbles. Rows (high nibbles) with equal columns share
/// a bit.
pub(super) const CLASS: Nibbles = {
    // the rows of each bit, and what its columns hold
    const ROWS: [(&[u8], Role); 8] = [
        (&[0x0], Role::Outside),
        (&[0x1, 0xD, 0xF], Role::Outside),
        (&[0x5, 0x7], Role::Double),
        (&[0x0], Role::Double),
        (&[0x7], Role::Outside),
        (&[0x6], Role::Outside),
        (&[0xC], Role::Outside),
        (&[0xE], Role::Outside),
    ];
    let mut table = Nibbles { low: [0; 16], high: [0; 16] };
    let mut bit = 0;
    while bit < 8 {
        let (rows, wanted) = ROWS[bit];
        let mut i = 0;
        while i < rows.len() {
            table.high[rows[i] as usize] |= 1 << bit;
            i += 1;
        }
        let mut low = 0;
        while low < 16 {
            if role(rows[0] << 4 | low) as u8 == wanted as u8 {
                table.low[low as usize] |= 1 << bit;
            }
            low += 1;
        }
        bit += 1;
    }
    table
};

/// Continuation bytes by nibbles, one bit for each high nibble that a lead allows.
pub(super) const FOLLOWS: Nibbles = {
    let mut table = Nibbles { low: [0; 16], high: [0; 16] };
    let mut bit = 0;
    while bit < 8 {
        let (lead, high) = RECTANGLES[bit];
        table.high[high as usize] |= 1 << bit;
        let mut low = 0;
        while low < 16 {
            if allows(lead, high << 4 | low) {
                table.low[low as usize] |= 1 << bit;
            }
            low += 1;
        }
        bit += 1;
    }
    table
};

/// The bits of [`FOLLOWS`] that a lead allows, by its low nibble. The leads differ in it, and any
/// other byte with such a nibble belongs to a character that is judged otherwise.
pub(super) const LEAD: [u8; 16] = {
    let mut table = [0; 16];
    let mut bit = 0;
    while bit < 8 {
        table[(RECTANGLES[bit].0 & 0xF) as usize] |= 1 << bit;
        bit += 1;
    }
    table
};

/// Lead and high nibble of the continuation.
const RECTANGLES: [(u8, u8); 8] = [
    (0xC2, 0xA),
    (0xC2, 0xB),
    (0xC3, 0x8),
    (0xC3, 0x9),
    (0xC3, 0xA),
    (0xC3, 0xB),
    (0xCE, 0x9),
    (0xCE, 0xA),
];

/// Whether lead and continuation are a character of the alphabet.
const fn allows(lead: u8, continuation: u8) -> bool {
    let mut i = 0;
    while i < LEADS.len() {
        if LEADS[i].0 == lead {
            return LEADS[i].1 >> (continuation & 0x3F) & 1 != 0;
        }
        i += 1;
    }
    false
}

/// The low six bits of the byte that may follow a lead, as bits, by the low six bits of the lead.
/// The euro sign is known by the byte after it.
pub(super) const FOLLOWING: [u64; 64] = {
    let mut sets = [0; 64];
    let mut i = 0;
    while i < LEADS.len() {
        sets[LEADS[i].0 as usize & 0x3F] = LEADS[i].1;
        i += 1;
    }
    assert!(sets[EURO[0] as usize & 0x3F] == 0);
    sets[EURO[0] as usize & 0x3F] = 1 << (EURO[1] & 0x3F);
    sets
};

// every character of both tables is found by the rules above
const _: () = {
    let mut code = 0;
    while code < 128 {
        let single = LockingTable::DEFAULT.cells()[code] as u32;
        let lead = (0xC0 | single >> 6) as u8;
        assert!(single < 0x80 || single < 0x800 && allows(lead, 0x80 | (single & 0x3F) as u8));
        assert!(code != ESCAPE as usize || single == 0);
        let double = SingleTable::DEFAULT.cells()[code];
        assert!(double < 0x80 || double == 0x20AC);
        code += 1;
    }
};

// the rectangles say what the rules say
const _: () = {
    let mut byte = 0;
    while byte < 256 {
        let class = CLASS.low[byte & 15] & CLASS.high[byte >> 4];
        let role = role(byte as u8);
        assert!((class & DOUBLE != 0) == matches!(role, Role::Double));
        assert!((class & OUTSIDE != 0) == matches!(role, Role::Outside));
        let mut lead = 0;
        while lead < 3 {
            let lead_byte = LEADS[lead].0;
            let shared =
                FOLLOWS.low[byte & 15] & FOLLOWS.high[byte >> 4] & LEAD[lead_byte as usize & 15];
            assert!(byte & 0xC0 != 0x80 || (shared != 0) == allows(lead_byte, byte as u8));
            lead += 1;
        }
        byte += 1;
    }
};

/// The septet of an ASCII character, with [`ESCAPED`] where an escape comes first, or [`NONE`].
pub(super) const ASCII: [u8; 128] = {
    let mut table = [NONE; 128];
    let mut code = 0;
    while code < 128 {
        let double = SingleTable::DEFAULT.cells()[code] as usize;
        if double != 0 && double < 128 {
            table[double] = code as u8 | ESCAPED;
        }
        let single = LockingTable::DEFAULT.cells()[code] as usize;
        if single != 0 && single < 128 {
            table[single] = code as u8;
        }
        code += 1;
    }
    table
};

/// The septet of a character of two bytes by the low bits of its continuation, for each of
/// [`LEADS`], or [`NONE`].
pub(super) const TWO_BYTES: [[u8; 64]; 3] = {
    let mut table = [[NONE; 64]; 3];
    let mut code = 0;
    while code < 128 {
        let single = LockingTable::DEFAULT.cells()[code] as u32;
        let mut lead = 0;
        while lead < 3 {
            if single >= 0x80 && (0xC0 | single >> 6) == LEADS[lead].0 as u32 {
                table[lead][single as usize & 0x3F] = code as u8;
            }
            lead += 1;
        }
        code += 1;
    }
    table
};

/// The septet of the euro sign, after an escape.
pub(super) const EURO_CODE: u8 = {
    let mut code = 0;
    while SingleTable::DEFAULT.cells()[code] != 0x20AC {
        code += 1;
    }
    code as u8
};

/// Bit of [`ASCII`]: an escape comes first.
pub(super) const ESCAPED: u8 = 0x80;
/// No septet; no escaped one either, 0x7F not being assigned in the extension table.
pub(super) const NONE: u8 = 0xFF;

/// ASCII characters of one septet whose septet is another number, with that septet. All others
/// are their own septet.
pub(super) const MOVED: [(u8, u8); 3] = [(b'@', 0x00), (b'$', 0x02), (b'_', 0x11)];

const _: () = {
    let mut byte = 0;
    while byte < 128 {
        let mut expected = byte as u8;
        let mut i = 0;
        while i < MOVED.len() {
            if MOVED[i].0 == expected {
                expected = MOVED[i].1;
                break;
            }
            i += 1;
        }
        assert!(ASCII[byte] >= 0x80 || ASCII[byte] == expected);
        byte += 1;
    }
    assert!(SingleTable::DEFAULT.cells()[0x7F] == 0);
};
