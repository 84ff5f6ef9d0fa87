//! Deliveries that fail, each in its own way, and what must become of them.

/// A recipient's server, and what it means.
pub(super) struct Delivery {
    /// The part of the address before the `@`.
    pub(super) name: &'static str,
    /// What the server replies to RCPT TO.
    pub(super) reply: &'static str,
    /// What must stand in logs.
    pub(super) verdict: &'static str,
    /// Whether the mail server gives up by itself.
    pub(super) bounces: bool,
    /// Whether it would, but for the mode `defer-sender-side`.
    pub(super) rescued: bool,
}

pub(super) const DELIVERIES: [Delivery; 7] = [
    Delivery {
        name: "nobody",
        reply: "550 5.1.1 No such user here",
        verdict: "category=user_unknown side=recipient bounce=hard action=suppress ",
        bounces: true,
        rescued: false,
    },
    Delivery {
        name: "listed",
        reply: "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
        verdict: "category=ip_blocklisted side=sender bounce=soft action=request_delisting ",
        bounces: true,
        rescued: true,
    },
    Delivery {
        name: "spam",
        reply: "554 5.7.1 This message was rejected as spam",
        verdict: "category=spam_rejected side=content bounce=soft action=fix_message ",
        bounces: true,
        rescued: false,
    },
    Delivery {
        name: "greylisted",
        reply: "451 4.7.1 Greylisting in action, please come back in 300 seconds",
        verdict: "category=greylisted side=sender bounce=soft action=retry ",
        bounces: false,
        rescued: false,
    },
    Delivery {
        name: "limited",
        reply: "421 4.7.0 Too many messages from your IP address, rate limited",
        verdict: "category=rate_limited side=sender bounce=soft action=throttle ",
        bounces: false,
        rescued: false,
    },
    Delivery {
        name: "lines",
        reply: "550-5.1.1 The email account that you tried to reach\n550-5.1.1 does not exist.\n\
                550 5.1.1 https://mx.example.org/help",
        verdict: "category=user_unknown side=recipient bounce=hard action=suppress ",
        bounces: true,
        rescued: false,
    },
    // No enhanced status code: only the words tell.
    Delivery {
        name: "umlaut",
        reply: "550 Empfänger unbekannt",
        verdict: "category=user_unknown side=recipient bounce=hard action=suppress ",
        bounces: true,
        rescued: false,
    },
];

/// Who sends. Bounces come back to the scripted server, too.
pub(super) const SENDER: &str = "sender@example.org";

impl Delivery {
    pub(super) fn address(&self) -> String {
        format!("{}@example.com", self.name)
    }
}

/// A message with nothing in it that matters.
pub(super) const MESSAGE: &[u8] = b"Subject: a test\n\nHello.\n";
