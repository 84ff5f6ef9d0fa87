use core::fmt;

use crate::axis::is_id;
use crate::{
    Action, Blocklist, Bounce, Category, Cause, Command, EnhancedCode, EnhancedStatus, EvidenceKind, Group,
    Label, Provider, PseudoCode, Reply, ReplyCode, Rule, Severity, Side, VendorCode, Vocabulary, classify,
};

/// Something that a query can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Explanation {
    /// A reply code, known or not.
    ReplyCode(ReplyCode),
    /// An enhanced status code, registered or not.
    EnhancedCode(EnhancedCode),
    /// An entry of the registry of enhanced status codes.
    EnhancedStatus(&'static EnhancedStatus),
    /// A provider's own code or tag.
    VendorCode(&'static VendorCode),
    /// A number that a sending platform reports instead of a reply code.
    PseudoCode(&'static PseudoCode),
    /// A rule of ours.
    Rule(&'static Rule),
    /// What went wrong.
    Category(Category),
    /// What the server claimed.
    Severity(Severity),
    /// Whether the address is dead.
    Bounce(Bounce),
    /// On whose side the cause lies.
    Side(Side),
    /// A family of categories.
    Group(Group),
    /// One of the common causes.
    Cause(Cause),
    /// What to do next.
    Action(Action),
    /// Whose mail system.
    Provider(Provider),
    /// A block list.
    Blocklist(Blocklist),
    /// An SMTP command.
    Command(Command),
    /// Another product's label.
    Label(Vocabulary, &'static Label),
}

/// The kind of thing, in words.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReplyCode(code) => write!(f, "reply code {code}"),
            Self::EnhancedCode(code) => write!(f, "enhanced status code {code}"),
            Self::EnhancedStatus(status) => write!(f, "enhanced status code {}", status.code),
            Self::VendorCode(code) => write!(f, "code of a provider {}", code.id),
            Self::PseudoCode(code) => {
                write!(f, "number of a sending platform {} {}", code.platform, code.code)
            }
            Self::Rule(rule) => write!(f, "rule {}", rule.id),
            Self::Category(it) => write!(f, "category {it}"),
            Self::Severity(it) => write!(f, "severity {it}"),
            Self::Bounce(it) => write!(f, "bounce {it}"),
            Self::Side(it) => write!(f, "side {it}"),
            Self::Group(it) => write!(f, "group {it}"),
            Self::Cause(it) => write!(f, "cause {it}"),
            Self::Action(it) => write!(f, "action {it}"),
            Self::Provider(it) => write!(f, "provider {it}"),
            Self::Blocklist(it) => write!(f, "block list {it}"),
            Self::Command(it) => write!(f, "command {it}"),
            Self::Label(vocabulary, label) => write!(f, "label {} of {vocabulary}", label.label),
        }
    }
}

/// What a query can mean, the nearest first. There are at most [`Explanations::MAX`].
#[derive(Clone, Debug)]
pub struct Explanations {
    found: [Option<Explanation>; Self::MAX],
    next: usize,
}

impl Explanations {
    /// As many as there ever are.
    pub const MAX: usize = 24;

    fn add(&mut self, new: Explanation) {
        if self.found.contains(&Some(new)) {
            return;
        }
        if let Some(free) = self.found.iter_mut().find(|f| f.is_none()) {
            *free = Some(new);
        }
    }

    fn add_all(&mut self, all: impl IntoIterator<Item = Explanation>) {
        all.into_iter().for_each(|one| self.add(one));
    }

    fn is_empty(&self) -> bool {
        self.found[0].is_none()
    }
}

impl Iterator for Explanations {
    type Item = Explanation;

    fn next(&mut self) -> Option<Explanation> {
        let next = *self.found.get(self.next)?;
        self.next += 1;
        next
    }
}

/// What a query can mean: a code (`550`, `5.7.26`, `X.2.2`), an id of any list (`user_unknown`), a
/// provider's tag (`S3140`), another product's label, a host or a domain, or a whole reply.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, Explanation, ReplyCode, explain};
///
/// assert_eq!(explain("550").next(), Some(Explanation::ReplyCode(ReplyCode::MAILBOX_UNAVAILABLE)));
/// assert_eq!(explain("User Unknown").next(), Some(Explanation::Category(Category::UserUnknown)));
/// assert!(matches!(explain("[S3140]").next(), Some(Explanation::VendorCode(_))));
/// assert_eq!(explain("nothing of this kind").next(), None);
/// ```
pub fn explain(query: &str) -> Explanations {
    let mut out = Explanations { found: [None; Explanations::MAX], next: 0 };
    let query = query.trim();
    single_code(query, &mut out);
    if out.is_empty() {
        names(query, &mut out);
    }
    if out.is_empty() {
        reply(query, &mut out);
    }
    out
}

/// A code and nothing else.
fn single_code(query: &str, out: &mut Explanations) {
    if let Ok(code) = query.parse::<ReplyCode>() {
        let mut platforms = PseudoCode::by_code(code.as_u16()).peekable();
        if code.is_known() || platforms.peek().is_none() {
            out.add(Explanation::ReplyCode(code));
        }
        out.add_all(platforms.map(Explanation::PseudoCode));
    } else if let Ok(code) = query.trim_start_matches('#').parse::<EnhancedCode>() {
        out.add(Explanation::EnhancedCode(code));
        out.add_all(VendorCode::by_code(code).map(Explanation::VendorCode));
    } else if let Some(status) = EnhancedStatus::from_code(query) {
        out.add(Explanation::EnhancedStatus(status));
    }
}

/// Whatever has this name.
fn names(query: &str, out: &mut Explanations) {
    macro_rules! lists {
        ($($list:ident)*) => {$(
            out.add_all($list::ALL.iter().filter(|one| is_id(query, one.id())).map(|one| Explanation::$list(*one)));
        )*};
    }
    lists!(Category Provider Blocklist Action Cause Group Severity Bounce Side Command);

    let tag = query.trim_matches(['(', ')', '[', ']']);
    out.add_all(VendorCode::by_tag(tag).chain(VendorCode::from_id(query)).map(Explanation::VendorCode));
    let same = |name: &str| name.eq_ignore_ascii_case(query);
    out.add_all(Provider::ALL.iter().filter(|p| same(p.name())).map(|p| Explanation::Provider(*p)));
    let named = |list: &&Blocklist| same(list.name()) || list.markers().iter().any(|m| same(m));
    out.add_all(Blocklist::ALL.iter().filter(named).map(|l| Explanation::Blocklist(*l)));
    out.add_all(ReplyCode::known().filter(|c| c.name().is_some_and(same)).map(Explanation::ReplyCode));
    out.add_all(EnhancedStatus::ALL.iter().filter(|s| same(s.name)).map(Explanation::EnhancedStatus));

    out.add_all(Rule::from_id(query).map(Explanation::Rule));

    for vocabulary in Vocabulary::ALL {
        out.add_all(vocabulary.label(query).map(|label| Explanation::Label(*vocabulary, label)));
    }
    if query.contains('.') {
        let of_domain = || Provider::ALL.iter().copied().find(|p| p.domains().iter().any(|d| same(d)));
        out.add_all(Provider::from_host(query).or_else(of_domain).map(Explanation::Provider));
    }
}

/// A whole reply: its codes, and what the verdict on it names.
fn reply(query: &str, out: &mut Explanations) {
    let read = Reply::parse(query.as_bytes());
    out.add_all(read.code().map(Explanation::ReplyCode));
    out.add_all(read.enhanced_code().map(Explanation::EnhancedCode));
    let verdict = classify(query.as_bytes());
    if verdict.evidence.kind == EvidenceKind::None {
        return;
    }
    out.add_all(VendorCode::from_id(verdict.evidence.id).map(Explanation::VendorCode));
    out.add_all(Rule::from_id(verdict.evidence.id).map(Explanation::Rule));
    out.add(Explanation::Category(verdict.category));
    out.add_all(verdict.provider.map(Explanation::Provider));
    out.add_all(verdict.blocklist.map(Explanation::Blocklist));
    out.add(Explanation::Action(verdict.action));
}
