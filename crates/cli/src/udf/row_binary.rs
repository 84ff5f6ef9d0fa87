//! `RowBinary`: of each value its bytes, before text its length, before what may be null whether it is.

use std::io::{self, BufRead, Read, Write};

use super::types::Kind;
use super::{Function, Output, cut_off, invalid};
use crate::output::value::Value;

/// Answers rows until the input ends.
pub(super) fn answer(
    function: &Function<'_>,
    input: &mut impl BufRead,
    output: &Output<impl Write>,
) -> io::Result<()> {
    let mut values = vec![Vec::new(); function.arguments.len()];
    let mut nulls = vec![false; values.len()];
    function.rows(input, |input| {
        for (value, null) in values.iter_mut().zip(&mut nulls) {
            *null = function.nullable && flag(input)?;
            if !*null {
                text(input, value)?;
            }
        }
        let verdict = function.verdict(|place| (!nulls[place]).then_some(&*values[place]));
        let out = &mut *output.borrow_mut();
        for part in function.parts {
            let value = part.answer(verdict.as_ref());
            if function.nullable || part.is_optional() {
                out.write_all(&[u8::from(value == Value::Null)])?;
            }
            match (value, part.kind()) {
                (Value::Text(text), _) => {
                    length(out, text.len())?;
                    out.write_all(text.as_bytes())?;
                }
                // A reply code has three digits.
                (Value::Number(number), Kind::Short) => out.write_all(&(number as u16).to_le_bytes())?,
                (Value::Number(number), _) => out.write_all(&number.to_le_bytes())?,
                (Value::Flag(flag), _) => out.write_all(&[u8::from(flag)])?,
                (Value::Null, _) => {}
            }
        }
        Ok(())
    })
}

fn byte(input: &mut impl BufRead) -> io::Result<u8> {
    let byte = *input.fill_buf()?.first().ok_or_else(cut_off)?;
    input.consume(1);
    Ok(byte)
}

/// Whether a value is null.
fn flag(input: &mut impl BufRead) -> io::Result<bool> {
    match byte(input)? {
        0 => Ok(false),
        1 => Ok(true),
        other => Err(invalid(format!("expected 0 or 1 before a value that may be null, found {other}"))),
    }
}

/// A length, seven bits a byte from the lowest, and as many bytes.
fn text(input: &mut impl BufRead, value: &mut Vec<u8>) -> io::Result<()> {
    let mut length: u64 = 0;
    for shift in (0..63).step_by(7) {
        let byte = byte(input)?;
        length |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            value.clear();
            // As many bytes as there are are kept, not as many as are told.
            input.take(length).read_to_end(value)?;
            return if value.len() as u64 == length { Ok(()) } else { Err(cut_off()) };
        }
    }
    Err(invalid("expected the length of a value, found a number of more than 63 bits"))
}

fn length(out: &mut impl Write, mut length: usize) -> io::Result<()> {
    while length >= 0x80 {
        out.write_all(&[length as u8 | 0x80])?;
        length >>= 7;
    }
    out.write_all(&[length as u8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        for len in [0, 1, 127, 128, 300, 16_383, 16_384, 100_000] {
            let mut written = Vec::new();
            length(&mut written, len).unwrap();
            written.resize(written.len() + len, b'x');
            let mut value = b"old".to_vec();
            text(&mut written.as_slice(), &mut value).unwrap();
            assert_eq!(value.len(), len);
            written.pop();
            assert_eq!(text(&mut written.as_slice(), &mut value).is_err(), len > 0 || written.is_empty());
        }
    }

    #[test]
    fn lengths_that_are_none() {
        let mut value = Vec::new();
        let wrong = text(&mut [0xff; 20].as_slice(), &mut value).unwrap_err();
        assert_eq!(wrong.kind(), io::ErrorKind::InvalidData);
        // More than there is memory for.
        let mut much = [0xff; 9];
        much[8] = 0x7f;
        assert_eq!(text(&mut much.as_slice(), &mut value).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
