//! The programs of `bindings/c/mta`, built against an installed library.

use std::path::{Path, PathBuf};

use super::install::Layout;
use super::library::{compiler, triplet};
use super::shell::{folder_of, program, run};
use super::test::WARNINGS;
use super::{Done, home, root};

/// One of them.
pub(super) struct Program {
    /// The source, without its `.c`.
    pub(super) name: &'static str,
    /// What is built, below the folder of the library.
    pub(super) file: &'static str,
    options: &'static [&'static str],
}

pub(super) const PROGRAMS: [Program; 2] = [
    Program {
        name: "exim",
        file: "smtpcodes/exim.so",
        options: &["-shared", "-fPIC", "-fvisibility=hidden", "-Wl,-z,defs"],
    },
    Program { name: "qmail-remote", file: "smtpcodes/qmail-remote", options: &["-fPIE", "-pie"] },
];

/// Builds them, and puts them where they belong beside the library.
pub(super) fn files(layout: &Layout) -> Done {
    PROGRAMS.iter().try_for_each(|one| one.build(layout))
}

impl Program {
    pub(super) fn source(&self) -> PathBuf {
        home().join("mta").join(self.name).with_extension("c")
    }

    fn build(&self, layout: &Layout) -> Done {
        let file = layout.lib(self.file);
        folder_of(&file)?;
        let mut cc = program(compiler(), WARNINGS);
        cc.args(STANDARD).args(["-O2", "-s", "-Wl,-z,relro,-z,now"]).args(self.options);
        if layout.prefix != Path::new("/usr") {
            // The loader does not look there by itself.
            cc.arg("-Wl,-rpath,$ORIGIN/..");
        }
        cc.arg("-I").arg(layout.place("include")).arg(self.source());
        run(cc.arg("-L").arg(layout.lib("")).args(["-lsmtpcodes", "-o"]).arg(file)).map(drop)
    }
}

/// The language that they are written in.
pub(super) const STANDARD: [&str; 2] = ["-std=c99", "-D_POSIX_C_SOURCE=200809L"];

/// Builds the example milter against a system in a folder, with libmilter of an unpacked package.
pub(crate) fn milter(system: &Path, packages: &Path, to: &Path) -> Done {
    let lib = |root: &Path| -> Done<PathBuf> { Ok(root.join("usr/lib").join(triplet()?)) };
    let mut cc = program(compiler(), WARNINGS);
    cc.args(STANDARD).arg("-isystem").arg(packages.join("usr/include"));
    cc.arg("-I").arg(system.join("usr/include")).arg(root().join("examples/milter/bounce_milter.c"));
    cc.arg("-L").arg(lib(system)?).arg("-L").arg(lib(packages)?);
    run(cc.args(["-lsmtpcodes", "-lmilter", "-lpthread", "-o"]).arg(to)).map(drop)
}
