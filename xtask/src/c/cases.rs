//! The conformance cases as a table in C.

use core::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::shell::{read, write};
use super::{Done, root};

/// Writes `cases.h` for `conformance.c`.
pub(super) fn generate(header: &Path) -> Done {
    let path = root().join("crates/conformance/cases.json");
    let cases: Value = serde_json::from_str(&read(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
    let cases = cases.as_array().filter(|cases| !cases.is_empty());
    let cases = cases.ok_or_else(|| format!("{}: expected a list of cases", path.display()))?;
    write(header, table(cases))
}

fn table(cases: &[Value]) -> String {
    // Arrays of bytes, as C99 only promises literals of 4095 characters.
    let (mut texts, mut rows) = (String::new(), String::new());
    for (place, case) in cases.iter().enumerate() {
        let reply = case["reply"].as_str().unwrap_or_default();
        let bytes: Vec<_> = reply.bytes().chain([0]).map(|b| b.to_string()).collect();
        let _ = writeln!(texts, "static const unsigned char reply_{place}[] = {{{}}};", bytes.join(","));
        let _ = writeln!(rows, "    {{{}}},", row(place, reply.len(), case).join(", "));
    }
    let count = cases.len();
    format!(
        "#define CASE_COUNT {count}\n\n{texts}\nstatic const struct conformance_case cases[] = {{\n{rows}}};\n"
    )
}

/// The fields in the order of `struct conformance_case`.
fn row(place: usize, length: usize, case: &Value) -> Vec<String> {
    let (context, verdict, evidence) = (&case["context"], &case["verdict"], &case["verdict"]["evidence"]);
    let text = |value: &Value| value.as_str().map_or_else(|| "NULL".to_owned(), literal);
    let number = |value: &Value, absent: i64| value.as_i64().unwrap_or(absent).to_string();
    let truth = |value: &Value| u8::from(value.as_bool().unwrap_or(false)).to_string();
    vec![
        text(&case["id"]),
        format!("reply_{place}"),
        length.to_string(),
        text(&context["remote_host"]),
        text(&context["provider"]),
        text(&context["command"]),
        text(&context["sending_ip"]),
        number(&verdict["reply_code"], 0),
        text(&verdict["enhanced_code"]),
        text(&verdict["severity"]),
        text(&verdict["category"]),
        text(&verdict["bounce"]),
        text(&verdict["side"]),
        text(&verdict["action"]),
        text(&verdict["provider"]),
        text(&verdict["blocklist"]),
        number(&verdict["retry_after"], -1),
        truth(&verdict["conflict"]),
        text(&evidence["kind"]),
        text(&evidence["id"]),
        number(&evidence["start"], 0),
        number(&evidence["end"], 0),
    ]
}

/// Text as a literal of C; whatever is not plain ASCII in octal, which cannot run into what follows.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for b in text.bytes() {
        match b {
            b'"' | b'\\' | b'?' => out.extend(['\\', b as char]),
            b' '..=b'~' => out.push(b as char),
            _ => {
                let _ = write!(out, "\\{b:03o}");
            }
        }
    }
    out + "\""
}
