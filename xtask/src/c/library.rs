//! From Rust to `libsmtpcodes.a` and `libsmtpcodes.so`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use super::shell::{named, print, program, run};
use super::{ABI, Done, VERSION, home, root};

/// A built library.
pub(crate) struct Library {
    /// The static one.
    pub(super) archive: PathBuf,
    /// What whoever links the static one needs besides, as in `-lm`.
    pub(super) private_libs: String,
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Builds the static library. As the only kind that is asked for, it is optimised as a whole.
pub(crate) fn build(release: bool) -> Done<Library> {
    const NOTE: &str = "native-static-libs:";

    let mut cargo = program(
        env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        ["rustc", "--package", "smtpcodes-c", "--lib", "--crate-type", "staticlib", "--color", "never"],
    );
    if release {
        cargo.arg("--release");
    } else {
        // Rules compile at run time, and valgrind makes that thirty times as slow.
        cargo.args(["--config", "profile.dev.opt-level=1"]);
    }
    let output = run(cargo.args(["--", "--print", "native-static-libs"]).current_dir(root()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let libs = said.lines().find_map(|line| Some(line.split_once(NOTE)?.1.trim()));
    // The C compiler links these two by itself.
    let private_libs = libs
        .ok_or_else(|| format!("cargo did not print `{NOTE}`:\n{said}"))?
        .split_whitespace()
        .filter(|lib| !matches!(*lib, "-lc" | "-lgcc_s"))
        .collect::<Vec<_>>()
        .join(" ");
    let profile = if release { "release" } else { "debug" };
    Ok(Library { archive: target().join(profile).join("libsmtpcodes_c.a"), private_libs })
}

/// Links the shared library. rustc could make one too, but gives the linker a version script of its own,
/// and a second one that names versions is refused.
pub(crate) fn link_shared(library: &Library, folder: &Path) -> Done<PathBuf> {
    let file = folder.join(format!("libsmtpcodes.so.{VERSION}"));
    let script = home().join("packaging/smtpcodes.map");
    let mut cc = program(compiler(), ["-shared", "-o"]);
    cc.arg(&file)
        .arg(format!("-Wl,-soname,libsmtpcodes.so.{ABI}"))
        .arg(format!("-Wl,--version-script={}", script.display()))
        .args(["-Wl,--gc-sections", "-Wl,-z,relro,-z,now", "-Wl,-z,defs", "-Wl,--strip-all"])
        .arg("-Wl,--whole-archive")
        .arg(&library.archive)
        .arg("-Wl,--no-whole-archive")
        .args(library.private_libs.split_whitespace())
        .arg("-lgcc_s");
    run(&mut cc)?;
    for link in [format!("libsmtpcodes.so.{ABI}"), "libsmtpcodes.so".to_owned()] {
        let link = folder.join(link);
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(format!("libsmtpcodes.so.{VERSION}"), &link).map_err(named(&link))?;
    }
    Ok(file)
}

/// The C compiler.
pub(super) fn compiler() -> String {
    env::var("CC").unwrap_or_else(|_| "cc".to_owned())
}

/// What Debian calls this architecture, as in `x86_64-linux-gnu`.
pub(crate) fn triplet() -> Done<String> {
    Ok(print(program(compiler(), ["-dumpmachine"]).env("LC_ALL", "C"))?.trim().to_owned())
}
