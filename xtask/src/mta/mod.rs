//! `cargo xtask test --only mta`: real mail servers deliver to a scripted one, with what `docs/mta` tells to put
//! into their configuration, and their logs hold the verdicts.
//!
//! The servers are Debian's packages, unpacked below `target/mta` and never installed. Each runs in name
//! spaces of its own, in which it finds itself installed; they end with it, and with them whatever it started.

mod delivery;
mod exim;
mod packages;
mod postfix;
mod server;
mod snippet;
mod system;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::run::{cargo, run};
use crate::{Outcome, c};
use packages::Packages;

/// How long anything is waited for that must happen.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks at it.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs all of it.
pub fn test() -> Outcome {
    system::check()?;
    let target = c::target().join("mta");
    fs::create_dir_all(&target)?;
    let target = target.canonicalize()?;
    // First what may not be had.
    let packages = Packages::new(&target.join("packages"))?;
    let heavy = packages.unpacked(&["exim4-daemon-heavy"])?;
    let light = packages.unpacked(&["exim4-daemon-light"])?;
    let postfix = packages.unpacked(&["postfix", "libmilter-dev"])?;

    let home = Home { ours: ours(&target.join("ours"))?, target };
    exim::test(&home, &heavy, &light)?;
    postfix::test(&home, &postfix)
}

/// Where the tests have their files.
struct Home {
    target: PathBuf,
    /// What is to be tested, as it lies in a system.
    ours: PathBuf,
}

/// Installs the library, the plugin and the program as the packages for Debian do.
fn ours(folder: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let layout = c::Layout {
        prefix: "/usr".into(),
        libdir: format!("lib/{}", c::triplet()?),
        destination: Some(folder.to_owned()),
        relocatable: false,
    };
    c::install(&layout, false)?;
    run(&mut cargo(["build", "--quiet", "--package", "smtpcodes-cli"]))?;
    let program = folder.join("usr/bin/smtpcodes");
    fs::create_dir_all(folder.join("usr/bin"))?;
    fs::copy(c::target().join("debug/smtpcodes"), program)?;
    Ok(folder.to_owned())
}

/// Waits until there is something, or for too long.
fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> Result<T, Box<dyn std::error::Error>> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return Ok(found);
        }
        if Instant::now() > end {
            return Err(format!("waited in vain for {what}").into());
        }
        sleep(PAUSE);
    }
}
