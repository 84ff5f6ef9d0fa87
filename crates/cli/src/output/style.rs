//! Colours. They are always written; the stream takes them off where no terminal shows them, or where
//! `NO_COLOR` is set.

use anstyle::{AnsiColor, Color, Style};
use smtpcodes::Bounce;

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour)))
}

/// What is most important.
pub(crate) const STRONG: Style = Style::new().bold();
/// What is least important.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Words that decided.
pub(crate) const EVIDENCE: Style = Style::new().bold().underline();
/// Ids and codes.
pub(crate) const NAME: Style = colour(AnsiColor::Cyan);
/// What deserves attention.
pub(crate) const WARNING: Style = colour(AnsiColor::Yellow);

/// How bad a bounce is.
pub(crate) const fn of_bounce(bounce: Bounce) -> Style {
    match bounce {
        Bounce::Hard => colour(AnsiColor::Red).bold(),
        Bounce::Soft => colour(AnsiColor::Yellow).bold(),
        _ => colour(AnsiColor::Green).bold(),
    }
}

/// A text in a style.
pub(crate) fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
