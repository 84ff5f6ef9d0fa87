//! The Python package: built as a wheel, installed into an environment of its own, and tested there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::run::{program, run};

/// What the tests need; the pins are in one place.
const TOOLS: &str = "python/requirements.txt";

/// Builds, checks and tests the wheel.
pub fn test() -> Outcome {
    let venv = Path::new(".tools/python");
    if !venv.join("bin/python").exists() {
        run(program("python3", ["-m", "venv"]).arg(venv))?;
    }
    let python = venv.join("bin/python").display().to_string();
    run(&mut program(
        &python,
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", TOOLS],
    ))?;
    let wheels = Path::new("target/wheels/test");
    let _ = fs::remove_dir_all(wheels);
    let inside = |name: &str, arguments: &[&str]| -> Outcome {
        let tool = std::path::absolute(venv.join("bin").join(name))?;
        run(program(&tool.display().to_string(), arguments).current_dir("python"))
    };
    inside("maturin", &["build", "--quiet", "--release", "--out", "../target/wheels/test"])?;
    let wheel = newest(wheels)?;
    run(program(
        &python,
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall", "--no-deps"],
    )
    .arg(wheel))?;
    inside("ruff", &["check", "."])?;
    inside("ruff", &["format", "--check", "."])?;
    types(venv)?;
    inside("pytest", &["-q"])
}

/// The types, from a folder without the sources, which would hide the installed package.
fn types(venv: &Path) -> Outcome {
    let config = std::path::absolute("python/pyproject.toml")?.display().to_string();
    let empty = Path::new("target/wheels");
    let tool = |name: &str, arguments: &[&str]| -> Outcome {
        let tool = std::path::absolute(venv.join("bin").join(name))?;
        run(program(&tool.display().to_string(), arguments).current_dir(empty))
    };
    tool("mypy", &["--config-file", &config, "-p", "smtpcodes"])?;
    tool("python", &["-m", "mypy.stubtest", "smtpcodes._native", "--mypy-config-file", &config])
}

fn newest(folder: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let wheel = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|f| f.path())
        .find(|p| p.extension().is_some_and(|e| e == "whl"));
    Ok(wheel.ok_or("no wheel was built")?)
}
