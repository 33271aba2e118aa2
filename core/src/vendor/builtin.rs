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

/// Every profile, read once.
pub(super) fn all() -> Result<&'static [Vendor], Error> {
    static READ: OnceLock<Vec<Vendor>> = OnceLock::new();
    if let Some(vendors) = READ.get() {
        return Ok(vendors);
    }
    let vendors = FILES.iter().map(|(id, text)| {
        Vendor::load(text, Format::Json).map_err(|e| e.with_file(format!("vendors/{id}.json")))
    });
    let vendors = vendors.collect::<Result<Vec<_>, _>>()?;
    Ok(READ.get_or_init(|| vendors))
}

pub(super) fn find(id: &str) -> Result<&'static Vendor, Error> {
    let vendors = all()?;
    vendors.iter().find(|vendor| vendor.is_called(id)).ok_or_else(|| {
        let ids: Vec<&str> = vendors.iter().map(Vendor::id).collect();
        unknown(id, &ids.join(", "))
    })
}
