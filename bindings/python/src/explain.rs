//! `smtpcodes.explain` and `smtpcodes.help_url`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use smtpcodes::{Category, Explanation};

use crate::enhanced_code::EnhancedCode;
use crate::facts::{Advice, title_of};
use crate::members::{Axis, optional, reply_code};
use crate::reply::{Reply, utf8};

/// The page that a reply points its reader to: the first web address in it.
///
/// >>> from smtpcodes import help_url
/// >>> help_url("550 5.1.1 No such user, see https://example.org/help?p=1.")
/// 'https://example.org/help?p=1'
#[pyfunction]
#[pyo3(signature = (reply, /))]
pub(crate) fn help_url(reply: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    Ok(smtpcodes::help_url(&Reply::of(reply)?.bytes).map(str::to_owned))
}

/// What a query can mean, as keyword arguments of `smtpcodes.Explanation`.
#[pyfunction]
#[pyo3(signature = (query, /))]
pub(crate) fn explain<'py>(query: &Bound<'py, PyString>) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let py = query.py();
    let query = utf8(query)?;
    smtpcodes::explain(&String::from_utf8_lossy(&query)).map(|one| facts(py, one)).collect()
}

fn facts(py: Python<'_>, explanation: Explanation) -> PyResult<Bound<'_, PyDict>> {
    let d = PyDict::new(py);
    d.set_item("kind", explanation.kind().id())?;
    match explanation {
        Explanation::ReplyCode(code) => {
            let class = code.class_meaning();
            head(&d, code.as_str(), code.title().or(class.map(|c| c.title)))?;
            d.set_item("value", reply_code(code, py)?)?;
            texts(&d, code.meaning().or(class.map(|c| c.meaning)), code.popular(), code.source())?;
            d.set_item("category", optional(code.category(), py)?)?;
            advice(&d, code.advice())?;
        }
        Explanation::EnhancedCode(code) => {
            let wrapped = Bound::new(py, EnhancedCode(code))?;
            let subject = code.subject_meaning().map(|s| s.title);
            head(&d, &code.to_string(), code.status().map(|s| s.title).or(subject))?;
            for name in ["meaning", "popular", "category", "advice", "source"] {
                d.set_item(name, wrapped.getattr(name)?)?;
            }
            d.set_item("value", wrapped)?;
        }
        Explanation::EnhancedStatus(status) => {
            head(&d, status.code, Some(status.title))?;
            texts(&d, Some(status.meaning), status.popular, Some(status.source))?;
            d.set_item("category", optional(status.category, py)?)?;
            advice(&d, Some(status.advice))?;
        }
        Explanation::VendorCode(code) => {
            head(&d, code.id, Some(code.title))?;
            texts(&d, Some(code.meaning), None, Some(code.source))?;
            d.set_item("category", optional(code.category, py)?)?;
            d.set_item("provider", code.provider.member(py)?)?;
            advice(&d, Some(code.advice()))?;
        }
        Explanation::PseudoCode(code) => {
            head(&d, &code.code.to_string(), Some(code.title))?;
            texts(&d, Some(code.meaning), None, code.source)?;
            d.set_item("category", code.category.member(py)?)?;
            d.set_item("provider", code.platform.member(py)?)?;
            advice(&d, Some(code.advice()))?;
        }
        Explanation::Rule(rule) => {
            head(&d, rule.id, Some(rule.category.title()))?;
            texts(&d, Some(rule.example), None, rule.source)?;
            d.set_item("category", rule.category.member(py)?)?;
        }
        Explanation::Category(it) => {
            member(&d, it)?;
            texts(&d, Some(it.meaning()), None, None)?;
            d.set_item("category", it.member(py)?)?;
            advice(&d, Some(it.advice()))?;
        }
        Explanation::Severity(it) => item(&d, it, it.meaning())?,
        Explanation::Bounce(it) => item(&d, it, it.meaning())?,
        Explanation::Side(it) => item(&d, it, it.meaning())?,
        Explanation::Group(it) => item(&d, it, it.meaning())?,
        Explanation::Cause(it) => item(&d, it, it.meaning())?,
        Explanation::Action(it) => item(&d, it, it.meaning())?,
        Explanation::Command(it) => member(&d, it)?,
        Explanation::Provider(it) => {
            member(&d, it)?;
            texts(&d, None, None, it.postmaster())?;
            d.set_item("provider", it.member(py)?)?;
        }
        Explanation::Blocklist(it) => {
            member(&d, it)?;
            texts(&d, None, None, it.removal())?;
        }
        Explanation::Label(vocabulary, label) => {
            head(&d, label.label, label.category.map(Category::title))?;
            texts(&d, label.category.map(Category::meaning), None, vocabulary.source())?;
            d.set_item("value", vocabulary.member(py)?)?;
            d.set_item("category", optional(label.category, py)?)?;
        }
        // A kind that the core has learnt since.
        other => head(&d, &other.to_string(), None)?,
    }
    Ok(d)
}

fn head(d: &Bound<'_, PyDict>, id: &str, title: Option<&str>) -> PyResult<()> {
    d.set_item("id", id)?;
    d.set_item("title", title)
}

fn member<T: Axis>(d: &Bound<'_, PyDict>, it: T) -> PyResult<()> {
    let value = it.member(d.py())?;
    head(d, it.id(), title_of(T::NAME, it.id()))?;
    d.set_item("value", value)
}

fn item<T: Axis>(d: &Bound<'_, PyDict>, it: T, meaning: &str) -> PyResult<()> {
    member(d, it)?;
    d.set_item("meaning", meaning)
}

fn texts(
    d: &Bound<'_, PyDict>,
    meaning: Option<&str>,
    popular: Option<&str>,
    source: Option<&str>,
) -> PyResult<()> {
    d.set_item("meaning", meaning)?;
    d.set_item("popular", popular)?;
    d.set_item("source", source)
}

fn advice(d: &Bound<'_, PyDict>, advice: Option<smtpcodes::Advice>) -> PyResult<()> {
    let advice = advice.map(|a| Advice(a).object(d.py())).transpose()?;
    d.set_item("advice", advice)
}
