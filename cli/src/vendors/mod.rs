//! `septet vendors`: the profiles that come with septet, and your own.

mod show;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use septet::vendor::{Format, Vendor};
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::io::{Failure, Io};

/// The vendor profiles: what is there, what one says, whether one of yours is right.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// The profiles that come with septet
    List {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// What a vendor wants, in plain words
    Show {
        /// A vendor's id, or the path of a profile
        vendor: String,
        /// Print the profile as JSON
        #[arg(long)]
        json: bool,
    },
    /// Whether profiles can be used; an error names the field by its path
    Check {
        /// Profiles in JSON or TOML; - is standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// A profile to fill in, with every field explained, on standard output (TOML)
    New {
        /// The vendor's id: lower-case letters, digits and _
        id: String,
    },
    /// The JSON Schema of profiles
    Schema,
}

/// Runs the command.
///
/// # Errors
/// An unknown vendor, a profile that cannot be used, or an unwritable stream.
pub fn run(args: Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    match args.action {
        Action::List { json } => list(json, io),
        Action::Show { vendor, json } => {
            let vendor = find(&vendor)?;
            let written = if json {
                write!(io.stdout, "{}", vendor.to_json())
            } else {
                show::people(&vendor, io.stdout)
            };
            written.map_err(Failure::io("standard output"))?;
            Ok(crate::DONE)
        }
        Action::Check { files, json } => check(&files, json, io),
        Action::New { id } => {
            let skeleton = skeleton(&id)?;
            io.stdout.write_all(skeleton.as_bytes()).map_err(Failure::io("standard output"))?;
            Ok(crate::DONE)
        }
        Action::Schema => {
            write!(io.stdout, "{}", septet::vendor::json_schema())
                .map_err(Failure::io("standard output"))?;
            Ok(crate::DONE)
        }
    }
}

/// A built-in vendor by id or alias, or the profile at a path: anything that ends in `.json` or
/// `.toml` or holds a slash.
///
/// # Errors
/// `vendor_unknown`, or what is wrong with the file.
pub fn find(name: &str) -> Result<Cow<'static, Vendor>, Failure> {
    let is_path = name.ends_with(".json") || name.ends_with(".toml") || name.contains(['/', '\\']);
    if is_path {
        return load(Path::new(name)).map(Cow::Owned);
    }
    let vendor = Vendor::builtin(name).map_err(|e| e.with_field("vendor"))?;
    Ok(Cow::Borrowed(vendor))
}

/// Reads the profile at a path; TOML where the name ends so, else JSON.
///
/// # Errors
/// An unreadable file, or what is wrong with it.
pub fn load(path: &Path) -> Result<Vendor, Failure> {
    let octets = crate::rules::read(path)?;
    let is_toml = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    profile(path.display().to_string(), octets, is_toml)
}

/// The profile at a path; on standard input (`-`) JSON where it begins with a brace, else TOML.
fn load_or_read(path: &Path, io: &mut Io<'_>) -> Result<Vendor, Failure> {
    if path != Path::new("-") {
        return load(path);
    }
    let octets = io.read(path)?;
    let is_toml = !octets.trim_ascii_start().starts_with(b"{");
    profile("standard input".to_owned(), octets, is_toml)
}

fn profile(file: String, octets: Vec<u8>, is_toml: bool) -> Result<Vendor, Failure> {
    let text = String::from_utf8(octets).map_err(|_| {
        let hint = "a profile is UTF-8 text";
        Error::new(ErrorKind::Syntax, hint).with_file(&file)
    })?;
    let format = if is_toml { Format::Toml } else { Format::Json };
    Ok(Vendor::load(&text, format).map_err(|e| e.with_file(file))?)
}

fn code_count(vendor: &Vendor) -> usize {
    vendor.status().tables().iter().map(|table| table.rows().len()).sum()
}

fn list(as_json: bool, io: &mut Io<'_>) -> Result<u8, Failure> {
    let vendors = Vendor::builtins()?;
    let written = if as_json {
        let items: Vec<Value> = vendors
            .iter()
            .map(|vendor| {
                json!({
                    "id": vendor.id(), "name": vendor.name(), "aliases": vendor.aliases(),
                    "revision": vendor.revision(), "docs": vendor.docs(),
                    "code_count": code_count(vendor), "finding_count": vendor.findings().len(),
                })
            })
            .collect();
        writeln!(io.stdout, "{:#}", json!({"schema": "septet.vendors/1", "vendors": items}))
    } else {
        let neutral = Vendor::neutral()?;
        let width = vendors.iter().map(|vendor| vendor.id().len()).max().unwrap_or(0);
        vendors
            .iter()
            .try_for_each(|vendor| {
                let revision = show::or(vendor.revision(), "no date");
                writeln!(
                    io.stdout,
                    "{:width$}  {:10}  document {revision}, {} codes, {} open points",
                    vendor.id(),
                    vendor.name(),
                    code_count(vendor),
                    vendor.findings().len(),
                )
            })
            .and_then(|()| writeln!(io.stdout, "{:width$}  {}", neutral.id(), neutral.name()))
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

fn check(files: &[PathBuf], as_json: bool, io: &mut Io<'_>) -> Result<u8, Failure> {
    let mut status = crate::DONE;
    let mut results = Vec::new();
    for file in files {
        let path = file.display().to_string();
        let (line, result) = match load_or_read(file, io) {
            Ok(vendor) => {
                let codes = code_count(&vendor);
                let shapes = vendor.status().payload_ids().count();
                (
                    format!("{path}: ok: {} with {codes} codes and {shapes} shapes", vendor.id()),
                    json!({"file": path, "ok": true, "id": vendor.id(), "code_count": codes}),
                )
            }
            Err(failure) => {
                status = crate::CANNOT_RUN;
                let mut result = match &failure {
                    Failure::Septet(error) => crate::jsonl::error_object(error),
                    Failure::Io { .. } => {
                        json!({"error": {"kind": "input_unreadable", "message": failure.to_string()}})
                    }
                };
                result["file"] = json!(path);
                result["ok"] = json!(false);
                (failure.to_string(), result)
            }
        };
        if as_json {
            results.push(result);
        } else {
            writeln!(io.stdout, "{line}").map_err(Failure::io("standard output"))?;
        }
    }
    if as_json {
        let object = json!({"schema": "septet.vendors_check/1", "files": results});
        writeln!(io.stdout, "{object:#}").map_err(Failure::io("standard output"))?;
    }
    Ok(status)
}

/// The skeleton with an id in its place, if that makes a profile that loads.
fn skeleton(id: &str) -> Result<String, Error> {
    let text = include_str!("skeleton.toml").replace("my_vendor", id);
    Vendor::load(&text, Format::Toml)?;
    Ok(text)
}
