//! The Python package: built as a wheel, installed into an environment of its own, and tested there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::run::{program, run};

/// Builds, checks and tests the wheel.
pub fn test() -> Outcome {
    let python = Environment::new(".tools/python", "python/requirements.txt")?;
    let wheel = python.install_wheel()?;
    fit_to_publish(&python, &wheel)?;
    let inside = |name: &str, arguments: &[&str]| run(python.tool(name, arguments)?.current_dir("python"));
    inside("ruff", &["check", "."])?;
    inside("ruff", &["format", "--check", "."])?;
    types(&python)?;
    inside("pytest", &["-q"])
}

/// Tests the wheel in Apache Spark, and the program in ClickHouse. Both are large downloads.
pub fn distributed() -> Outcome {
    let python = Environment::new(".tools/distributed", "python/distributed/requirements.txt")?;
    python.install_wheel()?;
    run(python.tool("pytest", &["-q", "distributed"])?.current_dir("python"))
}

/// Builds what is published: a wheel for every CPython with its lock, two for free-threaded ones, and the sources.
pub fn dist(out: &Path) -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    let python = Environment::new(".tools/python", "python/requirements-dist.txt")?;
    let _ = fs::remove_dir_all(out);
    let folder = std::path::absolute(out)?.display().to_string();
    // The linker is looked for where programs are.
    let programs = std::env::var_os("PATH").unwrap_or_default();
    let programs = std::iter::once(python.path("")?.into()).chain(std::env::split_paths(&programs));
    let programs = std::env::join_paths(programs)?;
    let maturin = |arguments: &[&str]| {
        let mut maturin = python.tool("maturin", arguments)?;
        run(maturin.args(["--out", &folder]).env("PATH", &programs).current_dir("python"))
    };
    let build: &[&str] = if cfg!(target_os = "linux") {
        &["build", "--quiet", "--release", "--zig"]
    } else {
        &["build", "--quiet", "--release"]
    };
    maturin(build)?;
    // None of these interpreters has to be there.
    maturin(&[build, &["--no-default-features", "-i", "python3.14t"]].concat())?;
    let stable = ["--no-default-features", "--features", "pyo3/abi3t-py315", "-i", "python3.15t"];
    maturin(&[build, &stable].concat())?;
    maturin(&["sdist"])?;
    let files: Vec<_> = fs::read_dir(out)?.filter_map(Result::ok).map(|f| f.path()).collect();
    for file in &files {
        fit_to_publish(&python, file)?;
    }
    Ok(files)
}

/// The table of speeds; its figures go to a file as well.
pub fn bench(figures: &Path) -> Outcome {
    let python = Environment::new(".tools/python", "python/requirements.txt")?;
    python.install_wheel()?;
    let json = format!("--benchmark-json={}", figures.display());
    run(python.tool("pytest", &["-q", "benches", &json])?.current_dir("python"))
}

/// The index would take the file, and a wheel runs where its name says.
fn fit_to_publish(python: &Environment, file: &Path) -> Outcome {
    let path = file.display().to_string();
    run(&mut python.tool("twine", &["check", "--strict", &path])?)?;
    if !cfg!(target_os = "linux") || !is_wheel(file) {
        return Ok(());
    }
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    // Of several names for the same, the last is the one in use.
    let platform = name.rsplit(['-', '.']).next().unwrap_or_default();
    let output = python.tool("auditwheel", &["show", &path])?.output()?;
    let audit = String::from_utf8_lossy(&output.stdout).into_owned();
    if platform.starts_with("manylinux") && audit.contains(&format!("\"{platform}\"")) {
        return Ok(());
    }
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{name} is not what the audit finds:\n{audit}{complaints}").into())
}

/// The types, from a folder without the sources, which would hide the installed package.
fn types(python: &Environment) -> Outcome {
    let config = std::path::absolute("python/pyproject.toml")?.display().to_string();
    let inside = |name: &str, arguments: &[&str]| run(python.tool(name, arguments)?.current_dir(WHEELS));
    inside("mypy", &["--config-file", &config, "-p", "smtpcodes"])?;
    inside("python", &["-m", "mypy.stubtest", "smtpcodes._native", "--mypy-config-file", &config])?;
    inside("pyright", &["--project", &config, "--pythonpath", &python.path("python")?])
}

/// Where wheels are built.
const WHEELS: &str = "target/wheels/test";

/// A virtual environment with everything that a file of requirements names.
struct Environment(PathBuf);

impl Environment {
    fn new(folder: &str, requirements: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let this = Self(PathBuf::from(folder));
        if !Path::new(&this.path("python")?).exists() {
            run(program("python3", ["-m", "venv"]).arg(&this.0))?;
        }
        this.pip(&["-r", requirements])?;
        Ok(this)
    }

    fn path(&self, name: &str) -> std::io::Result<String> {
        Ok(std::path::absolute(self.0.join("bin").join(name))?.display().to_string())
    }

    fn tool(&self, name: &str, arguments: &[&str]) -> std::io::Result<Command> {
        Ok(program(&self.path(name)?, arguments))
    }

    fn pip(&self, arguments: &[&str]) -> Outcome {
        let mut pip =
            self.tool("python", &["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])?;
        run(pip.args(arguments))
    }

    /// Builds the wheel and installs it, whatever was there before; gives its path.
    fn install_wheel(&self) -> Result<PathBuf, Box<dyn std::error::Error>> {
        let _ = fs::remove_dir_all(WHEELS);
        let out = Path::new("..").join(WHEELS).display().to_string();
        run(self.tool("maturin", &["build", "--quiet", "--release", "--out", &out])?.current_dir("python"))?;
        let wheel = built(Path::new(WHEELS))?;
        self.pip(&["--force-reinstall", "--no-deps", &wheel.display().to_string()])?;
        Ok(wheel)
    }
}

fn built(folder: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let wheel = fs::read_dir(folder)?.filter_map(Result::ok).map(|f| f.path()).find(|p| is_wheel(p));
    Ok(wheel.ok_or("no wheel was built")?)
}

fn is_wheel(file: &Path) -> bool {
    file.extension().is_some_and(|e| e == "whl")
}
