//! `cargo xtask test c`: everything that only a C compiler can say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use super::install::{self, Layout};
use super::library::{self, Library, compiler, target};
use super::mta::STANDARD;
use super::shell::{copy, empty, files, has, print, program, read, run, write};
use super::{ABI, Done, cases, home, root};

pub(super) const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// Builds the library, and runs all checks. Returns what had to be skipped, and why.
pub(crate) fn test(release: bool) -> Done<Vec<String>> {
    let mut skipped = Vec::new();
    let library = library::build(release)?;
    let scratch = target().join("c-tests");
    empty(&scratch)?;
    let scratch = scratch.canonicalize().map_err(|e| e.to_string())?;

    headers(&mut skipped)?;
    programs(&library, &scratch, &mut skipped)?;

    let layout = Layout::new(scratch.join("prefix"));
    install::files(&layout, &library)?;
    symbols(&layout, &scratch)?;
    examples(&layout, &scratch, &mut skipped)?;
    Ok(skipped)
}

/// The header alone, as every dialect that it promises.
fn headers(skipped: &mut Vec<String>) -> Done {
    let header = home().join("include/smtpcodes.h");
    for (compiler, language, standards) in [
        ("gcc", "c", ["c99", "c11"]),
        ("clang", "c", ["c99", "c11"]),
        ("g++", "c++", ["c++17", "c++20"]),
        ("clang++", "c++", ["c++17", "c++20"]),
    ] {
        if !has(compiler) {
            skipped.push(format!("the header with {compiler}, which is not installed"));
            continue;
        }
        for standard in standards {
            let mut check = program(compiler, WARNINGS);
            check.args(["-x", language, &format!("-std={standard}"), "-fsyntax-only"]).arg(&header);
            run(&mut check)?;
        }
    }
    Ok(())
}

/// `bindings/c/tests/*.c`, and what mail servers get.
fn programs(library: &Library, scratch: &Path, skipped: &mut Vec<String>) -> Done {
    cases::generate(&scratch.join("cases.h"))?;
    if !has("valgrind") {
        skipped.push("the C tests under valgrind, which is not installed".to_owned());
    }
    for source in files(&home().join("tests"), "c")? {
        checked(library, scratch, &source)?;
    }
    let tests = home().join("mta/tests");
    checked(library, scratch, &tests.join("exim.c"))?;
    if Path::new("/usr/include/libmilter/mfapi.h").exists() {
        checked(library, scratch, &tests.join("milter.c"))?;
    } else {
        skipped.push("the example milter, as libmilter's header is not installed".to_owned());
    }
    let wrapper = scratch.join("qmail-remote");
    compile(library, scratch, &home().join("mta/qmail-remote.c"), &wrapper, &SANITIZERS)?;
    let folder = scratch.join("qmail");
    empty(&folder)?;
    run(&mut program("sh", [tests.join("qmail-remote.sh"), wrapper, folder])).map(drop)
}

const SANITIZERS: [&str; 2] = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/// Runs a test under the sanitizers and again under valgrind.
fn checked(library: &Library, scratch: &Path, source: &Path) -> Done {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let sanitized = scratch.join(format!("{stem}-sanitized"));
    compile(library, scratch, source, &sanitized, &SANITIZERS)?;
    run(program(&sanitized, [""; 0]).env("ASAN_OPTIONS", "detect_stack_use_after_return=1"))?;
    if !has("valgrind") {
        return Ok(());
    }
    let plain = scratch.join(&stem);
    compile(library, scratch, source, &plain, &[])?;
    let options = [
        "--quiet",
        "--fair-sched=try",
        "--error-exitcode=99",
        "--leak-check=full",
        "--show-leak-kinds=definite,indirect,possible",
        "--errors-for-leak-kinds=definite,indirect,possible",
    ];
    run(program("valgrind", options).arg(plain)).map(drop)
}

fn compile(library: &Library, scratch: &Path, source: &Path, to: &Path, options: &[&str]) -> Done {
    let mut cc = program(compiler(), WARNINGS);
    cc.args(STANDARD)
        .args(["-g", "-O1"])
        .args(options)
        .arg("-I")
        .arg(home().join("include"))
        .arg("-I")
        .arg(scratch)
        .arg(source)
        .arg(&library.archive)
        .args(library.private_libs.split_whitespace())
        .args(["-lpthread", "-o"])
        .arg(to);
    run(&mut cc).map(drop)
}

/// What the library exports, what the header documents and what the tests call is the same.
fn symbols(layout: &Layout, scratch: &Path) -> Done {
    let shared = layout.lib("libsmtpcodes.so");
    let dynamic = print(program("nm", ["-D", "--defined-only"]).arg(&shared))?;
    let version = format!("SMTPCODES_{ABI}");
    let mut exported = BTreeSet::new();
    for symbol in dynamic.lines().filter_map(|line| line.split_whitespace().last()) {
        match symbol.split_once("@@") {
            Some((name, v)) if v == version && name != version => exported.insert(name.to_owned()),
            _ if symbol == version || symbol.starts_with(&format!("{version}@")) => continue,
            _ => return Err(format!("{}: exports {symbol}", shared.display())),
        };
    }
    let documented = calls(&preprocessed(&home().join("include/smtpcodes.h"), scratch)?);
    same("the library exports", &exported, "the header declares", &documented)?;

    let mut tested = BTreeSet::new();
    for source in files(&home().join("tests"), "c")? {
        let text = preprocessed(&source, scratch)?;
        // The header is in there, too: what comes behind it is the test.
        let own = text.rsplit_once("smtpcodes.h\"").map_or("", |(_, own)| own);
        tested.extend(calls(own));
    }
    same("the library exports", &exported, "the tests call", &tested)?;

    let header = print(program("readelf", ["-d"]).arg(&shared))?;
    let soname = format!("[libsmtpcodes.so.{ABI}]");
    if header.lines().any(|line| line.contains("SONAME") && line.contains(&soname)) {
        return Ok(());
    }
    Err(format!("{}: expected the SONAME {soname}, found\n{header}", shared.display()))
}

/// A source without comments and macros; lines of the form `# 1 "file"` stay.
fn preprocessed(source: &Path, scratch: &Path) -> Done<String> {
    let mut cc = program(compiler(), ["-E", "-std=c99", "-D_POSIX_C_SOURCE=200809L", "-I"]);
    print(cc.arg(home().join("include")).arg("-I").arg(scratch).arg(source))
}

/// The names of ours that are followed by a parenthesis.
fn calls(text: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut names = BTreeSet::new();
    for (start, _) in text.match_indices("smtpcodes_") {
        let name: String = text[start..].chars().take_while(|c| is_name(*c)).collect();
        let before = text[..start].chars().next_back();
        let is_call = text[start + name.len()..].trim_start().starts_with('(');
        if is_call && !before.is_some_and(is_name) {
            names.insert(name);
        }
    }
    names
}

fn same(what: &str, one: &BTreeSet<String>, other_what: &str, other: &BTreeSet<String>) -> Done {
    if one == other {
        return Ok(());
    }
    let list = |names: Vec<&String>| names.into_iter().cloned().collect::<Vec<_>>().join(" ");
    Err(format!(
        "only {what}: {}\nonly {other_what}: {}",
        list(one.difference(other).collect()),
        list(other.difference(one).collect()),
    ))
}

/// `examples/c` and the programs of the README, against what is installed and nothing else: through pkg-config, shared and
/// static, and through CMake.
pub(super) fn examples(layout: &Layout, scratch: &Path, skipped: &mut Vec<String>) -> Done {
    let sources = root().join("examples/c");
    let folder = scratch.join("examples");
    for source in files(&sources, "c")? {
        copy(&source, &folder.join(source.file_name().unwrap_or_default()))?;
    }
    copy(&sources.join("CMakeLists.txt"), &folder.join("CMakeLists.txt"))?;
    for (number, text) in readme()?.iter().enumerate() {
        write(&folder.join(format!("readme_{number}.c")), text)?;
    }

    // By source: however an example is linked, it prints the same.
    let mut all: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    let mut add = |source: &Path, built: &Path| -> Done {
        let text = printed(&sources, source, built, layout)?;
        all.entry(source.to_owned()).or_default().insert(text);
        Ok(())
    };
    if has("pkg-config") {
        for source in files(&folder, "c")? {
            for kind in ["shared", "static"] {
                let built = source.with_extension(kind);
                through_pkg_config(layout, &source, &built, kind == "static")?;
                add(&source, &built)?;
            }
        }
    } else {
        skipped.push("the C examples through pkg-config, which is not installed".to_owned());
    }
    if has("cmake") {
        let build = folder.join("build");
        let prefix = format!("-DCMAKE_PREFIX_PATH={}", layout.place("").display());
        run(program("cmake", ["-S"]).arg(&folder).arg("-B").arg(&build).arg(prefix))?;
        run(program("cmake", ["--build"]).arg(&build))?;
        for source in files(&folder, "c")? {
            add(&source, &build.join(source.file_stem().unwrap_or_default()))?;
        }
    } else {
        skipped.push("the C examples through CMake, which is not installed".to_owned());
    }
    match all.iter().find(|(_, texts)| texts.len() > 1) {
        None => Ok(()),
        Some((source, texts)) => Err(format!("{}: prints different texts: {texts:?}", source.display())),
    }
}

/// The programs that the README shows.
fn readme() -> Done<Vec<String>> {
    let path = home().join("README.md");
    let text = read(&path)?;
    let blocks = text.split("\n```c\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```\n")?.0));
    let programs: Vec<_> = blocks.map(|block| format!("{block}\n")).collect();
    match programs.iter().find(|program| !program.contains("int main(void)")) {
        None if !programs.is_empty() => Ok(programs),
        _ => Err(format!("{}: expected whole programs in C", path.display())),
    }
}

fn through_pkg_config(layout: &Layout, source: &Path, to: &Path, is_static: bool) -> Done {
    let mut config = program("pkg-config", ["--cflags", "--libs"]);
    config.env("PKG_CONFIG_PATH", layout.lib("pkgconfig"));
    if let Some(root) = &layout.destination {
        // Of a system in a folder: its paths are not the compiler's own.
        config.env("PKG_CONFIG_SYSROOT_DIR", root);
        config.env("PKG_CONFIG_ALLOW_SYSTEM_CFLAGS", "1").env("PKG_CONFIG_ALLOW_SYSTEM_LIBS", "1");
    }
    if is_static {
        config.arg("--static");
    }
    let flags = print(config.arg("smtpcodes"))?;
    let mut cc = program(compiler(), WARNINGS);
    cc.args(["-std=c99", "-D_POSIX_C_SOURCE=200809L"]).arg(source).arg("-o").arg(to);
    for flag in flags.split_whitespace() {
        // Without a library of that name in the way the linker takes the static one.
        match flag {
            "-lsmtpcodes" if is_static => cc.arg("-l:libsmtpcodes.a"),
            _ => cc.arg(flag),
        };
    }
    run(&mut cc).map(drop)
}

/// What an example prints, with its `.in` as input if there is one.
fn printed(sources: &Path, source: &Path, built: &Path, layout: &Layout) -> Done<String> {
    let mut example = program(built, [""; 0]);
    example.env("LD_LIBRARY_PATH", layout.lib(""));
    let input = sources.join(source.file_name().unwrap_or_default()).with_extension("in");
    if let Ok(input) = File::open(input) {
        example.stdin(input);
    }
    match print(&mut example)? {
        nothing if nothing.is_empty() => Err(format!("{}: printed nothing", built.display())),
        text => Ok(text),
    }
}
