use crate::Command;
use crate::axis::axis;

/// What is known about a command.
pub(crate) struct CommandRow {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
}

axis!(Command(u8), CommandRow, "command", "rcpt", Rcpt);

impl Command {
    /// A few words for people.
    pub const fn title(self) -> &'static str {
        self.row().title
    }
}
