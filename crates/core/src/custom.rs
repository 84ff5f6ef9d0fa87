//! The caller's own rules, compiled at run time by the same code as the built-in ones.

use core::fmt;
use std::borrow::ToOwned;
use std::boxed::Box;
use std::collections::BTreeSet;
use std::string::String;
use std::sync::{Arc, Mutex, PoisonError};
use std::vec::Vec;

// The helper has the engine's source a second time, so that its types are others than ours.
use smtpcodes_build_helper::engine as helper;
use smtpcodes_build_helper::{Compiled, Diagnostics, build_rules};

use crate::engine::{Codes, Decision, Enhanced, Evidence, rules::Span};
use crate::{Classifier, Context, Verdict};

/// The lists, concepts and codes that own rules refer to, packed.
const BASE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/base.deflate"));
/// More than they take unpacked, in bytes.
const MAX_BASE: usize = 16 << 20;

/// The lists, concepts and codes that own rules refer to. They are ours, and a test unpacks them: nothing can be amiss.
fn base() -> String {
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(BASE, MAX_BASE).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Compiled rules of a caller.
#[derive(Debug)]
pub(crate) struct OwnRules {
    compiled: Compiled,
    /// By rank.
    ids: Vec<&'static str>,
}

impl OwnRules {
    /// The verdict, if one of these rules decides it.
    pub(crate) fn classify(&self, reply: &[u8], context: &Context<'_>) -> Option<Verdict> {
        context.given(|given| {
            let given = helper::Given {
                provider: given.provider,
                commands: given.commands,
                sending_ip: given.sending_ip,
            };
            let decision = convert(&helper::classify(&self.compiled.tables(), reply, given))?;
            Some(Verdict::from_engine(&decision, |rank| self.ids.get(usize::from(rank)).copied()))
        })
    }
}

/// A decision in our types, if a rule has made it.
fn convert(d: &helper::Decision) -> Option<Decision> {
    let helper::Evidence::Rule(rank, span) = d.evidence else { return None };
    Some(Decision {
        codes: Codes {
            reply: d.codes.reply,
            reply_at: d.codes.reply_at,
            enhanced: d.codes.enhanced.map(|e| Enhanced {
                class: e.class,
                subject: e.subject,
                detail: e.detail,
            }),
            enhanced_at: d.codes.enhanced_at,
            words: d.codes.words,
        },
        severity: d.severity,
        category: d.category,
        bounce: d.bounce,
        side: d.side,
        action: d.action,
        provider: d.provider,
        blocklist: d.blocklist,
        retry_after: d.retry_after,
        conflict: d.conflict,
        evidence: Evidence::Rule(rank, Span { start: span.start, end: span.end }),
        steps: d.steps,
    })
}

impl Classifier {
    /// With rules of the caller's own, which are tried before the built-in ones.
    ///
    /// `yaml` has the sections `rules` and, if wanted, `concepts`, in the form that `codes.yaml` documents;
    /// it may name all built-in concepts, categories, providers and commands. `file` is the name that
    /// mistakes are reported under. Ids of rules live as long as the process: each different one takes its
    /// length in memory, once.
    ///
    /// # Errors
    /// Every mistake with its line and column. An example that its rule does not win is one, too.
    ///
    /// # Example
    ///
    /// ```
    /// use smtpcodes::{Category, Classifier};
    ///
    /// let yaml = r#"
    /// rules:
    ///   - id: our-gateway-quarantine
    ///     match: ["held for the night shift"]
    ///     category: policy_rejected
    ///     examples: ["550 held for the night shift"]
    /// "#;
    /// let classifier = Classifier::with_rules(yaml, "own.yaml")?;
    /// let verdict = classifier.classify(b"550 Held for the night shift.");
    /// assert_eq!(verdict.category, Category::PolicyRejected);
    /// assert_eq!(verdict.evidence.id, "our-gateway-quarantine");
    ///
    /// let error = Classifier::with_rules("rules: [{id: x}]", "own.yaml").unwrap_err();
    /// assert!(error.to_string().starts_with("own.yaml:1:9: "));
    /// assert_eq!((error.file(), error.mistakes().next().unwrap().line), ("own.yaml", 1));
    /// # Ok::<(), smtpcodes::RulesError>(())
    /// ```
    pub fn with_rules(yaml: &str, file: &str) -> Result<Self, RulesError> {
        let (_, compiled) = build_rules(&base(), file, yaml).map_err(RulesError)?;
        let ids = compiled.rule_ids.iter().map(|id| intern(id)).collect();
        Ok(Self { own: Some(Arc::new(OwnRules { compiled, ids })) })
    }
}

/// The mistakes in a file of rules.
#[derive(Clone, Debug)]
pub struct RulesError(Diagnostics);

impl RulesError {
    /// The name that the rules were given under.
    pub fn file(&self) -> &str {
        self.0.file()
    }

    /// Each mistake, in the order of the file.
    pub fn mistakes(&self) -> impl Iterator<Item = Mistake<'_>> {
        self.0.sorted().into_iter().map(|(at, message)| Mistake { line: at.line, column: at.column, message })
    }
}

/// A mistake in rules, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mistake<'a> {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// What is wrong.
    pub message: &'a str,
}

/// `FILE:LINE:COLUMN: message`, a line each.
impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl core::error::Error for RulesError {}

/// The ids of all own rules so far. They are leaked, once each: verdicts are `Copy` and outlive rules.
static IDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

fn intern(id: &str) -> &'static str {
    let mut ids = IDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = ids.get(id) {
        return known;
    }
    let id: &'static str = Box::leak(String::into_boxed_str(id.to_owned()));
    ids.insert(id);
    id
}

/// An id that a rule of the caller's has, or has had.
#[cfg(feature = "serde")]
pub(crate) fn known_id(id: &str) -> Option<&'static str> {
    IDS.lock().unwrap_or_else(PoisonError::into_inner).get(id).copied()
}
