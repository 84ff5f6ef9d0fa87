//! Rules, concepts and markers to the tables of the engine.
//!
//! From below: phrases are entered into a `trie`; `concepts` are multiplied out into phrases; `terms` are numbers
//! for what patterns are made of and for `markers`; `clauses` are patterns as rows of terms, `rules` what follows
//! from them. Then the trie is laid out as tables (`layout`, with its `hash` of words and its `sets` of terms, each at one
//! of its two `places`), `facts` and `lists` are added that need no phrases, and `anchors` say which clauses a phrase calls
//! for.

mod anchors;
mod clauses;
mod compiled;
mod concepts;
mod facts;
mod hash;
mod layout;
mod lists;
mod markers;
mod places;
mod rules;
mod sets;
mod terms;
mod trie;

pub use compiled::Compiled;
pub use facts::category_number;

use crate::diagnostic::{Diagnostics, Position};
use crate::engine::MAX_CLAUSES;
use crate::model::Model;

use anchors::anchor;
use hash::perfect_hash;
use lists::Surroundings;
use rules::Rules;
use terms::Terms;

/// Spellings that one concept may have once the concepts that it names are put in.
const MAX_PHRASES: usize = 6000;
/// Edges of the trie of phrases: some 10 bytes each in every library and program.
const MAX_EDGES: usize = 100_000;
/// What the tables hold of nearly everything else: its number has 16 bits.
const MAX_ROWS: usize = 65_000;
/// Places of terms in sets: two bytes each.
const MAX_MEMBERS: usize = 100_000;
/// The category of what nothing says enough about, the only notice that a refusal can be.
pub const UNKNOWN: &str = "unknown";
/// The concept whose words announce a waiting time.
pub const WAIT: &str = "wait_announced";
/// The concept of what says that a time is none to wait.
pub const RATE: &str = "rate_announced";
/// The concept of what stands before the name of the client.
pub const CLIENT: &str = "client_named";
/// The concepts whose words take back that an address is done for.
pub const TAKE_BACK: [&str; 2] = ["retry_later", "lookup_failed"];
/// Concepts made of the markers of block lists: of IP addresses, and of domains.
pub const LISTS: [&str; 2] = ["ip_list", "domain_list"];

/// Compiles a model; mistakes in patterns go to `errors`.
pub fn compile(model: &Model, errors: &mut Diagnostics) -> Option<Compiled> {
    let mut terms = Terms::new(model);
    terms.markers(model, errors);
    let mut rules = Rules::of(model, terms, errors);
    let terms = &mut rules.clauses.terms;
    for concept in model.concepts.iter().skip(model.proved_concepts) {
        // Also those that no rule uses: a mistake in one should not wait for its first use.
        terms.concepts.expand(&concept.id, concept.at, errors);
    }
    let around = Surroundings::of(model, errors);
    limit("endings of words in `numbers`", around.endings.len(), MAX_ROWS, errors);
    limit("bytes of texts in `numbers` and `frames`", around.texts.len(), MAX_ROWS, errors);
    let take_back = terms.take_back(errors)?;
    if !errors.is_empty() {
        return None;
    }

    terms.trie.merge_nodes();
    limit("terms", terms.terms.len(), MAX_ROWS, errors);
    limit("words", terms.trie.words.len(), MAX_ROWS, errors);
    limit("nodes", terms.trie.accepts.len(), MAX_ROWS, errors);
    limit("edges", terms.trie.edges.len(), MAX_EDGES, errors);
    let hash = perfect_hash(terms.trie.words.keys().copied());
    if hash.is_none() {
        errors.add(Position::START, "no perfect hash of the words was found");
    }
    limit("rules", rules.rules.len(), MAX_ROWS, errors);
    limit("clauses", rules.clauses.clauses.len(), MAX_CLAUSES, errors);
    let hash = hash.filter(|_| errors.is_empty())?;

    let mut compiled = Compiled::new(rules, around, take_back, hash);
    limit("sets", compiled.sets.len(), MAX_ROWS, errors);
    limit("members of sets", compiled.members.len(), MAX_MEMBERS, errors);
    limit("elements", compiled.elements.len(), MAX_ROWS, errors);
    if errors.is_empty() {
        anchor(&mut compiled, model);
        limit("anchors", compiled.anchors.len(), MAX_ROWS, errors);
    }
    errors.is_empty().then_some(compiled)
}

/// Reports what is too much for the tables.
fn limit(what: &str, count: usize, most: usize, errors: &mut Diagnostics) {
    if count > most {
        errors.add(Position::START, format!("{count} {what}, the tables hold {most}"));
    }
}
