//! A system in which a mail server is installed: this one's files, and over them the server's and ours, in name
//! spaces of their own. Nothing of it shows outside, and nothing that runs in it outlives it.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::Home;
use crate::run::{Skipped, program};

/// Shows the layers, and runs a program over them. The shell stays the first process of its name space: when
/// it ends, the rest does.
const ENTER: &str = r#"
set -e
mount -t overlay smtpcodes -o "ro,lowerdir=$OURS/usr:$PACKAGES/usr:/usr" /usr
mount -t overlay smtpcodes -o "ro,lowerdir=$STATE/etc:$PACKAGES/etc:/etc" /etc
mount --bind "$STATE/var" /var
mount --bind "$STATE/run" /run
set +e
"$@"
exit $?
"#;

/// Users that the packages would create: name, number.
const USERS: [(&str, u32); 3] = [("Debian-exim", 64_100), ("postfix", 64_101), ("postdrop", 64_102)];

/// Whether this machine lets us make name spaces and layers at all.
pub(super) fn check() -> Result<(), Box<dyn Error>> {
    let folder = crate::c::target().join("mta/check");
    for part in ["state/etc", "state/var", "state/run", "packages/etc", "packages/usr", "ours/usr"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let folder = folder.canonicalize()?;
    let part = |name| folder.join(name);
    let output = enter(&part("state"), &part("packages"), &part("ours")).arg("true").output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(Skipped(format!("mail servers need root, and mounts of their own: {why}")).into())
        }
        Err(e) => Err(Skipped(format!("setpriv and unshare: {e}")).into()),
    }
}

fn enter(state: &Path, packages: &Path, ours: &Path) -> Command {
    let mut command = program("setpriv", ["--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork"]);
    command.args(["--kill-child", "--mount-proc", "sh", "-c", ENTER, "sh"]);
    command.env("STATE", state).env("PACKAGES", packages).env("OURS", ours);
    command
}

/// One of them.
pub(super) struct System {
    state: PathBuf,
    packages: PathBuf,
    ours: PathBuf,
}

impl System {
    /// A new one; what was there before goes.
    pub(super) fn new(home: &Home, name: &str, packages: &Path) -> Result<Self, Box<dyn Error>> {
        let state = home.target.join(name);
        if state.exists() {
            fs::remove_dir_all(&state)?;
        }
        let system = Self { state, packages: packages.to_owned(), ours: home.ours.clone() };
        for folder in ["etc", "var/log", "var/spool", "var/lib", "var/tmp", "run/smtpcodes"] {
            fs::create_dir_all(system.state.join(folder))?;
        }
        system.accounts("/etc/passwd", |name, id| {
            format!("{name}:x:{id}:{id}::/nonexistent:/usr/sbin/nologin")
        })?;
        system.accounts("/etc/group", |name, id| format!("{name}:x:{id}:"))?;
        Ok(system)
    }

    /// Adds the users to a list of this machine's.
    fn accounts(&self, file: &str, line: impl Fn(&str, u32) -> String) -> Result<(), Box<dyn Error>> {
        let mut lines: Vec<_> = fs::read_to_string(file)?.lines().map(str::to_owned).collect();
        // Where they exist already, they have other numbers.
        lines.retain(|line| !USERS.iter().any(|(name, _)| line.starts_with(&format!("{name}:"))));
        lines.extend(USERS.iter().map(|(name, id)| line(name, *id)));
        self.write(file, lines.join("\n") + "\n")
    }

    /// A program that runs in it.
    pub(super) fn program(&self, name: &str) -> Command {
        let mut command = enter(&self.state, &self.packages, &self.ours);
        command.arg(name);
        command
    }

    /// Where what is tested lies.
    pub(super) fn ours(&self) -> &Path {
        &self.ours
    }

    /// Where a file of it lies; only of /etc, /var and /run.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.state.join(file.trim_start_matches('/'))
    }

    /// The text of a file, empty if there is none.
    pub(super) fn read(&self, file: &str) -> String {
        fs::read(self.path(file))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    pub(super) fn write(&self, file: &str, text: impl AsRef<[u8]>) -> Result<(), Box<dyn Error>> {
        let path = self.path(file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(path, text)?)
    }

    /// A folder that belongs to a user.
    pub(super) fn folder(&self, folder: &str, user: &str, mode: u32) -> Result<(), Box<dyn Error>> {
        let path = self.path(folder);
        fs::create_dir_all(&path)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
        let id = USERS.iter().find(|(name, _)| *name == user).map(|(_, id)| *id);
        Ok(chown(path, id, id)?)
    }

    /// Hands a message over to the mail server.
    pub(super) fn submit(&self, args: &[&str], message: &[u8]) -> Result<(), Box<dyn Error>> {
        let mut command = self.program("/usr/sbin/sendmail");
        let mut child = command.args(["-i", "-f"]).args(args).stdin(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(message)?;
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("sendmail {args:?}: {status}").into()) }
    }

    /// Starts what runs until its owner goes.
    pub(super) fn start(&self, name: &str, args: &[&str]) -> Result<Running, Box<dyn Error>> {
        let log = fs::File::create(
            self.state.join("run").join(name.rsplit('/').next().unwrap_or(name)).with_extension("log"),
        )?;
        let mut command = self.program(name);
        let errors = log.try_clone()?;
        Ok(Running(command.args(args).stdin(Stdio::null()).stdout(log).stderr(errors).spawn()?))
    }
}

/// What runs, with all that it starts.
pub(super) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Its name space goes with it. One that has ended by itself cannot be killed, which is fine.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
