//! What the entries of all closed lists share: an id for programs, a number that crosses an ABI, a title for people.

use super::{Blocklist, Category, Command, Item, Provider, Vocabulary};
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// An entry of a closed list.
pub(crate) trait Listed {
    fn at(&self) -> Position;
    fn id(&self) -> &str;
    fn number(&self) -> u16;
    fn title(&self) -> &str;
}

/// The entry that has this id.
pub(crate) fn by_id<'m, T: Listed>(all: &'m [T], id: &str) -> Option<&'m T> {
    all.iter().find(|entry| entry.id() == id)
}

macro_rules! listed {
    ($($type:ident: $title:ident),*) => {$(
        impl Listed for $type {
            fn at(&self) -> Position {
                self.at
            }

            fn id(&self) -> &str {
                &self.id
            }

            fn number(&self) -> u16 {
                self.number
            }

            fn title(&self) -> &str {
                &self.$title
            }
        }
    )*};
}
listed!(Item: title, Vocabulary: title, Command: title, Provider: name, Blocklist: name);

impl Listed for Category {
    fn at(&self) -> Position {
        self.item.at
    }

    fn id(&self) -> &str {
        &self.item.id
    }

    fn number(&self) -> u16 {
        self.item.number
    }

    fn title(&self) -> &str {
        &self.item.title
    }
}

/// Reads `number`. Numbers leave room below the "no number" mark of the tables.
pub(super) fn number(f: &mut Fields<'_>, e: &mut Diagnostics) -> u16 {
    f.number("number", 0xfff0, e) as u16
}
