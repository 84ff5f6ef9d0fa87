//! From a text to a decision: reading, what is remembered, and what follows from the cause.

use core::ops::Range;

use super::cause::{Case, Cause};
use super::decision::{
    BOUNCE_HARD, BOUNCE_NONE, BOUNCE_SOFT, Decision, Evidence, Given, INTERMEDIATE, MAX_WAIT, MIN_WAIT,
    PERMANENT, SUCCESS, TRANSIENT, UNKNOWN, claim,
};
use super::escape;
use super::frame;
use super::memory::Memory;
use super::outline::{Outline, Room};
use super::pass::Pass;
use super::rules::Span;
use super::scan::{Found, SHORT, SHORT_FOUND};
use super::shape::Shape;
use super::tables::{NONE, Tables};
use super::{MAX_FOUND, MAX_REPLY};

/// Classifies a text by the tables.
pub fn classify(t: &Tables<'_>, text: &[u8], given: Given<'_>) -> Decision {
    read(t, text, given, true, None).decision
}

/// What was decided on earlier texts.
type Remembered<'m> = Option<&'m mut (dyn Memory + 'static)>;

/// The same, sooner for texts that differ in nothing that matters from those that are remembered.
pub fn classify_again(
    t: &Tables<'_>,
    text: &[u8],
    given: Given<'_>,
    memory: &mut (dyn Memory + 'static),
    room: &mut Room,
) -> Decision {
    let Some(outline) = Outline::new(t, text, &given, room) else {
        return read(t, text, given, true, Some(memory)).decision;
    };
    if let Some(known) = memory.recall(outline.bytes()) {
        return outline.specialise(known);
    }
    let weighed = read(t, text, given, true, Some(memory));
    if let Some(lasting) = weighed.lasting {
        if let Some(decision) = outline.generalise(t, &weighed.decision, text, &lasting) {
            memory.keep(outline.bytes(), decision);
        }
    }
    weighed.decision
}

/// A decision, and what it hangs on, if it holds for texts that differ in nothing that matters.
struct Weighed {
    decision: Decision,
    lasting: Option<Lasting>,
}

/// What must be the same in other texts for a decision to hold for them, too.
pub struct Lasting {
    /// Where the reply stands.
    pub reply: Range<usize>,
    /// Where the numbers stand that say how long to wait.
    pub times: Range<usize>,
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

/// Reads a text, unless its shape is remembered; `room` is for what is found in it.
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
    let whole = &text[..text.len().min(MAX_REPLY)];
    let reply = frame::reply(t, whole, codes.place());
    let shape = memory.as_ref().and_then(|_| Shape::new(whole, pass.items(), &given, &codes, &reply));
    if let (Some(memory), Some(shape)) = (&memory, &shape) {
        if let Some(known) = memory.recall(shape.parts()) {
            return Weighed {
                decision: known.at(pass.items(), codes),
                lasting: Some(Lasting { reply, times: 0..0 }),
            };
        }
    }
    let scan = pass.phrases(codes);
    let provider = if given.provider != NONE { given.provider } else { scan.provider };
    let commands = if given.commands != 0 { given.commands } else { scan.commands };
    let severity = match (codes.reply, codes.enhanced) {
        (Some(c), _) => claim(c / 100),
        (None, Some(e)) => claim(u16::from(e.class)),
        (None, None) => UNKNOWN,
    };
    let failed = !matches!(severity, SUCCESS | INTERMEDIATE);
    let case = Case { t, text: whole, scan, reply: reply.clone(), provider, commands, failed };
    let decision = conclude(&case, severity, case.cause());
    let times = pass.waits();
    // A shape has no numbers, so that a time to wait is no part of it.
    if let (Some(memory), Some(shape), None) = (memory, shape, &times) {
        if let Some(decision) = decision.among(pass.items()) {
            memory.keep(shape.parts(), decision);
        }
    }
    Weighed { decision, lasting: Some(Lasting { reply, times: times.unwrap_or(0..0) }) }
}

/// What follows from the severity that the codes claim, and from the cause.
#[inline(always)]
fn conclude(case: &Case<'_>, claimed: u8, cause: Cause) -> Decision {
    let Case { t, scan, .. } = *case;
    let codes = scan.codes;
    let mut category = cause.category;
    let mut severity = claimed;
    let mut conflict =
        matches!((codes.reply, codes.enhanced), (Some(r), Some(e)) if r / 100 != u16::from(e.class));
    let facts = t.category(category);
    if let (Evidence::Rule(r, _), Some(facts)) = (cause.evidence, facts) {
        if let Some(over) = t.rule(r).map(|r| r.severity).filter(|&s| s != u8::MAX) {
            conflict |= severity != UNKNOWN && severity != over;
            severity = over;
        }
        // The code blames another side than the words do.
        conflict |= cause.by_code.and_then(|c| t.category(c)).is_some_and(|c| c.side != facts.side);
    }
    let hard = facts.is_some_and(|f| f.hard);
    if hard && severity != TRANSIENT && case.is_taken_back() {
        conflict |= severity == PERMANENT;
        severity = TRANSIENT;
    }
    let failed = case.failed || !matches!(severity, SUCCESS | INTERMEDIATE);
    let notice = facts.is_some_and(|f| f.notice);
    let said = !matches!(cause.evidence, Evidence::None) || codes.reply.is_some() || codes.enhanced.is_some();
    let bounce = if notice && category != t.names.unknown
        || !failed
        || !said && case.text.iter().all(u8::is_ascii_whitespace)
    {
        BOUNCE_NONE
    } else if hard && severity != TRANSIENT {
        BOUNCE_HARD
    } else {
        BOUNCE_SOFT
    };
    let blocklist = if failed { scan.blocklist } else { NONE };
    // A list of domains makes it the domain's listing, whatever the sentence around it says.
    if category == t.names.ip_blocklisted && t.lists_domains.get(usize::from(blocklist)) == Some(&true) {
        category = t.names.domain_blocklisted;
    }
    let facts = t.category(category);
    let action = match facts {
        _ if !failed && !notice => t.names.no_action,
        Some(_) if category == t.names.unknown && bounce == BOUNCE_NONE => t.names.no_action,
        Some(f) if severity == TRANSIENT && !f.sticky && !f.notice => t.names.retry,
        Some(_) if severity == TRANSIENT && category == t.names.unknown => t.names.retry,
        Some(f) => f.action,
        None => t.names.no_action,
    };
    Decision {
        codes,
        severity,
        category,
        bounce,
        side: facts.map_or(0, |f| f.side),
        action,
        provider: case.provider,
        blocklist,
        retry_after: scan.retry_after.filter(|_| failed).map(|s| s.clamp(MIN_WAIT, MAX_WAIT)),
        conflict,
        evidence: cause.evidence,
        steps: scan.steps + cause.steps,
    }
}
