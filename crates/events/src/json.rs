//! Reading JSON that may be anything: what is not there, or of another type, is `None`.

use serde_json::Value;

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
