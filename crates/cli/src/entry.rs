//! An entry of any table as named fields: the one place where facts become text, JSON, YAML and CSV.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};
use smtpcodes::{
    Action, Advice, Blocklist, Bounce, Category, Cause, Command, Digit, EnhancedCode, EnhancedMeaning,
    EnhancedStatus, Explanation, Group, Label, Provider, PseudoCode, ReplyCode, Rule, Severity, Side,
    VendorCode, Vocabulary,
};

use crate::output::page::Page;
use crate::output::style::{self, paint};

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing is known.
    Null,
    /// A number.
    Number(u64),
    /// Whether it is so.
    Flag(bool),
    /// A code or running text.
    Text(String),
    /// The id of another entry, and its title for people.
    Id(&'static str, &'static str),
    /// Several of these.
    List(Vec<Value>),
    /// Named ones.
    Map(Vec<(&'static str, Value)>),
}

impl Value {
    /// In one cell or one paragraph; ids with their titles if `titles`.
    pub(crate) fn text(&self, titles: bool) -> String {
        match self {
            Self::Null => String::new(),
            Self::Number(n) => n.to_string(),
            Self::Flag(true) if titles => "yes".to_owned(),
            Self::Flag(false) if titles => "no".to_owned(),
            Self::Flag(flag) => flag.to_string(),
            Self::Text(text) => text.clone(),
            Self::Id(id, title) if titles && !title.is_empty() => format!("{id} ({title})"),
            Self::Id(id, _) => (*id).to_owned(),
            Self::List(all) => all.iter().map(|v| v.text(titles)).collect::<Vec<_>>().join("; "),
            Self::Map(all) => all
                .iter()
                .map(|(key, value)| match value {
                    Self::Map(pairs) => {
                        let pairs: Vec<_> =
                            pairs.iter().map(|(_, v)| v.text(titles)).filter(|t| !t.is_empty()).collect();
                        format!("{key}: {}", pairs.join(" "))
                    }
                    value => format!("{key}: {}", value.text(titles)),
                })
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Number(n) => to.serialize_u64(*n),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::Text(text) => to.serialize_str(text),
            Self::Id(id, _) => to.serialize_str(id),
            Self::List(all) => to.collect_seq(all),
            Self::Map(all) => to.collect_map(all.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<u8> for Value {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&[&str]> for Value {
    fn from(texts: &[&str]) -> Self {
        Self::List(texts.iter().map(|t| (*t).into()).collect())
    }
}

/// References to other entries.
macro_rules! ids {
    ($($name:ident: $title:ident),*) => {$(
        impl From<$name> for Value {
            fn from(one: $name) -> Self {
                Self::Id(one.id(), one.$title())
            }
        }
    )*};
}
ids!(Severity: title, Bounce: title, Side: title, Group: title, Cause: title, Action: title, Category: title,
     Provider: name, Blocklist: name, Vocabulary: title);

/// An entry: what kind of thing it is, and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What it is: an id, as the other languages have it.
    pub(crate) kind: &'static str,
    /// What it is called; a field, too.
    pub(crate) name: String,
    /// What it is called by people; a field, too.
    pub(crate) title: String,
    /// What is most worth knowing besides: the third column of tables.
    pub(crate) note: String,
    fields: Vec<(&'static str, Value)>,
}

/// Fields that stand in the heading of an entry.
const IN_HEADING: [&str; 5] = ["id", "code", "title", "name", "digit"];

impl Entry {
    fn new(kind: &'static str, key: &'static str, name: impl Into<Value>) -> Self {
        let name = name.into();
        let fields = vec![(key, name.clone())];
        Self { kind, name: name.text(false), title: String::new(), note: String::new(), fields }
    }

    fn titled(mut self, key: &'static str, title: impl Into<Value>) -> Self {
        let title = title.into();
        self.title = title.text(false);
        self.fields.push((key, title));
        self
    }

    fn noted(mut self, key: &'static str, note: impl Into<Value>) -> Self {
        let note = note.into();
        self.note = note.text(false);
        self.fields.push((key, note));
        self
    }

    fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.fields.push((key, value.into()));
        self
    }

    fn advice(self, advice: Option<Advice>) -> Self {
        self.with("sender", advice.map(|a| a.sender)).with("receiver", advice.map(|a| a.recipient))
    }

    /// All fields in their order.
    pub(crate) fn fields(&self) -> &[(&'static str, Value)] {
        &self.fields
    }

    /// For people, everything.
    pub(crate) fn show<W: Write>(&self, page: &mut Page<W>) -> io::Result<()> {
        let title = if self.title.is_empty() { String::new() } else { format!(": {}", self.title) };
        page.line(&format!(
            "{} {}",
            in_words(self.kind),
            paint(style::STRONG, format_args!("{}{title}", self.name))
        ))?;
        let told = |(key, value): &(&'static str, Value)| {
            let text = value.text(true);
            let shown = !text.is_empty() && !IN_HEADING.contains(key) && *key != "number";
            shown.then(|| (key.replace('_', " "), text))
        };
        let told: Vec<_> = self.fields.iter().filter_map(told).collect();
        let column = told.iter().map(|(label, _)| label.len()).max().unwrap_or(0) + 2;
        for (label, text) in &told {
            page.labelled(2, column, label, text, anstyle::Style::new())?;
        }
        Ok(())
    }
}

/// What people call a kind.
fn in_words(kind: &str) -> Cow<'_, str> {
    match kind {
        "enhanced_code" | "enhanced_status" => "enhanced status code".into(),
        "vendor_code" => "provider's own code".into(),
        "pseudo_code" => "sending platform's number".into(),
        "blocklist" => "block list".into(),
        kind => kind.replace('_', " ").into(),
    }
}

/// As an object: its kind and its fields.
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.fields.len() + 1))?;
        map.serialize_entry("kind", self.kind)?;
        for (key, value) in &self.fields {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Short lists: id, number, title, explanation.
macro_rules! items {
    ($($name:ident: $kind:literal),*) => {$(
        impl From<$name> for Entry {
            fn from(one: $name) -> Self {
                Self::new($kind, "id", one.id())
                    .with("number", one.number())
                    .titled("title", one.title())
                    .with("meaning", one.meaning())
            }
        }
    )*};
}
items!(Severity: "severity", Bounce: "bounce", Side: "side", Group: "group", Cause: "cause", Action: "action");

impl From<Category> for Entry {
    fn from(c: Category) -> Self {
        let maps = Vocabulary::ALL.iter().map(|v| {
            let (relation, label) = c.to_vocabulary(*v);
            let pair = Value::Map(vec![("relation", relation.id().into()), ("label", label.into())]);
            (v.id(), pair)
        });
        Self::new("category", "id", c.id())
            .with("number", c.number())
            .titled("title", c.title())
            .with("meaning", c.meaning())
            .with("group", c.group())
            .noted("side", c.side())
            .with("cause", c.cause())
            .with("hard", Value::Flag(c.is_hard()))
            .with("action", c.action())
            .with("action_if_transient", c.action_on(Severity::Transient))
            .advice(Some(c.advice()))
            .with("maps", Value::Map(maps.collect()))
    }
}

impl From<Provider> for Entry {
    fn from(p: Provider) -> Self {
        Self::new("provider", "id", p.id())
            .with("number", p.number())
            .titled("name", p.name())
            .noted("type", p.kind().id())
            .with("hosts", p.hosts())
            .with("domains", p.domains())
            .with("markers", p.markers())
            .with("postmaster", p.postmaster())
    }
}

impl From<Blocklist> for Entry {
    fn from(l: Blocklist) -> Self {
        Self::new("blocklist", "id", l.id())
            .with("number", l.number())
            .titled("name", l.name())
            .with("operator", l.operator())
            .noted("lists", l.lists().id())
            .with("markers", l.markers())
            .with("removal", l.removal())
            .with("closed", l.closed())
    }
}

impl From<ReplyCode> for Entry {
    fn from(c: ReplyCode) -> Self {
        let digit = |d: Option<&'static Digit>| d.map(|d| format!("{}: {}", d.title, d.meaning));
        let entry = Self::new("reply_code", "code", c.as_u16())
            .titled("title", c.title().or(c.class().map(|d| d.title)))
            .with("name", c.name())
            .with("severity", c.severity())
            .noted("category", c.category())
            .with("standard", Value::Flag(c.is_standard()))
            .with("meaning", c.meaning())
            .with("popular_tables", c.popular())
            .advice(c.advice())
            .with("source", c.source());
        if c.is_known() {
            return entry;
        }
        // Digits mean something even where nobody has registered the three of them.
        entry
            .with("first_digit", digit(c.class()).as_deref())
            .with("second_digit", digit(c.second_digit()).as_deref())
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
        .with("popular_tables", s.popular)
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
        entry.with("class", c.class_meaning().map(|d| d.meaning))
    }
}

impl From<&VendorCode> for Entry {
    fn from(v: &VendorCode) -> Self {
        Self::new("vendor_code", "id", v.id)
            .titled("title", v.title)
            .with("provider", v.provider)
            .with("enhanced_code", v.code)
            .with("tags", v.tags)
            .with("distinctive", Value::Flag(v.distinctive))
            .noted("category", v.category)
            .with("meaning", v.meaning)
            .with("sender", v.sender.or(v.category.map(|c| c.advice().sender)))
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
            .with("sender", p.sender)
            .with("source", p.source)
    }
}

impl From<&Rule> for Entry {
    fn from(r: &Rule) -> Self {
        Self::new("rule", "id", r.id)
            .noted("category", r.category)
            .with("severity", r.severity)
            .with("providers", Value::List(r.providers.iter().map(|p| (*p).into()).collect()))
            .with("source", r.source)
            .titled("example", r.example)
    }
}

impl From<Command> for Entry {
    fn from(c: Command) -> Self {
        Self::new("command", "id", c.id()).with("number", c.number()).titled("title", c.title())
    }
}

impl From<Vocabulary> for Entry {
    fn from(v: Vocabulary) -> Self {
        let label = |l: &Label| {
            Value::Map(vec![
                ("label", l.label.into()),
                ("relation", l.relation.id().into()),
                ("category", l.category.into()),
            ])
        };
        Self::new("vocabulary", "id", v.id())
            .with("number", v.number())
            .titled("title", v.title())
            .with("source", v.source())
            .with("labels", Value::List(v.labels().iter().map(label).collect()))
    }
}

/// The meaning of a digit.
pub(crate) fn digit(kind: &'static str, d: &Digit) -> Entry {
    Entry::new(kind, "digit", d.digit)
        .titled("title", d.title)
        .noted("severity", d.severity)
        .with("meaning", d.meaning)
        .with("popular_tables", d.popular)
        .with("source", d.source)
}

/// Another product's label.
fn label(v: Vocabulary, l: &Label) -> Entry {
    Entry::new("label", "id", l.label)
        .with("vocabulary", v)
        .titled("title", l.category.map_or("says too little for one category", Category::title))
        .with("relation", l.relation.id())
        .with("category", l.category)
        .with("meaning", l.category.map(Category::meaning))
        .with("source", v.source())
}

/// What a query can mean; nothing for kinds of meaning that came after this program.
pub(crate) fn of(meaning: Explanation) -> Option<Entry> {
    Some(match meaning {
        Explanation::ReplyCode(it) => it.into(),
        Explanation::EnhancedCode(it) => it.into(),
        Explanation::EnhancedStatus(it) => it.into(),
        Explanation::VendorCode(it) => it.into(),
        Explanation::PseudoCode(it) => it.into(),
        Explanation::Rule(it) => it.into(),
        Explanation::Category(it) => with_examples(it),
        Explanation::Severity(it) => it.into(),
        Explanation::Bounce(it) => it.into(),
        Explanation::Side(it) => it.into(),
        Explanation::Group(it) => it.into(),
        Explanation::Cause(it) => it.into(),
        Explanation::Action(it) => it.into(),
        Explanation::Provider(it) => it.into(),
        Explanation::Blocklist(it) => it.into(),
        Explanation::Command(it) => it.into(),
        Explanation::Label(vocabulary, it) => label(vocabulary, it),
        _ => return None,
    })
}

/// A category with replies that show what it looks like.
fn with_examples(category: Category) -> Entry {
    const ENOUGH: usize = 3;
    let of_it = Rule::ALL.iter().filter(|r| r.category == category);
    let examples = of_it.take(ENOUGH).map(|r| r.example.into()).collect();
    Entry::from(category).with("examples", Value::List(examples))
}
