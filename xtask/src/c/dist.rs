//! `cargo xtask dist c`: a tarball, and packages for Debian and its children.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::debian::{self, Package};
use super::install::{self, Layout};
use super::library::{self, Library, target};
use super::mta;
use super::shell::{copy, empty, files, has, named, print, program, read, run, write};
use super::test::examples;
use super::{ABI, Done, VERSION, home, root};

/// Makes all packages in a folder, and proves that they install, serve and go away. Returns the packages.
pub(crate) fn dist(folder: &Path) -> Done<Vec<PathBuf>> {
    fs::create_dir_all(folder).map_err(named(folder))?;
    let folder = folder.canonicalize().map_err(named(folder))?;
    let library = library::build(true)?;
    let triplet = library::triplet()?;
    let work = target().join("c-dist");
    empty(&work)?;
    let work = work.canonicalize().map_err(named(&work))?;

    let mut made = vec![tarball(&library, &triplet, &work, &folder)?];
    if has("dpkg-deb") {
        let packages = packages(&library, &triplet, &work)?;
        let debs = packages.iter().map(|p| p.build(&folder)).collect::<Done<Vec<_>>>()?;
        try_out(&debs, &triplet, &work)?;
        made.extend(debs);
    } else {
        eprintln!("no Debian packages: dpkg-deb is not installed");
    }
    Ok(made)
}

/// The library with its header for any Linux of this architecture, to be unpacked anywhere.
fn tarball(library: &Library, triplet: &str, work: &Path, folder: &Path) -> Done<PathBuf> {
    let name = format!("smtpcodes-c-{VERSION}-{triplet}");
    let layout = Layout {
        prefix: "/".into(),
        libdir: "lib".to_owned(),
        destination: Some(work.join(&name)),
        relocatable: true,
    };
    install::files(&layout, library)?;
    mta::files(&layout)?;
    for source in files(&root().join("examples/c"), "c")? {
        copy(
            &source,
            &layout.place("share/doc/smtpcodes/examples").join(source.file_name().unwrap_or_default()),
        )?;
    }
    for licence in licences() {
        copy(&licence, &layout.place("share/doc/smtpcodes").join(licence.file_name().unwrap_or_default()))?;
    }
    let file = folder.join(format!("{name}.tar.gz"));
    let mut tar = program("tar", ["--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.arg(format!("--mtime=@{}", debian::epoch())).arg("-czf").arg(&file).arg("-C").arg(work).arg(&name);
    run(&mut tar)?;
    // Wherever it is unpacked, it works.
    let elsewhere = work.join("elsewhere");
    empty(&elsewhere)?;
    run(program("tar", ["-xzf"]).arg(&file).arg("-C").arg(&elsewhere))?;
    let mut skipped = Vec::new();
    examples(&Layout::new(elsewhere.join(&name)), &work.join("tarball-test"), &mut skipped)?;
    Ok(file)
}

/// Those that the repository has.
fn licences() -> Vec<PathBuf> {
    ["LICENSE-MIT", "LICENSE-APACHE"].iter().map(|name| root().join(name)).filter(|p| p.exists()).collect()
}

/// What goes into each package for Debian.
fn packages(library: &Library, triplet: &str, work: &Path) -> Done<Vec<Package>> {
    let libdir = format!("lib/{triplet}");
    let everything = Layout {
        prefix: "/usr".into(),
        libdir: libdir.clone(),
        destination: Some(work.join("everything")),
        relocatable: false,
    };
    install::files(&everything, library)?;
    mta::files(&everything)?;

    let shared = |name: &str| format!("usr/{libdir}/{name}");
    let runtime = Package {
        name: format!("libsmtpcodes{ABI}"),
        section: "libs",
        depends: format!("libc6 (>= {}), libgcc-s1", debian::glibc(&everything.lib("libsmtpcodes.so"))?),
        multi_arch: "same",
        summary: "SMTP replies, explained and classified: shared library",
        description: "Tells what a mail server meant by a reply, whose fault it was,\n and what to do next.",
        tree: work.join("libsmtpcodes"),
        control: vec![
            ("shlibs", format!("libsmtpcodes {ABI} libsmtpcodes{ABI} (>= {VERSION})\n")),
            ("triggers", "activate-noawait ldconfig\n".to_owned()),
        ],
    };
    for file in [format!("libsmtpcodes.so.{ABI}"), format!("libsmtpcodes.so.{VERSION}")] {
        runtime.take(&everything, &shared(&file))?;
    }

    let development = Package {
        name: "libsmtpcodes-dev".to_owned(),
        section: "libdevel",
        depends: format!("{} (= {})", runtime.name, debian::version()),
        multi_arch: "same",
        summary: "SMTP replies, explained and classified: development files",
        description: "The header, the static library, and what pkg-config and CMake want to know.",
        tree: work.join("libsmtpcodes-dev"),
        control: Vec::new(),
    };
    for file in [
        "usr/include/smtpcodes.h".to_owned(),
        shared("libsmtpcodes.so"),
        shared("libsmtpcodes.a"),
        shared("pkgconfig/smtpcodes.pc"),
        shared("cmake/smtpcodes/smtpcodes-config.cmake"),
        shared("cmake/smtpcodes/smtpcodes-config-version.cmake"),
    ] {
        development.take(&everything, &file)?;
    }
    let archive = development.tree.join(shared("libsmtpcodes.a"));
    run(program("strip", ["--strip-debug"]).arg(archive))?;
    let examples = format!("usr/share/doc/{}/examples", development.name);
    for folder in ["examples/c", "examples/milter"] {
        for source in files(&root().join(folder), "c")? {
            copy(&source, &development.tree.join(&examples).join(source.file_name().unwrap_or_default()))?;
        }
    }

    let command = command(work, &everything, &runtime.name)?;
    for one in mta::PROGRAMS {
        command.take(&everything, &shared(one.file))?;
    }
    Ok(vec![runtime, development, command])
}

/// The program, with its manual pages, what shells complete, and what mail servers need.
fn command(work: &Path, everything: &Layout, library: &str) -> Done<Package> {
    let mut cargo = program("cargo", ["build", "--release", "--package", "smtpcodes-cli"]);
    run(cargo.current_dir(root()))?;
    let built = target().join("release/smtpcodes");
    let mut needed = vec![debian::glibc(&built)?];
    for one in mta::PROGRAMS {
        needed.push(debian::glibc(&everything.lib(one.file))?);
    }
    let package = Package {
        name: "smtpcodes".to_owned(),
        section: "mail",
        depends: format!(
            "libc6 (>= {}), libgcc-s1, {library} (>= {VERSION})",
            debian::newest(needed.iter().map(String::as_str)).unwrap_or_default()
        ),
        multi_arch: "foreign",
        summary: "SMTP replies, explained and classified: program",
        description: "Explains codes and replies of mail servers, and classifies bounces in bulk.\n \
                      Tells Exim, Postfix and qmail, by plugin, socket or wrapper, what replies mean.",
        tree: work.join("smtpcodes"),
        control: Vec::new(),
    };
    let program_file = package.tree.join("usr/bin/smtpcodes");
    copy(&built, &program_file)?;
    run(program("strip", [""; 0]).arg(&program_file))?;
    fs::set_permissions(&program_file, fs::Permissions::from_mode(0o755)).map_err(named(&program_file))?;

    let pages = package.tree.join("usr/share/man/man1");
    empty(&pages)?;
    run(program(&built, ["man", "--into"]).arg(&pages))?;
    for page in files(&pages, "1")? {
        debian::compress(&page)?;
    }
    for (shell, file) in [
        ("bash", "usr/share/bash-completion/completions/smtpcodes"),
        ("zsh", "usr/share/zsh/vendor-completions/_smtpcodes"),
        ("fish", "usr/share/fish/vendor_completions.d/smtpcodes.fish"),
    ] {
        write(&package.tree.join(file), print(&mut program(&built, ["completions", shell]))?)?;
    }
    let units = root().join("crates/cli/systemd");
    for (from, extension, to) in [
        (&units, "service", "usr/lib/systemd/system"),
        (&units, "socket", "usr/lib/systemd/system"),
        (&root().join("docs/mta"), "md", "usr/share/doc/smtpcodes/mta"),
    ] {
        for file in files(from, extension)? {
            copy(&file, &package.tree.join(to).join(file.file_name().unwrap_or_default()))?;
        }
    }
    Ok(package)
}

/// Installs the packages into a system in a folder, links the examples there, and removes them again.
fn try_out(debs: &[PathBuf], triplet: &str, work: &Path) -> Done {
    let system = work.join("system");
    for folder in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log"] {
        let folder = system.join(folder);
        fs::create_dir_all(&folder).map_err(named(&folder))?;
    }
    for file in ["status", "available"] {
        write(&system.join("var/lib/dpkg").join(file), "")?;
    }
    let before = tree(&system)?;
    let dpkg = |arguments: &[&str]| {
        let mut dpkg = program("dpkg", ["--force-not-root", "--force-depends"]);
        // dpkg looks for programs of the administrator's, whoever runs it.
        dpkg.env("PATH", "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin");
        dpkg.arg(format!("--root={}", system.display())).args(arguments);
        dpkg
    };
    run(dpkg(&["--install"]).args(debs))?;
    let layout = Layout {
        prefix: "/usr".into(),
        libdir: format!("lib/{triplet}"),
        destination: Some(system.clone()),
        relocatable: false,
    };
    let mut skipped = Vec::new();
    examples(&layout, &work.join("debian-test"), &mut skipped)?;
    run(&mut program(system.join("usr/bin/smtpcodes"), ["explain", "550"]))?;
    // Where the loader finds the library, the wrapper starts, and tells qmail that there is no real one.
    let mut wrapper = program(layout.lib("smtpcodes/qmail-remote"), [""; 0]);
    let told = print(wrapper.env("LD_LIBRARY_PATH", layout.lib("")).env("SMTPCODES_LOG", "/dev/null"))?;
    if !told.starts_with('Z') {
        return Err(format!("{wrapper:?}: expected a report for qmail, found `{told}`"));
    }
    let names: Vec<_> = debs.iter().filter_map(|deb| deb.file_name()?.to_str()?.split('_').next()).collect();
    run(dpkg(&["--purge"]).args(&names))?;
    let after = tree(&system)?;
    let left: Vec<_> =
        after.iter().filter(|path| !before.contains(path)).map(|p| p.display().to_string()).collect();
    if left.is_empty() { Ok(()) } else { Err(format!("left behind by the packages: {}", left.join(" "))) }
}

/// All paths below a folder, but what dpkg keeps for itself.
fn tree(folder: &Path) -> Done<Vec<PathBuf>> {
    let found = print(program("find", [folder]).args([
        "-not",
        "-path",
        "*/var/lib/dpkg/*",
        "-not",
        "-path",
        "*/var/log/*",
    ]))?;
    // The folders of the usual hierarchy belong to other packages.
    Ok(found.lines().map(PathBuf::from).filter(|path| !path.is_dir()).collect())
}

/// The text of the licences for Debian.
pub(super) fn copyright() -> Done<String> {
    read(&home().join("packaging/debian/copyright"))
}
