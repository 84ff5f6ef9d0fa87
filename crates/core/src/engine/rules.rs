//! Which rules hold for a scanned text.

use core::ops::Range;

use super::bits::Bits;
use super::codes::Codes;
use super::frame;
use super::scan::{Found, Scan};
use super::tables::{Clause, Element, NONE, Op, Rule, Tables, has_bit, hint, part};
use super::{MAX_CLAUSES, MAX_STEPS};

/// The words that made a clause hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// What rules may ask for besides words.
#[derive(Clone, Copy)]
pub struct Conditions {
    /// The codes of the reply.
    pub codes: Codes,
    /// The provider, or `NONE`.
    pub provider: u16,
    /// SMTP commands, a bit each.
    pub commands: u16,
}

/// Looks for rules in one text, with a bound on the work.
pub struct Search<'a, 't> {
    t: &'a Tables<'t>,
    scan: &'a Scan<'a>,
    text: &'a [u8],
    with: Conditions,
    /// Words before this byte do not count.
    from: u16,
    /// Nor do words that end behind this one.
    to: u16,
    /// Steps left.
    steps: u32,
}

impl<'a, 't> Search<'a, 't> {
    /// A search over what was scanned.
    pub fn new(t: &'a Tables<'t>, scan: &'a Scan<'a>, text: &'a [u8], with: Conditions) -> Self {
        Self { t, scan, text, with, from: 0, to: u16::MAX, steps: MAX_STEPS }
    }

    /// Steps taken so far.
    pub fn steps(&self) -> u32 {
        MAX_STEPS - self.steps
    }

    /// The best rule that holds in some part of the text, and where.
    pub fn best(&mut self, part: Range<usize>) -> Option<(u16, Span)> {
        self.best_of(part, |rule| !rule.before)
    }

    /// The same of the rules that are about what stands before a reply.
    #[cold]
    pub fn best_before(&mut self, part: Range<usize>) -> Option<(u16, Span)> {
        self.best_of(part, |rule| rule.before)
    }

    /// The same of the rules that know better than a code of success.
    #[cold]
    pub fn best_over_success(&mut self, part: Range<usize>) -> Option<(u16, Span)> {
        self.best_of(part, |rule| !rule.before && rule.severity != u8::MAX)
    }

    #[inline(always)]
    fn best_of(&mut self, part: Range<usize>, wanted: impl Fn(&Rule) -> bool) -> Option<(u16, Span)> {
        [self.from, self.to] = [part.start, part.end].map(|at| at.min(usize::from(u16::MAX)) as u16);
        let t = self.t;
        // Clauses are in the order of their rules: the first that holds is the best.
        let candidates = self.candidates();
        let mut failed = NONE;
        for clause in candidates.iter() {
            let Some(clause) = t.clauses.get(clause) else { break };
            let Some(rule) = t.rule(clause.rule) else { break };
            if clause.rule == failed {
                continue;
            }
            if !wanted(rule) || !self.conditions(rule) {
                failed = clause.rule;
                continue;
            }
            if let Some(span) = self.clause(clause) {
                if !self.forbidden(rule, &candidates) {
                    return Some((clause.rule, span));
                }
                failed = clause.rule;
            }
        }
        None
    }

    /// The clauses whose terms may all be there.
    #[inline(always)]
    fn candidates(&self) -> Candidates {
        let mut candidates = Candidates([0; MAX_CLAUSES / 64]);
        for found in self.scan.found() {
            let Some(set) = self.t.sets.get(usize::from(found.set)) else { continue };
            if !self.counts(found) {
                continue;
            }
            for anchor in part(self.t.anchors, set.anchors) {
                candidates.add(anchor.clause().into(), has_bit(&self.scan.seen, anchor.bit));
            }
        }
        candidates
    }

    /// Tells of every clause that holds: its rule, where, and the guard that forbids it, if one does.
    /// Slow; for tools that show why.
    pub fn each(&mut self, mut tell: impl FnMut(&Clause, Span, Option<&Clause>)) {
        let t = self.t;
        for clause in t.clauses {
            let Some(rule) = t.rule(clause.rule).filter(|r| self.conditions(r)) else {
                continue;
            };
            if let Some(span) = self.clause(clause) {
                let (a, b) = rule.unless;
                let mut guards = t.guards.get(a as usize..b as usize).unwrap_or(&[]).iter();
                let forbids =
                    guards.find_map(|g| t.clauses.get(usize::from(*g)).filter(|g| self.clause(g).is_some()));
                tell(clause, span, forbids);
            }
        }
    }

    /// Whether what was found lies in the part that is looked at.
    #[inline(always)]
    fn counts(&self, found: &Found) -> bool {
        (found.bytes.0 >= self.from) & (found.bytes.1 <= self.to)
    }

    /// Whether one of a rule's guards holds.
    fn forbidden(&mut self, rule: &Rule, candidates: &Candidates) -> bool {
        let t = self.t;
        let guards = t.guards.get(rule.unless.0 as usize..rule.unless.1 as usize).unwrap_or(&[]);
        guards.iter().map(|guard| usize::from(*guard)).any(|guard| {
            candidates.have(guard) && t.clauses.get(guard).is_some_and(|guard| self.clause(guard).is_some())
        })
    }

    /// Whether provider, codes and command are as the rule asks.
    #[inline]
    fn conditions(&self, rule: &Rule) -> bool {
        if rule.provider != NONE && rule.provider != self.with.provider {
            return false;
        }
        if rule.commands != 0 && rule.commands & self.with.commands == 0 {
            return false;
        }
        let facts = self.t.category(rule.category);
        // A server that refuses has accepted nothing and answers no mail, whatever its text speaks of. A status alone may
        // stand in a report beside `Action: delivered`, which knows better.
        if facts.is_some_and(|c| c.notice)
            && rule.category != self.t.names.unknown
            && self.with.codes.reply.is_some_and(|code| code >= 400)
        {
            return false;
        }
        // Before RCPT TO no server has heard of the recipient.
        if self.with.commands & self.t.names.before_recipient != 0 && facts.is_some_and(|c| c.named) {
            return false;
        }
        let replies = self.t.reply_ranges.get(rule.reply.0 as usize..rule.reply.1 as usize).unwrap_or(&[]);
        if !replies.is_empty()
            && !self.with.codes.reply.is_some_and(|c| replies.iter().any(|&(a, b)| (a..=b).contains(&c)))
        {
            return false;
        }
        let enhanced =
            self.t.enhanced_ranges.get(rule.enhanced.0 as usize..rule.enhanced.1 as usize).unwrap_or(&[]);
        enhanced.is_empty() || self.with.codes.enhanced.is_some_and(|c| enhanced.iter().any(|r| r.holds(c)))
    }

    /// Whether the words of a clause stand as it asks, and where.
    fn clause(&mut self, clause: &Clause) -> Option<Span> {
        let (first, rest) = self.t.elements_of(clause).split_first()?;
        let scan = self.scan;
        for part in scan.found().chunks(64) {
            for i in with_hint(part, first.term) {
                let Some(f) = part.get(i) else { break };
                if self.counts(f)
                    && self.t.holds(f.set, first.term)
                    && (!clause.at_start || f.words.0 == 0 || f.words.0 == scan.first_word)
                {
                    if let Some(span) = self.rest(rest, clause.at_end, f, f, f) {
                        return Some(span);
                    }
                }
            }
        }
        None
    }

    /// The elements that are left, given the last one, and the first and last of its group.
    fn rest(
        &mut self,
        elements: &[Element],
        at_end: bool,
        last: &Found,
        low: &Found,
        high: &Found,
    ) -> Option<Span> {
        let Some((e, elements)) = elements.split_first() else {
            let fits = !at_end || self.ends_text(last);
            return fits.then(|| Span { start: low.bytes.0.into(), end: high.bytes.1.into() });
        };
        self.steps = self.steps.checked_sub(self.scan.found().len() as u32)?;
        for part in self.scan.found().chunks(64) {
            for i in with_hint(part, e.term) {
                let Some(f) = part.get(i) else { break };
                if self.counts(f) && stands(*e, f, last, (low, high)) && self.t.holds(f.set, e.term) {
                    let (low, high) = if e.op == Op::Anywhere {
                        (f, f)
                    } else {
                        (
                            if f.words.0 < low.words.0 { f } else { low },
                            if f.words.1 > high.words.1 { f } else { high },
                        )
                    };
                    if let Some(span) = self.rest(elements, at_end, f, low, high) {
                        return Some(span);
                    }
                }
            }
        }
        None
    }

    /// Whether nothing that matters follows in the part that is looked at.
    fn ends_text(&self, last: &Found) -> bool {
        let end = self.text.len().min(self.to.into());
        frame::ends_text(&self.text[..end], last.bytes.1.into())
    }
}

/// Which of at most 64 phrases may stand for a term. Asked without a branch each, as nearly all do not.
#[inline(always)]
fn with_hint(found: &[Found], term: u16) -> Bits {
    let (half, bit) = hint(term);
    Bits(found.iter().rev().fold(0, |bits, f| bits << 1 | f.hints[half] >> bit & 1))
}

/// Whether a phrase stands to the last one, and to the first and last of its group, as an element asks.
#[inline(always)]
fn stands(e: Element, f: &Found, last: &Found, (low, high): (&Found, &Found)) -> bool {
    let gap = u16::from(e.gap);
    match e.op {
        Op::Then => {
            f.words.0 > last.words.1
                && f.words.0 - last.words.1 <= gap + 1
                && f.sentence.saturating_sub(last.sentence) <= u16::from(gap == 0)
        }
        Op::Near => {
            f.sentence == low.sentence
                && (f.words.0 > high.words.1 && f.words.0 - high.words.1 <= gap + 1
                    || f.words.1 < low.words.0 && low.words.0 - f.words.1 <= gap + 1)
        }
        Op::Anywhere => true,
    }
}

/// A set of clauses that may hold, a bit each.
struct Candidates([u64; MAX_CLAUSES / 64]);

impl Candidates {
    /// Adds a clause if it may hold, which cannot be foretold: so without a branch.
    #[inline(always)]
    fn add(&mut self, clause: usize, may_hold: bool) {
        if let Some(bits) = self.0.get_mut(clause / 64) {
            *bits |= u64::from(may_hold) << (clause % 64);
        }
    }

    /// From the first on.
    fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(i, &bits)| Bits(bits).map(move |bit| 64 * i + bit))
    }

    /// Whether a clause is one of them.
    #[inline(always)]
    fn have(&self, clause: usize) -> bool {
        self.0.get(clause / 64).is_some_and(|bits| bits >> (clause % 64) & 1 == 1)
    }
}
