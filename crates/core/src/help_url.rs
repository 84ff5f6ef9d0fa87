/// The page that a reply points its reader to: the first web address in it, without what follows it.
///
/// # Example
///
/// ```
/// use smtpcodes::help_url;
///
/// let reply = b"550-5.1.1 No such user. For more information, go to\n550 5.1.1 https://example.org/help?p=1. bye";
/// assert_eq!(help_url(reply), Some("https://example.org/help?p=1"));
/// assert_eq!(help_url(b"550 http:// is no address"), None);
/// ```
pub fn help_url(reply: &[u8]) -> Option<&str> {
    const SCHEMES: [&[u8]; 2] = [b"http://", b"https://"];

    let mut from = 0;
    while let Some(colon) = reply[from..].windows(3).position(|w| w == b"://") {
        let behind = from + colon + 3;
        from = behind;
        let scheme = |s: &&[u8]| {
            let start = behind.checked_sub(s.len())?;
            reply[start..behind].eq_ignore_ascii_case(s).then_some(start)
        };
        // The longer scheme ends like no other, so that at most one fits.
        let Some(start) = SCHEMES.iter().find_map(scheme) else { continue };
        let len = reply[behind..].iter().take_while(|&&b| in_url(b)).count();
        let host = reply[behind..behind + len].iter().rposition(|&b| !ends_sentence(b));
        if let Some(last) = host {
            return core::str::from_utf8(&reply[start..=behind + last]).ok();
        }
    }
    None
}

/// Printable ASCII, but for what quotes an address in running text.
fn in_url(b: u8) -> bool {
    b.is_ascii_graphic() && !matches!(b, b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\' | b'|' | b'{' | b'}')
}

/// Punctuation that belongs to the sentence around an address.
fn ends_sentence(b: u8) -> bool {
    matches!(b, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'*' | b'_' | b'-')
}
