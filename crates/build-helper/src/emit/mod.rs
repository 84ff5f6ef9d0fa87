//! The model and its tables as text in other languages, one file or folder a language.
//!
//! The same model gives the same text: what is generated is committed, and compared.

/// `writeln!` into a text, which cannot fail.
macro_rules! line {
    ($out:expr, $($what:tt)*) => {{
        use std::fmt::Write as _;
        let _ = writeln!($out, $($what)*);
    }};
}

/// What the C library has of each list.
pub mod c;
/// A page for people.
pub mod markdown;
/// What the npm package has of the tables.
pub mod node;
/// Python's enums.
pub mod python;
mod record;
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

/// A text in one line, with a full stop.
fn sentence(text: &str) -> String {
    let mut out = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !out.ends_with(['.', '!', '?']) {
        out.push('.');
    }
    out
}
