//! Whose mail system replies, and by what it is known.

use super::listed::number;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::Fields;

/// Whose mail system replies.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its place.
    pub at: Position,
    /// Its name, in snake_case.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// mailbox, gateway, mta or platform.
    pub kind: String,
    /// As people call it.
    pub name: String,
    /// Suffixes of its hosts.
    pub hosts: Vec<(Position, String)>,
    /// Its best-known mailbox domains.
    pub domains: Vec<(Position, String)>,
    /// Text that proves that it wrote a reply.
    pub markers: Vec<(Position, String)>,
    /// Its page for senders.
    pub postmaster: Option<String>,
}

impl Provider {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        Self {
            at: f.at(),
            id: f.text("id", e),
            number: number(f, e),
            kind: f.text("kind", e),
            name: f.text("name", e),
            hosts: f.texts("hosts", e),
            domains: f.texts("domains", e),
            markers: f.texts("markers", e),
            postmaster: f.opt_text("postmaster", e),
        }
    }
}
