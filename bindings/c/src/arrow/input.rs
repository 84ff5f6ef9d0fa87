//! What is classified: a column of replies, and columns of what is known about each.

use core::ffi::CStr;
use core::net::IpAddr;

use smtpcodes::{Command, Context, Provider};

use super::abi::{ArrowArray, ArrowSchema};
use super::column::{Column, Validity, length_and_offset};
use crate::boundary::Outcome;
use crate::result::smtpcodes_result::SMTPCODES_ERROR_ARROW;

/// The caller's columns.
pub(super) struct Input<'a> {
    pub(super) length: usize,
    /// Of the structure around the columns, if there is one.
    validity: Validity<'a>,
    pub(super) reply: Column<'a>,
    remote_host: Option<Column<'a>>,
    provider: Option<Column<'a>>,
    command: Option<Column<'a>>,
    sending_ip: Option<Column<'a>>,
}

impl<'a> Input<'a> {
    /// # Safety
    /// The array must have the buffers that the schema and the lengths promise, for as long as `'a`.
    pub(super) unsafe fn read(array: &'a ArrowArray, schema: &'a ArrowSchema) -> Outcome<Self> {
        // SAFETY: as the caller promises.
        unsafe {
            let format = format(array, schema)?;
            let (length, offset) = length_and_offset(array)?;
            if format != b"+s" || !schema.dictionary.is_null() {
                let reply = Column::read(array, schema)?;
                let validity = Validity::NONE;
                return Ok(Self {
                    length,
                    validity,
                    reply,
                    remote_host: None,
                    provider: None,
                    command: None,
                    sending_ip: None,
                });
            }
            let field = |name: &[u8]| field(array, schema, name, offset, length);
            Ok(Self {
                length,
                validity: Validity::read(array, offset)?,
                reply: field(b"reply")?.ok_or(SMTPCODES_ERROR_ARROW)?,
                remote_host: field(b"remote_host")?,
                provider: field(b"provider")?,
                command: field(b"command")?,
                sending_ip: field(b"sending_ip")?,
            })
        }
    }

    /// Whether a row as a whole is there.
    pub(super) fn is_valid(&self, row: usize) -> bool {
        self.validity.is_valid(row)
    }

    /// Whether a reply's verdict depends on its text alone.
    pub(super) const fn is_plain(&self) -> bool {
        self.remote_host.is_none()
            && self.provider.is_none()
            && self.command.is_none()
            && self.sending_ip.is_none()
    }

    /// What is known about a row.
    pub(super) fn context(&self, row: usize) -> Outcome<Context<'a>> {
        let text = |column: &Option<Column<'a>>| -> Outcome<Option<&'a str>> {
            let bytes = column.as_ref().map_or(Ok(None), |column| column.value(row))?;
            Ok(bytes.and_then(|bytes| core::str::from_utf8(bytes).ok()))
        };
        let mut context = Context::new();
        if let Some(host) = text(&self.remote_host)? {
            context = context.remote_host(host);
        }
        if let Some(provider) = text(&self.provider)?.and_then(|name| Provider::from_name(name).ok()) {
            context = context.provider(provider);
        }
        if let Some(command) = text(&self.command)?.and_then(|name| Command::from_name(name).ok()) {
            context = context.command(command);
        }
        if let Some(ip) = text(&self.sending_ip)?.and_then(|text| text.trim().parse::<IpAddr>().ok()) {
            context = context.sending_ip(ip);
        }
        Ok(context)
    }
}

/// The letters of a type.
///
/// # Safety
/// The format must be ended by a NUL byte.
pub(super) unsafe fn format<'a>(array: &ArrowArray, schema: &'a ArrowSchema) -> Outcome<&'a [u8]> {
    // What has been released or moved holds nothing.
    if array.release.is_none() || schema.release.is_none() || schema.format.is_null() {
        return Err(SMTPCODES_ERROR_ARROW);
    }
    // SAFETY: not null; as the caller promises.
    Ok(unsafe { CStr::from_ptr(schema.format) }.to_bytes())
}

/// The child of this name, if there is one, behind the offset of the structure that it belongs to.
///
/// # Safety
/// As for [`Input::read`].
unsafe fn field<'a>(
    array: &'a ArrowArray,
    schema: &'a ArrowSchema,
    name: &[u8],
    offset: usize,
    length: usize,
) -> Outcome<Option<Column<'a>>> {
    let count = usize::try_from(schema.n_children).map_err(|_| SMTPCODES_ERROR_ARROW)?;
    if array.n_children != schema.n_children
        || (count > 0 && (array.children.is_null() || schema.children.is_null()))
    {
        return Err(SMTPCODES_ERROR_ARROW);
    }
    for place in 0..count {
        // SAFETY: there are that many children.
        let (child, child_schema) =
            unsafe { ((*array.children.add(place)).as_ref(), (*schema.children.add(place)).as_ref()) };
        let (Some(child), Some(child_schema)) = (child, child_schema) else {
            return Err(SMTPCODES_ERROR_ARROW);
        };
        // SAFETY: names are ended by a NUL byte.
        if !child_schema.name.is_null() && unsafe { CStr::from_ptr(child_schema.name) }.to_bytes() == name {
            // SAFETY: as the caller promises.
            return unsafe { Column::read(child, child_schema) }?.slice(offset, length).map(Some);
        }
    }
    Ok(None)
}
