//! Verdicts of any set of rules on replies.

use smtpcodes::{Classifier, EvidenceKind};
use smtpcodes_build_helper::check::{self, winner};
use smtpcodes_build_helper::engine::{Decision, Evidence, Given};
use smtpcodes_build_helper::{Diagnostics, model};

use super::source::Source;
use crate::failure::Failure;

/// Something that decides about replies.
pub(crate) enum Judge {
    /// Own rules and the built-in ones.
    Classifier(Classifier),
    /// A whole file of facts.
    Facts(Box<Source>),
}

/// A verdict as ids, whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) category: String,
    pub(crate) bounce: String,
    pub(crate) action: String,
    /// The rule or code that is the evidence; empty if there is none.
    pub(crate) by: String,
    /// Whether that is a rule, or a provider's own code.
    pub(crate) by_rule: bool,
    /// Whether the text holds a code, or words that are evidence: a line of a log may hold no reply at all.
    pub(crate) is_reply: bool,
}

impl Judge {
    /// Takes rules whose examples hold.
    ///
    /// # Errors
    /// Every mistake, also examples that are not won.
    pub(crate) fn new(source: Source) -> Result<Self, Failure> {
        if source.own {
            let own = Classifier::with_rules(&source.text, &source.name);
            return own.map(Self::Classifier).map_err(|e| Failure::Told(e.to_string()));
        }
        let mut errors = Diagnostics::new(&source.name);
        check::examples(&source.model, &source.compiled, &mut errors);
        if errors.is_empty() {
            Ok(Self::Facts(Box::new(source)))
        } else {
            Err(Failure::Told(errors.to_string()))
        }
    }

    /// The verdict on a reply.
    pub(crate) fn rule(&self, reply: &str) -> Ruling {
        match self {
            Self::Classifier(classifier) => {
                let v = classifier.classify(reply.as_bytes());
                Ruling {
                    category: v.category.to_string(),
                    bounce: v.bounce.to_string(),
                    action: v.action.to_string(),
                    by: v.evidence.id.to_owned(),
                    by_rule: v.evidence.kind == EvidenceKind::Rule,
                    is_reply: v.evidence.kind != EvidenceKind::None
                        || v.reply_code.is_some()
                        || v.enhanced_code.is_some(),
                }
            }
            Self::Facts(facts) => {
                let d = facts.decide(reply, Given::default());
                let m = &facts.model;
                let id = |list: &[model::Item], n: u8| {
                    list.iter().find(|i| i.number == u16::from(n)).map(|i| i.id.clone()).unwrap_or_default()
                };
                let category = m.categories.iter().find(|c| c.item.number == u16::from(d.category));
                Ruling {
                    category: category.map(|c| c.item.id.clone()).unwrap_or_default(),
                    bounce: id(&m.bounces, d.bounce),
                    action: id(&m.actions, d.action),
                    by: by(facts, &d),
                    is_reply: !matches!(d.evidence, Evidence::None)
                        || d.codes.reply.is_some()
                        || d.codes.enhanced.is_some(),
                    by_rule: matches!(d.evidence, Evidence::Rule(..) | Evidence::Vendor(..)),
                }
            }
        }
    }
}

/// The evidence as a verdict of the core names it: a code that was read and did not decide is none.
fn by(facts: &Source, d: &Decision) -> String {
    match d.evidence {
        Evidence::Rule(..) | Evidence::Vendor(..) => winner(&facts.compiled, d.evidence),
        Evidence::Enhanced(_) => {
            d.codes.enhanced.map(|e| format!("{}.{}.{}", e.class, e.subject, e.detail)).unwrap_or_default()
        }
        Evidence::Reply(_) => d.codes.reply.map(|code| code.to_string()).unwrap_or_default(),
        Evidence::None => String::new(),
    }
}
