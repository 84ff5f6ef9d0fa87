//! A block list, and by what a reply names it.

use super::listed::number;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// A block list.
#[derive(Clone, Debug)]
pub struct Blocklist {
    /// Its place.
    pub at: Position,
    /// Its name, in snake_case.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// As people call it.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// ip, domain or url.
    pub lists: String,
    /// Zones and names.
    pub markers: Vec<(Position, String)>,
    /// Where to ask for removal.
    pub removal: Option<String>,
    /// Since when it is dead.
    pub closed: Option<String>,
}

impl Blocklist {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            id: f.text("id", e),
            number: number(f, e),
            name: f.text("name", e),
            operator: f.text("operator", e),
            lists: f.text("lists", e),
            markers: f.texts("markers", e),
            removal: f.opt_text("removal", e),
            closed: f.opt_text("closed", e),
        }
    }
}
