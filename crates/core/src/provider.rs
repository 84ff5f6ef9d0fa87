use crate::axis::{axis, ids, is_id};
use crate::tables::{PROVIDER_HOSTS, PROVIDER_MARKERS};
use crate::{Provider, UnknownId};

/// What is known about a provider.
pub(crate) struct ProviderRow {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: ProviderKind,
    pub(crate) hosts: &'static [&'static str],
    pub(crate) domains: &'static [&'static str],
    pub(crate) postmaster: Option<&'static str>,
}

/// What a provider is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProviderKind {
    /// Keeps mailboxes.
    Mailbox,
    /// Filters or forwards mail in front of other systems.
    Gateway,
    /// Server software that anybody may run.
    Mta,
    /// A sending platform whose own refusals reach its customers.
    Platform,
}

impl ProviderKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Mailbox, Self::Gateway, Self::Mta, Self::Platform];

    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mailbox => "mailbox",
            Self::Gateway => "gateway",
            Self::Mta => "mta",
            Self::Platform => "platform",
        }
    }
}

ids!(ProviderKind, "kind of provider", "gateway", Gateway);

axis!(Provider(u16), ProviderRow, "provider", "gmail", Gmail);

/// A host name has at most 253 bytes (RFC 1035 section 2.3.4, less the lengths around it).
const LONGEST_HOST: usize = 253;

impl Provider {
    /// Its name, as people call it.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is.
    pub const fn kind(self) -> ProviderKind {
        self.row().kind
    }

    /// Suffixes of the names of its receiving servers.
    pub const fn hosts(self) -> &'static [&'static str] {
        self.row().hosts
    }

    /// Its usual mailbox domains. They say who serves a recipient, never who wrote a reply.
    pub const fn domains(self) -> &'static [&'static str] {
        self.row().domains
    }

    /// Text that only its own replies hold.
    pub const fn markers(self) -> &'static [&'static str] {
        PROVIDER_MARKERS[self.place()]
    }

    /// Its page for senders, if there is one.
    pub const fn postmaster(self) -> Option<&'static str> {
        self.row().postmaster
    }

    /// The provider that a text names: its id in any case of letters, with blanks or hyphens for underscores, its
    /// [`name`](Self::name), or one of its hosts.
    ///
    /// # Errors
    /// The text names none that is known; [`UnknownId`] tells an id that is near.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Provider;
    ///
    /// assert_eq!(Provider::from_name("Gmail"), Ok(Provider::Gmail));
    /// assert_eq!(Provider::from_name("exchange-online"), Ok(Provider::ExchangeOnline));
    /// assert_eq!(Provider::from_name("mx.google.com"), Ok(Provider::Gmail));
    /// assert!(Provider::from_name("of nobody").is_err());
    /// ```
    pub fn from_name(name: &str) -> Result<Self, UnknownId> {
        let text = name.trim();
        let all = || Self::ALL.iter().copied();
        all()
            .find(|one| is_id(text, one.id()))
            .or_else(|| all().find(|one| text.eq_ignore_ascii_case(one.name())))
            .or_else(|| Self::from_host(text).filter(|_| text.contains('.')))
            .ok_or_else(|| Self::unknown(text))
    }

    /// The provider that runs a receiving host, by the longest known suffix of its name.
    ///
    /// The name may be in any case of letters, end with a full stop, and stand as logs and reports write it: with an IP
    /// address, a port or both behind it (`mx.example.org[192.0.2.1]:25`, `mx.example.org. [192.0.2.1]`,
    /// `[mx.example.org]:587`), or behind the type of name (`dns; mx.example.org`).
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Provider;
    ///
    /// assert_eq!(Provider::from_host("gmail-smtp-in.l.GOOGLE.com."), Some(Provider::Gmail));
    /// assert_eq!(Provider::from_host("gmail-smtp-in.l.google.com[192.0.2.1]:25"), Some(Provider::Gmail));
    /// assert_eq!(Provider::from_host("example-org.mail.protection.outlook.com"), Some(Provider::ExchangeOnline));
    /// assert_eq!(Provider::from_host("eur.olc.protection.outlook.com"), Some(Provider::Outlook));
    /// assert_eq!(Provider::from_host("notgoogle.com"), None);
    /// ```
    pub fn from_host(host: &str) -> Option<Self> {
        let host = bare(host);
        let mut lower = [0; LONGEST_HOST];
        let lower = lower.get_mut(..host.len())?;
        lower.copy_from_slice(host.as_bytes());
        lower.make_ascii_lowercase();
        let mut suffix = &*lower;
        loop {
            let known = |&(provider, place): &(Self, u8)| provider.hosts()[usize::from(place)].as_bytes();
            if let Ok(place) = PROVIDER_HOSTS.binary_search_by(|host| known(host).cmp(suffix)) {
                return Some(PROVIDER_HOSTS[place].0);
            }
            let dot = suffix.iter().position(|&b| b == b'.')?;
            suffix = &suffix[dot + 1..];
        }
    }
}

/// The name of a host without what logs and reports write around it.
fn bare(host: &str) -> &str {
    let host = host.trim_start();
    // RFC 3464 section 2.1.2.
    let host = match host.split_at_checked(4) {
        Some((kind, name)) if kind.eq_ignore_ascii_case("dns;") => name.trim_start(),
        _ => host,
    };
    let host = host.strip_prefix('[').unwrap_or(host);
    let end = host.bytes().position(|b| matches!(b, b'[' | b']' | b'(' | b':') || b.is_ascii_whitespace());
    let host = &host[..end.unwrap_or(host.len())];
    host.strip_suffix('.').unwrap_or(host)
}
