//! The ways to spell a run of words, and their pieces.

use super::{Item, words};

/// Spellings that the alternatives of one run of words may multiply to.
const MAX_SPELLINGS: usize = 6000;

/// One spelling as items.
pub(super) fn items(text: &str) -> Result<Vec<Item>, String> {
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

pub(super) fn concept(piece: &str) -> Option<&str> {
    piece.strip_prefix('{').and_then(|p| p.strip_suffix('}'))
}

/// Pieces at blanks outside brackets; `{name}` stands alone even where punctuation touches it.
pub(super) fn split(text: &str) -> Result<Vec<&str>, String> {
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
