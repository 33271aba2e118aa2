//! The properties that the fuzz targets assert, one module per stage: a target is one call.

pub mod rating;
pub mod status;
pub mod text;
