//! The model and its tables as text in other languages, one file a language.

pub mod rust;
