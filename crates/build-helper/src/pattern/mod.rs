//! The little language of patterns.
//!
//! ```text
//! no such {mailbox}          words and concepts, one behind the other
//! {mailbox} * {missing}      in this order, up to 5 words between, in one sentence; `*2` up to 2
//! {mailbox} & {missing}      in either order, up to 8 words between, in one sentence; `&3` up to 3
//! {blocked} && {sender_ip}   anywhere in the reply
//! (is|was) (not|) known      each of the alternatives; an empty one may be absent
//! ^ blocked $                the first and the last words of the reply's text
//! <ip>  <address>            any IP address, any mail address
//! <sending_ip>               the caller's own IP address, where it is known
//! ```

mod range;
mod spelling;
mod words;

pub use range::{enhanced_range, reply_range};
pub use spelling::alternatives;
pub use words::{plain_words, words};

use crate::engine::key::Key;
use crate::engine::tables::Op;
use spelling::{concept, items, split};

/// Words that may lie between two sides of `*` and of `&`.
const GAP: u8 = 5;
const NEAR: u8 = 8;

/// A piece of a spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// `{name}`
    Concept(String),
    /// Words, and whether they may stand inside a host name or a URL.
    Words(Vec<Key>, bool),
}

/// What stands between two operators of a pattern, or two concepts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `{name}`
    Concept(String),
    /// A run of words with all its spellings, each a sequence of items.
    Any(Vec<Vec<Item>>),
}

/// A pattern, its optional parts either there or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// What it consists of: how each part stands to those before, how many words between, the part.
    pub parts: Vec<(Op, u8, Part)>,
    /// `^`
    pub at_start: bool,
    /// `$`
    pub at_end: bool,
}

/// Reads a pattern; more than one where a part of it may be absent.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str) -> Result<Vec<Pattern>, String> {
    let mut open = vec![Pattern::default()];
    let mut op = (Op::Then, 0);
    let mut run = String::new();
    let mut pending = false;
    for piece in split(text)? {
        let count = |p: &str, default: u8| if p.is_empty() { Some(default) } else { p.parse().ok() };
        let new = match piece {
            "^" if run.is_empty() && open.iter().all(|p| p.parts.is_empty()) => {
                open.iter_mut().for_each(|p| p.at_start = true);
                continue;
            }
            "$" => {
                open.iter_mut().for_each(|p| p.at_end = true);
                continue;
            }
            "&&" => Some((Op::Anywhere, 0)),
            p if p.starts_with('*') => count(&p[1..], GAP).map(|n| (Op::Then, n)),
            p if p.starts_with('&') => count(&p[1..], NEAR).map(|n| (Op::Near, n)),
            _ => None,
        };
        if let Some(new) = new {
            add_run(&mut open, &mut run, &mut op)?;
            if pending || open.iter().any(|p| p.parts.is_empty()) {
                return Err(format!("`{piece}` has nothing before it"));
            }
            op = new;
            pending = true;
            continue;
        }
        pending = false;
        if let Some(name) = concept(piece) {
            add_run(&mut open, &mut run, &mut op)?;
            open.iter_mut().for_each(|p| p.parts.push((op.0, op.1, Part::Concept(name.to_owned()))));
            op = (Op::Then, 0);
        } else {
            run.push_str(piece);
            run.push(' ');
        }
    }
    add_run(&mut open, &mut run, &mut op)?;
    if pending || open.iter().any(|p| p.parts.is_empty()) {
        return Err("a pattern must begin and end with a word or a concept".to_owned());
    }
    Ok(open)
}

/// Ends a run of words: one more part, or none where all of it is optional.
fn add_run(open: &mut Vec<Pattern>, run: &mut String, op: &mut (Op, u8)) -> Result<(), String> {
    if run.trim().is_empty() {
        return Ok(());
    }
    let mut spellings = Vec::new();
    for spelling in alternatives(run)? {
        spellings.push(items(&spelling)?);
    }
    spellings.sort();
    spellings.dedup();
    let optional = spellings.first().is_some_and(Vec::is_empty);
    spellings.retain(|s| !s.is_empty());
    if spellings.is_empty() {
        return Err(format!("`{}` has no word in it", run.trim()));
    }
    let with = open.iter().map(|p| {
        let mut p = p.clone();
        p.parts.push((op.0, op.1, Part::Any(spellings.clone())));
        p
    });
    *open = if optional { with.chain(open.iter().cloned()).collect() } else { with.collect() };
    *op = (Op::Then, 0);
    run.clear();
    Ok(())
}
