//! ZoneMTA's `bounces.txt`: `expression,action,category,message`, the first line that holds wins.

use std::fmt::Write;

use smtpcodes_build_helper::model::Category;

use super::regex::{Dialect, Regex};
use super::{Lost, tags, write};
use crate::rules::source::Source;
use crate::rules::words::Languages;

/// The file, and what it lacks.
pub(crate) fn export(source: &Source, languages: Languages) -> (String, Lost) {
    let mut lost = Lost::default();
    let plain = Regex::new(&source.model, Dialect::JavaScript, Languages::All);
    let mut out = String::from("# Rules of smtpcodes for ZoneMTA, written by `smtpcodes rules export`.\n");
    for (category, tags) in tags(source, &mut lost) {
        line(&mut out, source, category, &plain.tags(&tags));
    }
    for written in write(source, Dialect::JavaScript, languages, &mut lost) {
        for regex in &written.regexes {
            line(&mut out, source, &written.rule.category, &regex.text);
        }
    }
    if source.own {
        return (out, lost);
    }
    for code in &source.model.enhanced_codes {
        if let Some(category) = &code.category {
            let regex = format!(r"^\d\d\d[ -][245]\.{}\.{}\b", code.subject, code.detail);
            line(&mut out, source, category, &regex);
        }
    }
    for code in &source.model.reply_codes {
        if let Some(category) = &code.category {
            line(&mut out, source, category, &format!(r"^{}\b", code.code));
        }
    }
    // Whatever else: what the first digit claims.
    out.push_str("^4,defer,unknown,Failed for now\n^5,reject,unknown,Failed for good\n");
    (out, lost)
}

/// A line; two where the first digit decides whether to try again.
fn line(out: &mut String, source: &Source, id: &str, regex: &str) {
    let Some(category) = source.model.categories.iter().find(|c| c.item.id == id) else { return };
    let tell = |out: &mut String, regex: &str, action: &str| {
        // Writing to a string cannot fail. What stands behind the third comma is text.
        let _ = writeln!(out, "{regex},{action},{id},{}", category.item.title);
    };
    if waits(category) {
        tell(out, regex, "defer");
    } else {
        let transient = match regex.strip_prefix('^') {
            Some(rest) => format!("^(?=4){rest}"),
            None => format!("^4.*{regex}"),
        };
        tell(out, &transient, "defer");
        tell(out, regex, "reject");
    }
}

/// Whether a permanent reply of this kind is worth another attempt.
fn waits(category: &Category) -> bool {
    matches!(category.action.as_str(), "retry" | "throttle")
}
