//! Which rules hold for a scanned text.

use super::MAX_STEPS;
use super::codes::Codes;
use super::scan::{Found, Scan};
use super::tables::{Clause, NONE, Op, Rule, Tables};

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
    scan: &'a Scan,
    text: &'a [u8],
    with: Conditions,
    /// Steps left.
    steps: u32,
}

impl<'a, 't> Search<'a, 't> {
    /// A search over what was scanned.
    pub fn new(t: &'a Tables<'t>, scan: &'a Scan, text: &'a [u8], with: Conditions) -> Self {
        Self { t, scan, text, with, steps: MAX_STEPS }
    }

    /// Steps taken so far.
    pub fn steps(&self) -> u32 {
        MAX_STEPS - self.steps
    }

    /// The best rule of at least rank `from` that holds, and where.
    pub fn best(&mut self, from: u16) -> Option<(u16, Span)> {
        let t = self.t;
        let mut best = NONE;
        let mut span = Span { start: 0, end: 0 };
        for (i, found) in self.scan.found().iter().enumerate() {
            let Some(term) = t.terms.get(found.term as usize) else { continue };
            let (a, b) = term.anchors;
            // A term that occurs twice is looked at once.
            if a == b || self.scan.found()[..i].iter().any(|f| f.term == found.term) {
                continue;
            }
            for &c in t.anchors.get(a as usize..b as usize).unwrap_or(&[]) {
                let Some(clause) = t.clauses.get(c as usize) else { break };
                if clause.rule >= best {
                    break;
                }
                if clause.rule < from {
                    continue;
                }
                let Some(rule) = t.rules.get(clause.rule as usize) else { break };
                if let Some(s) = self.holds(rule, clause) {
                    best = clause.rule;
                    span = s;
                }
            }
        }
        (best != NONE).then_some((best, span))
    }

    #[inline(always)]
    fn holds(&mut self, rule: &Rule, clause: &Clause) -> Option<Span> {
        let (a, b) = clause.elements;
        let elements = self.t.elements.get(a as usize..b as usize)?;
        if !elements.iter().all(|e| self.scan.has(e.term)) || !self.conditions(rule) {
            return None;
        }
        let span = self.clause(clause)?;
        let (a, b) = rule.unless;
        let guards = self.t.guards.get(a as usize..b as usize)?;
        if guards.iter().any(|g| self.clause(g).is_some()) {
            return None;
        }
        Some(span)
    }

    /// Whether provider, codes and command are as the rule asks.
    fn conditions(&self, rule: &Rule) -> bool {
        if rule.provider != NONE && rule.provider != self.with.provider {
            return false;
        }
        if rule.commands != 0 && rule.commands & self.with.commands == 0 {
            return false;
        }
        let replies = self.t.reply_ranges.get(rule.reply.0 as usize..rule.reply.1 as usize).unwrap_or(&[]);
        if !replies.is_empty() && !self.with.codes.reply.is_some_and(|c| replies.iter().any(|&(a, b)| (a..=b).contains(&c))) {
            return false;
        }
        let enhanced = self.t.enhanced_ranges.get(rule.enhanced.0 as usize..rule.enhanced.1 as usize).unwrap_or(&[]);
        enhanced.is_empty() || self.with.codes.enhanced.is_some_and(|c| enhanced.iter().any(|r| r.holds(c)))
    }

    /// Whether the words of a clause stand as it asks, and where.
    fn clause(&mut self, clause: &Clause) -> Option<Span> {
        let (a, b) = clause.elements;
        let elements = self.t.elements.get(a as usize..b as usize)?;
        if !elements.iter().all(|e| self.scan.has(e.term)) {
            return None;
        }
        let first = elements.first()?;
        let scan = self.scan;
        for f in scan.found() {
            if f.term == first.term && (!clause.at_start || f.words.0 == 0 || f.words.0 == scan.first_word) {
                if let Some(span) = self.rest(clause, b as usize - elements.len() + 1, *f, *f, *f) {
                    return Some(span);
                }
            }
        }
        None
    }

    /// The elements from `at` on, given the last one, and the first and last of its group.
    fn rest(&mut self, clause: &Clause, at: usize, last: Found, low: Found, high: Found) -> Option<Span> {
        if at == clause.elements.1 as usize {
            if clause.at_end && !self.ends_text(last) {
                return None;
            }
            return Some(Span { start: low.bytes.0.into(), end: high.bytes.1.into() });
        }
        let e = *self.t.elements.get(at)?;
        let scan = self.scan;
        for f in scan.found() {
            self.steps = self.steps.checked_sub(1)?;
            if f.term != e.term {
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
            if fits {
                let (l, h) = if e.op == Op::Anywhere {
                    (*f, *f)
                } else {
                    (if f.words.0 < low.words.0 { *f } else { low }, if f.words.1 > high.words.1 { *f } else { high })
                };
                if let Some(span) = self.rest(clause, at + 1, *f, l, h) {
                    return Some(span);
                }
            }
        }
        None
    }

    /// Whether nothing that matters follows: the text ends, or a remark in brackets or a link begins.
    fn ends_text(&self, last: Found) -> bool {
        let rest = self.text.get(last.bytes.1 as usize..).unwrap_or(&[]);
        let skip = rest.iter().take_while(|b| matches!(b, b' ' | b'.' | b'!' | b',' | b';' | b':' | b'-' | b'"' | b'\'' | b'>')).count();
        let rest = &rest[skip..];
        matches!(rest.first(), None | Some(b'(' | b'[' | b'\r' | b'\n' | b'\\' | b'|' | b'<' | b')' | b']' | b'}')) || rest.starts_with(b"http")
    }
}
