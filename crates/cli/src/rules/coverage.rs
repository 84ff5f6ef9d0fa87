//! `smtpcodes rules coverage`: what rules do on somebody's own log.

use std::collections::{BTreeMap, HashMap};
use std::io;

use serde::Serialize;

use super::judge::Judge;
use super::mask::shape;
use super::replies::each_reply;
use super::source::Source;
use crate::command::{AnswerFormat, CoverageArgs};
use crate::failure::{Done, Failure};
use crate::output::page::Page;
use crate::output::style::{self, paint};
use crate::{input, output};

/// Shapes that are counted; a log of garbage must not fill the memory.
const MAX_SHAPES: usize = 100_000;

/// Runs the command.
pub(crate) fn run(args: &CoverageArgs) -> Result<Done, Failure> {
    input::once([&args.rules], Some(&args.files))?;
    let source = Source::load(&args.rules)?;
    let rules: Vec<_> = source.model.rules.iter().map(|r| r.id.clone()).collect();
    let judge = Judge::new(source)?;
    let mut count = Count::default();
    let done = each_reply(&args.files, |reply, is_field| {
        count.add(&judge, reply, is_field);
        Ok(())
    })?;
    let result = count.finish(&rules, args.top);
    match args.format {
        AnswerFormat::Text => text(&result)?,
        AnswerFormat::Json => output::json(&result)?,
    }
    Ok(done)
}

#[derive(Default)]
struct Count {
    replies: u64,
    no_reply: u64,
    by_rule: u64,
    by_code: u64,
    unknown: u64,
    rules: HashMap<String, (u64, String)>,
    shapes: HashMap<String, u64>,
    dropped: u64,
}

/// What is printed.
#[derive(Serialize)]
struct Coverage {
    replies: u64,
    no_reply: u64,
    by_rule: u64,
    by_code: u64,
    unknown: u64,
    unknown_share: f64,
    rules: Vec<Hits>,
    unused_rules: usize,
    shapes: Vec<Shape>,
    more_shapes: usize,
    uncounted: u64,
}

#[derive(Serialize)]
struct Hits {
    rule: String,
    category: String,
    hits: u64,
}

#[derive(Serialize)]
struct Shape {
    replies: u64,
    shape: String,
}

impl Count {
    fn add(&mut self, judge: &Judge, reply: &str, is_field: bool) {
        let ruling = judge.rule(reply);
        if !is_field && !ruling.is_reply {
            self.no_reply += 1;
            return;
        }
        self.replies += 1;
        if ruling.by_rule {
            self.by_rule += 1;
            let hits = self.rules.entry(ruling.by).or_insert_with(|| (0, ruling.category.clone()));
            hits.0 += 1;
        } else if ruling.category == "unknown" {
            self.unknown += 1;
            let shape = shape(reply);
            if let Some(n) = self.shapes.get_mut(&shape) {
                *n += 1;
            } else if self.shapes.len() < MAX_SHAPES {
                self.shapes.insert(shape, 1);
            } else {
                self.dropped += 1;
            }
        } else {
            self.by_code += 1;
        }
    }

    fn finish(self, rules: &[String], top: usize) -> Coverage {
        let mut hits: Vec<_> =
            self.rules.into_iter().map(|(rule, (hits, category))| Hits { rule, category, hits }).collect();
        hits.sort_by(|a, b| (b.hits, &a.rule).cmp(&(a.hits, &b.rule)));
        let used: BTreeMap<_, _> = hits.iter().map(|h| (h.rule.as_str(), ())).collect();
        let unused_rules = rules.iter().filter(|r| !used.contains_key(r.as_str())).count();
        let mut shapes: Vec<_> =
            self.shapes.into_iter().map(|(shape, replies)| Shape { replies, shape }).collect();
        shapes.sort_by(|a, b| (b.replies, &a.shape).cmp(&(a.replies, &b.shape)));
        let more_shapes = shapes.len().saturating_sub(top);
        shapes.truncate(top);
        Coverage {
            replies: self.replies,
            no_reply: self.no_reply,
            by_rule: self.by_rule,
            by_code: self.by_code,
            unknown: self.unknown,
            unknown_share: share(self.unknown, self.replies),
            rules: hits,
            unused_rules,
            shapes,
            more_shapes,
            uncounted: self.dropped,
        }
    }
}

fn share(part: u64, of: u64) -> f64 {
    part as f64 / of.max(1) as f64
}

fn text(c: &Coverage) -> io::Result<()> {
    let mut page = Page::stdout();
    page.line(&paint(style::STRONG, format_args!("{} replies", c.replies)))?;
    for (what, n) in [("by a rule", c.by_rule), ("by a code", c.by_code), ("unknown", c.unknown)] {
        page.line(&format!("{n:>8}  {:>5.1} %  {what}", 100.0 * share(n, c.replies)))?;
    }
    if c.no_reply > 0 {
        page.line(&paint(style::FAINT, format_args!("{:>8}  lines without a reply", c.no_reply)))?;
    }
    if !c.rules.is_empty() {
        page.line("")?;
        page.line(&paint(style::STRONG, "Hits a rule"))?;
    }
    for h in &c.rules {
        page.line(&format!(
            "{:>8}  {} {}",
            h.hits,
            paint(style::NAME, format_args!("{:32}", h.rule)),
            paint(style::FAINT, &h.category)
        ))?;
    }
    page.line(&paint(style::FAINT, format_args!("{:>8}  rules without a hit", c.unused_rules)))?;
    if !c.shapes.is_empty() {
        page.line("")?;
        page.line(&paint(style::STRONG, "Unknown, by shape"))?;
        for s in &c.shapes {
            page.field(0, &format!("{:>8} ", s.replies), &s.shape)?;
        }
        if c.more_shapes > 0 {
            page.line(&paint(style::FAINT, format_args!("{:>8}  more shapes (--top)", c.more_shapes)))?;
        }
    }
    page.flush()
}
