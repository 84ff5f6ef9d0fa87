//! What stands around numbers and replies, as lists for the engine.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostics, Position};
use crate::engine::amount;
use crate::engine::beside::NEAR;
use crate::engine::lists::Part;
use crate::engine::tables::{Counted, Ending, Key, Lists};
use crate::model::{Frame, Model, NumberWords};

/// The lists, and the tables in which they lie.
#[derive(Default)]
pub(super) struct Surroundings {
    pub counted: Vec<(Key, Counted)>,
    pub endings: Vec<Ending>,
    pub texts: Vec<u8>,
    pub lists: Lists,
}

impl Surroundings {
    /// All that a model says of them.
    pub(super) fn of(model: &Model, errors: &mut Diagnostics) -> Self {
        let mut out = Self::default();
        let mut numbers = Numbers { all: &model.numbers, asked: BTreeSet::new() };
        for (id, counted) in [("unit", Counted::Unit), ("thing", Counted::Thing)] {
            for (at, word) in numbers.words(id) {
                if is_word(at, word, amount::LONGEST, errors) {
                    out.counted.push((Key::ascii(word.as_bytes(), 0, word.len()), counted));
                }
            }
        }
        // What is both is a unit, which says more.
        out.counted.sort_unstable();
        out.counted.dedup_by_key(|(word, _)| *word);

        let mut endings = |id: &'static str| {
            let first = out.endings.len();
            let words = numbers.words(id).filter(|(at, word)| is_word(*at, word, Ending::LONGEST, errors));
            out.endings.extend(words.map(|(_, word)| Ending::new(word.as_bytes())));
            range(first, out.endings.len())
        };
        out.lists = Lists {
            reply_code: endings("reply_code"),
            response: endings("response"),
            enhanced_code: endings("enhanced_code"),
            version: endings("version"),
            port: endings("port"),
            windows_error: endings("windows_error"),
            got: endings("got"),
            ..Lists::default()
        };
        let words = numbers.words("expected").filter(|(at, word)| is_word(*at, word, NEAR, errors));
        let words: Vec<_> = words.map(|(at, word)| (at, word.split_at(rarest(word)))).collect();
        out.lists.expected = out.halves(words.into_iter(), errors);
        out.lists.time_joint = out.texts(numbers.words("time_joint"), errors);
        numbers.finish(errors);

        let colons = |texts: fn(&Frame) -> &[(Position, String)]| {
            let all = model.frames.iter().flat_map(texts);
            all.map(|(at, text)| (*at, text.split_at(text.find(':').unwrap_or(0))))
        };
        out.lists.leads = out.halves(colons(|f| &f.leads), errors);
        out.lists.ports = out.halves(colons(|f| &f.ports), errors);
        let mut frames = |texts: fn(&Frame) -> &[(Position, String)]| {
            let all = model.frames.iter().flat_map(texts);
            out.texts(all.map(|(at, text)| (*at, text.as_str())), errors)
        };
        out.lists = Lists {
            schemes: frames(|f| &f.schemes),
            line_marks: frames(|f| &f.line_marks),
            brackets: frames(|f| &f.brackets),
            tails: frames(|f| &f.tails),
            next_lines: frames(|f| &f.next_lines),
            passed_on: frames(|f| &f.passed_on),
            past_codes: frames(|f| &f.past_codes),
            past_statuses: frames(|f| &f.past_statuses),
            ..out.lists
        };
        out
    }

    /// Adds a list of texts in two halves each.
    fn halves<'m>(
        &mut self,
        all: impl Iterator<Item = (Position, (&'m str, &'m str))>,
        errors: &mut Diagnostics,
    ) -> Part {
        self.texts(all.flat_map(|(at, (head, tail))| [(at, head), (at, tail)]), errors)
    }

    /// Adds a list of texts, each behind its length.
    fn texts<'m>(
        &mut self,
        all: impl Iterator<Item = (Position, &'m str)>,
        errors: &mut Diagnostics,
    ) -> Part {
        let first = self.texts.len();
        for (at, text) in all {
            match u8::try_from(text.len()) {
                Ok(length) => {
                    self.texts.push(length);
                    self.texts.extend(text.as_bytes());
                }
                Err(_) => errors.add(at, "expected at most 255 bytes"),
            }
        }
        range(first, self.texts.len())
    }
}

/// Where the letter of a word is that other words have least.
fn rarest(word: &str) -> usize {
    const RARE: &str = "zqjxkvbpygwfmucldrhsniotae";
    RARE.chars().find_map(|letter| word.find(letter)).unwrap_or(0)
}

/// What is above the limit is cut, and reported as too much.
fn range(from: usize, to: usize) -> Part {
    (from as u16, to as u16)
}

/// Whether a text is a word of small ASCII letters only, which the engine compares with letters of any case.
fn is_word(at: Position, text: &str, most: usize, errors: &mut Diagnostics) -> bool {
    let fits = text.len() <= most && text.bytes().all(|b| b.is_ascii_lowercase());
    if !fits {
        errors.add(at, format!("expected a word of at most {most} letters from a to z, found `{text}`"));
    }
    fits
}

/// The entries of `numbers`, and those that were asked for.
struct Numbers<'m> {
    all: &'m [NumberWords],
    asked: BTreeSet<&'static str>,
}

impl<'m> Numbers<'m> {
    fn words(&mut self, id: &'static str) -> impl Iterator<Item = (Position, &'m str)> + use<'m> {
        self.asked.insert(id);
        let entries = self.all.iter().filter(move |entry| entry.id == id);
        entries.flat_map(|entry| &entry.words).map(|(at, _, word)| (*at, word.as_str()))
    }

    /// Complains about entries that nobody asked for.
    fn finish(self, errors: &mut Diagnostics) {
        for entry in self.all.iter().filter(|entry| !self.asked.contains(entry.id.as_str())) {
            let known: Vec<_> = self.asked.iter().copied().collect();
            errors.add(entry.at, format!("unknown id `{}`, expected one of {}", entry.id, known.join(", ")));
        }
    }
}
