//! Columns of ours, handed over to whoever releases them.

use core::ffi::{CStr, c_void};
use core::ptr;

use super::abi::{ArrowArray, ArrowSchema, NULLABLE};
use super::table::Bits;

/// Memory that an array points to.
pub(super) enum Buffer {
    I8(Vec<i8>),
    U8(Vec<u8>),
    I16(Vec<i16>),
    U16(Vec<u16>),
    I32(Vec<i32>),
    U32(Vec<u32>),
}

impl Buffer {
    fn data(&self) -> *const c_void {
        match self {
            Self::I8(values) => values.as_ptr().cast(),
            Self::U8(values) => values.as_ptr().cast(),
            Self::I16(values) => values.as_ptr().cast(),
            Self::U16(values) => values.as_ptr().cast(),
            Self::I32(values) => values.as_ptr().cast(),
            Self::U32(values) => values.as_ptr().cast(),
        }
    }
}

/// A named column with its type.
pub(super) struct Field {
    name: &'static CStr,
    format: &'static CStr,
    length: usize,
    nullable: bool,
    nulls: usize,
    /// The first is the bitmap of what is not null; where it is missing, all values are there.
    buffers: Vec<Option<Buffer>>,
    children: Vec<Field>,
    dictionary: Option<Box<Field>>,
}

impl Field {
    pub(super) fn new(name: &'static CStr, format: &'static CStr, length: usize, values: Buffer) -> Self {
        Self {
            name,
            format,
            length,
            nullable: false,
            nulls: 0,
            buffers: vec![None, Some(values)],
            children: Vec::new(),
            dictionary: None,
        }
    }

    pub(super) fn structure(
        name: &'static CStr,
        length: usize,
        valid: Option<Bits>,
        children: Vec<Self>,
    ) -> Self {
        let structure = Self {
            name,
            format: c"+s",
            length,
            nullable: false,
            nulls: 0,
            buffers: vec![None],
            children,
            dictionary: None,
        };
        match valid {
            Some(valid) => structure.nullable(valid),
            None => structure,
        }
    }

    /// With nulls, where these bits are not set.
    pub(super) fn nullable(mut self, valid: Bits) -> Self {
        self.nullable = true;
        self.nulls = valid.unset;
        if valid.unset > 0 {
            self.buffers[0] = Some(Buffer::U8(valid.bytes));
        }
        self
    }

    /// With another buffer.
    pub(super) fn and(mut self, buffer: Buffer) -> Self {
        self.buffers.push(Some(buffer));
        self
    }

    /// With values that are places in a dictionary.
    pub(super) fn of(mut self, dictionary: Self) -> Self {
        self.dictionary = Some(Box::new(dictionary));
        self
    }

    /// As the interface has it. Both parts must be released, or they leak.
    pub(super) fn export(self) -> (ArrowArray, ArrowSchema) {
        let (mut children, mut child_schemas) = (Vec::new(), Vec::new());
        for child in self.children {
            let (array, schema) = child.export();
            children.push(Box::into_raw(Box::new(array)));
            child_schemas.push(Box::into_raw(Box::new(schema)));
        }
        let (mut dictionary, mut dictionary_schema) = (ptr::null_mut(), ptr::null_mut());
        if let Some(values) = self.dictionary {
            let (array, schema) = values.export();
            dictionary = Box::into_raw(Box::new(array));
            dictionary_schema = Box::into_raw(Box::new(schema));
        }
        let pointers = self.buffers.iter().map(|b| b.as_ref().map_or(ptr::null(), Buffer::data)).collect();
        let array = ArrayOwner { _buffers: self.buffers, pointers, children, dictionary };
        let schema = SchemaOwner { children: child_schemas, dictionary: dictionary_schema };
        (
            array.array(self.length as i64, self.nulls as i64),
            schema.schema(self.name, self.format, if self.nullable { NULLABLE } else { 0 }),
        )
    }
}

/// What an array points to.
struct ArrayOwner {
    /// Where the pointers point to.
    _buffers: Vec<Option<Buffer>>,
    pointers: Vec<*const c_void>,
    children: Vec<*mut ArrowArray>,
    dictionary: *mut ArrowArray,
}

impl ArrayOwner {
    fn array(self, length: i64, null_count: i64) -> ArrowArray {
        let owner = Box::into_raw(Box::new(self));
        // SAFETY: just made, and nobody else has it.
        let own = unsafe { &mut *owner };
        ArrowArray {
            length,
            null_count,
            offset: 0,
            n_buffers: own.pointers.len() as i64,
            n_children: own.children.len() as i64,
            buffers: own.pointers.as_mut_ptr(),
            children: own.children.as_mut_ptr(),
            dictionary: own.dictionary,
            release: Some(release_array),
            private_data: owner.cast(),
        }
    }
}

/// Frees an array, and of its children and dictionary what has not been moved elsewhere.
unsafe extern "C" fn release_array(array: *mut ArrowArray) {
    // SAFETY: the interface demands an array of ours that has not been released, and that what was moved
    // out of it is marked so.
    unsafe {
        let owner = Box::from_raw((*array).private_data.cast::<ArrayOwner>());
        for &child in owner.children.iter().chain([&owner.dictionary].into_iter().filter(|d| !d.is_null())) {
            if let Some(release) = (*child).release {
                release(child);
            }
            drop(Box::from_raw(child));
        }
        (*array).release = None;
    }
}

/// What a schema points to.
struct SchemaOwner {
    children: Vec<*mut ArrowSchema>,
    dictionary: *mut ArrowSchema,
}

impl SchemaOwner {
    fn schema(self, name: &'static CStr, format: &'static CStr, flags: i64) -> ArrowSchema {
        let owner = Box::into_raw(Box::new(self));
        // SAFETY: just made, and nobody else has it.
        let own = unsafe { &mut *owner };
        ArrowSchema {
            format: format.as_ptr(),
            name: name.as_ptr(),
            metadata: ptr::null(),
            flags,
            n_children: own.children.len() as i64,
            children: own.children.as_mut_ptr(),
            dictionary: own.dictionary,
            release: Some(release_schema),
            private_data: owner.cast(),
        }
    }
}

/// Frees a schema, and of its children and dictionary what has not been moved elsewhere.
unsafe extern "C" fn release_schema(schema: *mut ArrowSchema) {
    // SAFETY: as for an array.
    unsafe {
        let owner = Box::from_raw((*schema).private_data.cast::<SchemaOwner>());
        for &child in owner.children.iter().chain([&owner.dictionary].into_iter().filter(|d| !d.is_null())) {
            if let Some(release) = (*child).release {
                release(child);
            }
            drop(Box::from_raw(child));
        }
        (*schema).release = None;
    }
}
