//! How large the library is, and how long a change of the facts takes to be in the core.

use std::fs::{self, File};
use std::time::{Instant, SystemTime};

use super::figures::{self, Figures};
use crate::Outcome;
use crate::c::library;
use crate::run::{cargo, run};

/// Megabytes, and seconds.
pub fn measure(figures: &mut Figures) -> Outcome {
    let folder = figures::file("library")?;
    fs::create_dir_all(&folder)?;
    let shared = library::link_shared(&library::build(true)?, &folder)?;
    figures.set("build/library", fs::metadata(shared)?.len() as f64 / 1e6);

    let build = || run(&mut cargo(["build", "--quiet", "-p", "smtpcodes"]));
    build()?;
    File::options().append(true).open("codes.yaml")?.set_modified(SystemTime::now())?;
    let start = Instant::now();
    build()?;
    figures.set("build/core", start.elapsed().as_secs_f64());
    Ok(())
}
