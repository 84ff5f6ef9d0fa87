//! Packages for Debian, by dpkg-deb alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::dist::copyright;
use super::install::Layout;
use super::shell::{copy, named, print, program, run, write};
use super::{Done, VERSION};

/// One package.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) section: &'static str,
    pub(super) depends: String,
    pub(super) multi_arch: &'static str,
    pub(super) summary: &'static str,
    pub(super) description: &'static str,
    /// Its files, as they lie in the system.
    pub(super) tree: PathBuf,
    /// What dpkg wants to know besides.
    pub(super) control: Vec<(&'static str, String)>,
}

impl Package {
    /// Takes over a file, or a symbolic link, of what was installed.
    pub(super) fn take(&self, from: &Layout, file: &str) -> Done {
        let source = from.destination.as_deref().unwrap_or(Path::new("/")).join(file);
        let to = self.tree.join(file);
        match fs::read_link(&source) {
            Ok(target) => {
                let folder = to.parent().unwrap_or(&to);
                fs::create_dir_all(folder).map_err(named(folder))?;
                std::os::unix::fs::symlink(target, &to).map_err(named(&to))
            }
            Err(_) => copy(&source, &to),
        }
    }

    /// Writes the package; returns the file.
    pub(super) fn build(&self, folder: &Path) -> Done<PathBuf> {
        let architecture = print(&mut program("dpkg", ["--print-architecture"]))?.trim().to_owned();
        let documentation = self.tree.join("usr/share/doc").join(&self.name);
        write(&documentation.join("copyright"), copyright()?)?;
        let changelog = documentation.join("changelog.Debian");
        write(&changelog, self.changelog()?)?;
        compress(&changelog)?;

        let control = self.tree.join("DEBIAN");
        for (name, text) in &self.control {
            write(&control.join(name), text)?;
        }
        write(&control.join("md5sums"), self.sums()?)?;
        write(&control.join("control"), self.fields(&architecture)?)?;
        self.modes()?;

        let file = folder.join(format!("{}_{}_{architecture}.deb", self.name, version()));
        let mut deb = program("dpkg-deb", ["--root-owner-group", "--build"]);
        run(deb.env("SOURCE_DATE_EPOCH", epoch().to_string()).arg(&self.tree).arg(&file))?;
        Ok(file)
    }

    fn fields(&self, architecture: &str) -> Done<String> {
        let used =
            print(program("du", ["--summarize", "--apparent-size", "--block-size=1024"]).arg(&self.tree))?;
        let size = used.split_whitespace().next().unwrap_or("0");
        Ok(format!(
            "Package: {}\nSource: smtpcodes\nVersion: {}\nArchitecture: {architecture}\n\
             Maintainer: {}\nInstalled-Size: {size}\nDepends: {}\n\
             Section: {}\nPriority: optional\nMulti-Arch: {}\nHomepage: {}\nDescription: {}\n {}\n",
            self.name,
            version(),
            maintainer(),
            self.depends,
            self.section,
            self.multi_arch,
            env!("CARGO_PKG_REPOSITORY"),
            self.summary,
            self.description,
        ))
    }

    fn changelog(&self) -> Done<String> {
        let date = print(program("date", ["--utc", "--rfc-email"]).arg(format!("--date=@{}", epoch())))?;
        Ok(format!(
            "smtpcodes ({}) unstable; urgency=medium\n\n  * Release {VERSION}.\n\n -- {}  {date}",
            version(),
            maintainer()
        ))
    }

    /// The checksums of all files, as `debsums` reads them.
    fn sums(&self) -> Done<String> {
        let script = "find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum";
        print(program("sh", ["-c", script]).current_dir(&self.tree))
    }

    /// The same modes for everybody who builds it.
    fn modes(&self) -> Done {
        let script = "find . -type d -exec chmod 755 {} + && find . -type f -not -path './usr/bin/*' -not -name qmail-remote -exec chmod 644 {} +";
        run(program("sh", ["-c", script]).current_dir(&self.tree))?;
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&self.tree, mode).map_err(named(&self.tree))
    }
}

/// The version as Debian has it.
pub(super) fn version() -> String {
    format!("{VERSION}-1")
}

fn maintainer() -> &'static str {
    "The smtpcodes developers <smtpcodes@users.noreply.github.com>"
}

/// The time that files get: what builds reproducibly says it, else the day of the first release.
pub(super) fn epoch() -> u64 {
    const FIRST_RELEASE: u64 = 1_767_225_600;

    std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok()).unwrap_or(FIRST_RELEASE)
}

/// Replaces a file by the same with `.gz` behind its name, without a time in it.
pub(super) fn compress(file: &Path) -> Done {
    run(program("gzip", ["-9", "--no-name", "--force"]).arg(file)).map(drop)
}

/// The newest version of glibc of which a file needs something.
pub(super) fn glibc(file: &Path) -> Done<String> {
    let versions = print(program("readelf", ["--version-info", "--wide"]).arg(file))?;
    let needed = versions.split_whitespace().filter_map(|word| word.strip_prefix("GLIBC_"));
    newest(needed).map(str::to_owned).ok_or_else(|| format!("{}: needs no glibc", file.display()))
}

/// The newest of some versions.
pub(super) fn newest<'a>(versions: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    versions.max_by_key(|text| -> Vec<u32> { text.split('.').filter_map(|part| part.parse().ok()).collect() })
}
