//! Rows of the tables that rules and facts are made of.

/// How an element stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Op {
    /// Behind the one before, at most so many words between, in the same sentence, or the next if that is 0.
    Then,
    /// Before or behind all so far, at most so many words between, in the same sentence.
    Near,
    /// Anywhere in the reply.
    Anywhere,
}

/// One term of a clause.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Which term.
    pub term: u16,
    /// How it stands to those before it.
    pub op: Op,
    /// How many words may lie between.
    pub gap: u8,
}

/// One way to say what a rule recognises.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// Its first element in `elements`.
    pub first: u16,
    /// How many elements it has.
    pub count: u8,
    /// The rule, or [`NONE`](super::tables::NONE) if it forbids rules.
    pub rule: u16,
    /// The first element must be the first word of the reply's text.
    pub at_start: bool,
    /// The last element must be the last word of the reply's text.
    pub at_end: bool,
}

/// What a rule asks of an enhanced status code.
#[derive(Clone, Copy, Debug)]
pub struct EnhancedRange {
    /// 0 for any class.
    pub class: u8,
    /// The subject.
    pub subject: u16,
    /// The first detail.
    pub from: u16,
    /// The last detail.
    pub to: u16,
}

impl EnhancedRange {
    /// Whether `code` is in the range.
    pub fn holds(&self, code: super::Enhanced) -> bool {
        // No short-circuit: whole tables are asked, and a branch that cannot be foretold costs more than it saves.
        (self.class == 0 || self.class == code.class)
            & (self.subject == code.subject)
            & (self.from <= code.detail)
            & (code.detail <= self.to)
    }
}

/// A rule. Its place in the list is its rank: the first that holds wins.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What it says the cause is.
    pub category: u8,
    /// The severity where it is not what the codes claim, or 255.
    pub severity: u8,
    /// Says so little that a specific enhanced status code outweighs it.
    pub generic: bool,
    /// Is about what stands before a quoted reply alone, and outweighs a hard verdict on that.
    pub before: bool,
    /// The provider that must be known, or `NONE`.
    pub provider: u16,
    /// Reply codes, from and to, of which one must be there: a slice of `reply_ranges`.
    pub reply: (u32, u32),
    /// Enhanced status codes of which one must be there: a slice of `enhanced_ranges`.
    pub enhanced: (u32, u32),
    /// SMTP commands, a bit each, of which one must be known; 0 for any.
    pub commands: u16,
    /// Clauses of which none may hold: a slice of `guards`.
    pub unless: (u32, u32),
}

/// A provider's own meaning of an enhanced status code.
#[derive(Clone, Copy, Debug)]
pub struct VendorCode {
    /// The provider.
    pub provider: u16,
    /// Means this whoever sends it.
    pub alone: bool,
    /// Which codes.
    pub codes: EnhancedRange,
    /// What they mean; 255 if that is open, so that the registry's meaning does not hold either.
    pub category: u8,
}

/// What the decision needs to know of a category.
#[derive(Clone, Copy, Debug)]
pub struct CategoryFacts {
    /// Retires the address, unless transient.
    pub hard: bool,
    /// Whose side the cause lies on.
    pub side: u8,
    /// What to do next.
    pub action: u8,
    /// Keeps its action on a transient reply.
    pub sticky: bool,
    /// Is no failure.
    pub notice: bool,
    /// Is about the sender's names and their DNS.
    pub sender_name: bool,
    /// Can only be said of a recipient that was named.
    pub named: bool,
}

/// Numbers that the decision refers to by name.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// The category of a success.
    pub accepted: u8,
    /// The category of what nothing says enough about.
    pub unknown: u8,
    /// The action "retry".
    pub retry: u8,
    /// The category of a listed IP address.
    pub ip_blocklisted: u8,
    /// The category of a listed domain.
    pub domain_blocklisted: u8,
    /// The action of a verdict without a failure.
    pub no_action: u8,
    /// Commands that come before the recipient is named, a bit each.
    pub before_recipient: u16,
    /// Terms that take back that an address is done for, such as "try again later"; or `NONE`.
    pub take_back: [u16; 2],
    /// The first set of which something counts inside host names and URLs, too; see [`Tables::in_names`](super::Tables::in_names).
    pub first_named: u16,
    /// The first set with a marker; all that follow have one, too.
    pub first_marker: u16,
}

/// A clause to look at when a set is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The clause, as bytes: so an anchor takes three of them, and no fourth to fill up.
    clause: [u8; 2],
    /// The bit of another of its terms in a `Mask`, or [`ALWAYS`](super::terms::ALWAYS): without it it cannot hold.
    pub bit: u8,
}

impl Anchor {
    /// A clause, and the bit without which it cannot hold.
    pub const fn new(clause: u16, bit: u8) -> Self {
        Self { clause: clause.to_le_bytes(), bit }
    }

    /// The clause.
    #[inline(always)]
    pub const fn clause(self) -> u16 {
        u16::from_le_bytes(self.clause)
    }
}
