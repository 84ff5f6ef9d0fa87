//! Lines of chunks, and replies of lines.

use smtpcodes::{JoinedReply, Line, LineJoiner, LineSplitter};

/// The lines of a text that comes in pieces of so many bytes, and which of them are cut.
fn split(text: &[u8], size: usize) -> Vec<(Vec<u8>, bool)> {
    let mut splitter = LineSplitter::new();
    let mut out = Vec::new();
    for mut chunk in text.chunks(size) {
        while let Some(Line { text, cut }) = splitter.next(&mut chunk) {
            out.push((text.to_vec(), cut));
        }
    }
    out.extend(splitter.finish().map(|line| (line.text.to_vec(), line.cut)));
    assert_eq!(splitter.finish(), None);
    out
}

/// The replies of a text with the numbers of their first lines.
fn join(text: &str) -> Vec<(u64, String)> {
    let mut joiner = LineJoiner::new();
    let mut out: Vec<_> = text.split('\n').filter_map(|line| joiner.push(line)).collect();
    out.extend(joiner.take());
    out.into_iter().map(|reply| (reply.line, String::from_utf8(reply.text).unwrap())).collect()
}

#[test]
fn ends_of_lines_and_a_mark_are_left_out() {
    for size in [1, 2, 3, 5, 100] {
        for text in ["a\n\nb\n", "a\n\nb", "\u{feff}a\r\n\r\nb", "a\r\n\nb\r\n"] {
            let found: Vec<_> = split(text.as_bytes(), size).into_iter().map(|(line, _)| line).collect();
            assert_eq!(found, [&b"a"[..], b"", b"b"], "{text:?} by {size}");
        }
        // Only the first line has a mark, and only the last return belongs to the end.
        let found = split("a\r\r\n\u{feff}b".as_bytes(), size);
        assert_eq!(found, [(b"a\r".to_vec(), false), ("\u{feff}b".as_bytes().to_vec(), false)]);
        assert_eq!(split("\u{feff}".as_bytes(), size), [(Vec::new(), false)]);
    }
    assert_eq!(split(b"", 1), []);
}

#[test]
fn what_is_given_as_last_line_begins_no_other() {
    let mut splitter = LineSplitter::new();
    assert_eq!(splitter.next(&mut &b"a"[..]), None);
    assert_eq!(splitter.finish().unwrap().text, b"a");
    assert_eq!(splitter.next(&mut &b"b\n"[..]).unwrap().text, b"b");
}

#[test]
fn long_lines_are_cut() {
    let max = Line::MAX;
    for size in [1000, 4 * max] {
        for (text, len, cut) in [
            ("a".repeat(3 * max), max, true),
            ("a".repeat(max + 1), max, true),
            ("a".repeat(max), max, false),
            (format!("\u{feff}{}\r", "a".repeat(max)), max, false),
            (format!("\u{feff}{}\r", "a".repeat(max + 1)), max, true),
            // No character is cut in two.
            (format!("a{}", "\u{20ac}".repeat(max / 3 + 1)), max, true),
            (format!("ab{}", "\u{20ac}".repeat(max / 3 + 1)), max - 2, true),
        ] {
            let found = split(format!("{text}\nb").as_bytes(), size);
            assert_eq!((found[0].0.len(), found[0].1), (len, cut), "{} by {size}", text.len());
            assert_eq!(found[1], (b"b".to_vec(), false));
        }
    }
    assert!(Line::from(&vec![0x80; max + 1]).cut);
}

#[test]
fn continuation_lines_belong_together() {
    for (text, want) in [
        ("550-a\n550-b\n550 c\n550 d", vec![(1, "550-a\n550-b\n550 c"), (4, "550 d")]),
        ("550-a\n550 b\n551 c", vec![(1, "550-a\n550 b"), (3, "551 c")]),
        ("550-a\n551 b", vec![(1, "550-a"), (2, "551 b")]),
        ("550-a\nb", vec![(1, "550-a"), (2, "b")]),
        ("550-a\n550", vec![(1, "550-a\n550")]),
        ("550 a\n550-b\n550 c", vec![(1, "550 a"), (2, "550-b\n550 c")]),
        ("a\nb", vec![(1, "a"), (2, "b")]),
        ("550 a\n  folded\n\tagain\nb", vec![(1, "550 a\n  folded\n\tagain"), (4, "b")]),
        ("550-a\n folded\n550 b", vec![(1, "550-a\n folded\n550 b")]),
        ("550-a\n\n550 b", vec![(1, "550-a"), (3, "550 b")]),
        ("\n \n  a\n", vec![(3, "a")]),
        ("5501234 a\n550-b", vec![(1, "5501234 a"), (2, "550-b")]),
        ("650-a\n650 b", vec![(1, "650-a"), (2, "650 b")]),
        ("", vec![]),
    ] {
        let want: Vec<_> = want.into_iter().map(|(n, t)| (n, t.to_owned())).collect();
        assert_eq!(join(text), want, "{text:?}");
    }
}

#[test]
fn a_reply_has_a_limit() {
    let mut joiner = LineJoiner::new();
    for _ in 0..3000 {
        assert_eq!(joiner.push(&format!("550-{}", "a".repeat(1000))), None);
    }
    let JoinedReply { text, line, cut, .. } = joiner.take().unwrap();
    assert!(cut && line == 1 && text.len() <= Line::MAX && text.len() > Line::MAX - 2000);

    let long = "a".repeat(Line::MAX + 1);
    assert_eq!(joiner.push(&long), None);
    assert!(joiner.push("550 b").unwrap().cut, "a line that is too long makes a reply that is");
    assert!(!joiner.take().unwrap().cut);
}

#[test]
fn a_reply_is_complete_when_no_more_lines_are_announced() {
    let mut joiner = LineJoiner::new();
    assert!(!joiner.is_complete());
    joiner.push(b"550-a");
    assert!(!joiner.is_complete());
    joiner.push(b"550 b");
    assert!(joiner.is_complete());
    assert_eq!(joiner.take().unwrap().text, b"550-a\n550 b");
    assert!(!joiner.is_complete());
    assert_eq!(joiner.take(), None);
    // A reply that was taken too early keeps nothing open.
    joiner.push(b"550-a");
    assert_eq!(joiner.take().unwrap().text, b"550-a");
    joiner.push(b"550 b");
    assert_eq!(joiner.take().unwrap().line, 4);
}

#[test]
fn bytes_that_are_not_utf_8_are_kept() {
    let mut joiner = LineJoiner::new();
    joiner.push(b"550 \xff");
    assert_eq!(joiner.take().unwrap().as_ref(), b"550 \xff");
}
