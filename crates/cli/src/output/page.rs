//! Text for people: wrapped to the terminal, labels in a column.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use super::style::{self, paint};

/// Columns where the terminal does not say.
const DEFAULT_WIDTH: usize = 80;
/// Lines longer than this are hard to read.
const MAX_WIDTH: usize = 110;
const MIN_WIDTH: usize = 30;
/// Columns that labels take.
const LABEL: usize = 10;

/// A stream and its width.
pub(crate) struct Page<W> {
    out: W,
    width: usize,
}

impl Page<anstream::AutoStream<io::StdoutLock<'static>>> {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Self { out: anstream::AutoStream::auto(io::stdout().lock()), width: width() }
    }
}

/// The columns of the terminal, or of `COLUMNS`.
fn width() -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let set = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    set.or_else(terminal).unwrap_or(DEFAULT_WIDTH).clamp(MIN_WIDTH, MAX_WIDTH)
}

impl<W: Write> Page<W> {
    /// Columns of a line.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.write_all(b"\n")
    }

    /// `label  text`, the text wrapped in its column behind `indent` columns.
    pub(crate) fn field(&mut self, indent: usize, label: &str, text: &str) -> io::Result<()> {
        self.field_in(indent, label, text, Style::new())
    }

    /// As [`field`](Self::field), the text in a style.
    pub(crate) fn field_in(
        &mut self,
        indent: usize,
        label: &str,
        text: &str,
        style: Style,
    ) -> io::Result<()> {
        self.labelled(indent, LABEL, label, text, style)
    }

    /// As [`field_in`](Self::field_in), labels in a column of this width.
    pub(crate) fn labelled(
        &mut self,
        indent: usize,
        column: usize,
        label: &str,
        text: &str,
        style: Style,
    ) -> io::Result<()> {
        let room = self.width.saturating_sub(indent + column).max(MIN_WIDTH - LABEL);
        for (i, line) in textwrap::wrap(&plain(text), wrapping(room)).iter().enumerate() {
            let label = if i == 0 { label } else { "" };
            let label = paint(style::FAINT, format_args!("{label:column$}"));
            self.line(&format!("{:indent$}{label}{}", "", paint(style, line)))?;
        }
        Ok(())
    }

    /// Running text behind `indent` columns.
    pub(crate) fn paragraph(&mut self, indent: usize, text: &str) -> io::Result<()> {
        for line in textwrap::wrap(&plain(text), wrapping(self.width.saturating_sub(indent).max(MIN_WIDTH))) {
            self.line(&format!("{:indent$}{line}", ""))?;
        }
        Ok(())
    }

    /// Shows what was written so far.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Lines end at blanks alone: a link or a code that is broken cannot be copied.
fn wrapping(columns: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(columns)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// Text that cannot steer a terminal: control characters and runs of blanks become one blank.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || is_unseen(c) {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Control characters, and those that turn the direction of text around.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// As much of a text as fits, with `…` where something is left out, the bytes of `marked` in `style`.
pub(crate) fn excerpt(text: &str, width: usize, marked: Range<usize>, style: Style) -> String {
    // What is seen: each character, whether it is marked, its columns. Blanks and unseen ones are one blank.
    let mut seen: Vec<(char, bool, usize)> = Vec::new();
    let mut total = 0;
    for (at, c) in text.char_indices() {
        let c = if c.is_whitespace() || is_unseen(c) { ' ' } else { c };
        if c == ' ' && seen.last().is_none_or(|(last, ..)| *last == ' ') {
            continue;
        }
        let columns = c.width().unwrap_or(0);
        total += columns;
        seen.push((c, marked.contains(&at), columns));
        // Nothing behind this can be shown.
        if total > width + 1 {
            break;
        }
    }
    if seen.last().is_some_and(|(c, ..)| *c == ' ') {
        seen.pop();
        total -= 1;
    }
    let cut = total > width;
    while cut && total > width.saturating_sub(1) {
        total -= seen.pop().map_or(total, |(.., columns)| columns);
    }
    let mut out = String::new();
    let mut inside = false;
    for (c, mark, _) in seen {
        if mark != inside {
            inside = mark;
            out.push_str(&if mark { style.to_string() } else { format!("{style:#}") });
        }
        out.push(c);
    }
    if inside {
        out.push_str(&format!("{style:#}"));
    }
    if cut {
        out.push('…');
    }
    out
}

/// A text in a column: cut or filled.
pub(crate) fn cell(text: &str, width: usize) -> String {
    let text = excerpt(text, width, 0..0, Style::new());
    let used: usize = text.chars().map(|c| c.width().unwrap_or(0)).sum();
    format!("{text}{:fill$}", "", fill = width.saturating_sub(used))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: usize) -> Page<Vec<u8>> {
        Page { out: Vec::new(), width }
    }

    #[test]
    fn excerpts_fit() {
        let cut = |text, width| excerpt(text, width, 0..0, Style::new());
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("a\r\n  b\u{1b}[31mc", 20), "a b [31mc");
        assert_eq!(cut("邮箱不存在", 5), "邮箱…");
        assert_eq!(cut("邮箱", 4), "邮箱");
        assert_eq!(cut("abc   ", 3), "abc");
        assert_eq!(cut("", 3), "");
    }

    #[test]
    fn marked_words_are_painted() {
        let style = Style::new().bold();
        assert_eq!(excerpt("550 user unknown", 40, 4..8, style), format!("550 {style}user{style:#} unknown"));
        assert_eq!(excerpt("550 user unknown", 7, 4..8, style), format!("550 {style}us{style:#}…"));
    }

    #[test]
    fn fields_are_wrapped_in_their_column() {
        let mut page = page(40);
        page.field(4, "meaning", "one two three four five six seven eight").unwrap();
        let text = anstream::adapter::strip_bytes(&page.out).into_vec();
        let text = String::from_utf8(text).unwrap();
        assert_eq!(text, "    meaning   one two three four five\n              six seven eight\n");
    }

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[2J\u{202e}b\u{7}\n c"), "a [2J b c");
    }
}
