//! What stands around a number, and whether it can be a code there.

use super::frame;
use super::number::{Number, number};

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

/// Whether the byte at `at` is the letter of a literal `\n`, `\r` or `\t`.
pub fn escaped(text: &[u8], at: usize) -> bool {
    at > 0 && text[at - 1] == b'\\' && matches!(text[at], b'n' | b'r' | b't')
}

/// The byte before `at` that is no blank, whether blanks lie between, and whether a line starts here.
fn before(text: &[u8], mut at: usize) -> (u8, bool, bool) {
    let mut blank = false;
    let mut line = false;
    loop {
        if at == 0 {
            return (b'\n', blank, true);
        }
        match text[at - 1] {
            // qmail writes its replies with underscores for blanks.
            b' ' | b'\t' | b'_' => at -= 1,
            b'\r' | b'\n' => {
                line = true;
                at -= 1;
            }
            _ if escaped(text, at - 1) => {
                line = true;
                at -= 2;
                continue;
            }
            0xa0 if at > 1 && text[at - 2] == 0xc2 => at -= 2,
            b => return (b, blank, line),
        }
        blank = true;
    }
}

/// Whether a byte parts a number from the word before it that says what the number is.
fn introduces(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'=' | b':' | b'"' | b'_' | b')')
}

/// Whether the word that ends at `at` may say of a number behind it whether it is a code.
pub fn precedes_number(text: &[u8], at: usize) -> bool {
    text[at..].iter().find(|b| !introduces(**b)).is_some_and(u8::is_ascii_digit)
}

/// The letters and digits that end at `at`, blanks in between passed over, at most 12 of them.
fn word_before(text: &[u8], at: usize) -> &[u8] {
    let end = text[..at].iter().rposition(|b| !introduces(*b)).map_or(0, |p| p + 1);
    let start = text[..end].iter().rposition(|b| !b.is_ascii_alphanumeric()).map_or(0, |p| p + 1);
    &text[start.max(end.saturating_sub(12))..end]
}

fn ends_with_any(word: &[u8], endings: &[&str]) -> bool {
    endings
        .iter()
        .any(|e| word.len() >= e.len() && word[word.len() - e.len()..].eq_ignore_ascii_case(e.as_bytes()))
}

pub fn reply_place(text: &[u8], value: u32, start: usize, end: usize) -> Place {
    let next = text.get(end).copied().unwrap_or(b'\n');
    let after = text.get(end + 1).copied().unwrap_or(b' ');
    // 554.30 and 550,000 are other numbers; so are 5-digit ranges and 250/300.
    let closed = match next {
        b' ' | b'\t' | b'\r' | b'\n' | b'\\' | b':' | b';' | b')' | b']' | b'\'' | b'"' | b'<' | b'`'
        | b'_' | b'|' => true,
        b'-' => {
            !after.is_ascii_digit()
                || matches!(number(text, end + 1).0, Number::Enhanced(_) | Number::Ip)
                // `550-550 relay not permitted`: two lines made one.
                || text.get(end + 1..end + 5).is_some_and(|t| t[..3] == text[start..end] && t[3] == b' ')
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
    if !closed || is_amount(text, start, end) {
        return Place::Nowhere;
    }
    let place = place_before(text, value, start, end, next, after);
    if place != Place::Nowhere && was_expected(text, start) { Place::Nowhere } else { place }
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

/// What JavaMail writes before the host.
pub const PORT: &[u8] = b"port: ";

/// The same from what stands before alone.
fn place_before(text: &[u8], value: u32, start: usize, end: usize, next: u8, after: u8) -> Place {
    let (b, blank, line) = before(text, start);
    if line {
        return Place::Strong;
    }
    // A line of a transcript.
    if value >= 400 && frame::is_said(text, start) {
        return Place::Strong;
    }
    // In the middle of a text these are HTTP's, or just numbers.
    let is_http = matches!(value, 200 | 400..=419 | 423..=429) && !enhanced_follows(text, end);
    if is_http && !(b == b'"' && next == b' ' && ends_with_any(word_before(text, start), &["response"])) {
        return Place::Nowhere;
    }
    if matches!(b, b':' | b'=') && ends_with_any(word_before(text, start), &["port"]) {
        return Place::Nowhere;
    }
    // JavaMail: `host, port: smtp.example.org, 587; timeout -1`
    if b == b','
        && next == b';'
        && text[start.saturating_sub(80)..start].windows(PORT.len()).any(|w| w == PORT)
    {
        return Place::Nowhere;
    }
    // LDAP: `AcceptSecurityContext error, data 525, v1db1`
    if next == b',' && ends_with_any(word_before(text, start), &["data"]) {
        return Place::Nowhere;
    }
    // PEAR names the last reply, whatever failed: `STARTTLS failed (code: 220, response: 2.0.0 Ready)`.
    if value < 400 && text[..start].ends_with(b"(code: ") {
        return Place::Nowhere;
    }
    let announced = || {
        ends_with_any(
            word_before(text, start),
            &[
                "code", "stat", "to", "data", "from", "helo", "ehlo", "server", "said", "returned", "error",
                "status", "reply", "response", "with", "smtp", "led", "number", "dot", "was", "got",
                "received", "answered", "answer", "reject",
            ],
        )
    };
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

/// `expected response code 250 but got …`: the number that comes first.
fn was_expected(text: &[u8], start: usize) -> bool {
    let from = start.saturating_sub(24);
    let before = &text[from..start];
    // The letter that is rare decides soonest.
    before.iter().any(|b| b | 0x20 == b'x')
        && expects(&text[..start], from)
        && !before.iter().any(u8::is_ascii_digit)
        && !ends_with_any(word_before(text, start), &["got", "received"])
}

/// Whether a text has the word "expected" from `from` on, not as part of a host name or an address.
pub fn expects(text: &[u8], from: usize) -> bool {
    let word = b"expected";
    let joins = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b"@.-_+".contains(b));
    text[from..].windows(word.len()).zip(from..).any(|(some, at)| {
        some.eq_ignore_ascii_case(word) && !joins(text[..at].last()) && !joins(text.get(at + word.len()))
    })
}

/// Whether an enhanced status code stands at `at`, blanks and `#` aside.
fn enhanced_follows(text: &[u8], at: usize) -> bool {
    let from = at + text[at..].iter().take(3).take_while(|b| matches!(b, b' ' | b'-' | b'#' | b'"')).count();
    text.get(from).is_some_and(u8::is_ascii_digit) && matches!(number(text, from).0, Number::Enhanced(_))
}

/// `550 MB`, `450 seconds`, `250 provided`: a number of something is no code.
fn is_amount(text: &[u8], start: usize, end: usize) -> bool {
    match counted(text, end) {
        Some(Counted::Unit) => true,
        // `550 Messages from your IP are refused`: with these words a reply may begin.
        Some(Counted::Noun) => {
            let (.., line) = before(text, start);
            text[end + 1].is_ascii_lowercase() && !(line && matches!(text[start], b'4' | b'5'))
        }
        None => false,
    }
}

/// Whether behind the blank at `end` stands what a number may count.
pub fn is_quantity(text: &[u8], end: usize) -> bool {
    counted(text, end).is_some()
}

/// What numbers count.
enum Counted {
    /// Of time or size.
    Unit,
    /// Things that replies speak of in other ways, too.
    Noun,
}

/// What the number before the blank at `end` counts.
fn counted(text: &[u8], end: usize) -> Option<Counted> {
    if text.get(end) != Some(&b' ') {
        return None;
    }
    let rest = &text[end + 1..];
    let len = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    const UNITS: [&str; 16] = [
        "s", "ms", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "hours", "days",
        "mb", "kb", "gb", "bytes",
    ];
    const NOUNS: [&str; 11] = [
        "messages",
        "emails",
        "mails",
        "recipients",
        "addresses",
        "users",
        "characters",
        "lines",
        "provided",
        "given",
        "more",
    ];
    // `552 MS-Office files`, `550 Só membros`
    if rest.get(len).is_some_and(|b| !b.is_ascii() || *b == b'-') {
        return None;
    }
    let is_one_of = |words: &[&str]| words.iter().any(|w| rest[..len].eq_ignore_ascii_case(w.as_bytes()));
    if is_one_of(&UNITS) { Some(Counted::Unit) } else { is_one_of(&NOUNS).then_some(Counted::Noun) }
}

/// Whether an enhanced status code may stand here: not in a URL, not as a version.
pub fn enhanced_place(text: &[u8], start: usize, end: usize) -> bool {
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
        b'=' => {
            !blank
                && ends_with_any(
                    word_before(text, start),
                    &["dsn", "status", "code", "stat", "led", "message", "error", "reply"],
                )
        }
        b'(' | b'*' | b'[' | b'<' | b'>' | b'#' | b'"' | b'\'' | b';' | b'`' | b'|' | b',' | b'{' => true,
        b':' => blank || !before(text, start - 1).0.is_ascii_digit(),
        b'-' | b']' | b')' => blank,
        _ if b.is_ascii_alphanumeric() || b == b'.' || b >= 0x80 => {
            blank
                && !ends_with_any(
                    word_before(text, start),
                    &[
                        "version", "ver", "v", "release", "build", "postfix", "exim", "sendmail", "dovecot",
                        "server", "php", "linux", "python", "section", "chapter",
                    ],
                )
        }
        _ => false,
    }
}
