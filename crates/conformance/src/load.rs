//! Cases from their files, or what is wrong with those.

use core::fmt;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::Deserialize;

use crate::{CASES, Case};

/// Something wrong with the files of cases.
#[derive(Debug)]
pub struct Mistake {
    file: String,
    message: String,
}

/// `FILE: message`
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

impl core::error::Error for Mistake {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// All cases, in the order of their files' names.
///
/// # Errors
/// The first file that cannot be read or is no list of cases, and an id that is taken.
pub fn load() -> Result<Vec<Case>, Mistake> {
    let mut files = paths(Path::new(CASES))
        .map_err(|error| Mistake { file: CASES.to_owned(), message: error.to_string() })?;
    files.sort();
    let mut cases = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (file, path) in files {
        let text = fs::read_to_string(path)
            .map_err(|error| Mistake { file: file.clone(), message: error.to_string() })?;
        for case in read(&file, &text)? {
            if let Some(first) = seen.insert(case.id.clone(), file.clone()) {
                return Err(Mistake { file, message: format!("`{}` is in {first} already", case.id) });
            }
            cases.push(case);
        }
    }
    Ok(cases)
}

/// The cases of one file.
///
/// # Errors
/// Text that is no list of cases, or an expectation that makes no sense.
pub fn read(file: &str, text: &str) -> Result<Vec<Case>, Mistake> {
    let mistake = |message: String| Mistake { file: file.to_owned(), message };
    let cases = toml::from_str::<File>(text).map_err(|error| mistake(error.to_string()))?.case;
    for case in &cases {
        if let Some(wrong) = case.verdict.mistakes().next() {
            return Err(mistake(format!("`{}`: {wrong}", case.id)));
        }
    }
    Ok(cases)
}

fn paths(folder: &Path) -> io::Result<Vec<(String, std::path::PathBuf)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, path));
        }
    }
    Ok(files)
}
