//! `cargo xtask install --prefix DIR`: the library as others find it.

use std::fs;
use std::path::{Path, PathBuf};

use super::library::{self, Library};
use super::mta;
use super::shell::{copy, named, read, write};
use super::{ABI, Done, VERSION, home};

/// Where things go.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// What the files say of where they are, as in `/usr/local`.
    pub(crate) prefix: PathBuf,
    /// Below the prefix: `lib`, or as Debian has it `lib/x86_64-linux-gnu`.
    pub(crate) libdir: String,
    /// Where they are put instead, for packages: in front of the prefix.
    pub(crate) destination: Option<PathBuf>,
    /// Whether the files are to work wherever they are moved to together.
    pub(crate) relocatable: bool,
}

impl Layout {
    /// Under a prefix, and there at once.
    pub(crate) fn new(prefix: impl Into<PathBuf>) -> Self {
        Self { prefix: prefix.into(), libdir: "lib".to_owned(), destination: None, relocatable: false }
    }

    /// Where a file of the prefix is put.
    pub(super) fn place(&self, file: impl AsRef<Path>) -> PathBuf {
        let inside = |root: &PathBuf| root.join(self.prefix.strip_prefix("/").unwrap_or(&self.prefix));
        self.destination.as_ref().map_or_else(|| self.prefix.clone(), inside).join(file)
    }

    pub(super) fn lib(&self, file: impl AsRef<Path>) -> PathBuf {
        self.place(&self.libdir).join(file)
    }
}

/// Installs library, header, pkg-config file, CMake package, and the programs for mail servers.
pub(crate) fn install(layout: &Layout, release: bool) -> Done {
    let library = library::build(release)?;
    files(layout, &library)?;
    mta::files(layout)
}

/// The files of a library that is built.
pub(super) fn files(layout: &Layout, library: &Library) -> Done {
    if !layout.prefix.is_absolute() {
        return Err(format!("expected an absolute path as prefix, found {}", layout.prefix.display()));
    }
    copy(&home().join("include/smtpcodes.h"), &layout.place("include/smtpcodes.h"))?;
    copy(&library.archive, &layout.lib("libsmtpcodes.a"))?;
    let folder = layout.lib("");
    fs::create_dir_all(&folder).map_err(named(&folder))?;
    library::link_shared(library, &folder)?;

    let filled = |template: &str| -> Done<String> {
        let text = read(&home().join("packaging").join(template))?;
        Ok(fill(&text, layout, library))
    };
    write(&layout.lib("pkgconfig/smtpcodes.pc"), filled("smtpcodes.pc.in")?)?;
    let cmake = |name: &str| layout.lib("cmake/smtpcodes").join(name);
    write(&cmake("smtpcodes-config.cmake"), filled("smtpcodes-config.cmake.in")?)?;
    write(&cmake("smtpcodes-config-version.cmake"), filled("smtpcodes-config-version.cmake.in")?)
}

/// A template with its places filled in.
fn fill(template: &str, layout: &Layout, library: &Library) -> String {
    let (major_minor, _) = VERSION.rsplit_once('.').unwrap_or((VERSION, ""));
    let up = vec![".."; Path::new(&layout.libdir).components().count()].join("/");
    let prefix = match layout.relocatable {
        // The folder of the pkg-config file is one below that of the library.
        true => format!("${{pcfiledir}}/../{up}"),
        false => layout.prefix.display().to_string(),
    };
    template
        .replace("@PREFIX@", &prefix)
        .replace("@LIBDIR@", &format!("${{prefix}}/{}", layout.libdir))
        .replace("@LIBDIR_TO_PREFIX@", &up)
        .replace("@PRIVATE_LIBS_LIST@", &library.private_libs.replace(' ', ";"))
        .replace("@PRIVATE_LIBS@", &library.private_libs)
        .replace("@VERSION@", VERSION)
        .replace("@MAJOR_MINOR@", major_minor)
        .replace("@ABI@", ABI)
        .replace("@URL@", env!("CARGO_PKG_REPOSITORY"))
}
