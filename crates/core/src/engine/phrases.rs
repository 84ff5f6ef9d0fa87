//! From items to terms: the phrases that begin at each, and what markers, times and numbers among them stand for.

use super::bits::Bits;
use super::item::{ITEMS, Item, Role};
use super::number::{Number, number};
use super::pass::Pass;
use super::scan::Found;
use super::tables::{Kind, NONE};

/// Items that one phrase may take, numbers in between included.
pub(super) const REACH: usize = 24;

impl Pass<'_, '_> {
    /// Looks for the phrases that begin at the items, all but the last `keep`, which stay for later.
    ///
    /// First what each word says by itself, without a branch: what is worth a second look is written down as a bit.
    #[inline(never)]
    pub(super) fn read(&mut self, keep: usize) {
        let now = self.count.saturating_sub(keep).min(ITEMS);
        self.out.steps += now as u32;
        for from in (0..now).step_by(64) {
            let mut look = 0u64;
            for i in from..now.min(from + 64) {
                let item = self.items[i];
                let next = self.items[(i + 1) % ITEMS];
                let Some(word) = self.t.word(item.known) else { break };
                let set = if item.in_name { self.t.in_names(word.set) } else { word.set };
                let set = if item.role == Role::Unit { 0 } else { set };
                self.report(set, &item, &item);
                // Numbers may stand between the words of a phrase.
                let goes_on = word.may_lead(next.known) | (word.next != 0) & (next.role != Role::Word);
                let marks = set >= self.t.names.first_marker;
                look |= u64::from(goes_on | marks | (item.role != Role::Word)) << (i - from);
            }
            for i in Bits(look) {
                self.look(from + i);
            }
        }
        if keep > 0 {
            self.items.copy_within(now..self.count, 0);
            self.count -= now;
        }
    }

    /// Marks, numbers and longer phrases that begin at an item.
    #[inline(always)]
    fn look(&mut self, i: usize) {
        let first = self.items[i % ITEMS];
        if first.role != Role::Word && self.number(&first) {
            return;
        }
        let Some(word) = self.t.word(first.known) else { return };
        let mut in_name = first.in_name;
        self.mark(if in_name { self.t.in_names(word.set) } else { word.set }, &first, &first);
        let Some(mut node) = self.t.nodes.get(usize::from(word.node)) else { return };
        for at in i + 1..self.count.min(i + REACH) {
            let item = self.items[at % ITEMS];
            self.out.steps += 1;
            match (item.role, self.t.step(node, item.known)) {
                (Role::Fresh, _) | (Role::Word, None) => return,
                (Role::Clock | Role::Unit, _) | (_, None) => {}
                (role, Some(to)) => {
                    in_name |= item.in_name;
                    let set = if in_name { self.t.in_names(to.set) } else { to.set };
                    self.report(set, &first, &item);
                    self.mark(set, &first, &item);
                    if to.next != [0; 4] {
                        node = to;
                    } else if role == Role::Word {
                        return;
                    }
                }
            }
        }
    }

    /// Takes note of a number or a time; true if no phrase begins with it.
    fn number(&mut self, item: &Item) -> bool {
        match item.role {
            Role::Word | Role::Part => {}
            Role::Number | Role::Fresh => self.waits.number(self.text, item),
            Role::Clock => {
                if let (Number::Clock(seconds), _) = number(self.text, item.bytes.0.into()) {
                    self.waits.clock(seconds, item);
                }
            }
            Role::Unit => self.unit(item),
        }
        item.role == Role::Unit
    }

    /// A phrase has been seen, if `set` is not 0. It is written down in any case and only counted then: whether
    /// words make phrases cannot be foretold, and so a branch would cost more.
    #[inline(always)]
    fn report(&mut self, set: u16, first: &Item, last: &Item) {
        if let Some(slot) = self.out.found.get_mut(self.out.count) {
            *slot = Found {
                set,
                words: (first.word, last.word),
                sentence: first.sentence,
                bytes: (first.bytes.0, last.bytes.1),
                hints: [0; 2],
            };
            self.out.count += usize::from(set != 0);
        }
    }

    /// Takes note of what a set's markers stand for, if it has any.
    #[inline(always)]
    fn mark(&mut self, set: u16, first: &Item, last: &Item) {
        if set >= self.t.names.first_marker {
            self.marks(set, first, last);
        }
    }

    fn marks(&mut self, set: u16, first: &Item, last: &Item) {
        let t = self.t;
        for &term in t.markers_of(set) {
            let Some(t) = t.terms.get(term as usize) else { return };
            match t.kind {
                Kind::Word => {}
                Kind::Provider => self.provider(t.value as u16, first, last),
                Kind::Blocklist => {
                    // "Spamhaus" alone is the weaker name of whichever list is named in full: lists are
                    // in the order of `codes.yaml`, the specific ones of an operator first.
                    self.out.blocklist = self.out.blocklist.min(t.value as u16);
                }
                Kind::Unit => self.waits.unit(self.text, t.value, last),
                Kind::Time => self.waits.spelt(self.text, t.value, first, last),
                Kind::Wait => self.waits.announce(last.word),
                Kind::Rate => self.waits.exclude(last.word),
                Kind::Command => self.out.commands = 1 << (t.value & 15),
                Kind::Client => self.client = (last.word, last.sentence),
            }
        }
    }

    /// Takes note of a marker of a provider. The first one counts, or the longest of those that begin there; but what
    /// mail software says is said for whoever else is named. The name of the client is no marker.
    fn provider(&mut self, new: u16, first: &Item, last: &Item) {
        let old = self.out.provider;
        let software = |p: u16| self.t.software.get(usize::from(p)).copied().unwrap_or(false);
        let (start, end) = self.provider_at;
        let longer = start == first.bytes.0 && end < last.bytes.1 && software(old) == software(new);
        if !self.is_client(first) && (old == NONE || longer || software(old) && !software(new)) {
            self.out.provider = new;
            self.provider_at = (first.bytes.0, last.bytes.1);
        }
    }

    /// Whether the name that `item` is part of is that of somebody else than who replied. Its hyphens make words of
    /// its first label: `mx-out-1.example.org`.
    fn is_client(&self, item: &Item) -> bool {
        let (word, sentence) = self.client;
        let between = item.word.checked_sub(word);
        item.in_name && item.sentence == sentence && between.is_some_and(|words| (1..=3).contains(&words))
    }

    /// A unit that is written together with its number.
    fn unit(&mut self, item: &Item) {
        let set = self.t.word(item.known).map_or(0, |w| w.set);
        for &term in self.t.markers_of(set) {
            if let Some(t) = self.t.terms.get(usize::from(term)).filter(|t| t.kind == Kind::Unit) {
                self.waits.unit(self.text, t.value, item);
            }
        }
    }
}
