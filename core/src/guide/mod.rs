//! A guide by tasks: what to call, in which order, and what to look at in the answer. Every example
//! is compiled and run by the tests.

#[doc = include_str!("text.md")]
pub mod text {}

#[doc = include_str!("numbers.md")]
pub mod numbers {}

#[doc = include_str!("rating.md")]
pub mod rating {}

#[doc = include_str!("vendors.md")]
pub mod vendors {}

#[doc = include_str!("bindings.md")]
pub mod bindings {}
