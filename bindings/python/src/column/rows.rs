//! Verdicts as columns of numbers, where zero is nothing: memory that nobody has written yet.

use smtpcodes::{EnhancedCode, Verdict};

use super::intern::Interner;
use crate::members::Axis;

macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident: $type:ty,)*) => {
        /// Verdicts, a column each of their parts.
        pub(super) struct Rows {
            $($(#[$doc])* pub(super) $column: Vec<$type>,)*
        }

        /// Some rows, to be written by one thread.
        pub(super) struct Slots<'a> {
            $($column: &'a mut [$type],)*
        }

        impl Rows {
            pub(super) fn new(len: usize) -> Self {
                Self { $($column: vec![0; len],)* }
            }

            pub(super) fn slots(&mut self) -> Slots<'_> {
                Slots { $($column: &mut self.$column,)* }
            }

            /// Of each place the row that stands there; none of a negative one.
            pub(super) fn gather(&self, places: &[i32]) -> Self {
                fn pick<T: Copy + Default>(from: &[T], places: &[i32]) -> Vec<T> {
                    let at = |&place: &i32| usize::try_from(place).map_or(T::default(), |place| from[place]);
                    places.iter().map(at).collect()
                }
                Self { $($column: pick(&self.$column, places),)* }
            }
        }

        impl<'a> Slots<'a> {
            pub(super) fn split_at(self, row: usize) -> (Self, Self) {
                $(let $column = self.$column.split_at_mut(row);)*
                (Self { $($column: $column.0,)* }, Self { $($column: $column.1,)* })
            }
        }
    };
}

columns! {
    /// Zero also marks a null row.
    category: i8,
    severity: i8,
    bounce: i8,
    side: i8,
    action: i8,
    provider: i16,
    blocklist: i16,
    reply_code: i16,
    /// A number of the interner of codes.
    enhanced_code: i32,
    retry_after: i32,
    conflict: u8,
    kind: i8,
    /// A number of the interner of ids.
    id: i32,
    start: i32,
    end: i32,
}

/// The values that rows refer to by number.
pub(super) struct Interners {
    pub(super) codes: Interner<EnhancedCode>,
    /// By address: the same text at another address is sorted out when threads come together.
    pub(super) ids: Interner<Id>,
}

/// A text of the core's, compared by address.
#[derive(Clone, Copy)]
pub(super) struct Id(pub(super) &'static str);

impl PartialEq for Id {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for Id {}

impl core::hash::Hash for Id {
    fn hash<H: core::hash::Hasher>(&self, to: &mut H) {
        to.write_usize(self.0.as_ptr() as usize);
        to.write_usize(self.0.len());
    }
}

impl Interners {
    pub(super) fn new() -> Self {
        Self { codes: Interner::new(), ids: Interner::new() }
    }
}

/// Places are counted from 1; the lists are far shorter than these numbers reach.
fn small<T: Axis>(one: T) -> i8 {
    one.place() as i8 + 1
}

fn large<T: Axis>(one: Option<T>) -> i16 {
    one.map_or(0, |one| one.place() as i16 + 1)
}

impl Slots<'_> {
    pub(super) fn set(&mut self, row: usize, v: &Verdict, interners: &mut Interners) {
        self.category[row] = small(v.category);
        self.severity[row] = small(v.severity);
        self.bounce[row] = small(v.bounce);
        self.side[row] = small(v.side);
        self.action[row] = small(v.action);
        self.provider[row] = large(v.provider);
        self.blocklist[row] = large(v.blocklist);
        self.reply_code[row] = v.reply_code.map_or(0, |code| code.as_u16() as i16);
        self.enhanced_code[row] = v.enhanced_code.map_or(0, |code| interners.codes.number(code));
        // At most a week.
        self.retry_after[row] = v.retry_after.map_or(0, |seconds| i32::try_from(seconds).unwrap_or(i32::MAX));
        self.conflict[row] = u8::from(v.conflict);
        self.kind[row] = small(v.evidence.kind);
        self.id[row] = interners.ids.number(Id(v.evidence.id));
        // Within the first 16 KiB of a reply.
        self.start[row] = v.evidence.start as i32;
        self.end[row] = v.evidence.end as i32;
    }

    /// Replaces the numbers of one thread by those of all.
    pub(super) fn renumber(&mut self, codes: &[i32], ids: &[i32]) {
        for code in &mut *self.enhanced_code {
            *code = codes[*code as usize];
        }
        for id in &mut *self.id {
            *id = ids[*id as usize];
        }
    }
}
