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
        Some(folder) => pages(&command, folder)?,
    }
    Ok(Done::All)
}

/// A page for a command, and for each part of it.
fn pages(command: &clap::Command, folder: &Path) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or("smtpcodes").to_owned();
    let path = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut page)?;
    fs::write(&path, page).map_err(|e| Failure::Told(format!("{}: {}", path.display(), plain(&e))))?;
    for part in command.get_subcommands().filter(|c| c.get_name() != "help") {
        pages(part, folder)?;
    }
    Ok(())
}
