//! The shape of a reply: what is personal, or different in each, becomes a mark.

/// Masks a text: addresses, IP addresses, links, hosts, ids and numbers. Codes at the start stay.
pub(crate) fn shape(text: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let code = start && is_code(word);
        out.push_str(&if code { word.to_owned() } else { mask(word) });
        start &= code || word == "smtp;";
    }
    out
}

/// `550`, `550-5.7.1`, `#5.1.0`.
fn is_code(word: &str) -> bool {
    let number = |text: &str, most: usize| {
        !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())
    };
    let enhanced = |text: &str| {
        let parts: Vec<_> = text.split('.').collect();
        parts.len() == 3 && number(parts[0], 1) && number(parts[1], 3) && number(parts[2], 3)
    };
    let word = word.trim_start_matches('#').trim_end_matches(':');
    let reply = |text: &str| text.len() == 3 && number(text, 3);
    reply(word)
        || enhanced(word)
        || word.split_once('-').is_some_and(|(a, b)| reply(a) && (b.is_empty() || enhanced(b)))
}

/// A piece of text between blanks.
fn mask(word: &str) -> String {
    if let Some(at) = word.find("://") {
        let scheme = word[..at].rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |b| b + 1);
        return format!("{}<url>", shape_of_rest(&word[..scheme]));
    }
    shape_of_rest(word)
}

/// Runs of letters, digits and what joins them in names, each masked by itself.
fn shape_of_rest(word: &str) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let len =
            if joins(first) { rest.find(|c| !joins(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (piece, behind) = rest.split_at(len);
        rest = behind;
        if !joins(first) {
            out.push(first);
            continue;
        }
        // Punctuation at the end belongs to the sentence, at the start to nothing.
        let core = piece.trim_matches(['.', '-', ':', '_', '+', '=', '/', '%', '@']);
        let start = piece.find(core).unwrap_or(0);
        out.push_str(&piece[..start]);
        out.push_str(&name(core));
        out.push_str(&piece[start + core.len()..]);
    }
    out
}

/// What names, addresses and ids consist of.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | ':' | '+' | '=' | '/' | '%')
}

/// One piece: what it is, or itself if it is a word.
fn name(text: &str) -> String {
    if text.contains('@') {
        return "<address>".to_owned();
    }
    // `ip=192.0.2.1`, `id/4F2A`: each side by itself.
    if let Some((a, b)) = text.split_once(['=', '/', '%']) {
        let by = &text[a.len()..text.len() - b.len()];
        return format!("{}{by}{}", name(a), name(b));
    }
    if is_ip(text) {
        return "<ip>".to_owned();
    }
    if let Some((host, port)) = text.split_once(':') {
        return format!("{}:{}", name(host), name(port));
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if digits > 0 && letters == 0 {
        return "<n>".to_owned();
    }
    let labels: Vec<_> = text.split('.').collect();
    if labels.len() > 1 && labels.iter().all(|l| !l.is_empty()) && letters > 1 {
        return "<host>".to_owned();
    }
    if digits > 0 {
        return "<id>".to_owned();
    }
    text.to_owned()
}

fn is_ip(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok()
        || text.strip_prefix("IPv6:").is_some_and(|t| t.parse::<std::net::IpAddr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn what_differs_is_masked() {
        for (text, want) in [
            ("550 5.1.1 <jo.doe@example.org>: gone", "550 5.1.1 <<address>>: gone"),
            ("550-5.7.1 [192.0.2.1] bad", "550-5.7.1 [<ip>] bad"),
            ("from 2001:db8::1, again", "from <ip>, again"),
            ("host mx1.example.org[203.0.113.5]:25 said", "host <host>[<ip>]:<n> said"),
            ("see https://example.org/?u=jo@example.org.", "see <url>"),
            ("(see http://a.example/x)", "(see <url>"),
            ("queued as 4F2A91B3 ok", "queued as <id> ok"),
            ("wait 300 seconds", "wait <n> seconds"),
            ("smtp; 550 5.1.1 x 550 y", "smtp; 550 5.1.1 x <n> y"),
            ("ip=192.0.2.1 id=abc123", "ip=<ip> id=<id>"),
            ("user jo.doe unknown.", "user <host> unknown."),
            ("邮箱 不存在 a@b.example", "邮箱 不存在 <address>"),
            ("550 call 555-1234", "550 call <n>"),
            ("2026-01-31T10:00:00Z", "<id>:<n>:<id>"),
            ("", ""),
        ] {
            assert_eq!(shape(text), want, "{text}");
        }
    }
}
