//! Rules that do not do what their own examples say.

use super::{Level, Lint, holding};

impl Lint<'_> {
    /// Rules that do not win their own examples, or win their counter-examples.
    pub(super) fn examples(&mut self) {
        let source = self.source;
        for rule in &source.model.rules {
            let given = source.given(rule);
            for (at, text) in &rule.examples {
                let winner = source.winner(text, given);
                if winner == rule.id {
                    continue;
                }
                let holding = holding(source, text, given);
                let own: Vec<_> = holding.iter().filter(|h| h.rule == rule.id).collect();
                let guard = own.iter().find_map(|h| h.guard.as_ref());
                let message = if own.iter().any(|h| h.guard.is_none()) {
                    format!(
                        "shadowed: rule `{}` would recognise this example, but `{winner}` comes first",
                        rule.id
                    )
                } else if let Some(guard) = guard {
                    format!("never matches: `unless` forbids this example of rule `{}`: {guard}", rule.id)
                } else {
                    format!("never matches: no pattern of rule `{}` holds for this example", rule.id)
                };
                self.add(*at, Level::Error, message);
            }
            for (at, text) in &rule.counter {
                if source.winner(text, given) == rule.id {
                    self.add(
                        *at,
                        Level::Error,
                        format!("over-broad: rule `{}` wins this counter-example", rule.id),
                    );
                }
            }
        }
    }
}
