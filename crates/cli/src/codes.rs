//! `smtpcodes codes`: the tables themselves.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, Digit, EnhancedStatus, Group, Provider, PseudoCode,
    ReplyCode, Rule, Severity, Side, VendorCode, Vocabulary,
};

use crate::command::{CodesArgs, Kind, TableFormat};
use crate::entry::{self, Entry};
use crate::failure::{Done, Failure};
use crate::output::page::{Page, cell, excerpt};
use crate::output::style::{self, paint};
use crate::output::{self, csv};

/// Runs the command.
pub(crate) fn run(args: &CodesArgs) -> Result<Done, Failure> {
    match (args.kind, args.format) {
        (Some(kind), TableFormat::Text) => table(&entries(kind))?,
        (None, TableFormat::Text) => overview()?,
        (Some(kind), TableFormat::Json) => output::json(&entries(kind))?,
        (None, TableFormat::Json) => output::json(&All)?,
        (Some(kind), TableFormat::Yaml) => yaml(&entries(kind))?,
        (None, TableFormat::Yaml) => yaml(&All)?,
        (Some(kind), TableFormat::Csv) => rows(&entries(kind))?,
        (None, TableFormat::Csv) => {
            return Err(Failure::Usage(
                "a CSV file holds one table: say which, such as `smtpcodes codes reply-codes --format csv`"
                    .to_owned(),
            ));
        }
    }
    Ok(Done::All)
}

/// The entries of a table, in its order.
pub(crate) fn entries(kind: Kind) -> Vec<Entry> {
    fn all<T: Copy + Into<Entry>>(list: &[T]) -> Vec<Entry> {
        list.iter().map(|one| (*one).into()).collect()
    }
    fn each<T>(list: &'static [T]) -> Vec<Entry>
    where
        Entry: From<&'static T>,
    {
        list.iter().map(Entry::from).collect()
    }
    fn digits(kind: &'static str, list: &[Digit]) -> Vec<Entry> {
        list.iter().map(|d| entry::digit(kind, d)).collect()
    }
    match kind {
        Kind::ReplyCodes => ReplyCode::known().map(Entry::from).collect(),
        Kind::EnhancedCodes => each(EnhancedStatus::ALL),
        Kind::Categories => all(Category::ALL),
        Kind::Actions => all(Action::ALL),
        Kind::Providers => all(Provider::ALL),
        Kind::Blocklists => all(Blocklist::ALL),
        Kind::VendorCodes => each(VendorCode::ALL),
        Kind::PseudoCodes => each(PseudoCode::ALL),
        Kind::Rules => each(Rule::ALL),
        Kind::Severities => all(Severity::ALL),
        Kind::Causes => all(Cause::ALL),
        Kind::Vocabularies => all(Vocabulary::ALL),
        Kind::Bounces => all(Bounce::ALL),
        Kind::Sides => all(Side::ALL),
        Kind::Groups => all(Group::ALL),
        Kind::Commands => all(Command::ALL),
        Kind::ReplyClasses => digits("reply_class", Digit::REPLY_CLASSES),
        Kind::SecondDigits => digits("second_digit", Digit::SECOND_DIGITS),
        Kind::EnhancedClasses => digits("enhanced_class", Digit::ENHANCED_CLASSES),
        Kind::Subjects => digits("subject", Digit::SUBJECTS),
    }
}

/// The name of a table, and what it holds.
fn named(kind: Kind) -> (String, String) {
    let value = kind.to_possible_value();
    let help = value.as_ref().and_then(|v| v.get_help()).map(ToString::to_string).unwrap_or_default();
    (value.map(|v| v.get_name().to_owned()).unwrap_or_default(), help)
}

/// Which tables there are.
fn overview() -> io::Result<()> {
    let mut page = Page::stdout();
    for kind in Kind::value_variants() {
        let (name, help) = named(*kind);
        let count = entries(*kind).len();
        page.line(&format!("{} {count:>5}  {help}", paint(style::NAME, format_args!("{name:17}"))))?;
    }
    page.line("")?;
    page.paragraph(
        0,
        "`smtpcodes codes KIND` prints a table, `smtpcodes explain NAME` all about one of its entries.",
    )?;
    page.flush()
}

/// Name, note and title of each entry, in columns.
fn table(entries: &[Entry]) -> io::Result<()> {
    let mut page = Page::stdout();
    // One long name must not take the room of all titles.
    let column = |text: fn(&Entry) -> &str, most| {
        entries.iter().map(|e| text(e).chars().count()).max().unwrap_or(0).min(most)
    };
    let name = column(|e| &e.name, page.width() / 2);
    let note = column(|e| &e.note, 24);
    for e in entries {
        let gap = if note > 0 { "  " } else { "" };
        let used = name + 2 + note + gap.len();
        let title = excerpt(&e.title, page.width().saturating_sub(used).max(8), 0..0, anstyle::Style::new());
        let note = paint(style::FAINT, cell(&e.note, note));
        page.line(format!("{}  {note}{gap}{title}", paint(style::NAME, cell(&e.name, name))).trim_end())?;
    }
    page.flush()
}

/// All tables, by name.
struct All;

impl serde::Serialize for All {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let tables = Kind::value_variants().iter().map(|k| (named(*k).0.replace('-', "_"), entries(*k)));
        to.collect_map(tables)
    }
}

fn yaml(what: &impl serde::Serialize) -> io::Result<()> {
    let text = serde_yaml::to_string(what).map_err(io::Error::other)?;
    io::stdout().lock().write_all(text.as_bytes())
}

/// A row an entry: all entries of a table have the same fields.
fn rows(entries: &[Entry]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let columns: Vec<_> =
        entries.first().map(|e| e.columns().map(|(key, _)| key).collect()).unwrap_or_default();
    csv::row(&mut out, &columns)?;
    for e in entries {
        csv::row(&mut out, e.columns().map(|(_, value)| value.text(false)))?;
    }
    out.flush()
}
