//! The program `smtpcodes`.

mod classify;
mod codes;
mod command;
mod entry;
mod explain;
mod failure;
mod input;
mod output;
mod rules;
#[cfg(unix)]
mod serve;
mod shell;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use command::{Cli, Command};
use failure::{Done, Failure, complain};

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Explain(args) => explain::run(&args),
        Command::Classify(args) => classify::run(&args),
        Command::Codes(args) => codes::run(&args),
        Command::Rules(args) => rules::run(&args.command),
        #[cfg(unix)]
        Command::Serve(args) => serve::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    };
    match done {
        Ok(Done::All) => ExitCode::SUCCESS,
        Ok(Done::Partly) => ExitCode::FAILURE,
        // Whoever read the output has seen enough.
        Err(Failure::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(e)) => {
            complain(&format!("cannot write: {e}"));
            ExitCode::FAILURE
        }
        Err(Failure::Told(message)) => {
            complain(&message);
            ExitCode::FAILURE
        }
        Err(Failure::Usage(message)) => {
            complain(&format!("error: {message}"));
            ExitCode::from(2)
        }
    }
}
