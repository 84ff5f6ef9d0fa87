//! The two structures of the interface, as its specification has them.

use core::ffi::{c_char, c_void};

/// The type of an array.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ArrowSchema {
    /// The type, in the interface's own letters.
    pub format: *const c_char,
    /// The name of the field.
    pub name: *const c_char,
    /// Pairs of keys and values.
    pub metadata: *const c_char,
    /// Bits: 2 where values may be null.
    pub flags: i64,
    /// How many children there are.
    pub n_children: i64,
    /// The types of the children.
    pub children: *mut *mut ArrowSchema,
    /// The type of the dictionary's values.
    pub dictionary: *mut ArrowSchema,
    /// Frees it; none once it is freed or moved.
    pub release: Option<unsafe extern "C" fn(*mut ArrowSchema)>,
    /// The producer's own.
    pub private_data: *mut c_void,
}

/// The data of an array.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ArrowArray {
    /// How many values there are.
    pub length: i64,
    /// How many of them are null; -1 if nobody has counted.
    pub null_count: i64,
    /// How many values of the buffers come before the first.
    pub offset: i64,
    /// How many buffers there are.
    pub n_buffers: i64,
    /// How many children there are.
    pub n_children: i64,
    /// The buffers, the first of them a bitmap of what is not null.
    pub buffers: *mut *const c_void,
    /// The children.
    pub children: *mut *mut ArrowArray,
    /// The dictionary's values.
    pub dictionary: *mut ArrowArray,
    /// Frees it; none once it is freed or moved.
    pub release: Option<unsafe extern "C" fn(*mut ArrowArray)>,
    /// The producer's own.
    pub private_data: *mut c_void,
}

/// The flag of a field whose values may be null.
pub(super) const NULLABLE: i64 = 2;
