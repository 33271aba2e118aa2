//! `septet split`: the text of each segment.

use clap::Args;
use septet::{Error, TextOptions};
use serde_json::{Value, json};

use crate::inspect::{inspection_object, read_text, text_of};
use crate::io::{Failure, Io};
use crate::jsonl;
use crate::text_options::{self, TextOptionArgs};

/// Cut a text into the segments it will be sent as.
#[derive(Args, Debug)]
pub struct SplitArgs {
    /// The text; - reads it from standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    text: Option<String>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Read one JSON record per line from standard input, and answer each with one
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    options: TextOptionArgs,
}

/// Runs the command.
pub fn run(args: &SplitArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    let options = args.options.options()?;
    let Some(text) = &args.text else {
        return jsonl::filter(io, |record| record_answer(&record, options));
    };
    let text = read_text(text, io)?;
    if args.json {
        let mut object = answer(&text, &options)?;
        object["schema"] = json!("septet.split/1");
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

fn record_answer(record: &Value, base: TextOptions) -> Result<Value, Error> {
    let options = text_options::from_record(base, record.get("options"))?;
    answer(text_of(record)?, &options)
}

fn answer(text: &str, options: &TextOptions) -> Result<Value, Error> {
    let segments = septet::split(text, options)?;
    let mut object = inspection_object(&segments.inspection());
    object["per_segment_units"] = segments.iter().map(|segment| segment.units).collect();
    object["texts"] = segments.iter().map(|segment| segment.text).collect();
    Ok(object)
}
