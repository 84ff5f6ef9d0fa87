//! `libsmtpcodes`: the C library. `include/smtpcodes.h` documents it for those who call it from C.
//!
//! Nothing is decided here: each call converts types and asks the core. What `codes.yaml` lists is in
//! `codes.rs`, which a machine writes; the border itself is `boundary.rs`.

// The names are C's.
#![allow(non_camel_case_types)]
#![allow(non_snake_case)]

pub mod arrow;
pub mod blocklist;
mod boundary;
pub mod category;
pub mod classifier;
pub mod classify;
pub mod codes;
pub mod context;
pub mod explain;
mod list;
pub mod provider;
pub mod reply;
pub mod result;
pub mod text;
pub mod verdict;
pub mod version;
pub mod vocabulary;
