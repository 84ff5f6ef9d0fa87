//! Codes as regular expressions.

use smtpcodes_build_helper::model::Rule;
use smtpcodes_build_helper::pattern::{enhanced_range, reply_range};

use super::regex::LOOSE;
use super::trie::Trie;

/// The codes that a rule asks for, at the start of the reply; nothing if it cannot be said.
pub(super) fn codes(rule: Option<&Rule>, always: bool, permanent: bool) -> Option<String> {
    let any = if permanent { r"5\d\d" } else { r"\d\d\d" };
    let Some(rule) = rule.filter(|rule| !rule.reply.is_empty() || !rule.enhanced.is_empty()) else {
        let often = if permanent { "" } else { "?" };
        let codes = || format!(r"(?:{any}[ -]){often}(?:[245]\.\d+\.\d+ )?{LOOSE}");
        return Some(if always { codes() } else { String::new() });
    };
    let reply = if rule.reply.is_empty() {
        any.to_owned()
    } else {
        let mut all = Vec::new();
        for (_, text) in &rule.reply {
            let (from, to) = reply_range(text)?;
            // Both programs ask about failures alone.
            let (least, most) = if permanent { (500, 599) } else { (400, 599) };
            all.push((from.max(least), to.min(most)));
        }
        all.retain(|(from, to)| from <= to);
        if all.is_empty() {
            return None;
        }
        numbers(&all)
    };
    let enhanced = if rule.enhanced.is_empty() {
        r"(?:[245]\.\d+\.\d+ )?".to_owned()
    } else {
        let mut all = Vec::new();
        for (_, text) in &rule.enhanced {
            let range = enhanced_range(text)?;
            let class = if range.class == 0 { "[245]".to_owned() } else { range.class.to_string() };
            let details = if (range.from, range.to) == (0, 999) {
                r"\d+".to_owned()
            } else {
                numbers(&[(range.from, range.to)])
            };
            all.push(format!(r"{class}\.{}\.{details}", range.subject));
        }
        format!(r"(?:{})\b *", all.join("|"))
    };
    Some(format!("{reply}[ -]{enhanced}"))
}

/// Any number of these ranges.
fn numbers(ranges: &[(u16, u16)]) -> String {
    let mut trie = Trie::default();
    for number in ranges.iter().flat_map(|(from, to)| *from..=*to) {
        trie.add(&number.to_string().chars().map(String::from).collect::<Vec<_>>());
    }
    trie.regex()
}
