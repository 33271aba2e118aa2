//! The files that a report was made from: names and digests, so that a report can be made again.

use std::path::Path;

use septet::vendor::Vendor;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::input::Digest;
use crate::report::table::counted;

/// What a file is to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The campaign, or a part of it.
    Campaign,
    /// The vendor's profile.
    Profile,
    /// A rate card.
    Rates,
    /// Numbers that must not be written to.
    Suppression,
    /// Messages as they were sent.
    Sent,
    /// A vendor's bill for them.
    Bill,
}

impl Role {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Campaign => "campaign",
            Role::Profile => "profile",
            Role::Rates => "rates",
            Role::Suppression => "suppression",
            Role::Sent => "sent",
            Role::Bill => "bill",
        }
    }
}

/// A file that a report was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputFile {
    /// What it is.
    pub role: Role,
    /// What the user called it.
    pub name: String,
    /// SHA-256 in hexadecimal digits, lower case.
    pub sha256: String,
    /// Its length in octets.
    pub octets: u64,
    /// Of a suppression list: rows that are no number, and so keep nobody from being written to.
    #[serde(default)]
    pub unreadable: u64,
    /// The lines of the first of them.
    #[serde(default)]
    pub unreadable_lines: Vec<u64>,
}

impl InputFile {
    /// A file by its digest.
    pub fn new(role: Role, name: impl Into<String>, digest: Digest) -> InputFile {
        let Digest { octet_len, sha256 } = digest;
        let (unreadable, unreadable_lines) = (0, Vec::new());
        InputFile {
            role,
            name: name.into(),
            sha256,
            octets: octet_len,
            unreadable,
            unreadable_lines,
        }
    }

    /// What is to be said of rows that cannot be used; none where there are no such rows.
    pub(crate) fn warning(&self) -> Option<String> {
        let lines: Vec<String> = self.unreadable_lines.iter().map(u64::to_string).collect();
        let more = if self.unreadable > lines.len() as u64 { ", …" } else { "" };
        (self.unreadable > 0).then(|| {
            let (rows, name) = (counted(self.unreadable, "row"), &self.name);
            let are = if self.unreadable == 1 {
                "is no number and keeps"
            } else {
                "are no numbers and keep"
            };
            format!("{rows} of {name} {are} nobody from a message: line {}{more}", lines.join(", "))
        })
    }

    /// A file that was read whole.
    pub fn read(role: Role, path: &Path, content: &[u8]) -> InputFile {
        InputFile::new(role, path.display().to_string(), Digest::of(content))
    }

    /// A profile that comes with septet, as it is written in JSON.
    pub fn built_in(vendor: &Vendor) -> InputFile {
        InputFile::new(Role::Profile, vendor.id(), Digest::of(vendor.to_json().as_bytes()))
    }

    /// As it stands in a report.
    pub fn to_json(&self) -> Value {
        let InputFile { role, name, sha256, octets, unreadable, unreadable_lines } = self;
        let mut file =
            json!({ "role": role.as_str(), "name": name, "sha256": sha256, "octets": octets });
        if *role == Role::Suppression {
            file["unreadable"] = json!(unreadable);
            file["unreadable_lines"] = json!(unreadable_lines);
        }
        file
    }
}
