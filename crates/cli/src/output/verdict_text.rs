//! A verdict for people: what happened, what it means, what to do, and why we think so.

use std::collections::HashMap;
use std::io::{self, Write};

use anstyle::Style;
use smtpcodes::{Action, Bounce, Category, EvidenceKind, Rule, Side, VendorCode, Verdict, help_url};

use super::page::{Page, excerpt};
use super::style::{self, paint};

/// Columns that the numbers of replies take.
const INDENT: usize = 4;

/// Shows verdicts one after the other, and sums them up.
#[derive(Default)]
pub(crate) struct Report {
    shown: usize,
    /// Which reply was the first of its kind: its meaning stands there.
    first: HashMap<(Category, Action), usize>,
    categories: HashMap<Category, usize>,
    bounces: HashMap<Bounce, usize>,
    actions: HashMap<Action, usize>,
}

impl Report {
    /// Shows one reply.
    pub(crate) fn add<W: Write>(&mut self, page: &mut Page<W>, reply: &str, v: &Verdict) -> io::Result<()> {
        self.shown += 1;
        *self.categories.entry(v.category).or_default() += 1;
        *self.bounces.entry(v.bounce).or_default() += 1;
        *self.actions.entry(v.action).or_default() += 1;
        if self.shown > 1 {
            page.line("")?;
        }
        let evidence = v.evidence.start as usize..v.evidence.end as usize;
        let number = paint(style::FAINT, format_args!("{:>3}", self.shown));
        let reply_shown = excerpt(reply, page.width() - INDENT, evidence, style::EVIDENCE);
        page.line(&format!("{number} {reply_shown}"))?;
        headline(page, v)?;
        let first = *self.first.entry((v.category, v.action)).or_insert(self.shown);
        if first == self.shown {
            explain(page, v)?;
        } else {
            page.field(INDENT, "to do", &format!("{}, see {first}", v.action.title()))?;
        }
        facts(page, reply, v)
    }

    /// How many of what, if that is worth a line.
    pub(crate) fn finish<W: Write>(&self, page: &mut Page<W>) -> io::Result<()> {
        if self.shown < 2 {
            return Ok(());
        }
        page.line("")?;
        let bounces = Bounce::ALL.iter().rev().filter_map(|b| Some((*b, *self.bounces.get(b)?)));
        let bounces: Vec<_> = bounces
            .map(|(b, n)| paint(style::of_bounce(b), format_args!("{n} {}", b.title().to_lowercase())))
            .collect();
        page.line(&format!(
            "{}  {}",
            paint(style::STRONG, format_args!("{} replies", self.shown)),
            bounces.join(", ")
        ))?;
        page.line("")?;
        for (category, count) in sorted(&self.categories) {
            let bar = "▇".repeat((count * 24).div_ceil(self.shown));
            page.line(&format!(
                "{count:>5}  {}  {}",
                paint(style::NAME, format_args!("{:22}", category.id())),
                paint(style::FAINT, bar),
            ))?;
        }
        page.line("")?;
        for (action, count) in sorted(&self.actions) {
            page.line(&format!("{count:>5}  {}", action.title()))?;
        }
        Ok(())
    }
}

/// The most frequent first, else in the order of their lists.
fn sorted<T: Copy + Ord>(counts: &HashMap<T, usize>) -> Vec<(T, usize)> {
    let mut all: Vec<_> = counts.iter().map(|(what, n)| (*what, *n)).collect();
    all.sort_by_key(|(what, n)| (std::cmp::Reverse(*n), *what));
    all
}

/// What went wrong, how bad it is, on whose side, who says so.
fn headline<W: Write>(page: &mut Page<W>, v: &Verdict) -> io::Result<()> {
    let style = style::of_bounce(v.bounce);
    let mut plain = v.category.title().to_owned();
    let mut painted = paint(style, &plain);
    let mut add = |text: &str, style: Style| {
        plain.push_str(" · ");
        plain.push_str(text);
        painted.push_str(" · ");
        painted.push_str(&paint(style, text));
    };
    if v.is_failure() {
        add(&v.bounce.title().to_lowercase(), style);
    }
    if v.side != Side::None {
        add(&format!("side: {}", v.side.title().to_lowercase()), Style::new());
    }
    let provider = v.provider.map(|p| p.name());
    let fits =
        provider.is_none_or(|p| plain.chars().count() + 3 + p.chars().count() + INDENT <= page.width());
    if let Some(provider) = provider.filter(|_| fits) {
        painted.push_str(" · ");
        painted.push_str(provider);
    }
    page.line(&format!("{:INDENT$}{painted}", ""))?;
    match provider.filter(|_| !fits) {
        Some(provider) => page.field(INDENT, "by", provider),
        None => Ok(()),
    }
}

/// What it means and what each side can do.
fn explain<W: Write>(page: &mut Page<W>, v: &Verdict) -> io::Result<()> {
    page.field(INDENT, "meaning", v.category.meaning())?;
    page.field_in(INDENT, "to do", v.action.title(), style::STRONG)?;
    let advice = v.category.advice();
    page.field(INDENT, "", own_code(v).and_then(|c| c.sender).unwrap_or(advice.sender))?;
    // Who only sends can pass it on; nobody else can act on it.
    if matches!(v.side, Side::Recipient | Side::Receiver) {
        page.field(INDENT, "recipient", advice.recipient)?;
    }
    Ok(())
}

/// What this one reply says besides.
fn facts<W: Write>(page: &mut Page<W>, reply: &str, v: &Verdict) -> io::Result<()> {
    if let Some(code) = own_code(v) {
        page.field(INDENT, "code", &format!("{}: {}", code.provider.name(), code.meaning))?;
    }
    if let Some(list) = v.blocklist {
        let removal = match (list.closed(), list.removal()) {
            (Some(closed), _) => format!("closed since {closed}: whoever asks it refuses everybody"),
            (None, Some(page)) => format!("removal: {page}"),
            (None, None) => format!("run by {}", list.operator()),
        };
        page.field(INDENT, "list", &format!("{} · {removal}", list.name()))?;
    }
    if let Some(seconds) = v.retry_after {
        page.field(INDENT, "wait", &duration(seconds))?;
    }
    if let Some(url) = help_url(reply.as_bytes()) {
        page.field(INDENT, "see", url)?;
    }
    if v.conflict {
        page.field_in(
            INDENT,
            "note",
            "Codes and wording contradict each other; what stands under `why` decided.",
            style::WARNING,
        )?;
    }
    let words = String::from_utf8_lossy(v.evidence.of(reply.as_bytes())).into_owned();
    let why = match v.evidence.kind {
        EvidenceKind::None => return Ok(()),
        EvidenceKind::Rule => format!("“{words}” (rule {})", v.evidence.id),
        EvidenceKind::EnhancedCode => format!("the enhanced status code {}", v.evidence.id),
        _ => format!("the reply code {} alone", v.evidence.id),
    };
    page.field_in(INDENT, "why", &why, style::FAINT)
}

/// The provider's own code that decided.
fn own_code(v: &Verdict) -> Option<&'static VendorCode> {
    let id = v.evidence.id;
    VendorCode::from_id(id).filter(|_| v.evidence.kind == EvidenceKind::Rule && Rule::from_id(id).is_none())
}

/// Seconds as people say them.
pub(crate) fn duration(seconds: u32) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let mut parts = Vec::new();
    let mut rest = seconds;
    for (size, name) in units {
        let n = rest / size;
        rest %= size;
        if n > 0 {
            parts.push(format!("{n} {name}{}", if n == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() { "no time".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn durations_are_said_as_people_say_them() {
        for (seconds, text) in
            [(0, "no time"), (1, "1 second"), (299, "4 minutes 59 seconds"), (90_000, "1 day 1 hour")]
        {
            assert_eq!(super::duration(seconds), text);
        }
    }
}
