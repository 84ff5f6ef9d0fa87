//! `smtpcodes rules diff`: which verdicts change.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::judge::{Judge, Ruling};
use super::replies::each_reply;
use super::source::Source;
use crate::command::{AnswerFormat, DiffArgs};
use crate::failure::{Done, Failure};
use crate::output::page::{Page, excerpt};
use crate::output::style::{self, paint};
use crate::{input, output};

/// Runs the command.
pub(crate) fn run(args: &DiffArgs) -> Result<Done, Failure> {
    input::once([&args.old, &args.new], Some(&args.on))?;
    let old = Judge::new(Source::load(&args.old)?)?;
    let new = Judge::new(Source::load(&args.new)?)?;
    let mut diff = Diff::default();
    let mut groups: BTreeMap<(String, String), Change> = BTreeMap::new();
    let done = each_reply(&args.on, |reply, _| {
        diff.replies += 1;
        let (before, after) = (old.rule(reply), new.rule(reply));
        let same = before.category == after.category
            && before.bounce == after.bounce
            && before.action == after.action;
        if same {
            // Another rule for the same verdict is worth a number, not a list.
            diff.same_by_other_rule += u64::from(before.by != after.by);
            return Ok(());
        }
        diff.changed += 1;
        let change = groups.entry((summary(&before), summary(&after))).or_insert_with(|| Change {
            old: summary(&before),
            new: summary(&after),
            replies: 0,
            examples: Vec::new(),
        });
        change.replies += 1;
        if change.examples.len() < args.top {
            change.examples.push(Example { reply: reply.to_owned(), old_by: before.by, new_by: after.by });
        }
        Ok(())
    })?;
    diff.changes = groups.into_values().collect();
    diff.changes.sort_by_key(|c| std::cmp::Reverse(c.replies));
    match args.format {
        AnswerFormat::Text => text(&diff)?,
        AnswerFormat::Json => output::json(&diff)?,
    }
    Ok(done)
}

fn summary(r: &Ruling) -> String {
    format!("{} {} {}", r.category, r.bounce, r.action)
}

#[derive(Default, Serialize)]
struct Diff {
    replies: u64,
    changed: u64,
    same_by_other_rule: u64,
    changes: Vec<Change>,
}

/// Replies that change alike: category, bounce and action, before and after.
#[derive(Serialize)]
struct Change {
    old: String,
    new: String,
    replies: u64,
    examples: Vec<Example>,
}

#[derive(Serialize)]
struct Example {
    reply: String,
    old_by: String,
    new_by: String,
}

fn text(diff: &Diff) -> io::Result<()> {
    let mut page = Page::stdout();
    page.line(&format!(
        "{} of {} verdicts change; {} stay the same by another rule",
        paint(style::STRONG, diff.changed),
        diff.replies,
        diff.same_by_other_rule,
    ))?;
    for c in &diff.changes {
        page.line("")?;
        page.line(&format!(
            "{:>6}  {} → {}",
            c.replies,
            paint(style::FAINT, &c.old),
            paint(style::STRONG, &c.new)
        ))?;
        for e in &c.examples {
            let by = |by: &str| if by.is_empty() { "nothing".to_owned() } else { by.to_owned() };
            page.line(&format!(
                "        {}",
                excerpt(&e.reply, page.width() - 8, 0..0, anstyle::Style::new())
            ))?;
            page.line(&paint(
                style::FAINT,
                format_args!("          by {} → by {}", by(&e.old_by), by(&e.new_by)),
            ))?;
        }
    }
    page.flush()
}
