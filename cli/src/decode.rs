//! `septet decode`: the text of one segment, from its octets.

use std::path::PathBuf;

use septet::user_data::{
    ConcatenationReference, Content, DataCoding, MessageClass, ShortMessage, SmscAlphabet,
    UserData, UserDataHeader, decode_septets,
};
use septet::vendor::Vendor;
use septet::{Encoding, Error, ErrorKind, LanguagePair};
use serde_json::{Map, Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;
use crate::record::{Record, from_hex, required, to_hex};
use crate::rules;

/// Read the octets of one segment.
#[derive(clap::Args)]
pub struct Args {
    /// User data (TP-UD) in hexadecimal digits, header included
    #[arg(required_unless_present = "jsonl", value_parser = octets)]
    octets: Option<Octets>,
    /// Data coding (TP-DCS), such as 8 or 0x08
    #[arg(long, default_value = "0", value_parser = octet)]
    dcs: u8,
    /// The user data begins with a header (TP-UDHI)
    #[arg(long)]
    udhi: bool,
    /// Length (TP-UDL): septets in 7-bit coding, where it must be given, else octets
    #[arg(long, value_parser = octet)]
    udl: Option<u8>,
    /// One octet per septet, without a header, as SMPP carries 7-bit text
    #[arg(long, conflicts_with_all = ["dcs", "udhi", "udl"])]
    unpacked: bool,
    /// Locking shift table of unpacked septets (language id)
    #[arg(long, default_value_t = 0, requires = "unpacked")]
    locking: u8,
    /// Single shift table of unpacked septets (language id)
    #[arg(long, default_value_t = 0, requires = "unpacked")]
    single: u8,
    /// OCTETS is the short_message of SMPP, with this data_coding
    #[arg(long, value_parser = octet, conflicts_with_all = ["dcs", "udhi", "udl", "unpacked"])]
    data_coding: Option<u8>,
    /// esm_class of SMPP: 0x40 where a header comes first
    #[arg(long, value_parser = octet, default_value = "0", requires = "data_coding")]
    esm_class: u8,
    /// What data_coding 0 means: gsm7, latin1 or ascii [default: gsm7]
    #[arg(long, value_name = "WORD", requires = "data_coding")]
    smsc_alphabet: Option<SmscAlphabet>,
    /// The vendor whose profile says what data_coding 0 means
    #[arg(long, value_name = "ID", requires = "data_coding", conflicts_with = "smsc_alphabet")]
    vendor: Option<String>,
    /// A profile of your own that says it
    #[arg(long, value_name = "FILE", requires = "data_coding",
        conflicts_with_all = ["smsc_alphabet", "vendor"])]
    profile: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Answer `{"udl", "ud_hex", "dcs", "udhi"}`, `{"septets_hex", "locking", "single"}` or
    /// `{"short_message_hex", "data_coding", "esm_class", "smsc_alphabet" or "vendor"}` records from
    /// standard input, one per line
    #[arg(long, conflicts_with_all = ["octets", "dcs", "udhi", "udl", "unpacked", "data_coding"])]
    jsonl: bool,
}

type Octets = Vec<u8>;

fn octets(digits: &str) -> Result<Octets, String> {
    from_hex(digits).ok_or_else(|| "write octets as pairs of hexadecimal digits".to_string())
}

fn octet(number: &str) -> Result<u8, String> {
    let parsed = match number.strip_prefix("0x") {
        Some(digits) => u8::from_str_radix(digits, 16),
        None => number.parse(),
    };
    parsed.map_err(|_| "use a number from 0 to 255, such as 8 or 0x08".to_string())
}

/// Runs the command.
///
/// # Errors
/// Octets that cannot be decoded, or an unreadable stream.
pub fn run(args: Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    if args.jsonl {
        return jsonl::filter(io, |record| answer(Record::new(record)?));
    }
    let octets = args.octets.unwrap_or_default();
    let mut object = if args.unpacked {
        septets(&octets, args.locking, args.single)?
    } else if let Some(data_coding) = args.data_coding {
        let (id, profile) = (args.vendor.as_deref(), args.profile.as_deref());
        let is_named = id.is_some() || profile.is_some();
        let vendor = is_named.then(|| rules::vendor(id, profile)).transpose()?;
        let alphabet = Vendor::smsc_alphabet_or(args.smsc_alphabet, vendor.as_ref())?;
        let message =
            ShortMessage { short_message: &octets, data_coding, esm_class: args.esm_class };
        short_message(message, alphabet)?
    } else {
        let coding = DataCoding::from_octet(args.dcs);
        let length = match (args.udl, coding.encoding()) {
            (Some(length), _) => length,
            (None, Encoding::Gsm7) => {
                return Err(Error::new(
                    ErrorKind::InvalidOption,
                    "7-bit octets do not say how many septets they hold ('@' is 0): give the count",
                )
                .with_field("udl")
                .into());
            }
            (None, _) => octets.len().try_into().map_err(|_| {
                Error::new(ErrorKind::InvalidOption, "one segment has at most 140 octets")
                    .with_field("octets")
            })?,
        };
        segment(UserData::new(&octets, length, coding, args.udhi))?
    };
    let written = if args.json {
        object.insert("schema".into(), json!("septet.decode/1"));
        writeln!(io.stdout, "{:#}", Value::Object(object))
    } else {
        people(io, &object)
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

fn answer(mut record: Record) -> Result<Value, Error> {
    let object = if record.has("septets_hex") {
        let octets = required(record.hex("septets_hex")?, "septets_hex")?;
        let (locking, single) = (record.octet("locking")?, record.octet("single")?);
        record.finish()?;
        septets(&octets, locking.unwrap_or(0), single.unwrap_or(0))?
    } else if record.has("short_message_hex") {
        short_message_record(record)?
    } else {
        let octets = required(record.hex("ud_hex")?, "ud_hex")?;
        let user_data = user_data(&mut record, &octets)?;
        record.finish()?;
        segment(user_data)?
    };
    Ok(Value::Object(object))
}

/// The user data of a record, but for its octets.
pub(crate) fn user_data<'a>(record: &mut Record, octets: &'a [u8]) -> Result<UserData<'a>, Error> {
    let coding = DataCoding::from_octet(required(record.octet("dcs")?, "dcs")?);
    let length = required(record.octet("udl")?, "udl")?;
    Ok(UserData::new(octets, length, coding, record.flag("udhi")?.unwrap_or(false)))
}

fn septets(octets: &[u8], locking: u8, single: u8) -> Result<Map<String, Value>, Error> {
    let languages = LanguagePair::from_ids(locking, single).ok_or_else(|| {
        Error::new(ErrorKind::LanguageUnknown, "a language id is 0 to 13; 2 has no locking table")
    })?;
    let mut object = Map::new();
    insert_content(&mut object, Content::Text(decode_septets(octets, languages)?))?;
    object.insert("encoding".into(), json!(Encoding::Gsm7.as_str()));
    object.insert("language".into(), language(languages));
    Ok(object)
}

fn short_message_record(mut record: Record) -> Result<Map<String, Value>, Error> {
    let octets = required(record.hex("short_message_hex")?, "short_message_hex")?;
    let message = ShortMessage {
        short_message: &octets,
        data_coding: required(record.octet("data_coding")?, "data_coding")?,
        esm_class: record.octet("esm_class")?.unwrap_or(0),
    };
    let stated = record.text("smsc_alphabet")?.map(|word| word.parse()).transpose()?;
    let vendor = record.text("vendor")?.map(|id| Vendor::builtin(&id)).transpose()?;
    let alphabet = Vendor::smsc_alphabet_or(stated, vendor)?;
    record.finish()?;
    short_message(message, alphabet)
}

fn short_message(
    message: ShortMessage<'_>,
    alphabet: SmscAlphabet,
) -> Result<Map<String, Value>, Error> {
    let mut object = Map::new();
    insert_content(&mut object, message.decode(alphabet)?)?;
    Ok(object)
}

fn segment(user_data: UserData<'_>) -> Result<Map<String, Value>, Error> {
    let mut object = Map::new();
    insert_content(&mut object, user_data.decode()?)?;
    let coding = user_data.data_coding();
    object.insert("encoding".into(), json!(coding.encoding().as_str()));
    object.insert("dcs".into(), json!(coding.octet()));
    object.insert("dcs_reserved".into(), json!(coding.is_reserved()));
    object.insert("message_class".into(), json!(coding.message_class().map(MessageClass::number)));
    if let Some(header) = user_data.header()? {
        if coding.encoding() == Encoding::Gsm7 {
            object.insert("language".into(), language(header.languages()));
        }
        insert_header(&mut object, header);
    }
    Ok(object)
}

/// Adds `text` or `data_hex`.
pub(crate) fn insert_content(
    object: &mut Map<String, Value>,
    content: Content,
) -> Result<(), Error> {
    let (name, value) = match content {
        Content::Text(text) => ("text", text),
        Content::Data(data) => ("data_hex", to_hex(&data)),
        _ => return Err(Error::new(ErrorKind::Internal, "content of an unknown kind")),
    };
    object.insert(name.into(), json!(value));
    Ok(())
}

fn insert_header(object: &mut Map<String, Value>, header: UserDataHeader<'_>) {
    object.insert("udh_hex".into(), json!(to_hex(header.octets())));
    if let Some(element) = header.concatenation() {
        let (reference, bits) = match element.reference() {
            ConcatenationReference::Bits8(number) => (u16::from(number), 8),
            ConcatenationReference::Bits16(number) => (number, 16),
        };
        let value = json!({
            "reference": bits,
            "reference_number": reference,
            "total": element.total(),
            "sequence": element.sequence(),
        });
        object.insert("concatenation".into(), value);
    }
    if let Some(ports) = header.ports() {
        let value = json!({"dst": ports.destination, "src": ports.source});
        object.insert("ports".into(), value);
    }
    let elements: Vec<_> =
        header.elements().map(|e| json!({"id": e.id, "data_hex": to_hex(e.data)})).collect();
    object.insert("elements".into(), json!(elements));
}

/// `{single, locking}`, or null for the default tables.
pub(crate) fn language(languages: LanguagePair) -> Value {
    if languages.is_default() {
        return Value::Null;
    }
    json!({"single": languages.single_id(), "locking": languages.locking_id()})
}

/// Aligned lines, the text last and as it is but for control characters.
fn people(io: &mut Io<'_>, object: &Map<String, Value>) -> std::io::Result<()> {
    let out = &mut io.stdout;
    let encoding = object.get("encoding").and_then(Value::as_str).and_then(Encoding::from_word);
    if let Some(encoding) = encoding {
        writeln!(out, "encoding  {encoding}")?;
    }
    if let Some(class) = object.get("message_class").and_then(Value::as_u64) {
        writeln!(out, "class     {class}")?;
    }
    if object.get("dcs_reserved") == Some(&Value::Bool(true)) {
        writeln!(out, "note      this data coding is reserved: read as the default alphabet")?;
    }
    if let Some(part) = object.get("concatenation") {
        let (sequence, total) = (&part["sequence"], &part["total"]);
        let (number, bits) = (&part["reference_number"], &part["reference"]);
        writeln!(out, "segment   {sequence} of {total}, reference {number} ({bits} bits)")?;
    }
    if let Some(tables) = object.get("language").filter(|tables| !tables.is_null()) {
        writeln!(out, "tables    locking {}, single {}", tables["locking"], tables["single"])?;
    }
    if let Some(ports) = object.get("ports") {
        writeln!(out, "ports     to {}, from {}", ports["dst"], ports["src"])?;
    }
    match (object.get("text").and_then(Value::as_str), object.get("data_hex")) {
        (Some(text), _) => writeln!(out, "text      {}", printable(text)),
        (None, Some(data)) => writeln!(out, "data      {}", data.as_str().unwrap_or_default()),
        (None, None) => Ok(()),
    }
}

/// Text for a terminal: a control character is written as its escape, so that a message cannot
/// steer the terminal.
pub(crate) fn printable(text: &str) -> String {
    let escape = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.into() };
    text.chars().map(escape).collect()
}
