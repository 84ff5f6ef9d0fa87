//! `cargo xtask score FILE…`: how many labelled replies get the right verdict, and every miss.
//!
//! Runs the rules as they stand in `codes.yaml`, without building the core: made for writing rules.

use std::error::Error;
use std::{env, fs};

use serde_json::Value;
use smtpcodes_build_helper::engine::{Given, classify};
use smtpcodes_build_helper::{check, compile, Diagnostics, Model};

/// Scores each file.
pub fn run(files: &[String]) -> Result<(), Box<dyn Error>> {
    let quiet = env::var_os("QUIET").is_some();
    let text = fs::read_to_string("codes.yaml")?;
    let mut errors = Diagnostics::new("codes.yaml");
    let model = smtpcodes_build_helper::model::read(&text, &mut errors);
    let Some(model) = model else { return Err(errors.into()) };
    check::check(&model, &mut errors);
    let Some(compiled) = compile(&model, &mut errors) else { return Err(errors.into()) };
    check::examples(&model, &compiled, &mut errors);
    if !errors.is_empty() {
        eprintln!("{errors}");
    }
    let t = compiled.tables();
    let name = |m: &Model, n: u8| m.categories.iter().find(|c| c.item.number == u16::from(n)).map(|c| c.item.id.clone()).unwrap_or_default();
    if let [flag, text] = files {
        if flag == "--why" {
            why(&compiled, text);
            return Ok(());
        }
    }
    for file in files {
        let (mut n, mut right, mut bounce_right, mut false_hard, mut miss_hard, mut sev) = (0, 0, 0, 0, 0, 0);
        for line in fs::read_to_string(file)?.lines() {
            let v: Value = serde_json::from_str(line)?;
            let reply = v["reply"].as_str().unwrap_or_default();
            let provider = v["source"].as_str().and_then(|p| model.providers.iter().find(|x| x.id == p)).map_or(u16::MAX, |p| p.number);
            let d = classify(&t, reply.as_bytes(), Given { provider, ..Given::default() });
            let got = name(&model, d.category);
            let bounce = model.bounces.iter().find(|b| b.number == u16::from(d.bounce)).map(|b| b.id.clone()).unwrap_or_default();
            let want = v["category"].as_str().unwrap_or_default();
            let alternates: Vec<&str> = v["alternates"].as_array().map(|a| a.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
            n += 1;
            let ok = got == want || alternates.contains(&got.as_str());
            let bounce_want = v["bounce"].as_str().unwrap_or_default();
            let sev_got = model.severities.iter().find(|b| b.number == u16::from(d.severity)).map(|b| b.id.clone()).unwrap_or_default();
            let sev_ok = v["severity"].as_str().is_none_or(|s| s == sev_got);
            right += usize::from(ok);
            bounce_right += usize::from(bounce == bounce_want);
            false_hard += usize::from(bounce == "hard" && bounce_want != "hard");
            miss_hard += usize::from(bounce != "hard" && bounce_want == "hard");
            sev += usize::from(sev_ok);
            if (!ok || !bounce_want.is_empty() && (bounce != bounce_want || !sev_ok)) && !quiet {
                println!("want {want} {alternates:?} {bounce_want} {} got {got} {bounce} {sev_got} [{}] {:?} {:?}\n    {reply:?}", v["severity"], check::winner(&compiled, d.evidence), d.evidence, d.codes.reply);
            }
        }
        println!("{file}: {n} replies, category {right} ({:.1} %), bounce {bounce_right} ({:.1} %), severity {sev}, false hard {false_hard}, missed hard {miss_hard}",
            100.0 * right as f64 / n as f64, 100.0 * bounce_right as f64 / n as f64);
    }
    println!("{} rules, {} clauses, {} terms, {} words, {} edges", compiled.rules.len(), compiled.clauses.len(), compiled.terms.len(), compiled.words.len(), compiled.edges.len());
    println!("{} sets, {} members, {} anchors", compiled.sets.len(), compiled.members.len(), compiled.anchors.len());
    Ok(())
}

/// Shows what was found in a text, and every rule that holds or would.
fn why(compiled: &smtpcodes_build_helper::Compiled, text: &str) {
    use smtpcodes_build_helper::engine::rules::{Conditions, Search};
    let t = compiled.tables();
    let text = text.as_bytes();
    let mut room = [smtpcodes_build_helper::engine::scan::Found::default(); 512];
    let scan = smtpcodes_build_helper::engine::scan::scan(&t, text, &[], &mut room);
    let show = |a: usize, b: usize| String::from_utf8_lossy(&text[a..b]).into_owned();
    for f in scan.found() {
        println!("{:3}-{:<3} s{} {} = {:?}", f.words.0, f.words.1, f.sentence, { let (a, b) = compiled.sets[f.set as usize].members; compiled.members[a as usize..b as usize].iter().map(|t| compiled.term_names[*t as usize].as_str()).collect::<Vec<_>>().join(", ") }, show(f.bytes.0.into(), f.bytes.1.into()));
    }
    let with = Conditions { codes: scan.codes, provider: scan.provider, commands: scan.commands };
    let elements = |c: &smtpcodes_build_helper::engine::tables::Clause| {
        compiled.elements[c.elements.0 as usize..c.elements.1 as usize].iter().map(|e| format!("{:?}{} {}", e.op, e.gap, compiled.term_names[e.term as usize])).collect::<Vec<_>>().join(" | ")
    };
    Search::new(&t, &scan, text, with).each(|clause, span, guard| {
        println!("{:4} {} [{}] {:?}{}", clause.rule, compiled.rule_ids[clause.rule as usize], elements(clause), show(span.start, span.end), guard.map(|g| format!("  BLOCKED BY {}", elements(g))).unwrap_or_default());
    });
    println!("{:?}", classify(&t, text, Given::default()));
}
