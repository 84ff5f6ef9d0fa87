//! `TabSeparated`: a line a row, tabs between values, and backslashes before what could be taken for either.

use std::io::{self, BufRead, Write};

use super::{Function, Output, cut_off, invalid};
use crate::output::value::Value;

/// Answers rows until the input ends.
pub(super) fn answer(
    function: &Function<'_>,
    input: &mut impl BufRead,
    output: &Output<impl Write>,
) -> io::Result<()> {
    let mut line = Vec::new();
    let mut values = vec![Vec::new(); function.arguments.len()];
    let mut nulls = vec![false; values.len()];
    function.rows(input, |input| {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Err(cut_off());
        }
        let row = line.strip_suffix(b"\n").unwrap_or(&line);
        let found = row.split(|b| *b == b'\t').count();
        if found != values.len() {
            return Err(invalid(format!("expected {} values, found {found}", values.len())));
        }
        for (place, written) in row.split(|b| *b == b'\t').enumerate() {
            nulls[place] = written == b"\\N";
            read(written, &mut values[place]);
        }
        let verdict = function.verdict(|place| (!nulls[place]).then_some(&*values[place]));
        let mut answers = function.parts.iter().map(|part| part.answer(verdict.as_ref()));
        let out = &mut *output.borrow_mut();
        if let [_] = function.parts {
            return answers.try_for_each(|value| single(out, &value));
        }
        tuple(out, answers)
    })
}

/// What stands between two tabs.
fn read(written: &[u8], value: &mut Vec<u8>) {
    value.clear();
    let mut bytes = written.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            value.push(byte);
            continue;
        }
        let meant = match bytes.next() {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'0') => 0,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'a') => 7,
            Some(b'v') => 11,
            Some(b'e') => 27,
            Some(b'x') => {
                let mut digit = || char::from(bytes.next().unwrap_or(b'0')).to_digit(16).unwrap_or(0) as u8;
                digit() << 4 | digit()
            }
            // Of what needs no backslash it is none; one at the end stands for itself.
            Some(other @ (b'\\' | b'\'' | b'"' | b'/' | b'`')) => other,
            Some(other) => {
                value.push(b'\\');
                other
            }
            None => b'\\',
        };
        value.push(meant);
    }
}

/// A line of one value.
fn single(out: &mut impl Write, value: &Value<'_>) -> io::Result<()> {
    match value {
        Value::Null => out.write_all(b"\\N")?,
        Value::Text(text) => escaped(out, text.as_bytes())?,
        Value::Number(number) => write!(out, "{number}")?,
        Value::Flag(flag) => write!(out, "{flag}")?,
    }
    out.write_all(b"\n")
}

/// A line of one tuple: `('text',NULL,1)`.
fn tuple(out: &mut impl Write, values: impl Iterator<Item = Value<'static>>) -> io::Result<()> {
    for (place, value) in values.enumerate() {
        out.write_all(if place == 0 { b"(" } else { b"," })?;
        match value {
            Value::Null => out.write_all(b"NULL")?,
            Value::Text(text) => {
                out.write_all(b"'")?;
                escaped(out, text.as_bytes())?;
                out.write_all(b"'")?;
            }
            Value::Number(number) => write!(out, "{number}")?,
            Value::Flag(flag) => write!(out, "{flag}")?,
        }
    }
    out.write_all(b")\n")
}

fn escaped(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    for part in text.split_inclusive(|b| matches!(b, b'\\' | b'\'' | b'\t' | b'\n' | b'\r' | 0)) {
        let letter = match part.last() {
            Some(b'\t') => b't',
            Some(b'\n') => b'n',
            Some(b'\r') => b'r',
            Some(0) => b'0',
            Some(same @ (b'\\' | b'\'')) => *same,
            _ => {
                out.write_all(part)?;
                continue;
            }
        };
        out.write_all(&part[..part.len() - 1])?;
        out.write_all(&[b'\\', letter])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for text in ["", "a", "a\tb\nc\rd\0e\\f'g\"h", "\\N", "\\", "größer\\n"] {
            let (mut written, mut again) = (Vec::new(), Vec::new());
            escaped(&mut written, text.as_bytes()).unwrap();
            assert!(!written.contains(&b'\t') && !written.contains(&b'\n'), "{text:?}");
            read(&written, &mut again);
            assert_eq!(again, text.as_bytes());
        }
    }

    #[test]
    fn escapes() {
        for (written, want) in [
            (r"\b\f\a\v\e\x41\x7", b"\x08\x0c\x07\x0b\x1b\x41\x70".as_slice()),
            (r"\q\", br"\q\"),
            (r#"\'\"\/"#, br#"'"/"#),
        ] {
            let mut value = b"old".to_vec();
            read(written.as_bytes(), &mut value);
            assert_eq!(value, want, "{written}");
        }
    }

    #[test]
    fn a_tuple() {
        let mut out = Vec::new();
        let values = [Value::from("it's"), Value::Null, Value::Number(7), Value::Flag(true)];
        tuple(&mut out, values.into_iter()).unwrap();
        assert_eq!(out, b"('it\\'s',NULL,7,true)\n");
    }
}
