//! Which rules hold for a scanned text.

use super::codes::Codes;
use super::scan::{Found, Scan};
use super::tables::{Clause, NONE, Op, Rule, Tables, has_bit, hint};
use super::{MAX_FOUND, MAX_STEPS};

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
    /// Steps left.
    steps: u32,
}

impl<'a, 't> Search<'a, 't> {
    /// A search over what was scanned.
    pub fn new(t: &'a Tables<'t>, scan: &'a Scan<'a>, text: &'a [u8], with: Conditions) -> Self {
        Self { t, scan, text, with, from: 0, steps: MAX_STEPS }
    }

    /// Steps taken so far.
    pub fn steps(&self) -> u32 {
        MAX_STEPS - self.steps
    }

    /// The best rule that holds in the text from byte `from` on, and where.
    pub fn best(&mut self, from: usize) -> Option<(u16, Span)> {
        self.from = from.min(usize::from(u16::MAX)) as u16;
        let t = self.t;
        let mut best = NONE;
        let mut best_span = Span { start: 0, end: 0 };
        // Places in `found` whose set has anchors.
        let mut anchored = [0u16; MAX_FOUND];
        let mut count = 0;
        for (i, found) in self.scan.found().iter().enumerate() {
            let some = t.sets.get(found.set as usize).is_some_and(|s| s.anchors.0 != s.anchors.1);
            if let Some(place) = anchored.get_mut(count) {
                *place = i as u16;
                count += usize::from(some);
            }
        }
        for &i in anchored.get(..count).unwrap_or(&[]) {
            let Some(found) = self.scan.found().get(usize::from(i)) else { break };
            let Some(set) = t.sets.get(found.set as usize) else { continue };
            let (a, b) = set.anchors;
            for anchor in t.anchors.get(a as usize..b as usize).unwrap_or(&[]) {
                if anchor.rule >= best {
                    break;
                }
                let [one, other] = anchor.bits.map(|bit| has_bit(&self.scan.seen, bit));
                if !(one & other) {
                    continue;
                }
                let Some(clause) = t.clauses.get(anchor.clause as usize) else { break };
                let Some(rule) = t.rules.get(clause.rule as usize) else { break };
                if !self.conditions(rule) {
                    continue;
                }
                // No phrase before this one can stand for the clause: its anchor would have been looked at.
                let span = if anchor.alone && found.bytes.0 >= self.from {
                    Some(Span { start: found.bytes.0.into(), end: found.bytes.1.into() })
                } else if self.may_hold(clause) {
                    self.clause(clause, self.from)
                } else {
                    None
                };
                if let Some(s) = span.filter(|_| !self.forbidden(rule)) {
                    best = clause.rule;
                    best_span = s;
                }
            }
        }
        (best != NONE).then_some((best, best_span))
    }

    /// Tells of every clause that holds: its rule, where, and the guard that forbids it, if one does.
    /// Slow; for tools that show why.
    pub fn each(&mut self, mut tell: impl FnMut(&Clause, Span, Option<&Clause>)) {
        let t = self.t;
        for clause in t.clauses {
            let Some(rule) = t.rules.get(clause.rule as usize).filter(|r| self.conditions(r)) else {
                continue;
            };
            if let Some(span) = self.clause(clause, self.from) {
                let (a, b) = rule.unless;
                let guards = t.guards.get(a as usize..b as usize).unwrap_or(&[]);
                tell(clause, span, guards.iter().find(|g| self.clause(g, self.from).is_some()));
            }
        }
    }

    /// Whether all terms of a clause may be there.
    #[inline(always)]
    fn may_hold(&self, clause: &Clause) -> bool {
        clause.mask.iter().zip(&self.scan.seen).all(|(need, seen)| need & !seen == 0)
    }

    /// Whether one of a rule's guards holds.
    fn forbidden(&mut self, rule: &Rule) -> bool {
        if rule.unless_mask.iter().zip(&self.scan.seen).all(|(term, seen)| term & seen == 0) {
            return false;
        }
        let (a, b) = rule.unless;
        let guards = self.t.guards.get(a as usize..b as usize).unwrap_or(&[]);
        guards.iter().any(|g| self.may_hold(g) && self.clause(g, self.from).is_some())
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
        // Before RCPT TO no server has heard of the recipient.
        if self.with.commands & self.t.names.before_recipient != 0
            && self.t.categories.get(rule.category as usize).is_some_and(|c| c.named)
        {
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
    fn clause(&mut self, clause: &Clause, from: u16) -> Option<Span> {
        let (a, b) = clause.elements;
        let elements = self.t.elements.get(a as usize..b as usize)?;
        let first = elements.first()?;
        let scan = self.scan;
        for f in self.with_hint(hint(first.term)) {
            if f.bytes.0 >= from
                && self.t.holds(f.set, first.term)
                && (!clause.at_start || f.words.0 == 0 || f.words.0 == scan.first_word)
            {
                if let Some(span) = self.rest(clause, from, b as usize - elements.len() + 1, f, f, f) {
                    return Some(span);
                }
            }
        }
        None
    }

    /// What was found that may stand for a term. Asked 64 at a time without a branch each, as nearly all are not.
    #[inline(always)]
    fn with_hint(&self, hint: u64) -> impl Iterator<Item = &'a Found> + use<'a> {
        self.scan.found().chunks(64).flat_map(move |part| {
            let bits =
                part.iter().enumerate().fold(0u64, |bits, (i, f)| bits | u64::from(f.hints & hint != 0) << i);
            Bits(bits).filter_map(move |i| part.get(i))
        })
    }

    /// The elements from `at` on, given the last one, and the first and last of its group.
    fn rest(
        &mut self,
        clause: &Clause,
        from: u16,
        at: usize,
        last: &Found,
        low: &Found,
        high: &Found,
    ) -> Option<Span> {
        if at == clause.elements.1 as usize {
            if clause.at_end && !self.ends_text(last) {
                return None;
            }
            return Some(Span { start: low.bytes.0.into(), end: high.bytes.1.into() });
        }
        let e = *self.t.elements.get(at)?;
        self.steps = self.steps.checked_sub(self.scan.found().len() as u32)?;
        for f in self.with_hint(hint(e.term)) {
            if f.bytes.0 < from {
                continue;
            }
            let gap = u16::from(e.gap);
            let fits = match e.op {
                Op::Then => {
                    f.words.0 > last.words.1
                        && f.words.0 - last.words.1 <= gap + 1
                        && (gap == 0 || f.sentence == last.sentence)
                }
                Op::Near => {
                    f.sentence == low.sentence
                        && (f.words.0 > high.words.1 && f.words.0 - high.words.1 <= gap + 1
                            || f.words.1 < low.words.0 && low.words.0 - f.words.1 <= gap + 1)
                }
                Op::Anywhere => true,
            };
            if fits && self.t.holds(f.set, e.term) {
                let (l, h) = if e.op == Op::Anywhere {
                    (f, f)
                } else {
                    (
                        if f.words.0 < low.words.0 { f } else { low },
                        if f.words.1 > high.words.1 { f } else { high },
                    )
                };
                if let Some(span) = self.rest(clause, from, at + 1, f, l, h) {
                    return Some(span);
                }
            }
        }
        None
    }

    /// Whether nothing that matters follows: the text ends, or a remark in brackets or a link begins.
    fn ends_text(&self, last: &Found) -> bool {
        let rest = self.text.get(last.bytes.1 as usize..).unwrap_or(&[]);
        let skip = rest
            .iter()
            .take_while(|b| matches!(b, b' ' | b'.' | b'!' | b',' | b';' | b':' | b'-' | b'"' | b'\'' | b'>'))
            .count();
        let rest = &rest[skip..];
        matches!(
            rest.first(),
            None | Some(b'(' | b'[' | b'\r' | b'\n' | b'\\' | b'|' | b'<' | b')' | b']' | b'}')
        ) || rest.starts_with(b"http")
    }
}

/// The bits that are set, from the lowest on.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros() as usize;
        let some = self.0 != 0;
        self.0 &= self.0.wrapping_sub(1);
        some.then_some(bit)
    }
}
