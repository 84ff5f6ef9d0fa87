//! What the benchmarks of all languages have measured: nanoseconds a reply, by name.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Outcome;
use crate::c::library::target;

/// Figures by `group/name`.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, f64>);

impl Figures {
    /// Takes note of a figure.
    pub fn set(&mut self, name: impl Into<String>, figure: f64) {
        self.0.insert(name.into(), figure);
    }

    /// A figure, if it was measured.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }

    /// The medians of a group of criterion, for one reply each.
    pub fn of_criterion(&mut self, group: &str) -> Outcome {
        for folder in fs::read_dir(target().join("criterion").join(group))? {
            let folder = folder?;
            // There is a folder of reports, too.
            let read = |name: &str| fs::read_to_string(folder.path().join("new").join(name));
            let (Ok(estimates), Ok(benchmark)) = (read("estimates.json"), read("benchmark.json")) else {
                continue;
            };
            let median = number(&serde_json::from_str(&estimates)?, "/median/point_estimate")?;
            let replies = number(&serde_json::from_str(&benchmark)?, "/throughput/Elements")?;
            self.set(format!("{group}/{}", folder.file_name().to_string_lossy()), median / replies);
        }
        Ok(())
    }

    /// What pytest-benchmark has written: the shortest times, for one reply each.
    pub fn of_pytest(&mut self, file: &Path) -> Outcome {
        let all: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
        for bench in all["benchmarks"].as_array().into_iter().flatten() {
            let name = bench["name"].as_str().unwrap_or_default().trim_start_matches("test_");
            let figure = match bench["extra_info"]["core_ns_a_reply"].as_f64() {
                Some(core) => core,
                None => 1e9 * number(bench, "/stats/min")? / number(bench, "/extra_info/replies")?,
            };
            self.set(format!("python/{name}"), figure);
        }
        Ok(())
    }

    /// What `bindings/node/bench` has written: nanoseconds a reply by name.
    pub fn of_node(&mut self, file: &Path) -> Outcome {
        let all: BTreeMap<String, f64> = serde_json::from_str(&fs::read_to_string(file)?)?;
        self.0.extend(all.into_iter().map(|(name, figure)| (format!("node/{name}"), figure)));
        Ok(())
    }
}

fn number(value: &Value, at: &str) -> Result<f64, Box<dyn Error>> {
    value.pointer(at).and_then(Value::as_f64).ok_or_else(|| format!("no number at {at}").into())
}

/// Where a benchmark of another language writes to.
pub fn file(name: &str) -> std::io::Result<PathBuf> {
    let folder = std::path::absolute(target())?.join("bench");
    fs::create_dir_all(&folder)?;
    Ok(folder.join(name))
}
