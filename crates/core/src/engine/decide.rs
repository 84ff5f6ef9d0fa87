//! Weighs the witnesses: wording, the provider's own codes, enhanced status code, reply code.

use core::ops::Range;

use super::codes::{Codes, Enhanced};
use super::escape;
use super::frame;
use super::memory::Memory;
use super::outline::Outline;
use super::rules::{Conditions, Search, Span};
use super::scan::{Found, Pass, SHORT, SHORT_FOUND};
use super::shape::Shape;
use super::tables::{NONE, Tables, vendor_bit};
use super::{MAX_FOUND, MAX_REPLY};

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

fn span((start, end): (usize, usize)) -> Span {
    Span { start, end }
}

/// Severity by first digit.
fn claim(digit: u16) -> u8 {
    match digit {
        2 => SUCCESS,
        1 | 3 => INTERMEDIATE,
        4 => TRANSIENT,
        5 => PERMANENT,
        _ => UNKNOWN,
    }
}

/// Classifies a text by the tables.
pub fn classify(t: &Tables<'_>, text: &[u8], given: Given<'_>) -> Decision {
    read(t, text, given, true, None).decision
}

/// What was decided on earlier texts.
pub type Remembered<'m> = Option<&'m mut (dyn Memory + 'static)>;

/// The same, sooner for texts that differ in nothing that matters from those that are remembered.
pub fn classify_again(t: &Tables<'_>, text: &[u8], given: Given<'_>, mut memory: Remembered<'_>) -> Decision {
    let outline = memory.as_ref().and_then(|_| Outline::new(t, text, &given));
    if let (Some(memory), Some(outline)) = (&memory, &outline) {
        if let Some(known) = memory.recall(outline.bytes()) {
            return outline.specialise(&known);
        }
    }
    let weighed = read(t, text, given, true, memory.as_deref_mut());
    if let (Some(memory), Some(outline), Some(reply)) = (memory, outline, weighed.lasting) {
        if let Some(decision) = outline.generalise(&weighed.decision, text, &reply) {
            memory.keep(outline.bytes(), decision);
        }
    }
    weighed.decision
}

/// A decision, and where the reply stands if the decision holds for texts that differ in nothing that matters.
struct Weighed {
    decision: Decision,
    lasting: Option<Range<usize>>,
}

/// Classifies a text without its escapes, if it has any; places are those in the text as it was written.
#[cold]
#[inline(never)]
fn unescaped(t: &Tables<'_>, text: &[u8], given: Given<'_>) -> Option<Decision> {
    let plain = escape::plain(text)?;
    let mut decision = read(t, plain.bytes(), given, false, None).decision;
    decision.codes = decision.codes.written(&plain);
    if let Evidence::Rule(_, s) | Evidence::Vendor(_, s) | Evidence::Enhanced(s) | Evidence::Reply(s) =
        &mut decision.evidence
    {
        *s = Span { start: plain.place(s.start), end: plain.place(s.end) };
    }
    Some(decision)
}

fn read(t: &Tables<'_>, text: &[u8], given: Given<'_>, escapes: bool, memory: Remembered<'_>) -> Weighed {
    if text.len() <= SHORT {
        weigh(t, text, given, escapes, memory, &mut [Found::default(); SHORT_FOUND])
    } else {
        weigh(t, text, given, escapes, memory, &mut [Found::default(); MAX_FOUND])
    }
}

fn weigh(
    t: &Tables<'_>,
    text: &[u8],
    given: Given<'_>,
    escapes: bool,
    memory: Remembered<'_>,
    room: &mut [Found],
) -> Weighed {
    let mut pass = Pass::new(t, text, room);
    pass.words(given.sending_ip);
    if escapes && pass.escape {
        if let Some(decision) = unescaped(t, text, given) {
            return Weighed { decision, lasting: None };
        }
    }
    let codes = pass.codes();
    let code = codes.place();
    let whole = &text[..text.len().min(MAX_REPLY)];
    let reply = frame::reply(whole, code.clone());
    let shape = memory.as_ref().and_then(|_| Shape::new(whole, pass.items(), &given, &codes, &reply));
    if let (Some(memory), Some(shape)) = (&memory, &shape) {
        if let Some(known) = memory.recall(shape.parts()) {
            return Weighed { decision: known.at(pass.items(), codes), lasting: Some(reply) };
        }
    }
    let scan = pass.phrases(codes);
    let provider = if given.provider != NONE { given.provider } else { scan.provider };
    let commands = if given.commands != 0 { given.commands } else { scan.commands };
    let mut severity = match (codes.reply, codes.enhanced) {
        (Some(c), _) => claim(c / 100),
        (None, Some(e)) => claim(u16::from(e.class)),
        (None, None) => UNKNOWN,
    };
    let mut conflict =
        matches!((codes.reply, codes.enhanced), (Some(r), Some(e)) if r / 100 != u16::from(e.class));
    let failed = !matches!(severity, SUCCESS | INTERMEDIATE);

    let mut search = Search::new(t, scan, text, Conditions { codes, provider, commands });
    // What stands around the reply is whoever passed it on: it counts only if the reply says nothing.
    let mut wording = search.best(reply.clone());
    if wording.is_none() && reply != (code.start..whole.len()) {
        wording = search.best(code.start..whole.len());
    }
    if wording.is_none() && code.start > 0 {
        wording = search.best(0..whole.len());
        // Nor does it retire an address that the reply itself says something else about.
        if scan.words > scan.first_word && !frame::ends_with_code(whole, &code) {
            wording =
                wording.filter(|&(r, _)| t.rules.get(r as usize).is_none_or(|r| !is_hard(t, r.category)));
        }
    }
    // `Sender verify failed: 550 no such user`: the reply is about somebody else, or was given long ago.
    let introduction = 0..reply.start.max(code.start);
    if !introduction.is_empty()
        && wording.is_some_and(|(r, _)| t.rules.get(r as usize).is_some_and(|r| is_hard(t, r.category)))
    {
        wording = search.best_before(introduction).or(wording);
    }
    // A success is a success whatever its text says, but for what is no reply at all: auto-replies.
    if !failed {
        wording = wording.filter(|&(r, _)| t.rules.get(r as usize).is_some_and(|r| is_notice(t, r.category)));
    }
    let rule = |r: u16| t.rules.get(r as usize);
    let generic = wording.is_some_and(|(r, _)| rule(r).is_some_and(|r| r.generic));
    let by_vendor = codes.enhanced.filter(|_| failed).and_then(|e| vendor(t, e, provider));
    let by_enhanced = codes.enhanced.filter(|_| by_vendor.is_none()).and_then(|e| match (failed, e.class) {
        (true, 4 | 5) => look_up(t.enhanced_category, e.key()),
        (false, 2) => Some(t.names.accepted),
        _ => None,
    });
    let by_vendor = by_vendor.filter(|&(_, category)| category != u8::MAX);
    let early = commands & t.names.before_recipient != 0;
    let about_recipient = |c: u8| t.categories.get(c as usize).is_some_and(|c| c.named);
    let by_vendor = by_vendor.filter(|&(_, c)| !early || !about_recipient(c));
    let by_enhanced = by_enhanced.filter(|&c| !early || !about_recipient(c));
    // A code alone retires an address only where the text says nothing else.
    let silent = scan.words <= scan.first_word + SILENT;
    let by_reply =
        codes.reply.and_then(|c| look_up(t.reply_category, c)).filter(|&c| silent || !is_hard(t, c));
    // Words that would retire the address yield to a code about the sender's name (X.1.8, X.7.25): of two witnesses who
    // disagree, the one who does no lasting harm is believed.
    let hard_words = wording.is_some_and(|(r, _)| rule(r).is_some_and(|r| is_hard(t, r.category)));
    let overruled =
        by_enhanced.filter(|&c| hard_words && t.categories.get(c as usize).is_some_and(|c| c.sender_name));
    let (category, evidence) = match (wording, by_vendor, by_enhanced) {
        _ if overruled.is_some() => (overruled, Evidence::Enhanced(span(codes.enhanced_at))),
        (Some((r, s)), ..) if !generic => (rule(r).map(|r| r.category), Evidence::Rule(r, s)),
        (_, Some((i, c)), _) => (Some(c), Evidence::Vendor(i, span(codes.enhanced_at))),
        (_, _, Some(c)) => (Some(c), Evidence::Enhanced(span(codes.enhanced_at))),
        (Some((r, s)), ..) => (rule(r).map(|r| r.category), Evidence::Rule(r, s)),
        _ => match by_reply {
            Some(c) => (Some(c), Evidence::Reply(span(codes.reply_at))),
            None => (None, Evidence::None),
        },
    };
    let category = category.unwrap_or(t.names.unknown);
    let facts = t.categories.get(category as usize).copied();
    if let (Evidence::Rule(r, _), Some(facts)) = (evidence, facts) {
        if let Some(over) = rule(r).map(|r| r.severity).filter(|&s| s != u8::MAX) {
            conflict |= severity != UNKNOWN && severity != over;
            severity = over;
        }
        // The code blames another side than the words do.
        let code = by_vendor.map(|(_, c)| c).or(by_enhanced);
        conflict |= code.and_then(|c| t.categories.get(c as usize)).is_some_and(|c| c.side != facts.side);
    }
    // "Try again later", or "could not look it up", whatever the code says: nobody's address is retired on that.
    if severity != TRANSIENT
        && facts.is_some_and(|f| f.hard)
        && (scan.retry_after.is_some() || t.names.take_back.iter().any(|&term| scan.has(t, term, &reply)))
    {
        conflict |= severity == PERMANENT;
        severity = TRANSIENT;
    }
    let said = !matches!(evidence, Evidence::None) || codes.reply.is_some() || codes.enhanced.is_some();
    let notice = facts.is_some_and(|f| f.notice);
    let bounce = if notice && category != t.names.unknown
        || !failed
        || !said && text.iter().all(u8::is_ascii_whitespace)
    {
        BOUNCE_NONE
    } else if facts.is_some_and(|f| f.hard) && severity != TRANSIENT {
        BOUNCE_HARD
    } else {
        BOUNCE_SOFT
    };
    let listed = [t.names.ip_blocklisted, t.names.domain_blocklisted];
    let blocklist = if scan.blocklist != NONE && failed { scan.blocklist } else { NONE };
    // A list of domains makes it the domain's listing, whatever the sentence around it says.
    let category = match t.lists_domains.get(blocklist as usize) {
        Some(&domains) if listed.contains(&category) => {
            if domains {
                t.names.domain_blocklisted
            } else {
                category
            }
        }
        _ => category,
    };
    let facts = t.categories.get(category as usize).copied();
    let action = match facts {
        _ if !failed && !notice => t.names.no_action,
        Some(_) if category == t.names.unknown && bounce == BOUNCE_NONE => t.names.no_action,
        Some(f) if severity == TRANSIENT && !f.sticky && !f.notice => t.names.retry,
        Some(_) if severity == TRANSIENT && category == t.names.unknown => t.names.retry,
        Some(f) => f.action,
        None => t.names.no_action,
    };
    let decision = Decision {
        codes,
        severity,
        category,
        bounce,
        side: facts.map_or(0, |f| f.side),
        action,
        provider,
        blocklist,
        retry_after: scan.retry_after.filter(|_| failed).map(|s| s.clamp(MIN_WAIT, MAX_WAIT)),
        conflict,
        evidence,
        steps: scan.steps + search.steps(),
    };
    // A time to wait is read afresh each time.
    let lasts = !pass.waits();
    if let (Some(memory), Some(shape), true) = (memory, shape, lasts) {
        if let Some(decision) = decision.among(pass.items()) {
            memory.keep(shape.parts(), decision);
        }
    }
    Weighed { decision, lasting: lasts.then_some(reply) }
}

/// A reply that asks for less than a second is taken to ask for one.
pub const MIN_WAIT: u32 = 1;
/// A reply that asks for more than a week is taken to ask for a week: longer than any queue keeps mail.
pub const MAX_WAIT: u32 = 7 * 24 * 3600;

/// Words that may stand behind a reply code without saying anything of their own.
const SILENT: u16 = 3;

fn is_hard(t: &Tables<'_>, category: u8) -> bool {
    t.categories.get(category as usize).is_some_and(|c| c.hard)
}

fn is_notice(t: &Tables<'_>, category: u8) -> bool {
    t.categories.get(category as usize).is_some_and(|c| c.notice)
}

fn vendor(t: &Tables<'_>, code: Enhanced, provider: u16) -> Option<(u16, u8)> {
    let bit = vendor_bit(code.subject, code.detail);
    if t.vendor_bits.get(bit / 64)? >> (bit % 64) & 1 == 0 {
        return None;
    }
    t.vendor_codes
        .iter()
        .position(|v| v.codes.holds(code) && (v.alone || v.provider == provider))
        .map(|i| (i as u16, t.vendor_codes[i].category))
}

fn look_up<K: Ord + Copy>(table: &[(K, u8)], key: K) -> Option<u8> {
    table.binary_search_by_key(&key, |&(k, _)| k).ok().map(|i| table[i].1)
}
