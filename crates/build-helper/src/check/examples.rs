//! The proof of the rules: each wins its examples, and none of its counter-examples.

use crate::compile::Compiled;
use crate::diagnostic::Diagnostics;
use crate::engine::{Evidence, Given, classify};
use crate::model::{Model, by_id};

/// Each example must be won by its rule, and no counter-example.
pub fn examples(m: &Model, compiled: &Compiled, e: &mut Diagnostics) {
    let t = compiled.tables();
    for r in &m.rules {
        let mut given = Given::default();
        if let Some(provider) = r.providers.first().and_then(|(_, id)| by_id(&m.providers, id)) {
            given.provider = provider.number;
        }
        let winner = |text: &str| winner(compiled, classify(&t, text.as_bytes(), given).evidence);
        for (at, text) in &r.examples {
            let winner = winner(text);
            if winner != r.id {
                let shown = if winner.is_empty() { "no rule".to_owned() } else { format!("`{winner}`") };
                e.add(*at, format!("this example of rule `{}` is won by {shown}", r.id));
            }
        }
        for (at, text) in &r.counter {
            if winner(text) == r.id {
                e.add(*at, format!("this counter-example is won by rule `{}`", r.id));
            }
        }
    }
}

/// The id of the rule or vendor code that decided, or nothing.
pub fn winner(compiled: &Compiled, evidence: Evidence) -> String {
    match evidence {
        Evidence::Rule(r, _) => compiled.rule_ids.get(r as usize).cloned().unwrap_or_default(),
        Evidence::Vendor(v, _) => compiled.vendor_ids.get(v as usize).cloned().unwrap_or_default(),
        _ => String::new(),
    }
}
