//! Verdicts as columns.

use core::ffi::CStr;
use std::collections::HashMap;

use smtpcodes::{
    Action, Blocklist, Bounce, Category, Classifier, Context, EnhancedCode, EvidenceKind, Provider,
    ReplyCode, Severity, Shapes, Side, Verdict,
};

use super::export::{Buffer, Field};
use super::input::Input;
use crate::boundary::Outcome;
use crate::list::List;

/// Classifies each row.
pub(super) fn classify(rules: &Classifier, input: &Input<'_>) -> Outcome<Field> {
    let mut columns = Columns::new(input.length);
    let mut shapes = Shapes::new(rules.clone());
    let dictionary = input.reply.dictionary().filter(|_| input.is_plain());
    // By place in the dictionary; values that no row has are not classified.
    let mut known: Vec<Option<Verdict>> = vec![None; dictionary.map_or(0, |values| values.length())];
    for row in 0..input.length {
        let verdict = if !input.is_valid(row) {
            None
        } else if let Some(values) = dictionary {
            match input.reply.key(row)? {
                Some(key) if known[key].is_some() => known[key],
                Some(key) => {
                    known[key] = values.value(key)?.map(|reply| shapes.classify_with(reply, &Context::new()));
                    known[key]
                }
                None => None,
            }
        } else {
            match input.reply.value(row)? {
                Some(reply) => Some(shapes.classify_with(reply, &input.context(row)?)),
                None => None,
            }
        };
        columns.push(verdict.as_ref());
    }
    Ok(columns.finish())
}

/// The columns of the output, row by row.
struct Columns {
    valid: Bits,
    reply_code: Numbers<u16>,
    enhanced_code: Texts<EnhancedCode>,
    severity: Listed<Severity>,
    category: Listed<Category>,
    bounce: Listed<Bounce>,
    side: Listed<Side>,
    action: Listed<Action>,
    provider: Listed<Provider>,
    blocklist: Listed<Blocklist>,
    retry_after: Numbers<u32>,
    conflict: Bits,
    evidence_kind: Vec<i8>,
    evidence_id: Texts<&'static str>,
    start: Vec<u32>,
    end: Vec<u32>,
}

impl Columns {
    fn new(length: usize) -> Self {
        Self {
            valid: Bits::new(length),
            reply_code: Numbers::new(length),
            enhanced_code: Texts::new(length),
            severity: Listed::new(length),
            category: Listed::new(length),
            bounce: Listed::new(length),
            side: Listed::new(length),
            action: Listed::new(length),
            provider: Listed::new(length),
            blocklist: Listed::new(length),
            retry_after: Numbers::new(length),
            conflict: Bits::new(length),
            evidence_kind: Vec::with_capacity(length),
            evidence_id: Texts::new(length),
            start: Vec::with_capacity(length),
            end: Vec::with_capacity(length),
        }
    }

    fn push(&mut self, verdict: Option<&Verdict>) {
        self.valid.push(verdict.is_some());
        // Under a null row anything may stand.
        let nothing = Verdict::default();
        let v = verdict.unwrap_or(&nothing);
        self.reply_code.push(v.reply_code.map(ReplyCode::as_u16));
        self.enhanced_code.push(v.enhanced_code);
        self.severity.push(Some(v.severity));
        self.category.push(Some(v.category));
        self.bounce.push(Some(v.bounce));
        self.side.push(Some(v.side));
        self.action.push(Some(v.action));
        self.provider.push(v.provider);
        self.blocklist.push(v.blocklist);
        self.retry_after.push(v.retry_after);
        self.conflict.push(v.conflict);
        let kind = EvidenceKind::ALL.iter().position(|kind| *kind == v.evidence.kind);
        self.evidence_kind.push(kind.unwrap_or(0) as i8);
        self.evidence_id.push(Some(v.evidence.id).filter(|id| !id.is_empty()));
        self.start.push(v.evidence.start);
        self.end.push(v.evidence.end);
    }

    fn finish(self) -> Field {
        let length = self.valid.length;
        let kinds = texts(EvidenceKind::ALL.iter().map(|kind| kind.id()));
        let evidence = Field::structure(
            c"evidence",
            length,
            None,
            vec![
                Field::new(c"kind", c"c", length, Buffer::I8(self.evidence_kind)).of(kinds),
                self.evidence_id.finish(c"id"),
                Field::new(c"start", c"I", length, Buffer::U32(self.start)),
                Field::new(c"end", c"I", length, Buffer::U32(self.end)),
            ],
        );
        let conflict = Field::new(c"conflict", c"b", length, Buffer::U8(self.conflict.bytes));
        let children = vec![
            self.reply_code.finish(c"reply_code", c"S", Buffer::U16),
            self.enhanced_code.finish(c"enhanced_code"),
            self.severity.small(c"severity"),
            self.category.small(c"category"),
            self.bounce.small(c"bounce"),
            self.side.small(c"side"),
            self.action.small(c"action"),
            self.provider.large(c"provider"),
            self.blocklist.large(c"blocklist"),
            self.retry_after.finish(c"retry_after", c"I", Buffer::U32),
            conflict,
            evidence,
        ];
        Field::structure(c"verdict", length, Some(self.valid), children)
    }
}

/// A bit for each row.
pub(super) struct Bits {
    pub(super) bytes: Vec<u8>,
    pub(super) length: usize,
    pub(super) unset: usize,
}

impl Bits {
    fn new(length: usize) -> Self {
        Self { bytes: Vec::with_capacity(length.div_ceil(8)), length: 0, unset: 0 }
    }

    fn push(&mut self, bit: bool) {
        if self.length.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if bit {
            let last = self.length / 8;
            self.bytes[last] |= 1 << (self.length % 8);
        } else {
            self.unset += 1;
        }
        self.length += 1;
    }
}

/// Numbers that may be absent.
struct Numbers<N> {
    valid: Bits,
    values: Vec<N>,
}

impl<N: Default> Numbers<N> {
    fn new(length: usize) -> Self {
        Self { valid: Bits::new(length), values: Vec::with_capacity(length) }
    }

    fn push(&mut self, number: Option<N>) {
        self.valid.push(number.is_some());
        self.values.push(number.unwrap_or_default());
    }

    fn finish(self, name: &'static CStr, format: &'static CStr, buffer: fn(Vec<N>) -> Buffer) -> Field {
        Field::new(name, format, self.valid.length, buffer(self.values)).nullable(self.valid)
    }
}

/// Entries of a list of ours, whose ids are the dictionary.
struct Listed<L> {
    numbers: Numbers<i16>,
    /// The place in the list of each number.
    places: Vec<i16>,
    list: core::marker::PhantomData<L>,
}

impl<L: List + Named> Listed<L> {
    fn new(length: usize) -> Self {
        let most = L::ALL.iter().map(|one| one.as_number()).max().unwrap_or(0);
        let mut places = vec![0; usize::from(most) + 1];
        for (place, one) in L::ALL.iter().enumerate() {
            places[usize::from(one.as_number())] = place as i16;
        }
        Self { numbers: Numbers::new(length), places, list: core::marker::PhantomData }
    }

    fn push(&mut self, entry: Option<L>) {
        self.numbers.push(entry.map(|one| self.places[usize::from(one.as_number())]));
    }

    /// With keys of 16 bits, and nulls.
    fn large(self, name: &'static CStr) -> Field {
        self.numbers.finish(name, c"s", Buffer::I16).of(Self::ids())
    }

    /// With keys of 8 bits, without nulls.
    fn small(self, name: &'static CStr) -> Field {
        const { assert!(L::ALL.len() <= 128, "the keys have 8 bits") };
        let keys = self.numbers.values.into_iter().map(|key| key as i8).collect();
        Field::new(name, c"c", self.numbers.valid.length, Buffer::I8(keys)).of(Self::ids())
    }

    fn ids() -> Field {
        texts(L::ALL.iter().map(|one| one.id()))
    }
}

/// What has an id.
trait Named {
    fn id(self) -> &'static str;
}

macro_rules! named {
    ($($name:ident)*) => {$(
        impl Named for $name {
            fn id(self) -> &'static str {
                $name::id(self)
            }
        }
    )*};
}
named!(Severity Category Bounce Side Action Provider Blocklist);

/// Texts that repeat, as a dictionary of those that occurred.
struct Texts<T> {
    keys: Numbers<i32>,
    places: HashMap<T, i32>,
    values: Vec<T>,
}

impl<T: Copy + Eq + core::hash::Hash + ToString> Texts<T> {
    fn new(length: usize) -> Self {
        Self { keys: Numbers::new(length), places: HashMap::new(), values: Vec::new() }
    }

    fn push(&mut self, text: Option<T>) {
        let Self { keys, places, values } = self;
        keys.push(text.map(|text| {
            *places.entry(text).or_insert_with(|| {
                values.push(text);
                // There are fewer codes and rules than that.
                (values.len() - 1) as i32
            })
        }));
    }

    fn finish(self, name: &'static CStr) -> Field {
        self.keys.finish(name, c"i", Buffer::I32).of(texts(self.values.iter().map(ToString::to_string)))
    }
}

/// A column of texts that are few.
fn texts<T: AsRef<str>>(all: impl Iterator<Item = T>) -> Field {
    let (mut offsets, mut data) = (vec![0_i32], Vec::new());
    for text in all {
        data.extend_from_slice(text.as_ref().as_bytes());
        offsets.push(data.len() as i32);
    }
    let length = offsets.len() - 1;
    Field::new(c"", c"u", length, Buffer::I32(offsets)).and(Buffer::U8(data))
}
