//! What is known about codes, rules and other products' labels.

use core::str::FromStr;

use napi::bindgen_prelude::{Error, Result, Status};
use napi_derive::napi;
use smtpcodes::{
    Category, Command, EnhancedCode, Explanation, Provider, Reply, ReplyCode, Rule, Severity, UnknownId,
    Vocabulary,
};

/// Advice to both sides.
#[napi(object, object_from_js = false)]
pub struct Advice {
    /// To the sending side.
    pub sender: &'static str,
    /// To the receiving side.
    pub recipient: &'static str,
}

impl From<smtpcodes::Advice> for Advice {
    fn from(advice: smtpcodes::Advice) -> Self {
        Self { sender: advice.sender, recipient: advice.recipient }
    }
}

/// A reply code, known or not.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct ReplyCodeInfo {
    /// The number.
    pub code: u32,
    /// The name of its constant.
    pub name: Option<&'static str>,
    /// A few words.
    pub title: Option<&'static str>,
    /// What it claims.
    pub severity: &'static str,
    /// The category that the bare code says.
    pub category: Option<&'static str>,
    /// Whether a standard defines it.
    pub is_standard: bool,
    /// What it means.
    pub meaning: Option<&'static str>,
    /// What popular tables say instead.
    pub popular: Option<&'static str>,
    /// What each side can do.
    pub advice: Option<Advice>,
    /// Where it is defined.
    pub source: Option<&'static str>,
}

impl From<ReplyCode> for ReplyCodeInfo {
    fn from(code: ReplyCode) -> Self {
        Self {
            code: code.as_u16().into(),
            name: code.name(),
            title: code.title(),
            severity: code.severity().id(),
            category: code.category().map(Category::id),
            is_standard: code.is_standard(),
            meaning: code.meaning(),
            popular: code.popular(),
            advice: code.advice().map(Advice::from),
            source: code.source(),
        }
    }
}

/// An enhanced status code, registered or not.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct EnhancedCodeInfo {
    /// As text.
    pub code: String,
    /// Its first number.
    pub class: u32,
    /// Its second number.
    pub subject: u32,
    /// Its third number.
    pub detail: u32,
    /// The name of its constant.
    pub name: Option<&'static str>,
    /// A few words.
    pub title: Option<&'static str>,
    /// What it claims.
    pub severity: &'static str,
    /// The category that it says by itself.
    pub category: Option<&'static str>,
    /// Whether the registry has it.
    pub is_registered: bool,
    /// What it means; for one that is not registered, what its subject means.
    pub meaning: Option<&'static str>,
    /// What popular tables and big providers mean instead.
    pub popular: Option<&'static str>,
    /// What each side can do.
    pub advice: Option<Advice>,
    /// Where it is defined.
    pub source: Option<&'static str>,
}

impl From<EnhancedCode> for EnhancedCodeInfo {
    fn from(code: EnhancedCode) -> Self {
        let status = code.status();
        let subject = code.subject_meaning();
        Self {
            code: code.to_string(),
            class: code.class().into(),
            subject: code.subject().into(),
            detail: code.detail().into(),
            name: status.map(|s| s.name),
            title: status.map(|s| s.title),
            severity: code.severity().id(),
            category: code.category().map(Category::id),
            is_registered: code.is_registered(),
            meaning: status.map(|s| s.meaning).or(subject.map(|s| s.meaning)),
            popular: status.and_then(|s| s.popular),
            advice: status.map(|s| s.advice.into()),
            source: status.map(|s| s.source).or(subject.map(|s| s.source)),
        }
    }
}

/// A built-in rule.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct RuleInfo {
    /// What evidence shows.
    pub id: &'static str,
    /// What it says the cause is.
    pub category: &'static str,
    /// The severity that it means, where it is another than the codes claim.
    pub severity: Option<&'static str>,
    /// The providers of which one must be known.
    pub providers: Vec<&'static str>,
    /// Where it is documented.
    pub source: Option<&'static str>,
    /// A reply that it recognises.
    pub example: &'static str,
}

impl From<&'static Rule> for RuleInfo {
    fn from(rule: &'static Rule) -> Self {
        Self {
            id: rule.id,
            category: rule.category.id(),
            severity: rule.severity.map(Severity::id),
            providers: rule.providers.iter().map(|p| Provider::id(*p)).collect(),
            source: rule.source,
            example: rule.example,
        }
    }
}

/// The codes and the text of a reply.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct ReplyParts {
    /// The reply code.
    pub code: Option<u32>,
    /// The enhanced status code.
    pub enhanced_code: Option<String>,
    /// What the server claimed.
    pub severity: &'static str,
    /// The lines, without codes.
    pub lines: Vec<String>,
    /// The lines as one.
    pub text: String,
    /// The page that it points to.
    pub help_url: Option<String>,
}

/// What another product calls a category.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct Crosswalk {
    /// How their word compares.
    pub relation: &'static str,
    /// Their word.
    pub label: Option<&'static str>,
}

/// Another product's label, read back.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct Label {
    /// As the other product writes it.
    pub label: &'static str,
    /// The category that it means best.
    pub category: Option<&'static str>,
    /// How it stands to that category.
    pub relation: &'static str,
}

/// Something that a query can mean: what kind of thing it is, and the key by which it is found.
#[napi(object, object_from_js = false)]
pub struct Explained {
    /// The kind.
    pub kind: &'static str,
    /// Its id or code; for a label, the vocabulary.
    pub key: String,
    /// The label of a vocabulary; the number of a platform.
    pub more: String,
}

/// Reads a reply code.
#[napi(catch_unwind)]
pub fn reply_code(code: String) -> Result<ReplyCodeInfo> {
    let expected = "expected a reply code of three digits, 100 to 999";
    code.parse::<ReplyCode>()
        .map(ReplyCodeInfo::from)
        .map_err(|_| invalid(&format!("{expected}, found {code:?}")))
}

/// Reads an enhanced status code.
#[napi(catch_unwind)]
pub fn enhanced_code(code: String) -> Result<EnhancedCodeInfo> {
    code.parse::<EnhancedCode>().map(EnhancedCodeInfo::from).map_err(|e| invalid(&format!("{e} in {code:?}")))
}

/// Finds a built-in rule.
#[napi(catch_unwind)]
pub fn rule(id: String) -> Option<RuleInfo> {
    Rule::from_id(&id).map(RuleInfo::from)
}

/// The ids of all built-in rules.
#[napi(catch_unwind)]
pub fn rule_ids() -> Vec<&'static str> {
    Rule::ALL.iter().map(|rule| rule.id).collect()
}

/// Reads a reply.
#[napi(catch_unwind)]
pub fn parse_reply(reply: &[u8]) -> ReplyParts {
    let parts = Reply::parse(reply);
    ReplyParts {
        code: parts.code().map(|c| c.as_u16().into()),
        enhanced_code: parts.enhanced_code().map(|c| c.to_string()),
        severity: parts.severity().id(),
        lines: parts.lines().map(|line| String::from_utf8_lossy(line).into_owned()).collect(),
        text: parts.text().to_string(),
        help_url: smtpcodes::help_url(reply).map(str::to_owned),
    }
}

/// The page that a reply points its reader to.
#[napi(catch_unwind)]
pub fn help_url(reply: &[u8]) -> Option<String> {
    smtpcodes::help_url(reply).map(str::to_owned)
}

/// The provider that runs a receiving host.
#[napi(catch_unwind)]
pub fn provider_from_host(host: String) -> Option<&'static str> {
    Provider::from_host(&host).map(Provider::id)
}

/// The provider that a text names.
#[napi(catch_unwind)]
pub fn provider_from_name(name: String) -> Result<&'static str> {
    Provider::from_name(&name).map(Provider::id).map_err(|e| unknown(e, &name))
}

/// The command that a text names.
#[napi(catch_unwind)]
pub fn command_from_name(name: String) -> Result<&'static str> {
    Command::from_name(&name).map(Command::id).map_err(|e| unknown(e, &name))
}

/// What to do on a reply of a category and a severity.
#[napi(catch_unwind)]
pub fn action_on(category: String, severity: String) -> Result<&'static str> {
    Ok(read::<Category>(&category)?.action_on(read::<Severity>(&severity)?).id())
}

/// What another product calls a category.
#[napi(catch_unwind)]
pub fn to_vocabulary(category: String, vocabulary: String) -> Result<Crosswalk> {
    let there = read::<Category>(&category)?.to_vocabulary(read(&vocabulary)?);
    Ok(Crosswalk { relation: there.relation.id(), label: there.label })
}

/// The entry of another product's label.
#[napi(catch_unwind)]
pub fn vocabulary_label(vocabulary: String, label: String) -> Result<Option<Label>> {
    let found = read::<Vocabulary>(&vocabulary)?.label(&label);
    Ok(found.map(|l| Label {
        label: l.label,
        category: l.category.map(Category::id),
        relation: l.relation.id(),
    }))
}

fn read<T: FromStr<Err = UnknownId>>(id: &str) -> Result<T> {
    id.parse().map_err(|e| unknown(e, id))
}

/// The complaint about a text that names nothing.
fn unknown(error: UnknownId, found: &str) -> Error {
    invalid(&format!("{error}, found {found:?}"))
}

/// What a query can mean, the nearest first.
#[napi(catch_unwind)]
pub fn explain(query: String) -> Vec<Explained> {
    smtpcodes::explain(&query).filter_map(explained).collect()
}

/// Nothing for a kind that this version does not know, as there is no table to find it in.
fn explained(found: Explanation) -> Option<Explained> {
    let kind = found.kind().id();
    let (key, more) = match found {
        Explanation::ReplyCode(it) => (it.to_string(), String::new()),
        Explanation::EnhancedCode(it) => (it.to_string(), String::new()),
        Explanation::EnhancedStatus(it) => (it.code.to_owned(), String::new()),
        Explanation::VendorCode(it) => (it.id.to_owned(), String::new()),
        Explanation::PseudoCode(it) => (it.platform.id().to_owned(), it.code.to_string()),
        Explanation::Rule(it) => (it.id.to_owned(), String::new()),
        Explanation::Category(it) => (it.to_string(), String::new()),
        Explanation::Severity(it) => (it.to_string(), String::new()),
        Explanation::Bounce(it) => (it.to_string(), String::new()),
        Explanation::Side(it) => (it.to_string(), String::new()),
        Explanation::Group(it) => (it.to_string(), String::new()),
        Explanation::Cause(it) => (it.to_string(), String::new()),
        Explanation::Action(it) => (it.to_string(), String::new()),
        Explanation::Provider(it) => (it.to_string(), String::new()),
        Explanation::Blocklist(it) => (it.to_string(), String::new()),
        Explanation::Command(it) => (it.to_string(), String::new()),
        Explanation::Label(vocabulary, label) => (vocabulary.to_string(), label.label.to_owned()),
        _ => return None,
    };
    Some(Explained { kind, key, more })
}

fn invalid(message: &str) -> Error {
    Error::new(Status::InvalidArg, message.to_owned())
}
