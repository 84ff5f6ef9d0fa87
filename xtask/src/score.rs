//! `cargo xtask score FILE…`: how many labelled replies get the right verdict, and every miss.
//!
//! A line is an object with `reply`, `category`, `bounce`, and optional `alternates` (other categories
//! that are right too), `severity` and `given` (the id of the provider, where the caller knows it).
//! It runs the rules as they stand in `codes.yaml`, without building the core: made for writing rules.

use std::fs;

use serde_json::Value;
use smtpcodes_build_helper::engine::{Decision, Given, classify};
use smtpcodes_build_helper::{Compiled, Model, build, check};

use crate::Outcome;

#[derive(Default)]
struct Score {
    replies: usize,
    category: usize,
    bounce: usize,
    severity: usize,
    false_hard: usize,
    missed_hard: usize,
}

/// Scores each file.
pub fn score(files: &[String]) -> Outcome {
    if files.is_empty() {
        return Err("usage: cargo xtask score FILE…".into());
    }
    let (model, compiled) =
        build("codes.yaml", &fs::read_to_string("codes.yaml")?).map_err(|e| e.to_string())?;
    for file in files {
        let mut score = Score::default();
        for (n, line) in fs::read_to_string(file)?.lines().enumerate() {
            let label: Value = serde_json::from_str(line).map_err(|e| format!("{file}:{}: {e}", n + 1))?;
            let reply = label["reply"].as_str().ok_or_else(|| format!("{file}:{}: no `reply`", n + 1))?;
            let given = model.providers.iter().find(|p| label["given"] == p.id.as_str());
            let provider = given.map_or(Given::default().provider, |p| p.number);
            let decision =
                classify(&compiled.tables(), reply.as_bytes(), Given { provider, ..Given::default() });
            if !score.add(&model, &label, &decision) {
                miss(&model, &compiled, &label, reply, &decision);
            }
        }
        println!("{file}: {score}");
    }
    Ok(())
}

impl Score {
    /// Counts a reply; true if all is right.
    fn add(&mut self, model: &Model, label: &Value, d: &Decision) -> bool {
        let got = category(model, d);
        let alternates = label["alternates"].as_array().is_some_and(|a| a.iter().any(|a| a == got));
        let right = label["category"] == got || alternates;
        let bounce = item(&model.bounces, d.bounce);
        let bounce_right = label["bounce"] == bounce;
        let severity_right =
            label["severity"].as_str().is_none_or(|s| s == item(&model.severities, d.severity));
        self.replies += 1;
        self.category += usize::from(right);
        self.bounce += usize::from(bounce_right);
        self.severity += usize::from(severity_right);
        self.false_hard += usize::from(bounce == "hard" && label["bounce"] != "hard");
        self.missed_hard += usize::from(bounce != "hard" && label["bounce"] == "hard");
        right && bounce_right && severity_right
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |n: usize| format!("{n} ({:.1} %)", 100.0 * n as f64 / self.replies.max(1) as f64);
        write!(
            f,
            "{} replies: category right {}, bounce right {}, severity right {}, false hard {}, missed hard {}",
            self.replies,
            part(self.category),
            part(self.bounce),
            part(self.severity),
            self.false_hard,
            self.missed_hard,
        )
    }
}

fn category<'m>(model: &'m Model, d: &Decision) -> &'m str {
    model.categories.iter().find(|c| c.item.number == u16::from(d.category)).map_or("?", |c| &c.item.id)
}

fn item(items: &[smtpcodes_build_helper::model::Item], number: u8) -> &str {
    items.iter().find(|i| i.number == u16::from(number)).map_or("?", |i| &i.id)
}

fn miss(model: &Model, compiled: &Compiled, label: &Value, reply: &str, d: &Decision) {
    println!(
        "want {} {} {} {}\n got {} {} {} by {:?}\n     {reply:?}",
        label["category"],
        label["alternates"],
        label["bounce"],
        label["severity"],
        category(model, d),
        item(&model.bounces, d.bounce),
        item(&model.severities, d.severity),
        check::winner(compiled, d.evidence),
    );
}
