//! The arguments of `classify_batch`.

use core::net::IpAddr;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StructArray, make_array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use smtpcodes::{Command, Provider};

use super::text::{Chunk, Texts};
use super::{capsule, list};
use crate::context::ip_address;
use crate::members::{Named, from_name};

/// Replies, and what is known about them.
pub(crate) struct Columns {
    pub(super) replies: Texts,
    /// Rows of text with characters of more than a byte, where the caller counts characters. Arrow's columns count bytes.
    wide: Option<BooleanBuffer>,
    pub(super) remote_host: Known<String>,
    pub(super) provider: Known<Provider>,
    pub(super) command: Known<Command>,
    pub(super) sending_ip: Known<IpAddr>,
}

/// A fact about all replies, or about each.
pub(super) enum Known<T> {
    Nothing,
    All(T),
    Each(Texts),
}

impl<T> Known<T> {
    pub(super) fn each(&self) -> Option<&Texts> {
        match self {
            Self::Each(texts) => Some(texts),
            _ => None,
        }
    }
}

impl Columns {
    pub(crate) fn of(
        replies: &Bound<'_, PyAny>,
        remote_host: Option<&Bound<'_, PyAny>>,
        provider: Option<&Bound<'_, PyAny>>,
        command: Option<&Bound<'_, PyAny>>,
        sending_ip: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut wide = None;
        let (replies, table) = match capsule::import(replies)? {
            Some(chunks) => {
                let replies = column(&chunks, "reply", true).map_err(capsule::error)?;
                // Never without one: what is required is found or missed aloud.
                (replies.unwrap_or_default(), chunks)
            }
            None => {
                let (replies, found) = list::collect(replies)?;
                wide = found;
                (vec![replies], Vec::new())
            }
        };
        let replies = Texts::new(replies);
        let known = Context { table: &table, len: replies.len() };
        Ok(Self {
            remote_host: known.fact("remote_host", remote_host, |host| host.extract())?,
            provider: known.fact("provider", provider, one_of)?,
            command: known.fact("command", command, one_of)?,
            sending_ip: known.fact("sending_ip", sending_ip, ip_address)?,
            replies,
            wide,
        })
    }

    /// Whether places in the reply of a row are to be told in characters, which are not bytes there.
    pub(super) fn is_wide(&self, row: usize) -> bool {
        self.wide.as_ref().is_some_and(|wide| wide.value(row))
    }

    /// Whether nothing is known about single replies: then equal replies have equal verdicts.
    pub(super) fn same_for_all(&self) -> bool {
        let each =
            [self.remote_host.each(), self.provider.each(), self.command.each(), self.sending_ip.each()];
        each.iter().all(Option::is_none)
    }
}

fn one_of<T: Named>(name: &Bound<'_, PyAny>) -> PyResult<T> {
    from_name(name.extract()?)
}

/// Where facts about replies come from besides arguments.
struct Context<'a> {
    table: &'a [ArrayRef],
    len: usize,
}

impl Context<'_> {
    fn fact<T>(
        &self,
        name: &str,
        argument: Option<&Bound<'_, PyAny>>,
        one: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<T>,
    ) -> PyResult<Known<T>> {
        let Some(argument) = argument else {
            let found = column(self.table, name, false).map_err(capsule::error)?;
            return Ok(found.map_or(Known::Nothing, |chunks| Known::Each(Texts::new(chunks))));
        };
        if argument.is_instance_of::<PyString>() || argument.hasattr("packed")? {
            return one(argument).map(Known::All);
        }
        let chunks = match capsule::import(argument)? {
            Some(chunks) => column(&chunks, name, true).map_err(capsule::error)?.unwrap_or_default(),
            None => vec![list::collect(argument)?.0],
        };
        let texts = Texts::new(chunks);
        if texts.len() == self.len {
            return Ok(Known::Each(texts));
        }
        let (expected, found) = (self.len, texts.len());
        Err(PyValueError::new_err(format!("expected {expected} values of {name}, found {found}")))
    }
}

/// Chunks of text; of a table, those of the column of this name.
fn column(chunks: &[ArrayRef], name: &str, required: bool) -> Result<Option<Vec<Chunk>>, ArrowError> {
    let is_table = |chunk: &ArrayRef| matches!(chunk.data_type(), DataType::Struct(_));
    if !required && !chunks.iter().all(is_table) {
        return Ok(None);
    }
    let mut found = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        match chunk.as_struct_opt() {
            None => found.push(Chunk::of(chunk)?),
            Some(table) => match child(table, name, required)? {
                Some(chunk) => found.push(Chunk::of(&chunk)?),
                None => return Ok(None),
            },
        }
    }
    Ok(if required || !chunks.is_empty() { Some(found) } else { None })
}

/// A column of a table; where the whole row is null, so is its value.
fn child(table: &StructArray, name: &str, required: bool) -> Result<Option<ArrayRef>, ArrowError> {
    let child = match table.column_by_name(name) {
        Some(child) => child,
        None if required && table.num_columns() == 1 => table.column(0),
        None if required => {
            return Err(ArrowError::InvalidArgumentError(format!(
                "expected a column `{name}` or a table of one column, found {}",
                table.column_names().join(", ")
            )));
        }
        None => return Ok(None),
    };
    let Some(outer) = table.nulls() else { return Ok(Some(child.clone())) };
    let nulls = NullBuffer::union(Some(outer), child.nulls());
    let data = child.to_data().into_builder().nulls(nulls).build()?;
    Ok(Some(make_array(data)))
}
