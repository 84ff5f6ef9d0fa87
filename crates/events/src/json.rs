//! Reading JSON that may be anything: what is not there, or of another type, is `None`.

use std::borrow::Cow;

use serde_json::Value;

/// The text with halves of surrogate pairs replaced, which JSON may write as escapes, and texts that were cut by UTF-16
/// units have.
pub(crate) fn whole_characters(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(next) = text[at..].find('\\') {
        at += next;
        let length = match (unit(text, at), unit(text, at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str(&text[copied..at]);
                out.push_str("\\ufffd");
                copied = at + 6;
                6
            }
            (Some(_), _) => 6,
            // Whatever is escaped, it is no escape itself.
            (None, _) => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
        at += length;
    }
    if copied == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[copied..]) }
}

/// The UTF-16 unit that is escaped at a place.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    // `from_str_radix` takes a sign, too.
    if digits.bytes().all(|b| b.is_ascii_hexdigit()) { u16::from_str_radix(digits, 16).ok() } else { None }
}

/// The value at the end of a path of names.
pub(crate) fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// The text at the end of a path; numbers count as text, an empty text as none.
pub(crate) fn text(value: &Value, path: &[&str]) -> Option<String> {
    match at(value, path)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The first text that is there, of several names of one object.
pub(crate) fn first(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(value, &[name]))
}

/// The items of a list; none if it is no list.
pub(crate) fn items<'a>(value: &'a Value, path: &[&str]) -> &'a [Value] {
    at(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The values themselves: of a list its items, and else the value alone.
pub(crate) fn each(value: &Value) -> &[Value] {
    value.as_array().map_or(core::slice::from_ref(value), Vec::as_slice)
}
