//! Reads metadata.tsv; `dump.py` beside it explains the records.

/// Names of the descriptions that give a number its kind, in the order in which libphonenumber
/// asks, with the number of `septet::number::NumberKind`. Fixed line and mobile come after these.
pub(super) const KINDS: &[(&str, u8)] = &[
    ("premium_rate", 4),
    ("toll_free", 3),
    ("shared_cost", 5),
    ("voip", 6),
    ("personal_number", 7),
    ("pager", 8),
    ("uan", 9),
    ("voicemail", 10),
];

/// Everything in the file.
#[derive(Default)]
pub(super) struct Metadata {
    pub(super) version: String,
    /// Code points of the decimal zeros of Unicode.
    pub(super) zeros: Vec<u32>,
    /// Calling codes, ascending, with their regions: the main one first.
    pub(super) codes: Vec<(u16, Vec<String>)>,
    /// In the order of `codes`; those without a country have the code `001`.
    pub(super) regions: Vec<Region>,
    pub(super) short: Vec<ShortRegion>,
}

/// A region's dialling plan.
#[derive(Default)]
pub(super) struct Region {
    pub(super) code: String,
    pub(super) calling_code: u16,
    pub(super) international_prefix: String,
    pub(super) national_prefix: String,
    pub(super) transform: String,
    pub(super) leading_digits: String,
    pub(super) portable: bool,
    pub(super) extension_prefix: String,
    pub(super) descriptions: Vec<Description>,
    pub(super) formats: Vec<Format>,
    pub(super) international_formats: Vec<Format>,
}

/// The numbers of one kind.
pub(super) struct Description {
    pub(super) name: String,
    pub(super) pattern: String,
    pub(super) lengths: Vec<usize>,
    pub(super) local_lengths: Vec<usize>,
}

/// How a national number is grouped.
pub(super) struct Format {
    pub(super) pattern: String,
    pub(super) format: String,
    pub(super) leading_digits: String,
    pub(super) prefix_rule: String,
}

/// A region's short numbers.
pub(super) struct ShortRegion {
    pub(super) code: String,
    pub(super) descriptions: Vec<Description>,
}

impl Region {
    pub(super) fn description(&self, name: &str) -> Option<&Description> {
        self.descriptions.iter().find(|d| d.name == name)
    }

    pub(super) fn general(&self) -> Result<&Description, String> {
        self.description("general_desc").ok_or(format!("{} has no general_desc", self.code))
    }
}

pub(super) fn read(text: &str) -> Result<Metadata, String> {
    let mut metadata = Metadata::default();
    for (i, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        record(&mut metadata, &fields).map_err(|e| format!("metadata.tsv:{}: {e}", i + 1))?;
    }
    if metadata.version.is_empty() || metadata.regions.is_empty() || metadata.short.is_empty() {
        return Err("metadata.tsv is not complete: run dump.py again".into());
    }
    Ok(metadata)
}

fn record(metadata: &mut Metadata, fields: &[&str]) -> Result<(), String> {
    const ORPHAN: &str = "stands before the region that it belongs to";
    match *fields {
        ["version", version] => metadata.version = version.into(),
        ["digits", _, zeros] => {
            let zero = |hex| u32::from_str_radix(hex, 16).map_err(|e| format!("{hex}: {e}"));
            metadata.zeros = zeros.split(' ').map(zero).collect::<Result<_, _>>()?;
        }
        ["code", code, regions] => {
            let regions = regions.split(' ').map(String::from).collect();
            metadata.codes.push((number(code)?, regions));
        }
        ["region", code, calling_code, idd, national, transform, leading, portable, extension] => {
            metadata.regions.push(Region {
                code: code.into(),
                calling_code: number(calling_code)?,
                international_prefix: idd.into(),
                national_prefix: national.into(),
                transform: transform.into(),
                leading_digits: leading.into(),
                portable: portable == "1",
                extension_prefix: extension.into(),
                ..Region::default()
            });
        }
        ["desc", name, pattern, possible, local] => {
            let description = describe(name, pattern, possible, local)?;
            metadata.regions.last_mut().ok_or(ORPHAN)?.descriptions.push(description);
        }
        [word @ ("format" | "intl"), pattern, format, leading_digits, prefix_rule] => {
            let region = metadata.regions.last_mut().ok_or(ORPHAN)?;
            let list = match word {
                "intl" => &mut region.international_formats,
                _ => &mut region.formats,
            };
            list.push(Format {
                pattern: pattern.into(),
                format: format.into(),
                leading_digits: leading_digits.into(),
                prefix_rule: prefix_rule.into(),
            });
        }
        ["short", code] => {
            metadata.short.push(ShortRegion { code: code.into(), descriptions: Vec::new() });
        }
        ["shortdesc", name, pattern, possible] => {
            let description = describe(name, pattern, possible, "")?;
            metadata.short.last_mut().ok_or(ORPHAN)?.descriptions.push(description);
        }
        _ => return Err(format!("no such record: {}", fields.join(" | "))),
    }
    Ok(())
}

fn describe(name: &str, pattern: &str, possible: &str, local: &str) -> Result<Description, String> {
    Ok(Description {
        name: name.into(),
        pattern: pattern.into(),
        lengths: numbers(possible)?,
        local_lengths: numbers(local)?,
    })
}

fn numbers(list: &str) -> Result<Vec<usize>, String> {
    list.split(',').filter(|n| !n.is_empty()).map(number).collect()
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text:?} is no number"))
}
