//! The facts of `codes.yaml` as types, one file a noun: what an entry knows, and how it is read.
//!
//! Every entry remembers its place, so that what [`check`](crate::check) finds later can still be shown where it is
//! written. Ids of other entries stay text until then: a wrong one should not hide the mistakes after it.

mod blocklist;
mod category;
mod command;
mod digit;
mod enhanced_code;
mod frame;
mod guard;
mod item;
mod listed;
mod number;
mod provider;
mod pseudo_code;
mod reply_code;
mod retired;
mod rule;
mod rule_file;
mod vendor_code;
mod vocabulary;
mod words;

pub use blocklist::Blocklist;
pub use category::Category;
pub use command::Command;
pub use digit::Digit;
pub use enhanced_code::EnhancedCode;
pub use frame::Frame;
pub use guard::{Guard, Unless};
pub use item::Item;
pub(crate) use listed::{Listed, by_id};
pub use number::NumberWords;
pub use provider::Provider;
pub use pseudo_code::PseudoCode;
pub use reply_code::ReplyCode;
pub use retired::Retired;
pub use rule::Rule;
pub use rule_file::{RULE_FILE_SECTIONS, RuleFile};
pub use vendor_code::{VendorCode, kebab};
pub use vocabulary::{Label, Relation, Vocabulary};
pub use words::{Concept, Unit};

use crate::diagnostic::Diagnostics;
use crate::load::{Fields, Value, load};

/// All of `codes.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What the server claimed.
    pub severities: Vec<Item>,
    /// Whether the address is dead.
    pub bounces: Vec<Item>,
    /// Whose side.
    pub sides: Vec<Item>,
    /// Families of categories.
    pub groups: Vec<Item>,
    /// The five common causes.
    pub causes: Vec<Item>,
    /// What to do next.
    pub actions: Vec<Item>,
    /// What went wrong.
    pub categories: Vec<Category>,
    /// Other products' words.
    pub vocabularies: Vec<Vocabulary>,
    /// Platforms' own numbers.
    pub pseudo_codes: Vec<PseudoCode>,
    /// First digits.
    pub reply_classes: Vec<Digit>,
    /// Second digits.
    pub second_digits: Vec<Digit>,
    /// Reply codes.
    pub reply_codes: Vec<ReplyCode>,
    /// First numbers.
    pub enhanced_classes: Vec<Digit>,
    /// Second numbers.
    pub subjects: Vec<Digit>,
    /// The registry.
    pub enhanced_codes: Vec<EnhancedCode>,
    /// Whose mail system.
    pub providers: Vec<Provider>,
    /// Block lists.
    pub blocklists: Vec<Blocklist>,
    /// Providers' own codes and tags.
    pub vendor_codes: Vec<VendorCode>,
    /// Units of time.
    pub units: Vec<Unit>,
    /// Times in words.
    pub times: Vec<Unit>,
    /// Words beside numbers.
    pub numbers: Vec<NumberWords>,
    /// What is written around replies.
    pub frames: Vec<Frame>,
    /// SMTP commands.
    pub commands: Vec<Command>,
    /// Word classes.
    pub concepts: Vec<Concept>,
    /// How many of them, the first ones, come from another file that has been proved already.
    pub proved_concepts: usize,
    /// What several rules do not mean.
    pub guards: Vec<Guard>,
    /// As for concepts.
    pub proved_guards: usize,
    /// Rules.
    pub rules: Vec<Rule>,
    /// What must not be reused.
    pub retired: Vec<Retired>,
}

/// Reads a whole `codes.yaml`.
pub fn read(text: &str, errors: &mut Diagnostics) -> Option<Model> {
    let root = load(text, errors)?;
    let mut f = Fields::of(&root, errors)?;
    let mut model = Model {
        severities: each(&mut f, "severities", errors, Item::read),
        bounces: each(&mut f, "bounces", errors, Item::read),
        sides: each(&mut f, "sides", errors, Item::read),
        groups: each(&mut f, "groups", errors, Item::read),
        causes: each(&mut f, "causes", errors, Item::read),
        actions: each(&mut f, "actions", errors, Item::read),
        categories: each(&mut f, "categories", errors, Category::read),
        vocabularies: each(&mut f, "vocabularies", errors, Vocabulary::read),
        pseudo_codes: each(&mut f, "pseudo_codes", errors, PseudoCode::read),
        reply_classes: each(&mut f, "reply_classes", errors, Digit::read),
        second_digits: each(&mut f, "second_digits", errors, Digit::read),
        reply_codes: each(&mut f, "reply_codes", errors, ReplyCode::read),
        enhanced_classes: each(&mut f, "enhanced_classes", errors, Digit::read),
        subjects: each(&mut f, "subjects", errors, Digit::read_subject),
        enhanced_codes: each(&mut f, "enhanced_codes", errors, EnhancedCode::read),
        providers: each(&mut f, "providers", errors, Provider::read),
        blocklists: each(&mut f, "blocklists", errors, Blocklist::read),
        vendor_codes: each(&mut f, "vendor_codes", errors, VendorCode::read),
        units: each(&mut f, "units", errors, Unit::read),
        times: each(&mut f, "times", errors, Unit::read),
        numbers: each(&mut f, "numbers", errors, NumberWords::read),
        frames: each(&mut f, "frames", errors, Frame::read),
        commands: each(&mut f, "commands", errors, Command::read),
        concepts: each(&mut f, "concepts", errors, Concept::read),
        proved_concepts: 0,
        guards: each(&mut f, "guards", errors, Guard::read),
        proved_guards: 0,
        rules: each(&mut f, "rules", errors, Rule::read),
        retired: each(&mut f, "retired", errors, Retired::read),
    };
    f.finish(errors);
    let unless = model.rules.iter_mut().map(|r| &mut r.unless);
    unless.chain(model.vendor_codes.iter_mut().map(|v| &mut v.unless)).for_each(|u| u.take(&model.guards));
    Some(model)
}

fn each<T>(
    f: &mut Fields<'_>,
    section: &'static str,
    errors: &mut Diagnostics,
    read: fn(&mut Fields<'_>, &mut Diagnostics) -> T,
) -> Vec<T> {
    let Some(node) = f.node(section) else { return Vec::new() };
    let Value::List(items) = &node.value else {
        errors.add(node.at, format!("expected `{section}` to be a list"));
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|node| {
            let mut f = Fields::of(node, errors)?;
            let entry = read(&mut f, errors);
            f.finish(errors);
            Some(entry)
        })
        .collect()
}
