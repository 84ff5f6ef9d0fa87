//! The program `smtpcodes` as a function: for its own `main`, and for packages of other languages that bring
//! it along.

mod classify;
mod codes;
mod command;
mod entry;
mod events;
mod explain;
mod failure;
mod input;
mod output;
mod own_rules;
mod rules;
#[cfg(unix)]
mod serve;
mod shell;
mod udf;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser;

use command::{Cli, Command};
use failure::{Done, Failure, complain};

/// Runs the program with its arguments, the first of which is its name, and gives its exit code.
///
/// It reads and writes the standard streams of the process, and leaves nothing of its output in their buffers.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(told) => {
            // Help is told this way as well. If it cannot be written, nobody is there to read it.
            let _ = told.print();
            return u8::from(told.use_stderr()) * WRONG_USE;
        }
    };
    let flushed = |done| io::stdout().flush().map(|()| done).map_err(Failure::from);
    match run_command(&cli.command).and_then(flushed) {
        Ok(Done::All) => 0,
        Ok(Done::Partly) => FAILED,
        // Whoever read the output has seen enough.
        Err(Failure::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(Failure::Output(e)) => {
            complain(&format!("cannot write: {e}"));
            FAILED
        }
        Err(Failure::Told(message)) => {
            complain(&message);
            FAILED
        }
        Err(Failure::Usage(message)) => {
            complain(&format!("error: {message}"));
            WRONG_USE
        }
    }
}

/// Something could not be done.
const FAILED: u8 = 1;
/// The program was called in a way that it does not understand.
const WRONG_USE: u8 = 2;

fn run_command(command: &Command) -> Result<Done, Failure> {
    match command {
        Command::Explain(args) => explain::run(args),
        Command::Classify(args) => classify::run(args),
        Command::Events(args) => events::run(args),
        Command::Codes(args) => codes::run(args),
        Command::Rules(args) => rules::run(&args.command),
        #[cfg(unix)]
        Command::Serve(args) => serve::run(args),
        Command::Udf(args) => udf::run(args),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
    }
}
