//! Texts to measure on. They are made, not collected: words of notifications in several languages,
//! joined by a fixed generator, so that every machine measures the same bytes.

#![forbid(unsafe_code)]

pub mod numbers;
pub mod obvious;

/// A column of texts in Arrow's layout: row i is `text[offsets[i]..offsets[i + 1]]`.
pub struct Column {
    /// All rows, one after the other.
    pub text: String,
    /// Where each row begins; one more at the end.
    pub offsets: Vec<i32>,
}

impl Column {
    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &str> {
        self.offsets.windows(2).map(|ends| &self.text[ends[0] as usize..ends[1] as usize])
    }
}

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// English in ASCII.
    Ascii,
    /// ASCII with one word of the extension table.
    Extension,
    /// Western European, all of it in the default alphabet.
    Latin,
    /// Arabic.
    Arabic,
    /// Han.
    Cjk,
    /// Devanagari.
    Devanagari,
    /// ASCII and a few emoji at the end.
    Emoji,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] = [
        Kind::Ascii,
        Kind::Extension,
        Kind::Latin,
        Kind::Arabic,
        Kind::Cjk,
        Kind::Devanagari,
        Kind::Emoji,
    ];

    fn words(self) -> &'static [&'static str] {
        match self {
            Kind::Ascii | Kind::Emoji | Kind::Extension => &[
                "Your", "order", "is", "ready", "for", "pickup", "at", "the", "front", "desk",
                "code", "482913", "expires", "in", "10", "minutes", "Reply", "STOP", "to", "opt",
                "out.", "Balance:", "25.00", "USD", "table", "on", "Friday", "20:30", "thank",
                "you!",
            ],
            Kind::Latin => &[
                "Votre",
                "commande",
                "numéro",
                "expédiée",
                "près",
                "de",
                "café",
                "où",
                "à",
                "déjà",
                "mañana",
                "señor",
                "año",
                "für",
                "Straße",
                "schön",
                "Größe",
                "né",
                "più",
                "così",
            ],
            Kind::Arabic => &[
                "طلبك",
                "جاهز",
                "للاستلام",
                "رمز",
                "التحقق",
                "صالح",
                "لمدة",
                "دقائق",
                "شكرا",
                "لك",
                "موعدك",
                "يوم",
                "الجمعة",
            ],
            Kind::Cjk => {
                &["您的订单", "已经", "发货", "验证码", "十分钟", "内有效", "谢谢", "请勿", "回复"]
            }
            Kind::Devanagari => &[
                "आपका",
                "ऑर्डर",
                "तैयार",
                "है",
                "कोड",
                "दस",
                "मिनट",
                "तक",
                "मान्य",
                "धन्यवाद",
                "शुक्रवार",
                "को",
            ],
        }
    }
}

/// A small fixed generator (xorshift64*): the texts are the same everywhere.
pub struct Random(u64);

impl Random {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Random {
        Random(seed | 1)
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: usize, to: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        from + (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % (to - from + 1)
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.between(0, words.len() - 1)]
    }
}

/// A text of so many characters, but for the emoji or bracket at its end.
pub fn text(kind: Kind, char_count: usize, random: &mut Random) -> String {
    let separator = if kind == Kind::Cjk { "" } else { " " };
    let mut text = String::new();
    let mut left = char_count;
    while left > 0 {
        let word = [random.pick(kind.words()), separator].concat();
        text.extend(word.chars().take(left));
        left -= word.chars().count().min(left);
    }
    match kind {
        Kind::Extension => text.push_str(random.pick(&["[1]", "{name}", "a|b", "5€"])),
        Kind::Emoji => {
            for _ in 0..random.between(1, 3) {
                text.push_str(random.pick(&["😀", "🎉", "👍🏽", "❤️", "🔥", "👨‍👩‍👧"]));
            }
        }
        _ => {}
    }
    text
}

/// The corpus "mixed": 54 % ASCII, 6 % with a word of the extension table, 15 % accented Latin,
/// 10 % Arabic, 5 % each Han, Devanagari and emoji, of 15 to 160 characters.
pub fn mixed(row_count: usize) -> Column {
    let mut random = Random::new(0x5E97);
    column((0..row_count).map(|_| {
        let (kind, longest) = match random.between(0, 99) {
            0..54 => (Kind::Ascii, 160),
            54..60 => (Kind::Extension, 152),
            60..75 => (Kind::Latin, 160),
            75..85 => (Kind::Arabic, 160),
            85..90 => (Kind::Cjk, 100),
            90..95 => (Kind::Devanagari, 120),
            _ => (Kind::Emoji, 140),
        };
        let char_count = random.between(if kind == Kind::Cjk { 15 } else { 20 }, longest);
        text(kind, char_count, &mut random)
    }))
}

/// Rows of one kind, each of at least so many bytes.
pub fn uniform(kind: Kind, byte_count: usize, row_count: usize) -> Column {
    let mut random = Random::new(7);
    column((0..row_count).map(|_| {
        let mut row = String::new();
        while row.len() < byte_count {
            row.push_str(&text(kind, 20, &mut random));
        }
        row
    }))
}

fn column(rows: impl Iterator<Item = String>) -> Column {
    let mut column = Column { text: String::new(), offsets: vec![0] };
    for row in rows {
        column.text.push_str(&row);
        column.offsets.push(column.text.len() as i32);
    }
    column
}
