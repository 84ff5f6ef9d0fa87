//! `cargo xtask why TEXT`: what the rules see in a reply, and which of them hold.

use std::fs;

use smtpcodes_build_helper::engine::rules::{Conditions, Search};
use smtpcodes_build_helper::engine::scan::{Found, scan};
use smtpcodes_build_helper::engine::tables::Clause;
use smtpcodes_build_helper::engine::{Given, MAX_FOUND, classify, escape};
use smtpcodes_build_helper::{Compiled, build, check};

use crate::Outcome;

/// Shows what was found in a text, and every rule that holds or would.
pub fn why(args: &[String]) -> Outcome {
    let written = args.join(" ");
    let plain = escape::plain(written.as_bytes());
    let text = plain.as_ref().map_or(written.as_bytes(), |plain| plain.bytes());
    let (_, compiled) = build("codes.yaml", &fs::read_to_string("codes.yaml")?).map_err(|e| e.to_string())?;
    let t = compiled.tables();
    let mut room = [Found::default(); MAX_FOUND];
    let scan = scan(&t, text, &[], &mut room);
    for found in scan.found() {
        let terms: Vec<&str> = t
            .terms_of(found.set)
            .map(|term| compiled.term_names[usize::from(term)].as_str())
            .filter(|name| name.starts_with('{'))
            .collect();
        let bytes = &text[found.bytes.0 as usize..found.bytes.1 as usize];
        println!("word {:3}  {:?}  {}", found.words.0, String::from_utf8_lossy(bytes), terms.join(" "));
    }
    let with = Conditions { codes: scan.codes, provider: scan.provider, commands: scan.commands };
    Search::new(&t, &scan, text, with).each(|clause, span, guard| {
        let said = String::from_utf8_lossy(&text[span.start..span.end]);
        let forbidden = guard.map(|g| format!("  but for {}", shown(&compiled, g))).unwrap_or_default();
        println!(
            "{}  [{}]  {said:?}{forbidden}",
            compiled.rule_ids[clause.rule as usize],
            shown(&compiled, clause)
        );
    });
    let decision = classify(&t, written.as_bytes(), Given::default());
    println!("{:?}\n{decision:?}", check::winner(&compiled, decision.evidence));
    Ok(())
}

fn shown(compiled: &Compiled, clause: &Clause) -> String {
    compiled
        .tables()
        .elements_of(clause)
        .iter()
        .map(|e| compiled.term_names[e.term as usize].as_str())
        .collect::<Vec<_>>()
        .join(" … ")
}
