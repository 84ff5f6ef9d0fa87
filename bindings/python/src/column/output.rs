//! Columns of numbers as an Arrow table.

use std::sync::Arc;

use arrow_array::types::{ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type};
use arrow_array::{
    ArrayRef, ArrowNativeTypeOp, BooleanArray, DictionaryArray, Int16Array, Int32Array, PrimitiveArray,
    RecordBatch, StringArray, StructArray,
};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use smtpcodes::{
    Action, Blocklist, Bounce, Category, EnhancedCode, Evidence, EvidenceKind, Provider, ReplyCode, Severity,
    Side, Verdict,
};

use super::intern::Interner;
use super::rows::{Interners, Rows};
use crate::members::Axis;

/// The verdicts on a column.
pub(super) struct Output {
    rows: Rows,
    codes: Vec<EnhancedCode>,
    ids: Vec<&'static str>,
    /// None if no row is null.
    nulls: Option<NullBuffer>,
}

impl Output {
    pub(super) fn new(mut rows: Rows, interners: Interners) -> Self {
        // The same id at two addresses, of a built-in and an own rule: a dictionary must not have it twice.
        let mut distinct = Interner::new();
        let renumber: Vec<i32> =
            core::iter::once(0).chain(interners.ids.values.iter().map(|id| distinct.number(id.0))).collect();
        if distinct.values.len() < interners.ids.values.len() {
            rows.id.iter_mut().for_each(|id| *id = renumber[*id as usize]);
        }
        let nulls = present(&rows.category);
        Self {
            nulls: (nulls.null_count() > 0).then_some(nulls),
            codes: interners.codes.values,
            ids: distinct.values,
            rows,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.category.len()
    }

    /// The verdict in a row; `None` where there is a null.
    pub(super) fn verdict(&self, row: usize) -> Option<Verdict> {
        let r = &self.rows;
        let mut v = Verdict::default();
        v.category = entry(r.category[row])?;
        v.severity = entry(r.severity[row])?;
        v.bounce = entry(r.bounce[row])?;
        v.side = entry(r.side[row])?;
        v.action = entry(r.action[row])?;
        v.provider = entry(r.provider[row]);
        v.blocklist = entry(r.blocklist[row]);
        v.reply_code = ReplyCode::from_u16(r.reply_code[row] as u16).ok();
        v.enhanced_code = item(&self.codes, r.enhanced_code[row]).copied();
        v.retry_after = u32::try_from(r.retry_after[row]).ok().filter(|&seconds| seconds > 0);
        v.conflict = r.conflict[row] != 0;
        v.evidence = Evidence::NONE;
        v.evidence.kind = entry(r.kind[row])?;
        v.evidence.id = item(&self.ids, r.id[row])?;
        v.evidence.start = r.start[row] as u32;
        v.evidence.end = r.end[row] as u32;
        Some(v)
    }

    /// A column of structs.
    pub(super) fn array(&self, plain: bool) -> Result<StructArray, ArrowError> {
        StructArray::try_new(fields(plain), self.columns(plain)?, self.nulls.clone())
    }

    /// A table. Its rows cannot be null, so that all their values are.
    pub(super) fn table(&self, plain: bool) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_new(Arc::new(Schema::new(fields(plain))), self.columns(plain)?)
    }

    fn columns(&self, plain: bool) -> Result<Vec<ArrayRef>, ArrowError> {
        let r = &self.rows;
        let codes: Vec<_> = self.codes.iter().map(EnhancedCode::to_string).collect();
        let evidence: Vec<ArrayRef> = vec![
            text::<Int8Type>(&r.kind, ids::<EvidenceKind>(), plain)?,
            text::<Int32Type>(&r.id, self.ids.iter().copied(), plain)?,
            Arc::new(Int32Array::new(r.start.clone().into(), self.nulls.clone())),
            Arc::new(Int32Array::new(r.end.clone().into(), self.nulls.clone())),
        ];
        let conflict = BooleanBuffer::collect_bool(self.len(), |row| r.conflict[row] != 0);
        Ok(vec![
            Arc::new(Int16Array::new(r.reply_code.clone().into(), Some(present(&r.reply_code)))),
            text::<Int32Type>(&r.enhanced_code, codes.iter().map(String::as_str), plain)?,
            text::<Int8Type>(&r.severity, ids::<Severity>(), plain)?,
            text::<Int8Type>(&r.category, ids::<Category>(), plain)?,
            text::<Int8Type>(&r.bounce, ids::<Bounce>(), plain)?,
            text::<Int8Type>(&r.side, ids::<Side>(), plain)?,
            text::<Int8Type>(&r.action, ids::<Action>(), plain)?,
            text::<Int16Type>(&r.provider, ids::<Provider>(), plain)?,
            text::<Int16Type>(&r.blocklist, ids::<Blocklist>(), plain)?,
            Arc::new(Int32Array::new(r.retry_after.clone().into(), Some(present(&r.retry_after)))),
            Arc::new(BooleanArray::new(conflict, self.nulls.clone())),
            Arc::new(StructArray::try_new(evidence_fields(plain), evidence, self.nulls.clone())?),
        ])
    }
}

/// The entry at a place that is counted from 1.
fn entry<T: Axis>(place: impl Into<i32>) -> Option<T> {
    item(T::ALL, place.into()).copied()
}

fn item<T>(list: &[T], place: i32) -> Option<&T> {
    list.get(usize::try_from(place.checked_sub(1)?).ok()?)
}

fn ids<T: Axis>() -> impl Iterator<Item = &'static str> {
    T::ALL.iter().map(|one| one.id())
}

/// Where there is more than nothing.
fn present<T: ArrowNativeType>(column: &[T]) -> NullBuffer {
    let nothing = T::default();
    NullBuffer::new(BooleanBuffer::collect_bool(column.len(), |row| column[row] != nothing))
}

/// Places in a list, counted from 1, as text.
fn text<'a, K: ArrowDictionaryKeyType>(
    places: &[K::Native],
    list: impl Iterator<Item = &'a str>,
    plain: bool,
) -> Result<ArrayRef, ArrowError> {
    if plain {
        let list: Vec<_> = list.collect();
        let bytes: usize =
            places.iter().map(|p| p.as_usize().checked_sub(1).map_or(0, |at| list[at].len())).sum();
        if i32::try_from(bytes).is_err() {
            return Err(ArrowError::InvalidArgumentError(format!(
                "expected at most {} bytes in a column of plain strings, found {bytes}",
                i32::MAX
            )));
        }
        let texts = places.iter().map(|p| p.as_usize().checked_sub(1).map(|at| list[at]));
        return Ok(Arc::new(StringArray::from_iter(texts)));
    }
    let one = K::Native::ONE;
    let nothing = K::Native::ZERO;
    let keys: ScalarBuffer<K::Native> = places
        .iter()
        .map(|&place| if place == nothing { nothing } else { place.sub_wrapping(one) })
        .collect();
    let keys = PrimitiveArray::<K>::new(keys, Some(present(places)));
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::new(StringArray::from_iter_values(list)))?))
}

/// The column of structs.
pub(super) fn field(plain: bool) -> Field {
    Field::new("verdict", DataType::Struct(fields(plain)), true)
}

fn text_field(name: &str, keys: DataType, plain: bool) -> Field {
    let kind =
        if plain { DataType::Utf8 } else { DataType::Dictionary(Box::new(keys), Box::new(DataType::Utf8)) };
    Field::new(name, kind, true)
}

fn evidence_fields(plain: bool) -> Fields {
    Fields::from(vec![
        text_field("kind", DataType::Int8, plain),
        text_field("id", DataType::Int32, plain),
        Field::new("start", DataType::Int32, true),
        Field::new("end", DataType::Int32, true),
    ])
}

fn fields(plain: bool) -> Fields {
    Fields::from(vec![
        Field::new("reply_code", DataType::Int16, true),
        text_field("enhanced_code", DataType::Int32, plain),
        text_field("severity", DataType::Int8, plain),
        text_field("category", DataType::Int8, plain),
        text_field("bounce", DataType::Int8, plain),
        text_field("side", DataType::Int8, plain),
        text_field("action", DataType::Int8, plain),
        text_field("provider", DataType::Int16, plain),
        text_field("blocklist", DataType::Int16, plain),
        Field::new("retry_after", DataType::Int32, true),
        Field::new("conflict", DataType::Boolean, true),
        Field::new("evidence", DataType::Struct(evidence_fields(plain)), true),
    ])
}
