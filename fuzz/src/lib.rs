//! The properties that the fuzz targets assert, one module per stage: a target is one call.

pub mod boundary;
pub mod numbers;
pub mod octets;
pub mod rating;
pub mod status;
pub mod text;

// the properties and slow twins of core's own tests
#[path = "../../core/tests/properties/count.rs"]
mod count_properties;
#[path = "../../core/tests/properties/octets.rs"]
mod octets_properties;
#[path = "../../core/tests/oracle/octets.rs"]
mod oracle;
