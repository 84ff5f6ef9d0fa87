//! The program `smtpcodes`.

use std::process::ExitCode;

fn main() -> ExitCode {
    smtpcodes_cli::run(std::env::args_os()).into()
}
