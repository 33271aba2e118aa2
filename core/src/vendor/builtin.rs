//! The profiles that come with septet.

use std::sync::OnceLock;

use super::{Format, Vendor, unknown};
use crate::error::Error;

/// The files of `core/data/vendors`, in alphabetical order.
const FILES: &[(&str, &str)] = &[
    ("macksms", include_str!("../../data/vendors/macksms.json")),
    ("msegat", include_str!("../../data/vendors/msegat.json")),
    ("msgine", include_str!("../../data/vendors/msgine.json")),
    ("msmpusher", include_str!("../../data/vendors/msmpusher.json")),
];

/// What holds without any vendor.
const NEUTRAL: &str = include_str!("../../data/vendors/neutral.json");

/// Reads a profile that comes with septet.
fn read(id: &str, text: &str) -> Result<Vendor, Error> {
    Vendor::load(text, Format::Json).map_err(|e| e.with_file(format!("vendors/{id}.json")))
}

/// Every profile of a vendor, read once.
pub(super) fn all() -> Result<&'static [Vendor], Error> {
    static READ: OnceLock<Vec<Vendor>> = OnceLock::new();
    if let Some(vendors) = READ.get() {
        return Ok(vendors);
    }
    let vendors = FILES.iter().map(|(id, text)| read(id, text)).collect::<Result<Vec<_>, _>>()?;
    Ok(READ.get_or_init(|| vendors))
}

pub(super) fn neutral() -> Result<&'static Vendor, Error> {
    static READ: OnceLock<Vendor> = OnceLock::new();
    if let Some(neutral) = READ.get() {
        return Ok(neutral);
    }
    let neutral = read("neutral", NEUTRAL)?;
    Ok(READ.get_or_init(|| neutral))
}

pub(super) fn find(id: &str) -> Result<&'static Vendor, Error> {
    let (vendors, neutral) = (all()?, neutral()?);
    let all = || vendors.iter().chain([neutral]);
    all().find(|vendor| vendor.is_called(id)).ok_or_else(|| {
        let ids: Vec<&str> = all().map(Vendor::id).collect();
        unknown(id, &ids.join(", "))
    })
}
