//! How long a process takes that classifies one reply, next to one that does nothing.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::figures::Figures;
use crate::Outcome;
use crate::c::library::target;
use crate::run::{cargo, run};

const ROUNDS: usize = 200;

/// Medians, of the two in turn.
pub fn measure(figures: &mut Figures) -> Outcome {
    let nothing = PathBuf::from("/bin/true");
    if !nothing.exists() {
        return Ok(());
    }
    run(&mut cargo(["build", "--quiet", "--release", "-p", "smtpcodes-cli"]))?;
    let program = target().join("release/smtpcodes");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(once(
            Command::new(&program).args(["classify", "--input", "lines"]),
            b"550 user unknown\n",
        )?);
        theirs.push(once(&mut Command::new(&nothing), b"")?);
    }
    figures.set("start/smtpcodes", median(ours));
    figures.set("start/true", median(theirs));
    Ok(())
}

/// Nanoseconds from the start of a process to its end.
fn once(command: &mut Command, input: &[u8]) -> Result<f64, Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    // Who does not read may have gone.
    let _ = child.stdin.take().map(|mut pipe| pipe.write_all(input));
    let status = child.wait()?;
    if status.success() {
        Ok(start.elapsed().as_nanos() as f64)
    } else {
        Err(format!("{command:?}: {status}").into())
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}
