//! What can be said of a reply: categories and the other axes, and what other products call them.

use smtpcodes::{Action, Bounce, Category, Cause, Group, Label, Rule, Severity, Side, Vocabulary};

use super::{Entry, Value};

/// Short lists: id, number, title, meaning.
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
        let crosswalks = Vocabulary::ALL.iter().map(|v| {
            let there = c.to_vocabulary(*v);
            let pair =
                Value::Map(vec![("relation", there.relation.id().into()), ("label", there.label.into())]);
            (v.id(), pair)
        });
        Self::new("category", "id", c.id())
            .with("number", c.number())
            .titled("title", c.title())
            .with("meaning", c.meaning())
            .with("group", c.group())
            .noted("side", c.side())
            .with("cause", c.cause())
            .with("is_hard", Value::Flag(c.is_hard()))
            .with("action", c.action())
            .with("transient_action", c.action_on(Severity::Transient))
            .advice(Some(c.advice()))
            .with("crosswalks", Value::Map(crosswalks.collect()))
    }
}

/// A category with replies that show what it looks like: whole ones that anybody may send, if there are enough.
pub(super) fn with_examples(category: Category) -> Entry {
    const ENOUGH: usize = 3;
    let mut of_it: Vec<_> = Rule::ALL.iter().filter(|r| r.category == category).collect();
    of_it.sort_by_key(|r| {
        let whole = r.example.starts_with(|c: char| c.is_ascii_digit());
        (!r.providers.is_empty(), !r.example.is_ascii(), !whole)
    });
    let examples = of_it.iter().take(ENOUGH).map(|r| r.example.into()).collect();
    Entry::from(category).with("examples", Value::List(examples))
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

/// Another product's label.
pub(super) fn label(v: Vocabulary, l: &Label) -> Entry {
    Entry::new("label", "label", l.label)
        .with("vocabulary", v)
        .titled("title", l.category.map_or("says too little for one category", Category::title))
        .with("relation", l.relation.id())
        .with("category", l.category)
        .with("meaning", l.category.map(Category::meaning))
        .with("source", v.source())
}
