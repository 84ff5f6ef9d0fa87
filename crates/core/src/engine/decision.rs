//! What is known besides a text, and what is decided on it.

use super::codes::Codes;
use super::rules::Span;
use super::tables::NONE;

/// What the caller knows besides the text; `NONE` and 0 where nothing.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The provider that replied, or `NONE`.
    pub provider: u16,
    /// The SMTP command that was replied to, as a bit.
    pub commands: u16,
    /// The IP address that the message was sent from, as text; empty if unknown.
    pub sending_ip: &'a [u8],
}

impl Default for Given<'_> {
    fn default() -> Self {
        Self { provider: NONE, commands: 0, sending_ip: &[] }
    }
}

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The rule with this rank, by these words.
    Rule(u16, Span),
    /// The provider's own code with this index, which stands here.
    Vendor(u16, Span),
    /// The enhanced status code.
    Enhanced(Span),
    /// The reply code.
    Reply(Span),
    /// Nothing.
    None,
}

/// Severities by number, as `codes.yaml` must have them.
pub const UNKNOWN: u8 = 0;
/// 2yz.
pub const SUCCESS: u8 = 1;
/// 3yz.
pub const INTERMEDIATE: u8 = 2;
/// 4yz.
pub const TRANSIENT: u8 = 3;
/// 5yz.
pub const PERMANENT: u8 = 4;

/// Whether the address is done for: `none`, `soft`, `hard`, as `codes.yaml` must number them.
pub const BOUNCE_NONE: u8 = 0;
/// A failure that says nothing final about the address.
pub const BOUNCE_SOFT: u8 = 1;
/// The address takes no mail any more.
pub const BOUNCE_HARD: u8 = 2;

/// A verdict in numbers.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The codes of the reply.
    pub codes: Codes,
    /// What the server claimed.
    pub severity: u8,
    /// What went wrong.
    pub category: u8,
    /// Whether the address is done for.
    pub bounce: u8,
    /// On whose side the cause lies.
    pub side: u8,
    /// What to do next.
    pub action: u8,
    /// Who replied, or `NONE`.
    pub provider: u16,
    /// The block list that the reply names, or `NONE`.
    pub blocklist: u16,
    /// Seconds to wait, if the reply says.
    pub retry_after: Option<u32>,
    /// Whether the witnesses contradict each other.
    pub conflict: bool,
    /// What decided.
    pub evidence: Evidence,
    /// Steps that reading and looking for rules took.
    pub steps: u32,
}

/// Severity by first digit.
pub fn claim(digit: u16) -> u8 {
    match digit {
        2 => SUCCESS,
        1 | 3 => INTERMEDIATE,
        4 => TRANSIENT,
        5 => PERMANENT,
        _ => UNKNOWN,
    }
}

/// A reply that asks for less than a second is taken to ask for one.
pub const MIN_WAIT: u32 = 1;
/// A reply that asks for more than a week is taken to ask for a week: longer than any queue keeps mail.
pub const MAX_WAIT: u32 = 7 * 24 * 3600;
