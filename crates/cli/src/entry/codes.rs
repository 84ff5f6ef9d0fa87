//! What stands in replies: codes of the standards, of providers and of platforms, and the digits they are made of.

use smtpcodes::{Digit, EnhancedCode, EnhancedMeaning, EnhancedStatus, PseudoCode, ReplyCode, VendorCode};

use super::{Entry, Value};

impl From<ReplyCode> for Entry {
    fn from(c: ReplyCode) -> Self {
        let digit = |d: Option<&'static Digit>| d.map(|d| format!("{}: {}", d.title, d.meaning));
        let entry = Self::new("reply_code", "code", c.as_u16())
            .titled("title", c.title().or(c.class_meaning().map(|d| d.title)))
            .with("name", c.name())
            .with("severity", c.severity())
            .noted("category", c.category())
            .with("is_standard", Value::Flag(c.is_standard()))
            .with("meaning", c.meaning())
            .with("popular", c.popular())
            .advice(c.advice())
            .with("source", c.source());
        if c.is_known() {
            return entry;
        }
        // Digits mean something even where nobody has registered the three of them.
        entry
            .with("class_meaning", digit(c.class_meaning()).as_deref())
            .with("second_digit_meaning", digit(c.second_digit_meaning()).as_deref())
            .with("note", "No standard and no popular table knows this code: go by its digits.")
    }
}

impl From<&EnhancedStatus> for Entry {
    fn from(s: &EnhancedStatus) -> Self {
        status(Self::new("enhanced_status", "code", s.code), s)
    }
}

/// What the registry and experience say about a code.
fn status(entry: Entry, s: &EnhancedStatus) -> Entry {
    entry
        .titled("title", s.title)
        .with("name", s.name)
        .with("classes", Value::List(s.classes.iter().map(|c| (*c).into()).collect()))
        .with("reply_codes", Value::List(s.reply_codes.iter().map(|c| c.as_u16().into()).collect()))
        .noted("category", s.category)
        .with("meaning", s.meaning)
        .with("popular", s.popular)
        .advice(Some(s.advice))
        .with("source", s.source)
}

impl From<EnhancedCode> for Entry {
    fn from(c: EnhancedCode) -> Self {
        let entry = Self::new("enhanced_code", "code", c.to_string().as_str());
        let entry = match c.meaning() {
            EnhancedMeaning::Registered(s) => status(entry, s).with("severity", c.severity()),
            EnhancedMeaning::Subject(subject) => entry
                .titled("title", subject.title)
                .with("severity", c.severity())
                .with("meaning", subject.meaning)
                .with("source", subject.source)
                .with("note", "This detail is not registered: the meaning is that of its subject."),
            _ => entry.with("severity", c.severity()).with(
                "note",
                "Neither this code nor its subject is registered: only its class has a meaning.",
            ),
        };
        entry.with("class_meaning", c.class_meaning().map(|d| d.meaning))
    }
}

impl From<&VendorCode> for Entry {
    fn from(v: &VendorCode) -> Self {
        Self::new("vendor_code", "id", v.id)
            .titled("title", v.title)
            .with("provider", v.provider)
            .with("code", v.code)
            .with("tags", v.tags)
            .with("distinctive", Value::Flag(v.distinctive))
            .noted("category", v.category)
            .with("meaning", v.meaning)
            .advice(Some(v.advice()))
            .with("source", v.source)
            .with("date", v.date)
    }
}

impl From<&PseudoCode> for Entry {
    fn from(p: &PseudoCode) -> Self {
        Self::new("pseudo_code", "code", p.code)
            .titled("title", p.title)
            .with("platform", p.platform)
            .noted("category", p.category)
            .with("meaning", p.meaning)
            .advice(Some(p.advice()))
            .with("source", p.source)
    }
}

/// The meaning of a digit.
pub(crate) fn digit(kind: &'static str, d: &Digit) -> Entry {
    Entry::new(kind, "digit", d.digit)
        .titled("title", d.title)
        .noted("severity", d.severity)
        .with("meaning", d.meaning)
        .with("popular", d.popular)
        .with("source", d.source)
}
