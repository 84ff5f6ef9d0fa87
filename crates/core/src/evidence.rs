use crate::axis::ids;
use crate::engine;
use crate::tables::{RULE_PLACES, VENDOR_PLACES};
use crate::{EnhancedCode, ReplyCode, Rule, VendorCode};

/// What decided a verdict, and where in the reply it stands.
///
/// # Example
///
/// ```
/// use smtpcodes::{EvidenceKind, classify};
///
/// let reply = b"452 4.2.2 Sorry";
/// let evidence = classify(reply).evidence;
/// assert_eq!(evidence.kind, EvidenceKind::EnhancedCode);
/// assert_eq!(evidence.id, "4.2.2");
/// assert_eq!(evidence.of(reply), b"4.2.2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Evidence {
    /// What kind of witness it is.
    pub kind: EvidenceKind,
    /// The id of the rule or of the provider's own code, or the code as text; empty if nothing decided. Of an
    /// enhanced status code that is not registered it is the class alone, as in `2.0.0`.
    pub id: &'static str,
    /// Its first byte in the text that was classified.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
}

/// What kind of witness decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EvidenceKind {
    /// The wording, or a code or tag of the provider's own.
    Rule,
    /// The enhanced status code.
    EnhancedCode,
    /// The reply code.
    ReplyCode,
    /// Nothing said enough.
    None,
}

impl EvidenceKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Rule, Self::EnhancedCode, Self::ReplyCode, Self::None];

    /// Its name for programs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::EnhancedCode => "enhanced_code",
            Self::ReplyCode => "reply_code",
            Self::None => "none",
        }
    }
}

ids!(EvidenceKind, "kind of evidence", "enhanced_code", EnhancedCode);

impl Evidence {
    /// No evidence.
    pub const NONE: Self = Self { kind: EvidenceKind::None, id: "", start: 0, end: 0 };

    /// The bytes of the reply that it stands on; empty if this is not the reply that was classified.
    pub fn of(self, reply: &[u8]) -> &[u8] {
        reply.get(self.start as usize..self.end as usize).unwrap_or(&[])
    }

    /// From what the engine found; `rule_id` says which rule has a rank.
    pub(crate) fn from_engine(
        decision: &engine::Decision,
        rule_id: impl Fn(u16) -> Option<&'static str>,
    ) -> Self {
        use engine::Evidence as Found;

        let (kind, id, span) = match decision.evidence {
            Found::Rule(rank, span) => (EvidenceKind::Rule, rule_id(rank), span),
            Found::Vendor(number, span) => (EvidenceKind::Rule, vendor_code_id(number), span),
            Found::Enhanced(span) => {
                let code = decision.codes.enhanced.and_then(EnhancedCode::from_engine);
                (EvidenceKind::EnhancedCode, code.map(EnhancedCode::as_static_str), span)
            }
            Found::Reply(span) => {
                let code = decision.codes.reply.and_then(|c| ReplyCode::from_u16(c).ok());
                (EvidenceKind::ReplyCode, code.map(ReplyCode::as_str), span)
            }
            Found::None => return Self::NONE,
        };
        // The engine reads 16 KiB of a text, so that its places fit.
        Self { kind, id: id.unwrap_or(""), start: span.start as u32, end: span.end as u32 }
    }
}

/// The id of the built-in rule with a rank.
pub(crate) fn rule_id(rank: u16) -> Option<&'static str> {
    let place = usize::from(*RULE_PLACES.get(usize::from(rank))?);
    match place.checked_sub(Rule::ALL.len()) {
        None => Some(Rule::ALL[place].id),
        // The rule for the tags of a provider's code has the id of that.
        Some(place) => VendorCode::ALL.get(place).map(|code| code.id),
    }
}

/// The id of the provider's code with a number.
fn vendor_code_id(number: u16) -> Option<&'static str> {
    VendorCode::ALL.get(usize::from(*VENDOR_PLACES.get(usize::from(number))?)).map(|code| code.id)
}

/// Evidence that was written out, to be read back.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Written {
    kind: EvidenceKind,
    id: KnownId,
    start: u32,
    end: u32,
}

// Derived, it would ask for text that lives for ever, which only `known_id` can give.
#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Evidence {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Written { kind, id: KnownId(id), start, end } = Written::deserialize(from)?;
        Ok(Self { kind, id, start, end })
    }
}

/// An id that this library holds as text of its own, so that it can be borrowed for ever.
#[cfg(feature = "serde")]
struct KnownId(&'static str);

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for KnownId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        crate::axis::deserialize(from, "the id of a rule, or a code", known_id).map(Self)
    }
}

#[cfg(feature = "serde")]
fn known_id(id: &str) -> Option<&'static str> {
    if id.is_empty() {
        return Some("");
    }
    let rule = || Rule::from_id(id).map(|rule| rule.id);
    let vendor_code = || VendorCode::ALL.iter().map(|code| code.id).find(|known| *known == id);
    let listed = rule().or_else(vendor_code);
    #[cfg(feature = "custom-rules")]
    let listed = listed.or_else(|| crate::custom::known_id(id));
    let reply = || id.parse().ok().map(ReplyCode::as_str);
    let enhanced = || id.parse().ok().map(EnhancedCode::as_static_str).filter(|text| *text == id);
    listed.or_else(reply).or_else(enhanced)
}
