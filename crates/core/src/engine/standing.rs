//! Whether a number can be a code where it stands, by what is around it.

use super::amount::{Counted, counted};
use super::beside::{before, follows, was_expected};
use super::bits::first;
use super::frame;
use super::lists::ends_with;
use super::number::{Number, number};
use super::tables::Tables;

/// How sure it is that a number is a reply code, from where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// It is none.
    Nowhere,
    /// In the middle of a sentence: only what no other number could be.
    Weak,
    /// Where replies begin.
    Strong,
}

/// The two bytes behind a number, or what stands for a line's end.
fn behind(text: &[u8], end: usize) -> [u8; 2] {
    [text.get(end).copied().unwrap_or(b'\n'), text.get(end + 1).copied().unwrap_or(b' ')]
}

/// How sure it is that the number at `start..end` is a reply code.
pub fn reply_place(t: &Tables<'_>, text: &[u8], value: u32, start: usize, end: usize) -> Place {
    let [next, after] = behind(text, end);
    // 554.30 and 550,000 are other numbers; so are 5-digit ranges and 250/300.
    let closed = match next {
        b' ' | b'\t' | b'\r' | b'\n' | b'\\' | b':' | b';' | b')' | b']' | b'\'' | b'"' | b'<' | b'`'
        | b'_' | b'|' => true,
        b'-' => {
            !after.is_ascii_digit()
                || matches!(number(text, end + 1).0, Number::Enhanced(_) | Number::Ip)
                // `550-550 relay not permitted`: two lines made one.
                || text.get(end + 1..end + 5).is_some_and(|b| b[..3] == text[start..end] && b[3] == b' ')
        }
        // `550/5.7.1`
        b'/' => matches!(number(text, end + 1).0, Number::Enhanced(_)),
        // `550.5.7.1`
        b'.' => !after.is_ascii_digit() || matches!(number(text, end + 1).0, Number::Enhanced(_)),
        b',' => !after.is_ascii_digit(),
        b'A'..=b'Z' => is_glued(text, start, end),
        // `代码：550邮箱不存在`, `«550»`, but not `550封邮件`, 550 letters.
        0x80.. => {
            is_opened(text, start)
                && (matches!(value, 421 | 450..=454 | 500..=599) || value >= 400 && start == 0)
        }
        _ => false,
    };
    if !closed || is_amount(t, text, start, end) {
        return Place::Nowhere;
    }
    let place = place_before(t, text, value, start, end);
    if place != Place::Nowhere && was_expected(t, text, start) { Place::Nowhere } else { place }
}

/// Whether a reply code begins a line or a quotation without a blank behind it: `550DT:SPM`, `451Requested action aborted`.
pub fn is_glued(text: &[u8], start: usize, end: usize) -> bool {
    let rest = &text[end..];
    let capitals = rest.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let small = rest[capitals..].iter().take_while(|b| b.is_ascii_lowercase()).count();
    let behind = rest.get(capitals + small).copied().unwrap_or(b' ');
    // Queue ids are mixtures of both, and stand before a colon, too.
    let is_tag = capitals > 1 && small == 0 && behind == b':';
    let is_word = capitals == 1 && small > 1 && !behind.is_ascii_alphanumeric();
    if !(is_tag || is_word) || !matches!(text[start..end], [b'4' | b'5', b'0'..=b'5', _]) {
        return false;
    }
    let (b, blank, line) = before(text, start);
    line || is_word && blank && b == b':'
}

/// Whether a line, or what is quoted or listed, begins at `start`.
fn is_opened(text: &[u8], start: usize) -> bool {
    let before = &text[..start];
    const OPENING: [&str; 8] = [":", "：", "«", "„", "“", "「", "（", "【"];
    matches!(before.last(), None | Some(b'\n' | b'(' | b'[' | b'"'))
        || OPENING.iter().any(|o| before.ends_with(o.as_bytes()))
}

/// Bytes between the word "port" and a port: the host's name.
const HOST: usize = 80;

/// The same from what stands before alone.
fn place_before(t: &Tables<'_>, text: &[u8], value: u32, start: usize, end: usize) -> Place {
    let (b, blank, line) = before(text, start);
    if line {
        return Place::Strong;
    }
    let [next, after] = behind(text, end);
    // A line of a transcript.
    if value >= 400 && frame::is_said(t, text, start) {
        return Place::Strong;
    }
    // In the middle of a text these are HTTP's, or just numbers.
    let is_http = matches!(value, 200 | 400..=419 | 423..=429) && !enhanced_follows(text, end);
    if is_http && !(b == b'"' && next == b' ' && follows(t, t.lists.response, text, start)) {
        return Place::Nowhere;
    }
    if matches!(b, b':' | b'=') && follows(t, t.lists.port, text, start) {
        return Place::Nowhere;
    }
    // JavaMail: `host, port: smtp.example.org, 587; timeout -1`
    if b == b',' && next == b';' && has_port(t, &text[start.saturating_sub(HOST)..start]) {
        return Place::Nowhere;
    }
    // LDAP: `AcceptSecurityContext error, data 525, v1db1`
    if next == b',' && follows(t, t.lists.windows_error, text, start) {
        return Place::Nowhere;
    }
    // PEAR names the last reply, whatever failed: `STARTTLS failed (code: 220, response: 2.0.0 Ready)`.
    if value < 400 && t.has_before(t.lists.past_codes, text, start) {
        return Place::Nowhere;
    }
    let announced = || follows(t, t.lists.reply_code, text, start);
    match b {
        // `=>` is how programs print their own numbers.
        b'>' if start > 1 && text[start - 2] == b'=' => Place::Nowhere,
        // `expect(250, 300)` in a stack trace.
        b'(' if value < 400 && !blank && start > 1 && is_name(text[start - 2]) => Place::Nowhere,
        b'"' | b'\'' | b'`' | b'(' | b'{' | b'<' | b'>' | b';' | b'|' => Place::Strong,
        // Exchange writes `#550 5.1.1`, others number their issues.
        b'#' if enhanced_follows(text, end) => Place::Strong,
        // `mx.example.org #550 no such user ##`
        b'#' if value >= 400 && next == b' ' && closes_with_hashes(&text[end..]) => Place::Strong,
        // `[code]550 no such user[/code]`
        b']' if value >= 400 && !blank && start > 1 && text[start - 2].is_ascii_alphabetic() => Place::Strong,
        // [506] behind a tag is the provider's own number.
        b'[' if next != b']' || after == b' ' && text.get(end + 2).is_some_and(u8::is_ascii_alphabetic) => {
            Place::Strong
        }
        // `host:465` and `"millis":550` are other numbers.
        b':' if blank || announced() || enhanced_follows(text, end) => Place::Strong,
        // `エラーメッセージ:552 …`, but not `ポート:465`
        b':' if is_beyond_ascii(text, start - 1) && matches!(value, 421 | 450..=452 | 500..=554) => {
            Place::Strong
        }
        b'=' if announced() || enhanced_follows(text, end) => Place::Strong,
        b'-' | b',' | b']' | b')' | b'/' | b'*' if blank => Place::Strong,
        0xab | 0xbb | 0x9c | 0x9e | 0x98 | 0x9a => Place::Strong,
        _ if blank && (announced() || enhanced_follows(text, end)) => Place::Strong,
        _ if b >= 0x80 => Place::Strong,
        _ if blank
            && matches!(value, 421 | 450..=454 | 550..=554 | 503)
            && (matches!(next, b' ' | b'-')
                && (after.is_ascii_alphabetic() || matches!(after, b'<' | b':'))
                || next == b':' && after == b' ') =>
        {
            Place::Weak
        }
        // `[data] 551 not our user`, `. 550 ...`
        b'.' | b'!' if blank => Place::Weak,
        _ => Place::Nowhere,
    }
}

/// Whether a text speaks of a port, as JavaMail does before the host's name.
pub fn has_port(t: &Tables<'_>, text: &[u8]) -> bool {
    t.halves(t.lists.ports).any(|(head, tail)| {
        let is_port = |at: usize| ends_with(&text[..at], head) && text[at..].starts_with(tail);
        first(text, 0, |b| b == tail[0], is_port).is_some()
    })
}

fn is_name(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// Whether ` ##` ends what begins here, within the length of a reply line.
fn closes_with_hashes(rest: &[u8]) -> bool {
    rest[..rest.len().min(512)].windows(3).any(|w| w == b" ##")
}

/// Whether the byte before `at` is beyond ASCII.
fn is_beyond_ascii(text: &[u8], at: usize) -> bool {
    at > 0 && !text[at - 1].is_ascii()
}

/// Whether an enhanced status code stands at `at`, blanks and `#` aside.
fn enhanced_follows(text: &[u8], at: usize) -> bool {
    let from = at + text[at..].iter().take(3).take_while(|b| matches!(b, b' ' | b'-' | b'#' | b'"')).count();
    text.get(from).is_some_and(u8::is_ascii_digit) && matches!(number(text, from).0, Number::Enhanced(_))
}

/// `550 MB`, `450 seconds`, `250 provided`: a number of something is no code.
fn is_amount(t: &Tables<'_>, text: &[u8], start: usize, end: usize) -> bool {
    match counted(t, text, end) {
        Some(Counted::Unit) => true,
        // `550 Messages from your IP are refused`: with these words a reply may begin.
        Some(Counted::Thing) => {
            let (.., line) = before(text, start);
            text[end + 1].is_ascii_lowercase() && !(line && matches!(text[start], b'4' | b'5'))
        }
        None => false,
    }
}

/// Whether an enhanced status code may stand here: not in a URL, not as a version.
pub fn enhanced_place(t: &Tables<'_>, text: &[u8], start: usize, end: usize) -> bool {
    let closed = match text.get(end) {
        None => true,
        Some(
            b' ' | b'\t' | b'\r' | b'\n' | b'\\' | b')' | b']' | b'}' | b',' | b';' | b':' | b'\'' | b'"'
            | b'<' | b'>' | b'.' | b'-' | b'_' | b'|',
        ) => true,
        Some(0x80..) => is_opened(text, start),
        Some(_) => false,
    };
    if !closed {
        return false;
    }
    let (b, blank, line) = before(text, start);
    if line || !blank && b >= 0x80 && is_opened(text, start) {
        return true;
    }
    match b {
        b'=' => !blank && follows(t, t.lists.enhanced_code, text, start),
        b'(' | b'*' | b'[' | b'<' | b'>' | b'#' | b'"' | b'\'' | b';' | b'`' | b'|' | b',' | b'{' => true,
        b':' => blank || !before(text, start - 1).0.is_ascii_digit(),
        b'-' | b']' | b')' => blank,
        _ if b.is_ascii_alphanumeric() || b == b'.' || b >= 0x80 => {
            blank && !follows(t, t.lists.version, text, start)
        }
        _ => false,
    }
}
