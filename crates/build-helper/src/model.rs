//! The facts of `codes.yaml` as types. Every entry remembers its place.

use crate::diagnostic::{Diagnostics, Position};
use crate::load::{self, Fields, Node, Value};

/// An entry with an id, a number and two texts: the shape of all short lists.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its place.
    pub at: Position,
    /// Its name, in snake_case.
    pub id: String,
    /// What crosses an ABI; never changes its meaning.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// A few sentences.
    pub explanation: String,
}

/// How another vocabulary's label stands to a category of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same replies.
    Exact,
    /// Theirs covers more.
    Broader,
    /// Theirs covers less.
    Narrower,
    /// There is no counterpart.
    None,
}

impl Relation {
    /// As in the file.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("exact", Self::Exact),
        ("broader", Self::Broader),
        ("narrower", Self::Narrower),
        ("none", Self::None),
    ];
}

/// A category of the taxonomy.
#[derive(Clone, Debug)]
pub struct Category {
    /// Id, number, title, explanation.
    pub item: Item,
    /// Its family.
    pub group: String,
    /// On whose side the cause lies.
    pub side: String,
    /// One of the five common causes.
    pub cause: Option<String>,
    /// Whether it retires the address.
    pub hard: bool,
    /// What to do next.
    pub action: String,
    /// Whether that holds for a transient reply too.
    pub sticky_action: bool,
    /// Whether a server can say it before the recipient is named.
    pub any_stage: bool,
    /// Advice to the sending side.
    pub sender: String,
    /// Advice to the receiving side.
    pub recipient: String,
    /// Vocabulary, relation, label.
    pub maps: Vec<(Position, String, Relation, String)>,
}

/// A label of another vocabulary, read back.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its place.
    pub at: Position,
    /// As the other product writes it.
    pub label: String,
    /// The nearest category of ours.
    pub category: Option<String>,
    /// How they compare.
    pub relation: Relation,
}

/// Another product's vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// Where it is documented.
    pub source: Option<String>,
    /// Its labels.
    pub labels: Vec<Label>,
}

/// The meaning of a digit: reply classes, second digits, enhanced classes, subjects.
#[derive(Clone, Debug)]
pub struct Digit {
    /// Its place.
    pub at: Position,
    /// The digit.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// The severity that it claims, where it does.
    pub severity: Option<String>,
    /// A few sentences.
    pub meaning: String,
    /// What popular tables say instead.
    pub popular: Option<String>,
    /// Where it is defined.
    pub source: String,
}

/// A reply code.
#[derive(Clone, Debug)]
pub struct ReplyCode {
    /// Its place.
    pub at: Position,
    /// Three digits.
    pub code: u16,
    /// Its name, in capitals.
    pub name: String,
    /// A few words.
    pub title: String,
    /// What it claims.
    pub severity: String,
    /// The category, if the bare code carries one.
    pub category: Option<String>,
    /// Whether a standard defines it.
    pub standard: bool,
    /// Whether it is about the session and says nothing of the message.
    pub session: bool,
    /// A few sentences.
    pub meaning: String,
    /// What popular tables say instead.
    pub popular: Option<String>,
    /// Advice to the sending side.
    pub sender: String,
    /// Advice to the receiving side.
    pub recipient: String,
    /// Where it is defined.
    pub source: String,
}

/// An enhanced status code of the registry.
#[derive(Clone, Debug)]
pub struct EnhancedCode {
    /// Its place.
    pub at: Position,
    /// Subject.
    pub subject: u16,
    /// Detail.
    pub detail: u16,
    /// Its name, in capitals.
    pub name: String,
    /// The registry's title.
    pub title: String,
    /// First numbers that it may have.
    pub classes: Vec<u8>,
    /// Reply codes that go with it.
    pub reply_codes: Vec<u16>,
    /// The category that it says by itself.
    pub category: Option<String>,
    /// A few sentences.
    pub meaning: String,
    /// What popular tables and big providers mean instead.
    pub popular: Option<String>,
    /// Advice to the sending side.
    pub sender: String,
    /// Advice to the receiving side.
    pub recipient: String,
    /// Where it is defined.
    pub source: String,
}

/// A code, or a tag in replies, of one provider.
#[derive(Clone, Debug)]
pub struct VendorCode {
    /// Its place.
    pub at: Position,
    /// Its name, made of the provider and the first tag or code.
    pub id: String,
    /// Whose it is.
    pub provider: String,
    /// An enhanced status code, or a range of them, as written.
    pub code: Option<String>,
    /// The same in numbers.
    pub range: Option<crate::engine::tables::EnhancedRange>,
    /// Spellings.
    pub tags: Vec<(Position, String)>,
    /// The tag alone proves provider and meaning.
    pub distinctive: bool,
    /// Patterns that say more than the tags.
    pub unless: Vec<(Position, String)>,
    /// A few words.
    pub title: String,
    /// A few sentences.
    pub meaning: String,
    /// What it says the cause is.
    pub category: Option<String>,
    /// Advice to the sending side.
    pub sender: Option<String>,
    /// Where it is documented.
    pub source: String,
    /// When that was read.
    pub date: Option<String>,
}

/// A number of a sending platform that is no SMTP.
#[derive(Clone, Debug)]
pub struct PseudoCode {
    /// Its place.
    pub at: Position,
    /// The number.
    pub code: u16,
    /// Whose.
    pub platform: String,
    /// A few words.
    pub title: String,
    /// What it says the cause is.
    pub category: String,
    /// A few sentences.
    pub meaning: String,
    /// Advice to the sending side.
    pub sender: String,
    /// Where it is documented.
    pub source: Option<String>,
}

/// Whose mail system replies.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its place.
    pub at: Position,
    /// Its name, in snake_case.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// mailbox, gateway, mta or platform.
    pub kind: String,
    /// As people call it.
    pub name: String,
    /// Suffixes of its hosts.
    pub hosts: Vec<(Position, String)>,
    /// Its best-known mailbox domains.
    pub domains: Vec<(Position, String)>,
    /// Text that proves that it wrote a reply.
    pub markers: Vec<(Position, String)>,
    /// Its page for senders.
    pub postmaster: Option<String>,
}

/// A block list.
#[derive(Clone, Debug)]
pub struct Blocklist {
    /// Its place.
    pub at: Position,
    /// Its name, in snake_case.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// As people call it.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// ip, domain or url.
    pub lists: String,
    /// Zones and names.
    pub markers: Vec<(Position, String)>,
    /// Where to ask for removal.
    pub removal: Option<String>,
    /// Since when it is dead.
    pub closed: Option<String>,
}

/// A class of words that mean the same in many languages.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What it stands for.
    pub meaning: String,
    /// Language and phrase.
    pub words: Vec<(Position, String, String)>,
}

/// A unit of time, as replies write it.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// How long it is.
    pub seconds: u32,
    /// Language and word.
    pub words: Vec<(Position, String, String)>,
}

/// An SMTP command, as replies and logs name it.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its place.
    pub at: Position,
    /// Its name.
    pub id: String,
    /// What crosses an ABI.
    pub number: u16,
    /// A few words.
    pub title: String,
    /// Whether it comes before the recipient is named.
    pub before_recipient: bool,
    /// How it is named in text.
    pub words: Vec<(Position, String)>,
}

/// A rule that recognises a kind of reply.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its place.
    pub at: Position,
    /// Its name, in kebab-case.
    pub id: String,
    /// Providers of which one must be known.
    pub providers: Vec<(Position, String)>,
    /// Reply codes of which one must be there: `550`, `5xx`, `550-554`.
    pub reply: Vec<(Position, String)>,
    /// Enhanced status codes of which one must be there: `X.2.2`, `5.7.1`, `X.7.500-699`.
    pub enhanced: Vec<(Position, String)>,
    /// Commands of which one must be known.
    pub commands: Vec<(Position, String)>,
    /// Patterns of which one must hold.
    pub matches: Vec<(Position, String)>,
    /// Patterns of which none may hold.
    pub unless: Vec<(Position, String)>,
    /// Where the category is.
    pub category_at: Position,
    /// What it says the cause is.
    pub category: String,
    /// Where it means other than it claims.
    pub severity: Option<String>,
    /// Says so little that a specific enhanced status code outweighs it.
    pub generic: bool,
    /// Is about what stands before a quoted reply alone, and outweighs a hard verdict on that.
    pub before: bool,
    /// Where it is documented.
    pub source: Option<String>,
    /// Replies that it wins.
    pub examples: Vec<(Position, String)>,
    /// Near misses: replies that it must not win.
    pub counter: Vec<(Position, String)>,
}

/// A number or name that was once given and must never be given again.
#[derive(Clone, Debug)]
pub struct Retired {
    /// Its place.
    pub at: Position,
    /// The list that it belonged to.
    pub list: String,
    /// Its number.
    pub number: u16,
    /// Its name.
    pub id: String,
}

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
    /// SMTP commands.
    pub commands: Vec<Command>,
    /// Word classes.
    pub concepts: Vec<Concept>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// What must not be reused.
    pub retired: Vec<Retired>,
}

/// The sections that a file of a user's own rules may have.
pub const RULE_FILE_SECTIONS: [&str; 2] = ["concepts", "rules"];

/// Reads a whole `codes.yaml`.
pub fn read(text: &str, errors: &mut Diagnostics) -> Option<Model> {
    let root = load::load(text, errors)?;
    let mut f = Fields::of(&root, errors)?;
    let model = Model {
        severities: each(&mut f, "severities", errors, item),
        bounces: each(&mut f, "bounces", errors, item),
        sides: each(&mut f, "sides", errors, item),
        groups: each(&mut f, "groups", errors, item),
        causes: each(&mut f, "causes", errors, item),
        actions: each(&mut f, "actions", errors, item),
        categories: each(&mut f, "categories", errors, category),
        vocabularies: each(&mut f, "vocabularies", errors, vocabulary),
        pseudo_codes: each(&mut f, "pseudo_codes", errors, pseudo_code),
        reply_classes: each(&mut f, "reply_classes", errors, digit),
        second_digits: each(&mut f, "second_digits", errors, digit),
        reply_codes: each(&mut f, "reply_codes", errors, reply_code),
        enhanced_classes: each(&mut f, "enhanced_classes", errors, digit),
        subjects: each(&mut f, "subjects", errors, subject),
        enhanced_codes: each(&mut f, "enhanced_codes", errors, enhanced_code),
        providers: each(&mut f, "providers", errors, provider),
        blocklists: each(&mut f, "blocklists", errors, blocklist),
        vendor_codes: each(&mut f, "vendor_codes", errors, vendor_code),
        units: each(&mut f, "units", errors, unit),
        commands: each(&mut f, "commands", errors, command),
        concepts: each(&mut f, "concepts", errors, concept),
        rules: each(&mut f, "rules", errors, rule),
        retired: each(&mut f, "retired", errors, retired),
    };
    f.finish(errors);
    Some(model)
}

/// Reads a file of somebody's own rules: `concepts` and `rules` only.
pub fn read_rules(text: &str, errors: &mut Diagnostics) -> Option<(Vec<Concept>, Vec<Rule>)> {
    let root = load::load(text, errors)?;
    let mut f = Fields::of(&root, errors)?;
    let read = (
        each(&mut f, RULE_FILE_SECTIONS[0], errors, concept),
        each(&mut f, RULE_FILE_SECTIONS[1], errors, rule),
    );
    f.finish(errors);
    Some(read)
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

fn item(f: &mut Fields<'_>, e: &mut Diagnostics) -> Item {
    Item {
        at: f.at(),
        id: f.text("id", e),
        number: number(f, e),
        title: f.text("title", e),
        explanation: f.text("explanation", e),
    }
}

/// Numbers leave room below the "no number" mark of the tables.
fn number(f: &mut Fields<'_>, e: &mut Diagnostics) -> u16 {
    f.number("number", 0xfff0, e) as u16
}

fn relation(at: Position, name: &str, e: &mut Diagnostics) -> Relation {
    Relation::NAMES.iter().find(|(n, _)| *n == name).map_or_else(
        || {
            e.add(at, format!("expected exact, broader, narrower or none, found `{name}`"));
            Relation::None
        },
        |&(_, r)| r,
    )
}

fn category(f: &mut Fields<'_>, e: &mut Diagnostics) -> Category {
    let item = item(f, e);
    let mut maps = Vec::new();
    for (at, vocabulary, node) in f.entries("maps", e) {
        match &node.value {
            Value::Text(none) if none == "none" => {
                maps.push((*at, vocabulary.clone(), Relation::None, String::new()))
            }
            Value::Map(pair) if pair.len() == 1 => {
                let (at, name, label) = &pair[0];
                let label = load::as_text(label, e).unwrap_or_default();
                maps.push((*at, vocabulary.clone(), relation(*at, name, e), label));
            }
            _ => e.add(node.at, "expected `none` or one pair `relation: label`"),
        }
    }
    Category {
        item,
        group: f.text("group", e),
        side: f.text("side", e),
        cause: f.opt_text("cause", e),
        hard: f.flag("hard", e),
        action: f.text("action", e),
        sticky_action: f.flag("sticky_action", e),
        any_stage: f.flag("any_stage", e),
        sender: f.text("sender", e),
        recipient: f.text("recipient", e),
        maps,
    }
}

fn vocabulary(f: &mut Fields<'_>, e: &mut Diagnostics) -> Vocabulary {
    let labels = f
        .list("labels")
        .iter()
        .filter_map(|node| {
            let mut f = Fields::of(node, e)?;
            let name = f.text("relation", e);
            let label = Label {
                at: f.at(),
                label: f.text("label", e),
                category: f.opt_text("category", e),
                relation: relation(f.place("relation"), &name, e),
            };
            f.finish(e);
            Some(label)
        })
        .collect();
    Vocabulary {
        at: f.at(),
        id: f.text("id", e),
        number: number(f, e),
        title: f.text("title", e),
        source: f.opt_text("source", e),
        labels,
    }
}

fn digit_named(key: &'static str, f: &mut Fields<'_>, e: &mut Diagnostics) -> Digit {
    Digit {
        at: f.at(),
        number: f.number(key, 9, e) as u16,
        title: f.text("title", e),
        severity: f.opt_text("severity", e),
        meaning: f.text("meaning", e),
        popular: f.opt_text("popular", e),
        source: f.text("source", e),
    }
}

fn digit(f: &mut Fields<'_>, e: &mut Diagnostics) -> Digit {
    digit_named("digit", f, e)
}

fn subject(f: &mut Fields<'_>, e: &mut Diagnostics) -> Digit {
    digit_named("number", f, e)
}

fn reply_code(f: &mut Fields<'_>, e: &mut Diagnostics) -> ReplyCode {
    let code = f.number("code", 999, e) as u16;
    if code < 100 {
        e.add(f.place("code"), format!("a reply code has three digits, found {code}"));
    }
    ReplyCode {
        at: f.at(),
        code,
        name: f.text("name", e),
        title: f.text("title", e),
        severity: f.text("severity", e),
        category: f.opt_text("category", e),
        standard: f.flag("standard", e),
        session: f.flag("session", e),
        meaning: f.text("meaning", e),
        popular: f.opt_text("popular", e),
        sender: f.text("sender", e),
        recipient: f.text("recipient", e),
        source: f.text("source", e),
    }
}

fn enhanced_code(f: &mut Fields<'_>, e: &mut Diagnostics) -> EnhancedCode {
    let code = f.text("code", e);
    let range = crate::pattern::enhanced_range(&code);
    if range.is_none_or(|r| r.class != 0 || r.from != r.to) {
        e.add(f.place("code"), format!("expected a code such as X.1.1, found `{code}`"));
    }
    let small = |nodes: &[Node], max: i64, e: &mut Diagnostics| -> Vec<u16> {
        nodes
            .iter()
            .filter_map(|n| match n.value {
                Value::Number(v) if (0..=max).contains(&v) => Some(v as u16),
                _ => {
                    e.add(n.at, format!("expected a whole number up to {max}"));
                    None
                }
            })
            .collect()
    };
    EnhancedCode {
        at: f.at(),
        subject: range.map_or(0, |r| r.subject),
        detail: range.map_or(0, |r| r.from),
        name: f.text("name", e),
        title: f.text("title", e),
        classes: small(f.list("classes"), 9, e).into_iter().map(|c| c as u8).collect(),
        reply_codes: small(f.list("reply_codes"), 999, e),
        category: f.opt_text("category", e),
        meaning: f.text("meaning", e),
        popular: f.opt_text("popular", e),
        sender: f.text("sender", e),
        recipient: f.text("recipient", e),
        source: f.text("source", e),
    }
}

fn vendor_code(f: &mut Fields<'_>, e: &mut Diagnostics) -> VendorCode {
    let provider = f.text("provider", e);
    let code = f.opt_text("code", e);
    let range = code.as_deref().and_then(crate::pattern::enhanced_range);
    if let (Some(code), None) = (&code, range) {
        e.add(f.place("code"), format!("expected an enhanced status code or a range, found `{code}`"));
    }
    let tags = f.texts("tags", e);
    if code.is_none() && tags.is_empty() {
        e.add(f.at(), "expected `code` or `tags`");
    }
    let unless = f.texts("unless", e);
    if tags.is_empty() && !unless.is_empty() {
        e.add(f.place("unless"), "`unless` is about tags, and there are none");
    }
    let name = tags.first().map(|(_, t)| t.as_str()).or(code.as_deref()).unwrap_or_default();
    let id = f.opt_text("id", e).unwrap_or_else(|| kebab(&format!("{provider}-{name}")));
    VendorCode {
        at: f.at(),
        id,
        provider,
        code,
        range,
        tags,
        distinctive: f.flag("distinctive", e),
        unless,
        title: f.text("title", e),
        meaning: f.text("meaning", e),
        category: f.opt_text("category", e),
        sender: f.opt_text("sender", e),
        source: f.text("source", e),
        date: f.opt_text("date", e),
    }
}

/// Any text as an id of letters, digits and single hyphens.
pub fn kebab(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

fn pseudo_code(f: &mut Fields<'_>, e: &mut Diagnostics) -> PseudoCode {
    PseudoCode {
        at: f.at(),
        code: f.number("code", 9999, e) as u16,
        platform: f.text("platform", e),
        title: f.text("title", e),
        category: f.text("category", e),
        meaning: f.text("meaning", e),
        sender: f.text("sender", e),
        source: f.opt_text("source", e),
    }
}

fn provider(f: &mut Fields<'_>, e: &mut Diagnostics) -> Provider {
    Provider {
        at: f.at(),
        id: f.text("id", e),
        number: number(f, e),
        kind: f.text("kind", e),
        name: f.text("name", e),
        hosts: f.texts("hosts", e),
        domains: f.texts("domains", e),
        markers: f.texts("markers", e),
        postmaster: f.opt_text("postmaster", e),
    }
}

fn blocklist(f: &mut Fields<'_>, e: &mut Diagnostics) -> Blocklist {
    Blocklist {
        at: f.at(),
        id: f.text("id", e),
        number: number(f, e),
        name: f.text("name", e),
        operator: f.text("operator", e),
        lists: f.text("lists", e),
        markers: f.texts("markers", e),
        removal: f.opt_text("removal", e),
        closed: f.opt_text("closed", e),
    }
}

/// `words`: a map from language to phrases.
fn words(f: &mut Fields<'_>, e: &mut Diagnostics) -> Vec<(Position, String, String)> {
    let mut all = Vec::new();
    for (_, language, node) in f.entries("words", e) {
        let list = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        all.extend(list.iter().filter_map(|n| load::as_text(n, e).map(|t| (n.at, language.clone(), t))));
    }
    all
}

fn concept(f: &mut Fields<'_>, e: &mut Diagnostics) -> Concept {
    Concept { at: f.at(), id: f.text("id", e), meaning: f.text("meaning", e), words: words(f, e) }
}

fn unit(f: &mut Fields<'_>, e: &mut Diagnostics) -> Unit {
    Unit {
        at: f.at(),
        id: f.text("id", e),
        seconds: f.number("seconds", 10_000_000, e) as u32,
        words: words(f, e),
    }
}

fn command(f: &mut Fields<'_>, e: &mut Diagnostics) -> Command {
    Command {
        at: f.at(),
        id: f.text("id", e),
        number: f.number("number", 15, e) as u16,
        title: f.text("title", e),
        before_recipient: f.flag("before_recipient", e),
        words: f.texts("words", e),
    }
}

fn rule(f: &mut Fields<'_>, e: &mut Diagnostics) -> Rule {
    let (mut reply, mut enhanced, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(mut when) = f.node("when").and_then(|n| Fields::of(n, e)) {
        reply = when.texts("reply", e);
        enhanced = when.texts("enhanced", e);
        commands = when.texts("command", e);
        when.finish(e);
    }
    Rule {
        at: f.at(),
        id: f.text("id", e),
        providers: f.texts("provider", e),
        reply,
        enhanced,
        commands,
        matches: f.texts("match", e),
        unless: f.texts("unless", e),
        category_at: f.place("category"),
        category: f.text("category", e),
        severity: f.opt_text("severity", e),
        generic: f.flag("generic", e),
        before: f.flag("before", e),
        source: f.opt_text("source", e),
        examples: f.texts("examples", e),
        counter: f.texts("counter", e),
    }
}

fn retired(f: &mut Fields<'_>, e: &mut Diagnostics) -> Retired {
    Retired { at: f.at(), list: f.text("list", e), number: number(f, e), id: f.text("id", e) }
}
