use crate::Provider;
use crate::axis::{axis, ids};
use crate::tables::PROVIDER_HOSTS;

/// What is known about a provider.
pub(crate) struct ProviderRow {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: ProviderKind,
    pub(crate) hosts: &'static [&'static str],
    pub(crate) domains: &'static [&'static str],
    pub(crate) markers: &'static [&'static str],
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
        self.row().markers
    }

    /// Its page for senders, if there is one.
    pub const fn postmaster(self) -> Option<&'static str> {
        self.row().postmaster
    }

    /// The provider that runs a receiving host, by the longest known suffix of its name. The host may be
    /// in any case of letters and end with a full stop.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Provider;
    ///
    /// assert_eq!(Provider::from_host("gmail-smtp-in.l.GOOGLE.com."), Some(Provider::Gmail));
    /// assert_eq!(Provider::from_host("example-org.mail.protection.outlook.com"), Some(Provider::ExchangeOnline));
    /// assert_eq!(Provider::from_host("eur.olc.protection.outlook.com"), Some(Provider::Outlook));
    /// assert_eq!(Provider::from_host("notgoogle.com"), None);
    /// ```
    pub fn from_host(host: &str) -> Option<Self> {
        let host = host.strip_suffix('.').unwrap_or(host);
        let mut lower = [0; LONGEST_HOST];
        let lower = lower.get_mut(..host.len())?;
        lower.copy_from_slice(host.as_bytes());
        lower.make_ascii_lowercase();
        let mut suffix = &*lower;
        loop {
            if let Ok(place) = PROVIDER_HOSTS.binary_search_by(|(known, _)| known.as_bytes().cmp(suffix)) {
                return Some(PROVIDER_HOSTS[place].1);
            }
            let dot = suffix.iter().position(|&b| b == b'.')?;
            suffix = &suffix[dot + 1..];
        }
    }
}
