//! What shells and `man` want to know about the program.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;

use crate::command::{Cli, CompletionsArgs, ManArgs};
use crate::failure::{Done, Failure};
use crate::input::plain;

/// `smtpcodes completions`.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Done, Failure> {
    // The generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "smtpcodes", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Done::All)
}

/// `smtpcodes man`.
pub(crate) fn man(args: &ManArgs) -> Result<Done, Failure> {
    let mut command = Cli::command();
    // Gives the parts their full names.
    command.build();
    match &args.into {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            io::stdout().lock().write_all(&page)?;
        }
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
            pages(&command, folder)?;
        }
    }
    Ok(Done::All)
}

/// A page for a command, and for each part of it.
fn pages(command: &clap::Command, folder: &Path) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or("smtpcodes").to_owned();
    let path = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut page)?;
    fs::write(&path, page).map_err(|e| failed(&path, &e))?;
    for part in command.get_subcommands().filter(|c| c.get_name() != "help") {
        pages(part, folder)?;
    }
    Ok(())
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Told(format!("{}: {}", path.display(), plain(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is laid out by hand fits a terminal of 80 columns: wrapped again, commands could not be copied from it.
    #[test]
    fn no_line_of_help_is_wrapped() {
        fn long(command: &clap::Command) -> Vec<String> {
            let text = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            let lines = text.lines().filter(|line| line.chars().count() > 78).map(str::to_owned);
            lines.chain(command.get_subcommands().flat_map(long)).collect()
        }
        assert_eq!(long(&Cli::command()), [""; 0]);
    }
}
