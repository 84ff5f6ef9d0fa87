//! `ArrowStream`: a stream of the Arrow IPC format a chunk.

use std::io::{self, BufRead, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type};
use arrow_array::types::{UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray, StructArray};
use arrow_array::{UInt16Array, UInt32Array};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use smtpcodes::Verdict;

use super::types::Kind;
use super::{Function, Output, header, invalid};
use crate::command::Part;
use crate::output::value::Value;

/// The name that ClickHouse gives to what a function returns, and looks for in the answer.
const RESULT: &str = "result";

/// Answers streams until the input ends.
///
/// A stream in the answer is not ended before there is no more input: ClickHouse reads as many rows as it has
/// sent and no further, so that the mark of the end would be left for the reader of the next answer.
pub(super) fn answer(
    function: &Function<'_>,
    input: &mut impl BufRead,
    output: &Output<impl Write>,
) -> io::Result<()> {
    let schema = Arc::new(Schema::new(vec![result(function.parts)]));
    let mut last = None;
    loop {
        let expected = if function.chunk_header { header(input)? } else { None };
        if input.fill_buf()?.is_empty() {
            if let Some(expected) = expected.filter(|expected| *expected > 0) {
                return Err(invalid(format!(
                    "expected a chunk of {expected} rows, found the end of the input"
                )));
            }
            break;
        }
        let out = Shared(output);
        let mut writer = StreamWriter::try_new(out, &schema).map_err(error)?;
        let found = chunk(function, input, &schema, &mut writer)?;
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            return Err(invalid(format!("expected a chunk of {expected} rows, found {found}")));
        }
        last = Some(writer);
    }
    last.map_or(Ok(()), |mut writer| writer.finish().map_err(error))
}

/// Answers one stream; gives the number of its rows.
fn chunk<W: Write>(
    function: &Function<'_>,
    input: &mut impl BufRead,
    schema: &Arc<Schema>,
    writer: &mut StreamWriter<W>,
) -> io::Result<u64> {
    let mut rows = 0;
    let mut reader = whole(|| StreamReader::try_new(&mut *input, None))?;
    while let Some(batch) = whole(|| reader.next().transpose())? {
        if batch.num_columns() != function.arguments.len() {
            let (expected, found) = (function.arguments.len(), batch.num_columns());
            return Err(invalid(format!("expected {expected} columns, found {found}")));
        }
        let columns = batch.columns().iter().map(texts).collect::<Result<Vec<_>, _>>().map_err(error)?;
        let verdicts: Vec<_> =
            (0..batch.num_rows()).map(|row| function.verdict(|place| columns[place](row))).collect();
        let answer = RecordBatch::try_new(schema.clone(), vec![values(function.parts, &verdicts)]);
        answer.and_then(|answer| writer.write(&answer)).map_err(error)?;
        rows += verdicts.len() as u64;
    }
    Ok(rows)
}

/// Reads a part of a stream. The reader trusts what a stream tells of its own lengths, and panics where that is
/// not true.
fn whole<T>(read: impl FnOnce() -> Result<T, ArrowError>) -> io::Result<T> {
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    read.map_err(|_| invalid("the stream is damaged"))?.map_err(error)
}

fn error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => invalid(other.to_string()),
    }
}

/// The output, which also the input holds, to send what is in it.
struct Shared<'a, W: Write>(&'a Output<W>);

impl<W: Write> Write for Shared<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    /// Nothing: the input does it where it has to wait.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Of each row its text, or `None` where it is null.
type Texts<'a> = Box<dyn Fn(usize) -> Option<&'a [u8]> + 'a>;

/// A column of text in any layout.
fn texts(column: &ArrayRef) -> Result<Texts<'_>, ArrowError> {
    macro_rules! of {
        ($array:expr) => {{
            let array = $array;
            Ok(Box::new(move |row| array.is_valid(row).then(|| array.value(row).as_ref())))
        }};
    }
    macro_rules! dictionary {
        ($($keys:ident)*) => {$(
            if let Some(found) = keyed::<$keys>(column) {
                return found;
            }
        )*};
    }
    dictionary!(Int8Type Int16Type Int32Type Int64Type UInt8Type UInt16Type UInt32Type UInt64Type);
    match column.data_type() {
        DataType::Utf8 => of!(column.as_string::<i32>()),
        DataType::LargeUtf8 => of!(column.as_string::<i64>()),
        DataType::Utf8View => of!(column.as_string_view()),
        DataType::Binary => of!(column.as_binary::<i32>()),
        DataType::LargeBinary => of!(column.as_binary::<i64>()),
        DataType::BinaryView => of!(column.as_binary_view()),
        DataType::FixedSizeBinary(_) => of!(column.as_fixed_size_binary()),
        // A constant NULL.
        DataType::Null => Ok(Box::new(|_| None)),
        other => Err(ArrowError::SchemaError(format!("expected columns of text, found {other}"))),
    }
}

fn keyed<K: ArrowDictionaryKeyType>(column: &ArrayRef) -> Option<Result<Texts<'_>, ArrowError>> {
    let column = column.as_dictionary_opt::<K>()?;
    let value = match texts(column.values()) {
        Ok(value) => value,
        Err(error) => return Some(Err(error)),
    };
    Some(Ok(Box::new(move |row| value(column.key(row)?))))
}

/// The column of the answer.
fn result(parts: &[Part]) -> Field {
    let kind = |part: &Part| match part.kind() {
        Kind::Text => DataType::Utf8,
        Kind::Short => DataType::UInt16,
        Kind::Number => DataType::UInt32,
        Kind::Flag => DataType::Boolean,
    };
    match parts {
        [part] => Field::new(RESULT, kind(part), true),
        _ => {
            let fields: Fields = parts.iter().map(|part| Field::new(part.name(), kind(part), true)).collect();
            Field::new(RESULT, DataType::Struct(fields), false)
        }
    }
}

fn values(parts: &[Part], verdicts: &[Option<Verdict>]) -> ArrayRef {
    let column = |part: &Part| column(*part, verdicts);
    match parts {
        [part] => column(part),
        _ => {
            let DataType::Struct(fields) = result(parts).data_type().clone() else { unreachable!() };
            Arc::new(StructArray::new(fields, parts.iter().map(column).collect(), None))
        }
    }
}

fn column(part: Part, verdicts: &[Option<Verdict>]) -> ArrayRef {
    let values = verdicts.iter().map(|verdict| part.answer(verdict.as_ref()));
    let number = |value| if let Value::Number(number) = value { Some(number) } else { None };
    match part.kind() {
        Kind::Text => {
            let texts = values.map(|value| if let Value::Text(text) = value { Some(text) } else { None });
            Arc::new(texts.collect::<StringArray>())
        }
        // A reply code has three digits.
        Kind::Short => {
            Arc::new(values.map(|value| number(value).map(|number| number as u16)).collect::<UInt16Array>())
        }
        Kind::Number => Arc::new(values.map(number).collect::<UInt32Array>()),
        Kind::Flag => {
            let flags = values.map(|value| if let Value::Flag(flag) = value { Some(flag) } else { None });
            Arc::new(flags.collect::<BooleanArray>())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::BufWriter;

    use arrow_array::DictionaryArray;
    use smtpcodes::{Classifier, Shapes};

    use super::*;
    use crate::command::Argument;

    /// Whatever bytes come: an answer or a complaint.
    #[test]
    fn damaged_streams() {
        let texts = || [Some("550 5.1.1 x"), None, Some("452 4.2.2 y")].into_iter();
        let columns: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from_iter(texts())),
            Arc::new(DictionaryArray::<Int8Type>::from_iter(texts())),
        ];
        let batch =
            RecordBatch::try_from_iter([("a", columns[0].clone()), ("b", columns[1].clone())]).unwrap();
        let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
        let stream = writer.into_inner().unwrap();

        let function = Function {
            shapes: RefCell::new(Shapes::new(Classifier::builtin())),
            arguments: &[Argument::Reply, Argument::RemoteHost],
            parts: &[Part::Category, Part::ReplyCode],
            chunk_header: false,
            nullable: false,
        };
        let run = |stream: &[u8]| {
            let output = RefCell::new(BufWriter::new(Vec::new()));
            answer(&function, &mut &*stream, &output).is_ok()
        };
        assert!(run(&stream));
        let mut failed = 0;
        for at in 0..stream.len() {
            failed += u32::from(!run(&stream[..at]));
            for change in [0x01, 0x10, 0x80, 0xff] {
                let mut stream = stream.clone();
                stream[at] ^= change;
                failed += u32::from(!run(&stream));
            }
        }
        assert!(failed > 0);
    }
}
