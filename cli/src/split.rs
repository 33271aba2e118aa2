//! `septet split`: the text of each segment.

use clap::Args;
use septet::segment::split_data;
use septet::user_data::{SEGMENT_OCTET_LEN, SEGMENT_SEPTET_LEN, UserData, encode_septets};
use septet::{Encoding, Error, TextOptions};
use serde_json::{Value, json};

use crate::inspect::{Input, inspection_object, merge, read_text, replacement_object};
use crate::io::{Failure, Io};
use crate::jsonl;
use crate::record::to_hex;
use crate::text_options::TextArgs;

/// Cut a text into the segments it will be sent as.
#[derive(Args, Debug)]
pub struct SplitArgs {
    #[command(flatten)]
    of: TextArgs,
}

/// Runs the command.
pub fn run(SplitArgs { of: args }: &SplitArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    let options = args.options.options()?;
    let Some(text) = &args.text else {
        return jsonl::filter(io, |record| record_answer(record, options));
    };
    let text = read_text(text, io)?;
    if args.json {
        let mut object = json!({ "schema": "septet.split/1" });
        merge(&mut object, answer(&text, &options)?);
        return writeln!(io.stdout, "{object:#}")
            .map(|()| crate::DONE)
            .map_err(Failure::io("standard output"));
    }
    for segment in &septet::split(&text, &options)? {
        let number = segment.segment_index + 1;
        writeln!(io.stdout, "{number:>3}  {:>3}  {}", segment.units, segment.text)
            .map_err(Failure::io("standard output"))?;
    }
    Ok(crate::DONE)
}

fn record_answer(record: Value, base: TextOptions) -> Result<Value, Error> {
    let (input, options) = Input::from_record(record, base)?;
    match input {
        Input::Text(text) => answer(&text, &options),
        Input::Data(data) => data_answer(&data, &options),
    }
}

fn answer(text: &str, options: &TextOptions) -> Result<Value, Error> {
    let segments = septet::split(text, options)?;
    let inspection = segments.inspection();
    let mut object = inspection_object(&inspection);
    object["per_segment_units"] = segments.iter().map(|segment| segment.units).collect();
    let mut octets = Octets::default();
    let mut unpacked = Vec::new();
    for segment in &segments {
        octets.push(segment.encode(&mut [0; SEGMENT_OCTET_LEN])?)?;
        if inspection.encoding == Encoding::Gsm7 {
            let mut septets = [0; SEGMENT_SEPTET_LEN];
            let count = encode_septets(segment.text, inspection.pair, &mut septets)?;
            unpacked.push(to_hex(septets.get(..count).unwrap_or_default()));
        }
    }
    octets.write(&mut object);
    if inspection.encoding == Encoding::Gsm7 {
        object["unpacked_hex"] = json!(unpacked);
    }
    object["texts"] = segments.iter().map(|segment| segment.text).collect();
    let replacements = segments.replacements().map(|r| replacement_object(&r));
    object["replacements"] = replacements.collect();
    Ok(object)
}

fn data_answer(data: &[u8], options: &TextOptions) -> Result<Value, Error> {
    let segments = split_data(data, options)?;
    let mut object = inspection_object(&segments.inspection());
    object["per_segment_units"] = segments.iter().map(|segment| segment.data.len()).collect();
    let mut octets = Octets::default();
    for segment in segments.iter() {
        octets.push(segment.encode(&mut [0; SEGMENT_OCTET_LEN])?)?;
    }
    octets.write(&mut object);
    Ok(object)
}

/// The octets of each segment, in hex.
#[derive(Default)]
struct Octets {
    udl: Vec<u8>,
    udh_hex: Vec<String>,
    packed_hex: Vec<String>,
}

impl Octets {
    fn push(&mut self, user_data: UserData<'_>) -> Result<(), Error> {
        let header = user_data.header()?;
        self.udl.push(user_data.udl());
        self.udh_hex.push(header.map_or_else(String::new, |header| to_hex(header.octets())));
        self.packed_hex.push(to_hex(user_data.octets()));
        Ok(())
    }

    fn write(self, object: &mut Value) {
        object["udl"] = json!(self.udl);
        object["udh_hex"] = json!(self.udh_hex);
        object["packed_hex"] = json!(self.packed_hex);
    }
}
