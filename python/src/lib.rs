//! The private module `septet._septet`; the package `septet` re-exports it.

mod batch;
mod campaign;
mod capsule;
mod command_line;
mod error;
mod number;
mod octets;
mod options;
mod preflight;
mod rate;
mod report;
mod rows;
mod segments;
mod sender;
mod status;
mod text;
mod vendor;
mod verdict;
mod words;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _septet {
    use super::*;

    #[pymodule_export]
    use crate::batch::{
        Batch, BatchStream, Column, VerdictStream, count_batch, parse_number_batch,
    };
    #[pymodule_export]
    use crate::campaign::compare_checks;
    #[pymodule_export]
    use crate::command_line::run_command_line;
    #[pymodule_export]
    use crate::number::{E164, ParsedNumber, parse_number, short_number};
    #[pymodule_export]
    use crate::octets::{
        Message, Reassembly, UserData, decode_septets, decode_short_message, reassemble,
    };
    #[pymodule_export]
    use crate::options::TextOptions;
    #[pymodule_export]
    use crate::preflight::{Preflight, preflight, preflight_message};
    #[pymodule_export]
    use crate::rate::{RateCard, rate_record};
    #[pymodule_export]
    use crate::report::merge_parts;
    #[pymodule_export]
    use crate::segments::{DataSegment, Segment, split, split_data};
    #[pymodule_export]
    use crate::sender::{SenderId, sender_advice};
    #[pymodule_export]
    use crate::text::{
        Inspection, LanguagePair, OffendingChar, Replacement, inspect, inspect_data, offending,
        replacements,
    };

    #[pymodule_export]
    use crate::status::{Outcome, merge_outcomes, merge_segment_outcomes, standard_outcome};
    #[pymodule_export]
    use crate::vendor::{Vendor, decode_receipt, decode_status};
    #[pymodule_export]
    use crate::words::word_lists;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
