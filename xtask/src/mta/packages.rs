//! Debian's packages, fetched and unpacked, but not installed.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Skipped, has, program};

/// Where packages come from. Lists and downloads have folders of their own: the system's stay as they are.
pub(super) struct Packages {
    folder: PathBuf,
}

impl Packages {
    pub(super) fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        for name in ["apt-get", "dpkg"] {
            if !has(name) {
                return Err(
                    Skipped(format!("{name} is not installed, and the mail servers are Debian's")).into()
                );
            }
        }
        Ok(Self { folder: folder.to_owned() })
    }

    /// The folder that holds the files of these packages, and of what they need and the system lacks.
    pub(super) fn unpacked(&self, names: &[&str]) -> Result<PathBuf, Box<dyn Error>> {
        let folder = self.folder.join(names.join("+"));
        // Written last: what is there without it is not complete.
        let complete = folder.join("complete");
        if complete.exists() {
            return Ok(folder);
        }
        println!("fetching {} from Debian", names.join(", "));
        let _ = fs::remove_dir_all(&folder);
        let downloads = folder.join("downloads");
        for path in
            [&downloads, &self.folder.join("apt/lists/partial"), &self.folder.join("apt/archives/partial")]
        {
            fs::create_dir_all(path)?;
        }
        // Packages are replaced by newer ones, so that old lists name what is not there any more.
        fetched(&mut self.apt("update"))?;
        let wanted = self.missing(names)?;
        fetched(self.apt("download").args(&wanted).current_dir(&downloads))?;
        for package in fs::read_dir(&downloads)? {
            let package = package?.path();
            quietly(program("dpkg", ["--extract"]).arg(&package).arg(&folder))?;
        }
        // Where /lib is a link, which the packages do not know.
        let lib = folder.join("lib");
        if lib.exists() {
            quietly(program("cp", ["--archive", "--force"]).arg(lib.join(".")).arg(folder.join("usr/lib")))?;
        }
        for part in ["usr", "etc"] {
            fs::create_dir_all(folder.join(part))?;
        }
        fs::write(complete, "")?;
        Ok(folder)
    }

    /// What an installation would bring in, and the packages themselves even if they are installed.
    fn missing(&self, names: &[&str]) -> Result<Vec<String>, Box<dyn Error>> {
        let mut simulate = self.apt("install");
        let told = fetched(simulate.args(["--simulate", "--no-install-recommends"]).args(names))?;
        let mut missing: Vec<_> = names.iter().map(|&n| n.to_owned()).collect();
        let brought = told.lines().filter_map(|l| l.strip_prefix("Inst ")?.split(' ').next());
        missing.extend(brought.map(str::to_owned));
        missing.sort();
        missing.dedup();
        Ok(missing)
    }

    fn apt(&self, command: &str) -> Command {
        let apt = self.folder.join("apt");
        let mut get =
            program("apt-get", ["--quiet=2", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=2"]);
        for (key, folder) in
            [("Dir::State::lists", "lists"), ("Dir::Cache", "."), ("Dir::Cache::archives", "archives")]
        {
            get.arg("-o").arg(format!("{key}={}/", apt.join(folder).display()));
        }
        get.arg(command);
        get
    }
}

/// What a command of apt's prints. That it fails is no fault of ours.
fn fetched(command: &mut Command) -> Result<String, Box<dyn Error>> {
    quietly(command).map_err(|e| Skipped(format!("Debian's packages cannot be had: {e}")).into())
}

/// What a program prints; what it complains of is shown if it fails.
fn quietly(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let output = command.output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(format!("{:?}: {}", command.get_program(), text(&output.stderr)).into())
    }
}
