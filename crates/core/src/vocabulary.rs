use crate::axis::{axis, ids};
use crate::{Category, Vocabulary};

/// What is known about a vocabulary.
pub(crate) struct VocabularyRow {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) source: Option<&'static str>,
    pub(crate) labels: &'static [Label],
}

/// How another product's label stands to a category of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both cover the same replies.
    Exact,
    /// Theirs covers more.
    Broader,
    /// Theirs covers less.
    Narrower,
    /// There is no counterpart.
    None,
}

impl Relation {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Exact, Self::Broader, Self::Narrower, Self::None];

    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::None => "none",
        }
    }
}

ids!(Relation, "relation", "broader", Broader);

/// A label of another vocabulary, read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// As the other product writes it.
    pub label: &'static str,
    /// The category that it means best; none if it says too little.
    pub category: Option<Category>,
    /// How it stands to that category.
    pub relation: Relation,
}

axis!(Vocabulary(u8), VocabularyRow, "vocabulary", "sisimai", Sisimai);

impl Vocabulary {
    /// A few words for people.
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// The product's own page about its labels, if there is a public one.
    pub const fn source(self) -> Option<&'static str> {
        self.row().source
    }

    /// All labels.
    pub const fn labels(self) -> &'static [Label] {
        self.row().labels
    }

    /// The entry of a label, in any case of letters.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Relation, Vocabulary};
    ///
    /// assert_eq!(Vocabulary::Sisimai.label("Expired").unwrap().relation, Relation::Exact);
    /// ```
    pub fn label(self, label: &str) -> Option<&'static Label> {
        self.labels().iter().find(|l| l.label.eq_ignore_ascii_case(label))
    }
}
