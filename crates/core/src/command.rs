use crate::axis::{axis, is_id};
use crate::{Command, UnknownId};

/// What is known about a command.
pub(crate) struct CommandRow {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What a text may begin with that names it.
    pub(crate) names: &'static [&'static str],
}

axis!(Command(u8), CommandRow, "command", "rcpt", Rcpt);

impl Command {
    /// A few words for people.
    pub const fn title(self) -> &'static str {
        self.row().title
    }

    /// The command that a text names, as people, logs and mail servers write it: its id in any case of letters, with
    /// blanks or hyphens for underscores, or the command as it is spoken:
    /// `HELO`, `MAIL FROM`, `RCPT TO`, `end of DATA`, `BDAT`, `greeting` and so on, all of which `codes.yaml` lists.
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
        // How long a name is with which the text begins, and behind which it may go on.
        let begins = |name: &str| {
            let (head, rest) = text.split_at_checked(name.len())?;
            let ends = rest.chars().next().is_none_or(|c| c.is_whitespace() || ":<_-,;(".contains(c));
            (ends && is_id(head, name)).then_some(name.len())
        };
        let longest = |command: Self| command.row().names.iter().filter_map(|name| begins(name)).max();
        let found = Self::ALL.iter().filter_map(|&command| Some((longest(command)?, command)));
        found.max_by_key(|(length, _)| *length).map(|(_, command)| command).ok_or_else(|| Self::unknown(name))
    }
}
