//! What codes, ids, tags and replies can mean.

use core::ffi::c_char;

use smtpcodes::{
    Advice, Category, Digit, EnhancedCode, EnhancedMeaning, EnhancedStatus, Explanation, ExplanationKind,
    Explanations, Provider, ReplyCode,
};

use crate::boundary::{self, Sized_, call, element, size_of_caller, write, write_sized};
use crate::codes::{smtpcodes_category_t, smtpcodes_provider_t};
use crate::list::{List, number_or_0};
use crate::result::smtpcodes_result::{SMTPCODES_ERROR_NULL, SMTPCODES_ERROR_NUMBER};
use crate::result::smtpcodes_result_t;
use crate::text::smtpcodes_text_t;
use crate::verdict::smtpcodes_enhanced_code_t;

/// The kind of thing that an explanation is about.
#[repr(C)]
pub enum smtpcodes_explanation_kind {
    /// A kind that this version has no number for.
    SMTPCODES_EXPLANATION_KIND_OTHER = 0,
    /// A reply code: `number`.
    SMTPCODES_EXPLANATION_KIND_REPLY_CODE = 1,
    /// An enhanced status code: `enhanced_code`.
    SMTPCODES_EXPLANATION_KIND_ENHANCED_CODE = 2,
    /// An entry of the registry of enhanced status codes, for any class: `enhanced_code` has class 0.
    SMTPCODES_EXPLANATION_KIND_ENHANCED_STATUS = 3,
    /// A provider's own code or tag: `provider`.
    SMTPCODES_EXPLANATION_KIND_VENDOR_CODE = 4,
    /// A number that a sending platform reports instead of a reply code: `number`, and `provider` is the platform.
    SMTPCODES_EXPLANATION_KIND_PSEUDO_CODE = 5,
    /// A rule; its `meaning` is a reply that it recognises.
    SMTPCODES_EXPLANATION_KIND_RULE = 6,
    /// What went wrong; `number` is its number in the list, as in all that follow.
    SMTPCODES_EXPLANATION_KIND_CATEGORY = 7,
    /// What the server claimed.
    SMTPCODES_EXPLANATION_KIND_SEVERITY = 8,
    /// Whether the address is dead.
    SMTPCODES_EXPLANATION_KIND_BOUNCE = 9,
    /// On whose side the cause lies.
    SMTPCODES_EXPLANATION_KIND_SIDE = 10,
    /// A family of categories.
    SMTPCODES_EXPLANATION_KIND_GROUP = 11,
    /// One of the common causes.
    SMTPCODES_EXPLANATION_KIND_CAUSE = 12,
    /// What to do next.
    SMTPCODES_EXPLANATION_KIND_ACTION = 13,
    /// Whose mail system.
    SMTPCODES_EXPLANATION_KIND_PROVIDER = 14,
    /// A block list.
    SMTPCODES_EXPLANATION_KIND_BLOCKLIST = 15,
    /// An SMTP command.
    SMTPCODES_EXPLANATION_KIND_COMMAND = 16,
    /// Another product's label: `id`, and `number` is the vocabulary.
    SMTPCODES_EXPLANATION_KIND_LABEL = 17,
}

/// A value of `smtpcodes_explanation_kind`.
pub type smtpcodes_explanation_kind_t = u16;

/// As many explanations as a query has at most.
pub const SMTPCODES_EXPLANATIONS_MAX: usize = 24;
const _: () = assert!(SMTPCODES_EXPLANATIONS_MAX == Explanations::MAX);

/// Something that a query can mean. Set `size` before the call. Texts that there are not are absent.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct smtpcodes_explanation_t {
    /// `sizeof(smtpcodes_explanation_t)`. Of an array, the first one's counts for all.
    pub size: usize,
    /// Its name for programs, or the code as text; absent for an enhanced status code that is not registered.
    pub id: smtpcodes_text_t,
    /// A few words; of a rule and a label those of the category.
    pub title: smtpcodes_text_t,
    /// What it means, and what it tends to mean; of a rule, a reply that it recognises.
    pub meaning: smtpcodes_text_t,
    /// What popular tables mean by it, where that differs.
    pub popular: smtpcodes_text_t,
    /// What the sending side can do.
    pub advice_sender: smtpcodes_text_t,
    /// What the recipient, or the administrator of the receiving system, can do.
    pub advice_recipient: smtpcodes_text_t,
    /// Where it is defined or documented.
    pub source: smtpcodes_text_t,
    /// What it is.
    pub kind: smtpcodes_explanation_kind_t,
    /// Its number, as the kind says.
    pub number: u16,
    /// The enhanced status code, of the kinds that have one.
    pub enhanced_code: smtpcodes_enhanced_code_t,
    /// Whose it is; 0 if it is nobody's.
    pub provider: smtpcodes_provider_t,
    /// What it says went wrong; it counts only where `has_category` is true.
    pub category: smtpcodes_category_t,
    /// Whether it says by itself what went wrong.
    pub has_category: bool,
    /// Whether a list of ours or a registry has it. Of a code that none has, the texts tell the meaning of
    /// its parts.
    pub is_known: bool,
}

// SAFETY: `size` is in front; it is never read by `read_sized`.
unsafe impl Sized_ for smtpcodes_explanation_t {
    fn set_size(&mut self, size: usize) {
        self.size = size;
    }
}

/// What a query can mean, the nearest first: a code (`550`, `5.7.26`, `X.2.2`), an id of any list, a
/// provider's tag (`S3140`), another product's label, a host, or a whole reply.
///
/// Writes at most `capacity` explanations to `out`, and to `count` how many there are; `out` may be `NULL`
/// where `capacity` is 0. There are never more than `SMTPCODES_EXPLANATIONS_MAX`. A query that means nothing has none.
///
/// Errors: `NULL`, `SIZE`, `UTF8`.
///
/// # Safety
/// `query` must point to `length` bytes, `out` to `capacity` structures of the size that the first one
/// says, `count` to one number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_explain(
    query: *const c_char,
    length: usize,
    out: *mut smtpcodes_explanation_t,
    capacity: usize,
    count: *mut usize,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        if count.is_null() {
            return Err(SMTPCODES_ERROR_NULL);
        }
        let size = if capacity == 0 { 0 } else { size_of_caller(out)? };
        let query = smtpcodes_text_t { data: query, length }.utf8()?;
        let mut found = 0;
        for explanation in smtpcodes::explain(query) {
            if found < capacity {
                write_sized(element(out, size, found).cast_mut(), size, convert(explanation));
            }
            found += 1;
        }
        write(count, found)
    })
}

/// What is known about a reply code, 100 to 999.
///
/// Errors: `NULL`, `SIZE`, `NUMBER`.
///
/// # Safety
/// `out` must point to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_reply_code_explain(
    code: u16,
    out: *mut smtpcodes_explanation_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let code = ReplyCode::from_u16(code).map_err(|_| SMTPCODES_ERROR_NUMBER)?;
        write_sized(out, size, convert(Explanation::ReplyCode(code)));
        Ok(())
    })
}

/// What is known about an enhanced status code.
///
/// Errors: `NULL`, `SIZE`; `NUMBER` where the class is not 2, 4 or 5, or another part is over 999.
///
/// # Safety
/// `out` must point to a structure of the size that it says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smtpcodes_enhanced_code_explain(
    code: smtpcodes_enhanced_code_t,
    out: *mut smtpcodes_explanation_t,
) -> smtpcodes_result_t {
    // SAFETY: as the caller promises.
    call(|| unsafe {
        let size = size_of_caller(out)?;
        let class = u8::try_from(code.class_).unwrap_or(0);
        let code = EnhancedCode::new(class, code.subject, code.detail).map_err(|_| SMTPCODES_ERROR_NUMBER)?;
        write_sized(out, size, convert(Explanation::EnhancedCode(code)));
        Ok(())
    })
}

/// What the core says, in Rust's types; texts that are empty are absent.
#[derive(Default)]
struct Facts {
    number: u16,
    enhanced_code: smtpcodes_enhanced_code_t,
    id: &'static str,
    title: &'static str,
    meaning: &'static str,
    popular: Option<&'static str>,
    advice: Option<Advice>,
    source: Option<&'static str>,
    provider: Option<Provider>,
    category: Option<Category>,
    unknown: bool,
}

fn convert(explanation: Explanation) -> smtpcodes_explanation_t {
    let kind = kind_number(explanation.kind());
    let facts = facts(explanation);
    let text = |text: &'static str| match text {
        "" => smtpcodes_text_t::NONE,
        text => smtpcodes_text_t::new(text),
    };
    smtpcodes_explanation_t {
        size: size_of::<smtpcodes_explanation_t>(),
        id: text(facts.id),
        title: text(facts.title),
        meaning: text(facts.meaning),
        popular: smtpcodes_text_t::option(facts.popular),
        advice_sender: smtpcodes_text_t::option(facts.advice.map(|a| a.sender)),
        advice_recipient: smtpcodes_text_t::option(facts.advice.map(|a| a.recipient)),
        source: smtpcodes_text_t::option(facts.source),
        kind,
        number: facts.number,
        enhanced_code: facts.enhanced_code,
        provider: number_or_0(facts.provider),
        category: facts.category.map_or(0, Category::as_number),
        has_category: facts.category.is_some(),
        is_known: !facts.unknown,
    }
}

fn facts(explanation: Explanation) -> Facts {
    macro_rules! titled {
        ($entry:ident) => {
            Facts {
                number: $entry.as_number(),
                id: $entry.id(),
                title: $entry.title(),
                meaning: $entry.meaning(),
                ..Facts::default()
            }
        };
    }

    match explanation {
        Explanation::ReplyCode(code) => reply_code(code),
        Explanation::EnhancedCode(code) => enhanced_code(code),
        Explanation::EnhancedStatus(status) => {
            let code =
                smtpcodes_enhanced_code_t { class_: 0, subject: status.subject, detail: status.detail };
            Facts { enhanced_code: code, ..enhanced_status(status) }
        }
        Explanation::VendorCode(code) => Facts {
            id: code.id,
            title: code.title,
            meaning: code.meaning,
            advice: Some(code.advice()),
            source: Some(code.source),
            provider: Some(code.provider),
            category: code.category,
            ..Facts::default()
        },
        Explanation::PseudoCode(code) => Facts {
            number: code.code,
            // They look like reply codes, and else there would be no text of them.
            id: ReplyCode::from_u16(code.code).map_or("", ReplyCode::as_str),
            title: code.title,
            meaning: code.meaning,
            advice: Some(code.advice()),
            source: code.source,
            provider: Some(code.platform),
            category: Some(code.category),
            ..Facts::default()
        },
        Explanation::Rule(rule) => Facts {
            id: rule.id,
            title: rule.category.title(),
            meaning: rule.example,
            source: rule.source,
            category: Some(rule.category),
            ..Facts::default()
        },
        Explanation::Category(category) => {
            Facts { advice: Some(category.advice()), category: Some(category), ..titled!(category) }
        }
        Explanation::Severity(it) => titled!(it),
        Explanation::Bounce(it) => titled!(it),
        Explanation::Side(it) => titled!(it),
        Explanation::Group(it) => titled!(it),
        Explanation::Cause(it) => titled!(it),
        Explanation::Action(it) => titled!(it),
        Explanation::Provider(it) => Facts {
            number: it.as_number(),
            id: it.id(),
            title: it.name(),
            source: it.postmaster(),
            provider: Some(it),
            ..Facts::default()
        },
        Explanation::Blocklist(it) => Facts {
            number: it.as_number(),
            id: it.id(),
            title: it.name(),
            source: it.removal(),
            ..Facts::default()
        },
        Explanation::Command(it) => {
            Facts { number: it.as_number(), id: it.id(), title: it.title(), ..Facts::default() }
        }
        Explanation::Label(vocabulary, label) => Facts {
            number: vocabulary.as_number(),
            id: label.label,
            title: label.category.map_or("", Category::title),
            meaning: label.category.map_or("", Category::meaning),
            source: vocabulary.source(),
            category: label.category,
            ..Facts::default()
        },
        _ => Facts::default(),
    }
}

fn reply_code(code: ReplyCode) -> Facts {
    let class = code.class_meaning();
    Facts {
        number: code.as_u16(),
        id: code.as_str(),
        title: code.title().or(class.map(|c| c.title)).unwrap_or(""),
        meaning: code.meaning().or(class.map(|c| c.meaning)).unwrap_or(""),
        popular: code.popular(),
        advice: code.advice(),
        source: code.source(),
        category: code.category(),
        unknown: !code.is_known(),
        ..Facts::default()
    }
}

fn enhanced_code(code: EnhancedCode) -> Facts {
    let part = |part: &'static Digit| Facts {
        title: part.title,
        meaning: part.meaning,
        source: Some(part.source),
        unknown: true,
        ..Facts::default()
    };
    let facts = match code.meaning() {
        EnhancedMeaning::Registered(status) => enhanced_status(status),
        EnhancedMeaning::Subject(subject) => part(subject),
        EnhancedMeaning::Unknown => {
            code.class_meaning().map_or(Facts { unknown: true, ..Facts::default() }, part)
        }
    };
    Facts { enhanced_code: Some(code).into(), ..facts }
}

fn enhanced_status(status: &'static EnhancedStatus) -> Facts {
    Facts {
        id: status.code,
        title: status.title,
        meaning: status.meaning,
        popular: status.popular,
        advice: Some(status.advice),
        source: Some(status.source),
        category: status.category,
        ..Facts::default()
    }
}

const fn kind_number(kind: ExplanationKind) -> smtpcodes_explanation_kind_t {
    use smtpcodes_explanation_kind::*;

    (match kind {
        ExplanationKind::ReplyCode => SMTPCODES_EXPLANATION_KIND_REPLY_CODE,
        ExplanationKind::EnhancedCode => SMTPCODES_EXPLANATION_KIND_ENHANCED_CODE,
        ExplanationKind::EnhancedStatus => SMTPCODES_EXPLANATION_KIND_ENHANCED_STATUS,
        ExplanationKind::VendorCode => SMTPCODES_EXPLANATION_KIND_VENDOR_CODE,
        ExplanationKind::PseudoCode => SMTPCODES_EXPLANATION_KIND_PSEUDO_CODE,
        ExplanationKind::Rule => SMTPCODES_EXPLANATION_KIND_RULE,
        ExplanationKind::Category => SMTPCODES_EXPLANATION_KIND_CATEGORY,
        ExplanationKind::Severity => SMTPCODES_EXPLANATION_KIND_SEVERITY,
        ExplanationKind::Bounce => SMTPCODES_EXPLANATION_KIND_BOUNCE,
        ExplanationKind::Side => SMTPCODES_EXPLANATION_KIND_SIDE,
        ExplanationKind::Group => SMTPCODES_EXPLANATION_KIND_GROUP,
        ExplanationKind::Cause => SMTPCODES_EXPLANATION_KIND_CAUSE,
        ExplanationKind::Action => SMTPCODES_EXPLANATION_KIND_ACTION,
        ExplanationKind::Provider => SMTPCODES_EXPLANATION_KIND_PROVIDER,
        ExplanationKind::Blocklist => SMTPCODES_EXPLANATION_KIND_BLOCKLIST,
        ExplanationKind::Command => SMTPCODES_EXPLANATION_KIND_COMMAND,
        ExplanationKind::Label => SMTPCODES_EXPLANATION_KIND_LABEL,
        _ => SMTPCODES_EXPLANATION_KIND_OTHER,
    }) as smtpcodes_explanation_kind_t
}

/// The name for programs of a kind of explanation. Never freed. Empty (`NULL`, 0) for a number of no entry.
#[unsafe(no_mangle)]
pub extern "C" fn smtpcodes_explanation_kind_id(kind: smtpcodes_explanation_kind_t) -> smtpcodes_text_t {
    boundary::text(|| Some(ExplanationKind::ALL.iter().find(|one| kind_number(**one) == kind)?.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_number() {
        let mut numbers: Vec<_> = ExplanationKind::ALL.iter().map(|one| kind_number(*one)).collect();
        numbers.sort_unstable();
        assert!(numbers.into_iter().eq(1..=17));
    }
}
