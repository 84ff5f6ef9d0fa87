//! A column of texts in any of Arrow's layouts, read as bytes.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, GenericBinaryArray, GenericStringArray, LargeBinaryArray,
    OffsetSizeTrait, StringViewArray,
};
use arrow_schema::{ArrowError, DataType};

/// A column of texts, in chunks.
pub(crate) struct Texts {
    chunks: Vec<Chunk>,
    /// Of each chunk, the first row behind it.
    ends: Vec<usize>,
}

/// A part of a column. Text is kept as bytes: nobody has checked that it is UTF-8.
#[derive(Clone)]
pub(crate) enum Chunk {
    Bytes(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
    /// Keys are negative for null.
    Dictionary(Vec<i32>, Box<Chunk>),
    Null(usize),
}

impl Chunk {
    /// From a column of text.
    pub(crate) fn of(array: &ArrayRef) -> Result<Self, ArrowError> {
        Ok(match array.data_type() {
            DataType::Utf8 => Self::Bytes(bytes_of(array.as_string::<i32>())),
            DataType::LargeUtf8 => Self::Large(bytes_of(array.as_string::<i64>())),
            DataType::Utf8View => Self::View(view_of(array.as_string_view())),
            DataType::Binary => Self::Bytes(array.as_binary().clone()),
            DataType::LargeBinary => Self::Large(array.as_binary().clone()),
            DataType::BinaryView => Self::View(array.as_binary_view().clone()),
            DataType::Dictionary(_, _) => {
                let (keys, values) = dictionary(array)?;
                Self::Dictionary(keys, Box::new(Self::of(&values)?))
            }
            DataType::Null => Self::Null(array.len()),
            other => {
                return Err(ArrowError::SchemaError(format!(
                    "expected a column of strings or bytes, found {other}"
                )));
            }
        })
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Bytes(array) => array.len(),
            Self::Large(array) => array.len(),
            Self::View(array) => array.len(),
            Self::Dictionary(keys, _) => keys.len(),
            Self::Null(len) => *len,
        }
    }

    fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Bytes(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            // A key that is negative or out of range stands for nothing.
            Self::Dictionary(keys, values) => {
                let key = usize::try_from(keys[row]).ok().filter(|&key| key < values.len())?;
                values.get(key)
            }
            Self::Null(_) => None,
        }
    }
}

fn bytes_of<O: OffsetSizeTrait>(array: &GenericStringArray<O>) -> GenericBinaryArray<O> {
    let (offsets, values, nulls) = array.clone().into_parts();
    GenericBinaryArray::new(offsets, values, nulls)
}

fn view_of(array: &StringViewArray) -> BinaryViewArray {
    array.clone().to_binary_view()
}

/// Keys, negative for null, and values of a dictionary.
fn dictionary(array: &ArrayRef) -> Result<(Vec<i32>, ArrayRef), ArrowError> {
    macro_rules! keys {
        ($($type:ident)*) => {$(
            if let Some(array) = array.as_dictionary_opt::<$type>() {
                let key = |key: Option<_>| key.map_or(-1, |key| i32::try_from(key).unwrap_or(i32::MAX));
                return Ok((array.keys().iter().map(key).collect(), array.values().clone()));
            }
        )*};
    }
    keys!(Int8Type Int16Type Int32Type Int64Type UInt8Type UInt16Type UInt32Type UInt64Type);
    Err(ArrowError::SchemaError(format!(
        "expected a dictionary with whole numbers, found {}",
        array.data_type()
    )))
}

impl Texts {
    pub(crate) fn new(chunks: Vec<Chunk>) -> Self {
        let mut end = 0;
        let ends = chunks.iter().map(|chunk| {
            end += chunk.len();
            end
        });
        Self { ends: ends.collect(), chunks }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// The texts from a row on; `None` where there is a null.
    pub(crate) fn from(&self, row: usize) -> impl Iterator<Item = Option<&[u8]>> {
        let chunk = self.ends.partition_point(|&end| end <= row);
        let start = if chunk == 0 { 0 } else { self.ends[chunk - 1] };
        self.chunks[chunk..].iter().enumerate().flat_map(move |(n, chunk)| {
            let skip = if n == 0 { row - start } else { 0 };
            (skip..chunk.len()).map(move |row| chunk.get(row))
        })
    }

    /// If a part of the column is a dictionary with fewer values than rows: its distinct values, and of each
    /// row the place of its value among them, negative for null.
    pub(crate) fn distinct(&self) -> Option<(Self, Vec<i32>)> {
        let repeats =
            |chunk: &Chunk| matches!(chunk, Chunk::Dictionary(keys, values) if values.len() < keys.len());
        if !self.chunks.iter().any(repeats) || i32::try_from(self.len()).is_err() {
            return None;
        }
        let mut chunks = Vec::with_capacity(self.chunks.len());
        let mut places = Vec::with_capacity(self.len());
        // No value is counted that no row can have, so that it fits like the number of rows.
        let mut count = 0;
        for chunk in &self.chunks {
            let distinct = match chunk {
                Chunk::Dictionary(keys, values) if repeats(chunk) => {
                    let len = values.len() as i32;
                    places.extend(
                        keys.iter().map(|&key| if (0..len).contains(&key) { count + key } else { -1 }),
                    );
                    values.as_ref().clone()
                }
                other => {
                    places.extend(count..count + other.len() as i32);
                    other.clone()
                }
            };
            count += distinct.len() as i32;
            chunks.push(distinct);
        }
        Some((Self::new(chunks), places))
    }
}
