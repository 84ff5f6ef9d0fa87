//! How far the mail address or the URL reaches that a rare byte belongs to.

/// Bytes of mail addresses, and of URLs.
const ADDRESS: u8 = 1;
const URL: u8 = 2;

/// The classes of every byte: one look-up asks no more than one question.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        let address = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'.' | b'_'
                    | b'-'
                    | b'+'
                    | b'='
                    | b'/'
                    | b'#'
                    | b'$'
                    | b'%'
                    | b'&'
                    | b'~'
                    | b'^'
                    | b'{'
                    | b'}'
                    | b'|'
                    | b'*'
                    | b'!'
            );
        let url = byte > b' ' && byte < 0x7f && !matches!(byte, b'"' | b'<' | b'>' | b'`' | b'\\');
        classes[b] = if address { ADDRESS } else { 0 } | if url { URL } else { 0 };
        b += 1;
    }
    classes
};

fn in_address(b: u8) -> bool {
    CLASSES[usize::from(b)] & ADDRESS != 0
}

/// Whether two bytes are a letter that an address may have without being written in ASCII (RFC 6531). Not so characters of
/// three bytes and more: those scripts put no spaces around an address, `用户user@example.cn不存在`.
fn is_letter(first: u8, second: u8) -> bool {
    matches!((first, second), (0xc3..=0xdf, 0x80..=0xbf))
}

/// Where the address starts whose `@` is at `at`, at most from `from` on.
pub(super) fn start(text: &[u8], from: usize, at: usize) -> usize {
    let mut start = at;
    while start > from {
        let b = text[start - 1];
        start -= if in_address(b) {
            1
        } else if start - from > 1 && is_letter(text[start - 2], b) {
            2
        } else {
            break;
        };
    }
    start
}

/// Where the address ends whose domain begins at `at`.
pub(super) fn end(text: &[u8], mut at: usize) -> usize {
    while let Some(&b) = text.get(at) {
        at += if in_address(b) {
            1
        } else if text.get(at + 1).is_some_and(|second| is_letter(b, *second)) {
            2
        } else {
            break;
        };
    }
    at
}

pub(super) fn in_url(b: u8) -> bool {
    CLASSES[usize::from(b)] & URL != 0
}

/// The length of a domain without the punctuation that follows it.
pub(super) fn trim_end(domain: &[u8]) -> usize {
    domain.iter().rposition(|b| b.is_ascii_alphanumeric() || *b >= 0x80).map_or(0, |p| p + 1)
}

/// Whether a reply code with its hyphen stands first.
pub(super) fn is_code(text: &[u8]) -> bool {
    matches!(text, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b'-', _, ..])
}

/// The length of what qmail wrote before an address with underscores for blanks: `said:_553_Invalid_recipient_user@…`.
pub(super) fn underscored(local: &[u8]) -> usize {
    match local {
        [b'_', ..] => local.iter().rposition(|b| *b == b'_').map_or(0, |at| at + 1),
        _ => 0,
    }
}
