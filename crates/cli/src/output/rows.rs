//! Where commands that print verdicts one by one write them.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use crate::command::VerdictFormat;
use crate::output::csv::{self, verdict_columns};
use crate::output::page::Page;
use crate::output::verdict_text::Report;

/// Standard output in one of its forms.
pub(crate) enum Rows {
    Text(Box<(Page<anstream::AutoStream<io::StdoutLock<'static>>>, Report)>),
    Ndjson(BufWriter<io::StdoutLock<'static>>),
    Csv(BufWriter<io::StdoutLock<'static>>),
}

impl Rows {
    /// Opens it; CSV begins with the names of its columns, those of the verdict last.
    pub(crate) fn new<'c>(
        format: VerdictFormat,
        columns: impl IntoIterator<Item = &'c str>,
    ) -> io::Result<Self> {
        let stdout = || BufWriter::with_capacity(64 << 10, io::stdout().lock());
        Ok(match format {
            VerdictFormat::Text => Self::Text(Box::new((Page::stdout(), Report::default()))),
            VerdictFormat::Ndjson => Self::Ndjson(stdout()),
            VerdictFormat::Csv => {
                let mut out = stdout();
                csv::row(&mut out, columns.into_iter().map(Cow::from).chain(verdict_columns()))?;
                Self::Csv(out)
            }
        })
    }

    /// Passes on what has been written so far.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Text(text) => text.0.flush(),
            Self::Ndjson(out) | Self::Csv(out) => out.flush(),
        }
    }

    /// The end of the text, and what was not passed on yet.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Self::Text(text) = &mut self {
            let (page, report) = &mut **text;
            report.finish(page)?;
        }
        self.flush()
    }
}
