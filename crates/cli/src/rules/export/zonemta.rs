//! ZoneMTA's `bounces.txt`: `expression,action,category,message`, the first line that holds wins.
//!
//! It hands over a reply as one line that begins with the reply code. JavaScript can say what must not hold: rules
//! keep their guards.

use std::fmt::Write;

use smtpcodes_build_helper::model::{Category, Item, Rule};
use smtpcodes_build_helper::pattern::reply_range;

use super::hard::{self, TRANSIENT, is_hard, taken_back};
use super::regex::{Dialect, Expression, Regex};
use super::{Lost, Written, tags, write};
use crate::rules::source::Source;
use crate::rules::words::Languages;

/// Words that may stand behind a reply code that is to decide alone about an address.
const SILENT: usize = 3;

/// The file, and what it lacks.
pub(crate) fn export(source: &Source, languages: Languages) -> (String, Lost) {
    let mut lost = Lost::default();
    let mut regex = Regex::new(&source.model, Dialect::JavaScript, languages);
    let taken_back = any_of(&taken_back(&mut regex));
    let text = String::from("# Rules of smtpcodes for ZoneMTA, written by `smtpcodes rules export`.\n");
    let mut file = File { source, text, taken_back };
    let plain = Regex::new(&source.model, Dialect::JavaScript, Languages::All);
    for (category, tags) in tags(source, &mut lost) {
        file.lines(
            category,
            Digits::BOTH,
            None,
            &Holds { on: format!(".*{}", plain.tags(&tags)), but: None },
        );
    }
    for written in write(source, &mut regex, &mut lost) {
        file.rule(&written, &mut lost);
    }
    if !source.own {
        file.codes(regex.foreign_letters().as_deref());
    }
    (file.text, lost)
}

/// The first digits that a reply may have.
#[derive(Clone, Copy)]
struct Digits {
    transient: bool,
    permanent: bool,
}

impl Digits {
    const BOTH: Self = Self { transient: true, permanent: true };

    /// Those of the reply codes that a rule asks for.
    fn of(rule: &Rule) -> Self {
        let ranges: Vec<_> = rule.reply.iter().filter_map(|(_, text)| reply_range(text)).collect();
        let any = |from, to| ranges.is_empty() || ranges.iter().any(|range| range.0 <= to && range.1 >= from);
        Self { transient: any(400, 499), permanent: any(500, 599) }
    }
}

/// Where a line holds: expressions from the start of the reply on.
struct Holds {
    on: String,
    /// What must not hold beside it.
    but: Option<String>,
}

/// The file as far as it is written.
struct File<'s> {
    source: &'s Source,
    text: String,
    /// What takes it back that an address is dead.
    taken_back: String,
}

impl File<'_> {
    fn rule(&mut self, written: &Written<'_>, lost: &mut Lost) {
        let rule = written.rule;
        let guards = written.guards.as_deref().filter(|_| written.hard).unwrap_or_default();
        if guards.is_empty() && !rule.unless.patterns.is_empty() {
            lost.add("rules written without their `unless`, none of which retires an address");
        }
        let but = if guards.is_empty() { None } else { Some(any_of(guards)) };
        let severity = rule.severity.as_deref();
        self.lines(&rule.category, Digits::of(rule), severity, &Holds { on: any_of(&written.regexes), but });
    }

    /// A line; two where the first digit, or what else the reply says, decides whether to try again.
    fn lines(&mut self, id: &str, digits: Digits, severity: Option<&str>, holds: &Holds) {
        let Some(category) = hard::category(&self.source.model, id) else { return };
        let permanent = if waits(category) || severity == Some(TRANSIENT) { DEFER } else { REJECT };
        let transient = if severity.is_some() { permanent } else { DEFER };
        let Digits { transient: four, permanent: five } = digits;
        if category.hard && permanent == REJECT {
            // A transient one is left to the codes: twice as long, the file would be too large for JavaScript.
            if five {
                let start = format!("(?=5)(?!{})", self.taken_back);
                self.line(category, &start, REJECT, holds);
            }
        } else if four && five && transient != permanent {
            self.line(category, "(?=4)", transient, holds);
            self.line(category, "", permanent, holds);
        } else {
            self.line(category, "", if five { permanent } else { transient }, holds);
        }
    }

    fn line(&mut self, category: &Category, start: &str, action: &str, holds: &Holds) {
        let expression = match holds {
            Holds { on, but: None } => format!("^{start}{on}"),
            // What must hold is rare: the guards are seldom looked for.
            Holds { on, but: Some(but) } => format!("^{start}(?={on})(?!{but})"),
        };
        let Item { id, title, .. } = &category.item;
        // Writing to a string cannot fail. What stands behind the third comma is text.
        let _ = writeln!(self.text, "{expression},{action},{id},{title}");
    }

    /// What codes say alone, where no words are known.
    fn codes(&mut self, foreign_letters: Option<&str>) {
        let model = &self.source.model;
        for code in &model.enhanced_codes {
            let Some(category) = &code.category else { continue };
            let on = format!(r"\d\d\d[ -][45]\.{}\.{}\b", code.subject, code.detail);
            // In letters that no line is written in, the reply may say anything.
            let but =
                foreign_letters.filter(|_| is_hard(model, category)).map(|letters| format!(".*{letters}"));
            self.lines(category, Digits::BOTH, None, &Holds { on, but });
        }
        for code in &model.reply_codes {
            let Some(category) = &code.category else { continue };
            // What is no failure has no bounce.
            let digits = Digits { transient: code.code / 100 == 4, permanent: code.code / 100 == 5 };
            if !digits.transient && !digits.permanent {
                continue;
            }
            let silent = if is_hard(model, category) {
                r"(?:\W+\w+)?".repeat(SILENT) + r"\W*$"
            } else {
                String::new()
            };
            self.lines(category, digits, None, &Holds { on: format!(r"{}\b{silent}", code.code), but: None });
        }
        // Whatever else: what the first digit claims.
        self.text.push_str("^4,defer,unknown,Failed for now\n^5,reject,unknown,Failed for good\n");
    }
}

const DEFER: &str = "defer";
const REJECT: &str = "reject";

/// Any of these, from the start of the reply on.
fn any_of(expressions: &[Expression]) -> String {
    let (anywhere, coded): (Vec<_>, Vec<_>) = expressions.iter().partition(|e| e.is_free());
    let anywhere: Vec<_> = anywhere.into_iter().map(Expression::anywhere).collect();
    let anywhere = (!anywhere.is_empty()).then(|| format!(".*{}", one_of(&anywhere)));
    let all: Vec<_> = coded.into_iter().map(Expression::at_start).chain(anywhere).collect();
    one_of(&all)
}

fn one_of(all: &[String]) -> String {
    match all {
        [one] => one.clone(),
        all => format!("(?:{})", all.join("|")),
    }
}

/// Whether a permanent reply of this kind is worth another attempt.
fn waits(category: &Category) -> bool {
    matches!(category.action.as_str(), "retry" | "throttle")
}
