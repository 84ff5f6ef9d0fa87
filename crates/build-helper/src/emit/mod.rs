//! The model and its tables as text in other languages, one file a language.

/// What the C library has of each list.
pub mod c;
/// A page for people.
pub mod markdown;
/// What the npm package has of the tables.
pub mod node;
/// Python's enums.
pub mod python;
/// The Rust that the core includes.
pub mod rust;
/// The shape of `codes.yaml`, for editors.
pub mod schema;

/// `user_unknown` as `UserUnknown`, the way Rust names the variants of an enum.
pub fn camel(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for part in id.split('_') {
        let mut letters = part.chars();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}
