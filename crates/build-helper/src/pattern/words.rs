//! The words of a text, as the scanner would read them.

use crate::engine::key::{ADDRESS, IP, Key, OWN_IP};
use crate::engine::word::{Piece, pieces};

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
