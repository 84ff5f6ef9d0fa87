use crate::Blocklist;
use crate::axis::{axis, ids};

/// What is known about a block list.
pub(crate) struct BlocklistRow {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) operator: &'static str,
    pub(crate) lists: Listed,
    pub(crate) markers: &'static [&'static str],
    pub(crate) removal: Option<&'static str>,
    pub(crate) closed: Option<&'static str>,
}

/// What a block list lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Listed {
    /// IP addresses.
    Ip,
    /// Domains.
    Domain,
    /// Links in messages.
    Url,
}

impl Listed {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Ip, Self::Domain, Self::Url];

    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ip => "ip",
            Self::Domain => "domain",
            Self::Url => "url",
        }
    }
}

ids!(Listed, "kind of listing", "domain", Domain);

axis!(Blocklist(u16), BlocklistRow, "block list", "spamhaus_zen", SpamhausZen);

impl Blocklist {
    /// Its name, as people call it.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Who runs it.
    pub const fn operator(self) -> &'static str {
        self.row().operator
    }

    /// What it lists.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Blocklist, Listed};
    ///
    /// assert_eq!(Blocklist::SpamhausZen.lists(), Listed::Ip);
    /// ```
    pub const fn lists(self) -> Listed {
        self.row().lists
    }

    /// Zones, links and words by which replies name it.
    pub const fn markers(self) -> &'static [&'static str] {
        self.row().markers
    }

    /// The page to look up a listing and ask for removal, if there is one.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Blocklist;
    ///
    /// assert_eq!(Blocklist::SpamhausZen.removal(), Some("https://check.spamhaus.org/"));
    /// ```
    pub const fn removal(self) -> Option<&'static str> {
        self.row().removal
    }

    /// Whether it is out of service: a reply that names it is a fault of the receiver, and nothing can be
    /// delisted.
    pub const fn is_closed(self) -> bool {
        self.row().closed.is_some()
    }

    /// When it went out of service: a year, a year and month, or `unknown`; none if it is alive.
    pub const fn closed(self) -> Option<&'static str> {
        self.row().closed
    }
}
