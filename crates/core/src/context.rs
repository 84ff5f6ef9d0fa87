use core::fmt::{self, Write};
use core::net::IpAddr;

use crate::engine::Given;
use crate::engine::tables::NONE;
use crate::{Command, Provider};

/// What the caller knows about a reply besides its text.
///
/// # Example
///
/// ```
/// use smtpcodes::{Context, Provider, classify_with};
///
/// let context = Context::new().remote_host("gmail-smtp-in.l.google.com");
/// let verdict = classify_with(b"550 5.1.1 no such user", &context);
/// assert_eq!(verdict.provider, Some(Provider::Gmail));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'a> {
    remote_host: Option<&'a str>,
    /// Of the host, unless the caller named one.
    provider: Option<Provider>,
    named: bool,
    command: Option<Command>,
    sending_ip: Option<IpAddr>,
}

impl<'a> Context<'a> {
    /// Nothing is known.
    pub const fn new() -> Self {
        Self { remote_host: None, provider: None, named: false, command: None, sending_ip: None }
    }

    /// The host that replied, or the name of the MX record that led to it, as [`Provider::from_host`] takes it. It
    /// tells the provider, unless [`provider`](Self::provider) names one.
    #[must_use]
    pub fn remote_host(mut self, host: &'a str) -> Self {
        self.remote_host = Some(host);
        if !self.named {
            self.provider = Provider::from_host(host);
        }
        self
    }

    /// The provider that replied.
    #[must_use]
    pub const fn provider(mut self, provider: Provider) -> Self {
        self.provider = Some(provider);
        self.named = true;
        self
    }

    /// The command that was replied to.
    #[must_use]
    pub const fn command(mut self, command: Command) -> Self {
        self.command = Some(command);
        self
    }

    /// The IP address that the message was sent from.
    #[must_use]
    pub const fn sending_ip(mut self, ip: IpAddr) -> Self {
        self.sending_ip = Some(ip);
        self
    }

    /// Calls `then` with what the engine takes.
    pub(crate) fn given<T>(&self, then: impl FnOnce(Given<'_>) -> T) -> T {
        let mut ip = IpText { text: [0; 48], len: 0 };
        if let Some(address) = self.sending_ip {
            // The buffer holds the longest address.
            let _ = write!(ip, "{address}");
        }
        then(Given {
            provider: self.provider.map_or(NONE, Provider::number),
            commands: self.command.map_or(0, |c| 1 << c.number()),
            sending_ip: &ip.text[..ip.len],
        })
    }
}

/// An IP address as text.
struct IpText {
    text: [u8; 48],
    len: usize,
}

impl Write for IpText {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let room = self.text.get_mut(self.len..self.len + part.len()).ok_or(fmt::Error)?;
        room.copy_from_slice(part.as_bytes());
        self.len += part.len();
        Ok(())
    }
}
