//! Files that hold no text, by their first bytes.

/// What begins with these bytes, and what to do about it.
const KNOWN: [(&[u8], &str); 10] = [
    (b"\xfd7zXZ\0", "it is compressed by xz; decompress it first"),
    (b"BZh", "it is compressed by bzip2; decompress it first"),
    (b"\x04\x22\x4d\x18", "it is compressed by LZ4; decompress it first"),
    (b"PK\x03\x04", "it is a ZIP archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7-Zip archive; unpack it first"),
    (b"\x7fELF", "it is a program"),
    (b"SQLite format 3\0", "it is a database of SQLite"),
    (b"PAR1", "it is a file of Parquet"),
    (b"\xff\xfe", "it is UTF-16; convert it to UTF-8"),
    (b"\xfe\xff", "it is UTF-16; convert it to UTF-8"),
];

/// What a file is instead of text; nothing if its bytes may be text. A zero byte alone proves nothing: lines hold any byte.
pub(super) fn told(head: &[u8]) -> Option<&'static str> {
    // What bzip2 goes on with, as three letters may begin a line.
    let is = |start: &[u8]| {
        head.starts_with(start) && (start != b"BZh" || head[start.len()..].get(1..7) == Some(b"1AY&SY"))
    };
    KNOWN.iter().find(|(start, _)| is(start)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn only_what_is_plainly_no_text_is_refused() {
        for (head, want) in [
            (&b"\xfd7zXZ\0\0\x04"[..], Some("xz")),
            (b"BZh91AY&SY\0", Some("bzip2")),
            (b"BZh is a word", None),
            (b"\0\0\0", None),
            (b"550 a\0b", None),
            (b"\xff550 a", None),
            (b"", None),
        ] {
            let told = told(head);
            assert_eq!(told.is_some(), want.is_some(), "{head:?}");
            assert!(told.unwrap_or_default().contains(want.unwrap_or_default()), "{head:?}");
        }
    }
}
