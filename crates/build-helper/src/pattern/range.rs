//! Ranges of reply codes and of enhanced status codes.

use crate::engine::tables::EnhancedRange;

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
