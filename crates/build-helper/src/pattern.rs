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

use crate::engine::tables::{EnhancedRange, Op};
use crate::engine::word::{ADDRESS, IP, Key, OWN_IP, Piece, pieces};

/// Words that may lie between two sides of `*` and of `&`.
const GAP: u8 = 5;
const NEAR: u8 = 8;
/// Spellings that the alternatives of one run of words may multiply to.
const MAX_SPELLINGS: usize = 6000;

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

/// One spelling as items.
fn items(text: &str) -> Result<Vec<Item>, String> {
    let mut out = Vec::new();
    let mut literal = String::new();
    let flush = |literal: &mut String, out: &mut Vec<Item>| {
        let (keys, in_names) = words(literal);
        if !keys.is_empty() {
            out.push(Item::Words(keys, in_names));
        }
        literal.clear();
    };
    for piece in split(text)? {
        if let Some(name) = concept(piece) {
            flush(&mut literal, &mut out);
            out.push(Item::Concept(name.to_owned()));
        } else if matches!(piece, "^" | "$") {
            return Err(format!("`{piece}` stands neither first nor last"));
        } else if piece.starts_with(['*', '&']) {
            return Err(format!("`{piece}` cannot stand inside brackets"));
        } else {
            literal.push_str(piece);
            literal.push(' ');
        }
    }
    flush(&mut literal, &mut out);
    Ok(out)
}

fn concept(piece: &str) -> Option<&str> {
    piece.strip_prefix('{').and_then(|p| p.strip_suffix('}'))
}

/// Pieces at blanks outside brackets; `{name}` stands alone even where punctuation touches it.
fn split(text: &str) -> Result<Vec<&str>, String> {
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).ok_or("`)` without `(`")?,
            _ if depth > 0 => {}
            c if c.is_whitespace() => {
                out.push(&text[start..i]);
                start = i + c.len_utf8();
            }
            '{' => {
                out.push(&text[start..i]);
                start = i;
            }
            '}' => {
                out.push(&text[start..=i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err("`(` without `)`".to_owned());
    }
    out.push(&text[start..]);
    out.retain(|p| !p.is_empty());
    Ok(out)
}

/// Expands `(a|b|)`, the innermost first.
///
/// # Errors
/// Brackets that do not match, or too many spellings.
pub fn alternatives(text: &str) -> Result<Vec<String>, String> {
    let mut open = vec![text.to_owned()];
    let mut done = Vec::new();
    while let Some(next) = open.pop() {
        let Some(close) = next.find(')') else {
            if next.contains('(') {
                return Err("`(` without `)`".to_owned());
            }
            done.push(next);
            if done.len() + open.len() > MAX_SPELLINGS {
                return Err(format!("more than {MAX_SPELLINGS} spellings"));
            }
            continue;
        };
        let Some(start) = next[..close].rfind('(') else { return Err("`)` without `(`".to_owned()) };
        for choice in next[start + 1..close].split('|') {
            // It would be the same as nothing, and the pattern hold far more than it says.
            if !choice.is_empty() && !choice.contains(|c: char| c.is_alphanumeric()) {
                return Err(format!("`{choice}` in brackets has no word in it"));
            }
            open.push(format!("{}{choice}{}", &next[..start], &next[close + 1..]));
        }
    }
    done.sort();
    done.dedup();
    Ok(done)
}

/// The words of a literal, read as the scanner reads a reply, and whether it looks like part of a name.
pub fn words(text: &str) -> (Vec<Key>, bool) {
    let text = text.trim();
    let in_names = text.split_whitespace().any(|w| {
        let inner = w.trim_matches(|c: char| !c.is_alphanumeric());
        inner.contains(['.', '/', '=', '@'])
    });
    let mut keys = Vec::new();
    for piece in text.split_whitespace() {
        match piece {
            "<ip>" => keys.push(IP),
            "<sending_ip>" => keys.push(OWN_IP),
            "<address>" => keys.push(ADDRESS),
            // A mail address is one word.
            _ if piece.contains('@') && !piece.starts_with('@') => {
                let whole = piece.trim_matches(|c: char| !c.is_ascii_alphanumeric()).as_bytes();
                keys.push(Key::ascii(whole, 0, whole.len()));
            }
            // Without what would make it an address or a URL to the scanner: here each word counts.
            _ => keys.extend(plain_words(&piece.replace(['@', '/', '\\'], " "))),
        }
    }
    (keys, in_names)
}

/// The words of a text that is no pattern.
pub fn plain_words(text: &str) -> Vec<Key> {
    let bytes = text.as_bytes();
    let word = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
    let mut keys = Vec::new();
    let mut at = 0;
    for part in bytes.chunk_by(|a, b| word(a) == word(b)) {
        let (start, end) = (at, at + part.len());
        at = end;
        if !word(&part[0]) {
            continue;
        }
        if part.is_ascii() {
            keys.push(Key::ascii(bytes, start, end));
        } else {
            pieces(bytes, start, end, |p| {
                if let Piece::Word(key, ..) = p {
                    keys.push(key);
                }
            });
        }
    }
    keys
}

/// `5.7.26`, `X.2.2`, `5.7.606-649`.
pub fn enhanced_range(text: &str) -> Option<EnhancedRange> {
    let mut parts = text.split('.');
    let class = match parts.next()? {
        "X" | "x" => 0,
        n @ ("2" | "4" | "5") => n.parse().ok()?,
        _ => return None,
    };
    let subject = parts.next()?.parse().ok().filter(|&n: &u16| n < 1000)?;
    let last = parts.next()?;
    let (from, to) = if last == "x" || last == "X" {
        (0, 999)
    } else {
        match last.split_once('-') {
            Some((a, b)) => (a.parse().ok()?, b.parse().ok()?),
            None => (last.parse().ok()?, last.parse().ok()?),
        }
    };
    (parts.next().is_none() && from <= to && to < 1000).then_some(EnhancedRange { class, subject, from, to })
}

/// `550`, `5xx`, `45x`, `550-554`.
pub fn reply_range(text: &str) -> Option<(u16, u16)> {
    let digits = |fill: &str| text.replace(['x', 'X'], fill).parse::<u16>().ok();
    let (from, to) = match text.split_once('-') {
        Some((a, b)) => (a.parse().ok()?, b.parse().ok()?),
        None if text.len() == 3 => (digits("0")?, digits("9")?),
        None => return None,
    };
    (from <= to && (100..1000).contains(&from) && to < 1000).then_some((from, to))
}
