//! Weighs the witnesses: wording, the provider's own codes, enhanced status code, reply code.

use core::ops::Range;

use super::codes::Enhanced;
use super::decision::Evidence;
use super::frame;
use super::rules::{Conditions, Search, Span};
use super::scan::Scan;
use super::tables::{NONE, Rule, Tables, vendor_bit};

/// A text that was read, and what is known of it.
pub struct Case<'a> {
    /// The tables that it was read by.
    pub t: &'a Tables<'a>,
    /// Its bytes, as far as they are read.
    pub text: &'a [u8],
    /// What was found in it.
    pub scan: &'a Scan<'a>,
    /// Where the reply itself stands, see [`frame::reply`].
    pub reply: Range<usize>,
    /// Who replied, or [`NONE`].
    pub provider: u16,
    /// The commands that it may be a reply to, a bit each.
    pub commands: u16,
    /// Whether the codes speak of a failure, or there are none.
    pub failed: bool,
}

/// What went wrong.
pub struct Cause {
    /// Its category.
    pub category: u8,
    /// What says so.
    pub evidence: Evidence,
    /// The category that an enhanced status code says, whether it is believed or not.
    pub by_code: Option<u8>,
    /// Steps that looking for rules took.
    pub steps: u32,
}

/// A rule by its rank, and its words.
type Wording = Option<(u16, Span)>;

/// Words that may stand behind a reply code without saying anything of their own.
const SILENT: u16 = 3;

impl Case<'_> {
    /// The cause, by the witness who says most and does least harm.
    #[inline(always)]
    pub fn cause(&self) -> Cause {
        let Self { t, scan, .. } = *self;
        let codes = scan.codes;
        let (wording, steps) = self.wording();
        let rule = wording.and_then(|(rank, _)| t.rule(rank));
        let by_vendor = self.by_vendor();
        let by_enhanced = if by_vendor.is_none() { self.by_enhanced() } else { None };
        let believed = |category: &u8| !self.is_early() || !t.category(*category).is_some_and(|c| c.named);
        // A provider may have a code as its own and leave open what it means: then the registry's meaning does not hold either.
        let by_vendor = by_vendor.filter(|(_, category)| *category != u8::MAX && believed(category));
        let by_enhanced = by_enhanced.filter(believed);
        let by_code = by_vendor.map(|(_, category)| category).or(by_enhanced);

        // Words that would retire the address yield to a code about the sender's name (X.1.8, X.7.25): of two witnesses who
        // disagree, the one who does no lasting harm is believed.
        let overruled = rule.is_some_and(|rule| t.is_hard(rule.category))
            && by_enhanced.and_then(|category| t.category(category)).is_some_and(|c| c.sender_name);
        let wording = wording.zip(rule).map(|((rank, at), rule)| (Evidence::Rule(rank, at), rule));
        let specific = wording.filter(|(_, rule)| !rule.generic && !overruled);
        let enhanced_at = span(codes.enhanced_at);
        let (category, evidence) = if let Some((evidence, rule)) = specific {
            (rule.category, evidence)
        } else if let Some((code, category)) = by_vendor {
            (category, Evidence::Vendor(code, enhanced_at))
        } else if let Some(category) = by_enhanced {
            (category, Evidence::Enhanced(enhanced_at))
        } else if let Some((evidence, rule)) = wording {
            (rule.category, evidence)
        } else if let Some(category) = self.by_reply() {
            (category, Evidence::Reply(span(codes.reply_at)))
        } else {
            (t.names.unknown, Evidence::None)
        };
        Cause { category, evidence, by_code, steps }
    }

    /// The best rule, and the steps that finding it took.
    #[inline(always)]
    fn wording(&self) -> (Wording, u32) {
        let Self { t, text, scan, provider, commands, .. } = *self;
        let (reply, code) = (self.reply.clone(), scan.codes.place());
        let conditions = Conditions { codes: scan.codes, provider, commands };
        let mut search = Search::new(t, scan, text, conditions);
        let is_hard = |&(rank, _): &(u16, Span)| t.rule(rank).is_some_and(|rule| t.is_hard(rule.category));
        // Who quotes a success as no success had waited for something else, whatever the quoted words speak of.
        if !self.failed && code.start > 0 {
            let wording = search.best_over_success(0..text.len());
            if wording.is_some() {
                return (wording, search.steps());
            }
        }
        // What stands around the reply is whoever passed it on: it counts only if the reply says nothing, and nothing is made of
        // words of both. The value of a field may need its key, though: `"reason":"Invalid"`.
        let own = text.get(reply.clone()).unwrap_or(&[]);
        let is_value = code.is_empty() && !own.contains(&b' ');
        let is_whole = |(_, at): &(u16, Span)| {
            let crosses = |edge| at.start < edge && edge < at.end;
            is_value || !crosses(reply.start) && !crosses(reply.end)
        };
        let mut wording = search.best(reply.clone());
        // Nor does it retire an address that the reply itself says something else about.
        let is_final = scan.codes.reply.is_none_or(|code| code >= 500);
        let is_told = is_final && !is_value && own.iter().any(|b| b.is_ascii_alphabetic() || !b.is_ascii());
        let is_apart = |at: &Span| at.end <= reply.start || reply.end <= at.start;
        if wording.is_none() && reply != (code.start..text.len()) {
            wording = search.best(code.start..text.len()).filter(is_whole);
            wording = wording.filter(|(rank, at)| !(is_told && is_apart(at) && is_hard(&(*rank, *at))));
        }
        if wording.is_none() && code.start > 0 {
            wording = search.best(0..text.len()).filter(is_whole);
            let says = scan.words > scan.first_word && !frame::ends_with_code(text, &code);
            if says || reply.end <= code.start {
                wording = wording.filter(|wording| !is_hard(wording));
            }
        }
        // `Sender verify failed: 550 no such user`: the reply is about somebody else, or was given long ago.
        let introduction = 0..reply.start.max(code.start);
        if !introduction.is_empty() && wording.as_ref().is_some_and(is_hard) {
            wording = search.best_before(introduction).or(wording);
        }
        // A success is a success whatever its text says, but for what is no reply at all, such as auto-replies, and for rules
        // that know that this code does not mean one.
        let is_notice = |rule: &Rule| t.category(rule.category).is_some_and(|c| c.notice);
        let is_heard = |rule: &Rule| self.failed || rule.severity != u8::MAX || is_notice(rule);
        let wording = wording.filter(|&(rank, _)| t.rule(rank).is_some_and(is_heard));
        (wording, search.steps())
    }

    /// The provider's own meaning of the enhanced status code: its number, and the category.
    fn by_vendor(&self) -> Option<(u16, u8)> {
        let code = self.scan.codes.enhanced.filter(|_| self.failed)?;
        let bit = vendor_bit(code.subject, code.detail);
        if self.t.vendor_bits.get(bit / 64)? >> (bit % 64) & 1 == 0 {
            return None;
        }
        let codes = self.t.vendor_codes.iter().zip(0..);
        codes
            .filter(|(v, _)| v.codes.holds(code) && (v.alone || v.provider == self.provider))
            .map(|(v, number)| (number, v.category))
            .next()
    }

    /// The registered meaning of the enhanced status code.
    fn by_enhanced(&self) -> Option<u8> {
        let code = self.scan.codes.enhanced?;
        match (self.failed, code.class) {
            (true, 4 | 5) => look_up(self.t.enhanced_category, Enhanced::key(code)),
            (false, 2) => Some(self.t.names.accepted),
            _ => None,
        }
    }

    /// The meaning of the reply code. It alone retires an address only where the text says nothing else.
    fn by_reply(&self) -> Option<u8> {
        let silent = self.scan.words <= self.scan.first_word + SILENT;
        let category = look_up(self.t.reply_category, self.scan.codes.reply?)?;
        (silent || !self.t.is_hard(category)).then_some(category)
    }

    /// Whether the recipient had not been named yet.
    fn is_early(&self) -> bool {
        self.commands & self.t.names.before_recipient != 0
    }

    /// "Try again later", or "could not look it up", whatever the code says: nobody's address is retired on that.
    pub fn is_taken_back(&self) -> bool {
        let Self { t, scan, .. } = *self;
        let said = |term: u16| term != NONE && scan.has(t, term, &self.reply);
        scan.retry_after.is_some() || t.names.take_back.into_iter().any(said)
    }
}

fn span((start, end): (usize, usize)) -> Span {
    Span { start, end }
}

fn look_up<K: Ord + Copy>(table: &[(K, u8)], key: K) -> Option<u8> {
    table
        .binary_search_by_key(&key, |&(k, _)| k)
        .ok()
        .and_then(|i| table.get(i))
        .map(|(_, category)| *category)
}
