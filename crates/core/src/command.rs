use crate::axis::{axis, is_id};
use crate::{Command, UnknownId};

/// What is known about a command.
pub(crate) struct CommandRow {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
}

axis!(Command(u8), CommandRow, "command", "rcpt", Rcpt);

/// What a text may begin with that stands for a command, and whatever belongs to it may follow. Longer names that begin
/// with another one stand before it.
const NAMES: &[(&str, Command)] = &[
    ("connect", Command::Connect),
    ("connection", Command::Connect),
    ("conn", Command::Connect),
    ("initial connection", Command::Connect),
    ("greeting", Command::Connect),
    ("banner", Command::Connect),
    ("ehlo", Command::Ehlo),
    ("helo", Command::Ehlo),
    ("lhlo", Command::Ehlo),
    ("starttls", Command::Starttls),
    ("auth", Command::Auth),
    ("mail", Command::Mail),
    ("mailfrom", Command::Mail),
    ("rcpt", Command::Rcpt),
    ("rcptto", Command::Rcpt),
    ("end of data", Command::EndOfData),
    ("end of message", Command::EndOfData),
    ("data end", Command::EndOfData),
    ("eod", Command::EndOfData),
    ("eom", Command::EndOfData),
    ("dot", Command::EndOfData),
    // Of the messages that come in chunks, each chunk is part of the message.
    ("bdat", Command::EndOfData),
    ("data", Command::Data),
];

impl Command {
    /// A few words for people.
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// The command that a text names, as people, logs and mail servers write it: its id in any case of letters, with
    /// blanks or hyphens for underscores, or the command as it is spoken.
    ///
    /// | command | names |
    /// | --- | --- |
    /// | `connect` | `connect`, `connection`, `CONN`, `initial connection`, `greeting`, `banner` |
    /// | `ehlo` | `EHLO`, `HELO`, `LHLO` |
    /// | `starttls` | `STARTTLS` |
    /// | `auth` | `AUTH` |
    /// | `mail` | `MAIL`, `MAIL FROM`, `MAILFROM` |
    /// | `rcpt` | `RCPT`, `RCPT TO`, `RCPTTO` |
    /// | `data` | `DATA` |
    /// | `end_of_data` | `end of DATA`, `END-OF-MESSAGE`, `DATA end`, `EOD`, `EOM`, `dot`, `.`, `BDAT` |
    ///
    /// What belongs to a command may follow: `RCPT TO:<a@example.org>`, `AUTH PLAIN`, `MAIL FROM command`.
    ///
    /// # Errors
    /// The text names none of them; [`UnknownId`] lists the ids.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::Command;
    ///
    /// assert_eq!(Command::from_name("MAIL FROM:<a@example.org>"), Ok(Command::Mail));
    /// assert_eq!(Command::from_name("End-of-Data"), Ok(Command::EndOfData));
    /// assert_eq!(
    ///     Command::from_name("NOOP").unwrap_err().to_string(),
    ///     "expected the id of a command: connect, ehlo, starttls, auth, mail, rcpt, data or end_of_data",
    /// );
    /// ```
    pub fn from_name(name: &str) -> Result<Self, UnknownId> {
        let text = name.trim();
        if text == "." {
            return Ok(Self::EndOfData);
        }
        let begins = |known: &str| {
            let Some((head, rest)) = text.split_at_checked(known.len()) else { return false };
            is_id(head, known)
                && rest.chars().next().is_none_or(|c| c.is_whitespace() || ":<_-,;(".contains(c))
        };
        let found = NAMES.iter().find(|(known, _)| begins(known));
        found.map(|(_, command)| *command).ok_or_else(|| Self::unknown(name))
    }
}
