//! `smtpcodes rules coverage`: what rules do on somebody's own log.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::mask::shape;
use super::source::{Judge, Source};
use crate::command::{CoverageArgs, ExplainFormat};
use crate::failure::{Done, Failure, complain};
use crate::input::record::Record;
use crate::input::replies::{Event, replies};
use crate::input::{name, paths};
use crate::output::page::Page;
use crate::output::progress;
use crate::output::style::{self, paint};

/// Shapes that are counted; a log of garbage must not fill the memory.
const MAX_SHAPES: usize = 100_000;

/// Runs the command.
pub(crate) fn run(args: &CoverageArgs) -> Result<Done, Failure> {
    let source = Source::load(&args.rules)?;
    let rules: Vec<_> = source.model.rules.iter().map(|r| r.id.clone()).collect();
    let judge = source.judge()?;
    let mut count = Count::default();
    let done = each_reply(&args.files, |reply| {
        count.add(&judge, reply);
        Ok(())
    })?;
    let result = count.finish(&rules, args.top);
    match args.format {
        ExplainFormat::Text => text(&result)?,
        ExplainFormat::Json => {
            let mut out = io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, &result).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(done)
}

/// All replies of files: text, or the field `reply` of lines that are objects.
pub(crate) fn each_reply(
    files: &[PathBuf],
    mut tell: impl FnMut(&str) -> io::Result<()>,
) -> Result<Done, Failure> {
    let paths = paths(files);
    let bar = progress::bar(&paths);
    let mut done = Done::All;
    for path in &paths {
        let mut bad = Done::All;
        let read = replies(path, &bar, |event| {
            let Event::Reply(found) = event else { return Ok(()) };
            let text = String::from_utf8_lossy(&found.text);
            match of_object(&text) {
                None => tell(&text),
                Some(Ok(reply)) => tell(&reply),
                Some(Err(message)) => {
                    complain(&format!("{}:{}: {message}", name(Path::new(path)), found.line));
                    bad = Done::Partly;
                    Ok(())
                }
            }
        })?;
        done = done.and(read).and(bad);
    }
    bar.finish_and_clear();
    Ok(done)
}

/// The reply in a line of NDJSON, if it is one.
fn of_object(line: &str) -> Option<Result<String, String>> {
    line.starts_with('{').then(|| {
        let reply = Record::parse(line)?.reply()?;
        Ok(String::from_utf8_lossy(&reply).into_owned())
    })
}

#[derive(Default)]
struct Count {
    replies: u64,
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
    fn add(&mut self, judge: &Judge, reply: &str) {
        let ruling = judge.rule(reply);
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
