//! What `docs/mta` tells to put into configurations: it is tested as it stands there.

use std::error::Error;
use std::fs;

/// The block of code behind `<!-- tested: NAME -->` in a page of `docs/mta`.
pub(super) fn snippet(page: &str, name: &str) -> Result<String, Box<dyn Error>> {
    let path = format!("docs/mta/{page}.md");
    let text = fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
    let found = text.split_once(&format!("<!-- tested: {name} -->")).and_then(|(_, rest)| {
        let (_, block) = rest.split_once("\n```")?;
        let (_, block) = block.split_once('\n')?;
        Some(block.split_once("\n```")?.0.to_owned() + "\n")
    });
    found.ok_or_else(|| format!("{path}: has no block of code behind `tested: {name}`").into())
}

/// Replaces a text that must be there.
pub(super) fn replaced(text: &str, old: &str, new: &str) -> Result<String, Box<dyn Error>> {
    if text.contains(old) {
        Ok(text.replace(old, new))
    } else {
        Err(format!("no `{old}` in:\n{text}").into())
    }
}
