//! A column of text of the caller's, read where it is.

use core::ffi::c_void;
use core::marker::PhantomData;

use super::abi::{ArrowArray, ArrowSchema};
use super::input::format;
use crate::boundary::Outcome;
use crate::result::smtpcodes_result::{self, SMTPCODES_ERROR_ARROW};

/// A column of text, or of bytes.
pub(super) struct Column<'a> {
    length: usize,
    offset: usize,
    validity: Validity<'a>,
    values: Values<'a>,
}

/// How the values lie.
enum Values<'a> {
    /// All are null.
    Null,
    /// One behind the other, with 32-bit offsets.
    Small(*const i32, *const u8),
    /// The same, with 64-bit offsets.
    Large(*const i64, *const u8),
    /// Views of 16 bytes into any of several buffers.
    Views { views: *const [u8; 16], buffers: *const *const c_void, lengths: *const i64, count: usize },
    /// Places in another column.
    Dictionary(Keys, Box<Column<'a>>),
}

/// Places of any integer type.
#[derive(Clone, Copy)]
enum Keys {
    I8(*const i8),
    U8(*const u8),
    I16(*const i16),
    U16(*const u16),
    I32(*const i32),
    U32(*const u32),
    I64(*const i64),
    U64(*const u64),
}

impl Keys {
    fn new(format: &[u8], data: *const c_void) -> Outcome<Self> {
        Ok(match format {
            b"c" => Self::I8(data.cast()),
            b"C" => Self::U8(data.cast()),
            b"s" => Self::I16(data.cast()),
            b"S" => Self::U16(data.cast()),
            b"i" => Self::I32(data.cast()),
            b"I" => Self::U32(data.cast()),
            b"l" => Self::I64(data.cast()),
            b"L" => Self::U64(data.cast()),
            _ => return Err(SMTPCODES_ERROR_ARROW),
        })
    }

    /// # Safety
    /// The buffer must have more than `place` keys.
    unsafe fn at(self, place: usize) -> Outcome<usize> {
        fn key(key: impl TryInto<usize>) -> Outcome<usize> {
            key.try_into().map_err(|_| SMTPCODES_ERROR_ARROW)
        }
        // SAFETY: as the caller promises.
        unsafe {
            match self {
                Self::I8(keys) => key(keys.add(place).read_unaligned()),
                Self::U8(keys) => key(keys.add(place).read_unaligned()),
                Self::I16(keys) => key(keys.add(place).read_unaligned()),
                Self::U16(keys) => key(keys.add(place).read_unaligned()),
                Self::I32(keys) => key(keys.add(place).read_unaligned()),
                Self::U32(keys) => key(keys.add(place).read_unaligned()),
                Self::I64(keys) => key(keys.add(place).read_unaligned()),
                Self::U64(keys) => key(keys.add(place).read_unaligned()),
            }
        }
    }
}

/// Which values are there: a bit each, or all.
#[derive(Clone, Copy)]
pub(super) struct Validity<'a> {
    bits: *const u8,
    offset: usize,
    lives: PhantomData<&'a ArrowArray>,
}

impl Validity<'_> {
    pub(super) const NONE: Self = Self { bits: core::ptr::null(), offset: 0, lives: PhantomData };

    /// # Safety
    /// The array must have the buffers that it promises.
    pub(super) unsafe fn read(array: &ArrowArray, offset: usize) -> Outcome<Self> {
        // SAFETY: as the caller promises.
        let bits = unsafe { buffer(array, 0) }?.cast();
        Ok(Self { bits, offset, lives: PhantomData })
    }

    pub(super) fn is_valid(self, row: usize) -> bool {
        let place = self.offset + row;
        // SAFETY: whoever made it promised a bit for each row, and rows are counted.
        self.bits.is_null() || unsafe { *self.bits.add(place / 8) } >> (place % 8) & 1 == 1
    }
}

/// Length and offset of an array, as sizes.
pub(super) fn length_and_offset(array: &ArrowArray) -> Outcome<(usize, usize)> {
    let size = |number: i64| usize::try_from(number).map_err(|_| SMTPCODES_ERROR_ARROW);
    let (length, offset) = (size(array.length)?, size(array.offset)?);
    // The largest element counts 16 bytes: no buffer can hold more of them.
    let fits = length.checked_add(offset).is_some_and(|end| end <= isize::MAX as usize / 16);
    if fits { Ok((length, offset)) } else { Err(SMTPCODES_ERROR_ARROW) }
}

/// A buffer of an array; it may be null where it holds nothing.
///
/// # Safety
/// The array must have as many buffers as it says.
unsafe fn buffer(array: &ArrowArray, place: usize) -> Outcome<*const c_void> {
    let count = usize::try_from(array.n_buffers).unwrap_or(0);
    if place >= count || array.buffers.is_null() {
        return Err(SMTPCODES_ERROR_ARROW);
    }
    // SAFETY: there are more buffers than that.
    Ok(unsafe { *array.buffers.add(place) })
}

impl<'a> Column<'a> {
    /// # Safety
    /// The array must have the buffers that the schema and the lengths promise, for as long as `'a`.
    pub(super) unsafe fn read(array: &'a ArrowArray, schema: &'a ArrowSchema) -> Outcome<Self> {
        // SAFETY: as the caller promises.
        unsafe {
            let format = format(array, schema)?;
            let (length, offset) = length_and_offset(array)?;
            if format == b"n" {
                return Ok(Self { length, offset, validity: Validity::NONE, values: Values::Null });
            }
            let validity = Validity::read(array, offset)?;
            let values = match (array.dictionary.as_ref(), schema.dictionary.as_ref()) {
                (Some(values), Some(values_schema)) => {
                    if !values_schema.dictionary.is_null() {
                        return Err(SMTPCODES_ERROR_ARROW);
                    }
                    let keys = Keys::new(format, filled(array, 1, length)?)?;
                    Values::Dictionary(keys, Box::new(Self::read(values, values_schema)?))
                }
                (None, None) => Self::plain(array, format, length)?,
                _ => return Err(SMTPCODES_ERROR_ARROW),
            };
            Ok(Self { length, offset, validity, values })
        }
    }

    /// # Safety
    /// As for [`read`](Self::read).
    unsafe fn plain(array: &ArrowArray, format: &[u8], length: usize) -> Outcome<Values<'a>> {
        // SAFETY: as the caller promises.
        unsafe {
            Ok(match format {
                b"u" | b"z" => Values::Small(filled(array, 1, length)?.cast(), buffer(array, 2)?.cast()),
                b"U" | b"Z" => Values::Large(filled(array, 1, length)?.cast(), buffer(array, 2)?.cast()),
                b"vu" | b"vz" => {
                    let views = filled(array, 1, length)?.cast();
                    // Behind the views come the data, and their lengths at last.
                    let count = usize::try_from(array.n_buffers)
                        .ok()
                        .and_then(|n| n.checked_sub(3))
                        .ok_or(SMTPCODES_ERROR_ARROW)?;
                    let lengths = filled(array, 2 + count, count)?.cast();
                    Values::Views { views, buffers: array.buffers.add(2), lengths, count }
                }
                _ => return Err(SMTPCODES_ERROR_ARROW),
            })
        }
    }

    /// The part of a child that its parent shows.
    pub(super) fn slice(mut self, offset: usize, length: usize) -> Outcome<Self> {
        if offset.checked_add(length).is_none_or(|end| end > self.length) {
            return Err(SMTPCODES_ERROR_ARROW);
        }
        self.offset += offset;
        self.validity.offset += offset;
        self.length = length;
        Ok(self)
    }

    /// The values that a dictionary has, if the column is one.
    pub(super) fn dictionary(&self) -> Option<&Self> {
        match &self.values {
            Values::Dictionary(_, values) => Some(values),
            _ => None,
        }
    }

    pub(super) const fn length(&self) -> usize {
        self.length
    }

    /// The place in the dictionary of a row's value; none where it is null.
    pub(super) fn key(&self, row: usize) -> Outcome<Option<usize>> {
        let Values::Dictionary(keys, values) = &self.values else { return Err(SMTPCODES_ERROR_ARROW) };
        if row >= self.length {
            return Err(SMTPCODES_ERROR_ARROW);
        }
        if !self.validity.is_valid(row) {
            return Ok(None);
        }
        // SAFETY: there is a key for each row.
        let key = unsafe { keys.at(self.offset + row) }?;
        if key < values.length { Ok(Some(key)) } else { Err(SMTPCODES_ERROR_ARROW) }
    }

    /// The value of a row; none where it is null.
    pub(super) fn value(&self, row: usize) -> Outcome<Option<&'a [u8]>> {
        if let Values::Dictionary(_, values) = &self.values {
            return self.key(row)?.map_or(Ok(None), |key| values.value(key));
        }
        if row >= self.length {
            return Err(SMTPCODES_ERROR_ARROW);
        }
        if !self.validity.is_valid(row) {
            return Ok(None);
        }
        let place = self.offset + row;
        // SAFETY: the buffers hold an element for each row, and one more of offsets; the data hold what
        // the offsets point to. What can be checked without knowing their lengths is checked.
        unsafe {
            match self.values {
                Values::Null | Values::Dictionary(..) => Ok(None),
                Values::Small(offsets, data) => {
                    let at = |n| i64::from(offsets.add(n).read_unaligned());
                    span(data, at(place), at(place + 1)).map(Some)
                }
                Values::Large(offsets, data) => {
                    let at = |n| offsets.add(n).read_unaligned();
                    span(data, at(place), at(place + 1)).map(Some)
                }
                Values::Views { views, buffers, lengths, count } => view(views.add(place), |buffer| {
                    let known = buffer < count;
                    known.then(|| ((*buffers.add(buffer)).cast(), lengths.add(buffer).read_unaligned()))
                })
                .map(Some),
            }
        }
    }
}

/// A buffer that must not be null unless there are no rows.
///
/// # Safety
/// As for [`buffer`].
unsafe fn filled(array: &ArrowArray, place: usize, length: usize) -> Outcome<*const c_void> {
    // SAFETY: as the caller promises.
    let data = unsafe { buffer(array, place) }?;
    if data.is_null() && length > 0 { Err(SMTPCODES_ERROR_ARROW) } else { Ok(data) }
}

/// The bytes between two offsets.
///
/// # Safety
/// `data` must be null or hold `to` bytes.
unsafe fn span<'a>(data: *const u8, from: i64, to: i64) -> Outcome<&'a [u8]> {
    let size = |number: i64| usize::try_from(number).map_err(|_| SMTPCODES_ERROR_ARROW);
    let (from, to) = (size(from)?, size(to)?);
    match to.checked_sub(from) {
        Some(0) => Ok(&[]),
        Some(length) if !data.is_null() && to <= isize::MAX as usize => {
            // SAFETY: as the caller promises.
            Ok(unsafe { core::slice::from_raw_parts(data.add(from), length) })
        }
        _ => Err(SMTPCODES_ERROR_ARROW),
    }
}

/// The bytes of a view: its length, then up to 12 bytes, or the first four, a buffer and an offset.
///
/// # Safety
/// `view` must point to a view that lives as long as `'a`, the buffers must be as long as `buffer` says.
unsafe fn view<'a>(
    view: *const [u8; 16],
    buffer: impl FnOnce(usize) -> Option<(*const u8, i64)>,
) -> Outcome<&'a [u8]> {
    // SAFETY: as the caller promises.
    let bytes: &'a [u8; 16] = unsafe { &*view };
    let number = |at: usize| i32::from_ne_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let part = |at: usize| usize::try_from(number(at)).map_err(broken);
    let length = part(0)?;
    if length <= 12 {
        return Ok(&bytes[4..4 + length]);
    }
    let (data, data_length) = buffer(part(8)?).ok_or(SMTPCODES_ERROR_ARROW)?;
    let (from, to) = (i64::from(number(12)), i64::from(number(12)) + i64::from(number(0)));
    if to > data_length {
        return Err(SMTPCODES_ERROR_ARROW);
    }
    // SAFETY: the buffer is longer than that.
    unsafe { span(data, from, to) }
}

fn broken<E>(_: E) -> smtpcodes_result {
    SMTPCODES_ERROR_ARROW
}
