//! The cases as the core sees them: its verdicts, and where they differ from what is expected.

use serde_json::{Map, Value, json};
use smtpcodes::{Command, Provider, Verdict, classify_with};
use smtpcodes_conformance::Case;

/// The core's verdict.
pub(crate) fn verdict(case: &Case) -> Verdict {
    let mut context = smtpcodes::Context::new();
    let known = case.context();
    if let Some(host) = known.remote_host {
        context = context.remote_host(host);
    }
    if let Some(id) = known.provider {
        context =
            context.provider(Provider::from_id(id).unwrap_or_else(|| panic!("{}: provider {id}", case.id)));
    }
    if let Some(id) = known.command {
        context =
            context.command(Command::from_id(id).unwrap_or_else(|| panic!("{}: command {id}", case.id)));
    }
    if let Some(ip) = known.sending_ip {
        context = context.sending_ip(ip.parse().unwrap_or_else(|e| panic!("{}: {e}", case.id)));
    }
    classify_with(case.reply.as_bytes(), &context)
}

/// Where the core differs: field, wanted, got.
pub(crate) fn differences(case: &Case) -> Vec<(String, Value, Value)> {
    let got = json!(verdict(case));
    case.verdict
        .wanted()
        .filter_map(|(name, want)| {
            let want = json!(want);
            let got = got[name].clone();
            (want != got).then(|| (name.to_owned(), want, got))
        })
        .collect()
}

/// The text of `cases.json`: one case a line, so that a change of one verdict is a change of one line.
pub(crate) fn document(cases: &[Case]) -> String {
    let lines: Vec<_> = cases
        .iter()
        .map(|case| {
            let context: Map<_, _> = case.context().known().map(|(k, v)| (k.to_owned(), json!(v))).collect();
            json!({"id": case.id, "reply": case.reply, "context": context, "verdict": verdict(case)})
                .to_string()
        })
        .collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}
