//! The members of Python's enums, by the core's numbers.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, EvidenceKind, Group, Listed, Provider, ProviderKind,
    Relation, ReplyCode, Severity, Side, Vocabulary,
};

/// A closed list of the core's that is an enum in Python.
pub(crate) trait Axis: Copy + 'static {
    /// The name of the enum.
    const NAME: &'static str;
    /// How messages name an entry.
    const NOUN: &'static str;
    const ALL: &'static [Self];
    fn id(self) -> &'static str;
    /// The place in `ALL`.
    fn place(self) -> usize;
    fn from_id(id: &str) -> Option<Self>;
    fn members() -> &'static PyOnceLock<Vec<Py<PyAny>>>;

    /// The member of Python's enum.
    fn member(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let all = Self::members().get_or_try_init(py, || {
            let class = py.import("smtpcodes")?.getattr(Self::NAME)?;
            Self::ALL.iter().map(|one| Ok(class.call1((one.id(),))?.unbind())).collect::<PyResult<_>>()
        })?;
        Ok(all[self.place()].clone_ref(py))
    }
}

macro_rules! axes {
    ($($name:ident $noun:literal $place:expr;)*) => {$(
        impl Axis for $name {
            const NAME: &'static str = stringify!($name);
            const NOUN: &'static str = $noun;
            const ALL: &'static [Self] = Self::ALL;
            fn id(self) -> &'static str {
                self.id()
            }
            fn place(self) -> usize {
                $place(self)
            }
            fn from_id(id: &str) -> Option<Self> {
                Self::from_id(id)
            }
            fn members() -> &'static PyOnceLock<Vec<Py<PyAny>>> {
                static MEMBERS: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
                &MEMBERS
            }
        }
    )*};
}

axes! {
    Action "action" by_number;
    Blocklist "block list" by_number;
    Bounce "bounce" by_number;
    Category "category" by_number;
    Cause "cause" by_number;
    Command "command" by_number;
    EvidenceKind "kind of evidence" by_order;
    Group "group" by_number;
    Listed "kind of listing" by_order;
    Provider "provider" by_number;
    ProviderKind "kind of provider" by_order;
    Relation "relation" by_order;
    Severity "severity" by_number;
    Side "side" by_number;
    Vocabulary "vocabulary" by_number;
}

/// The lists that come from `codes.yaml` are sorted by their numbers, which have gaps.
fn by_number<T: Axis + Ord>(one: T) -> usize {
    // Every entry is in its own list.
    T::ALL.binary_search(&one).unwrap_or(0)
}

fn by_order<T: Axis + PartialEq>(one: T) -> usize {
    T::ALL.iter().position(|other| *other == one).unwrap_or(0)
}

/// The entry of an id that a caller wrote.
pub(crate) fn from_id<T: Axis>(id: &str) -> PyResult<T> {
    T::from_id(id).ok_or_else(|| unknown(T::NOUN, id))
}

/// The complaint about an id of no list.
pub(crate) fn unknown(noun: &str, found: &str) -> PyErr {
    pyo3::exceptions::PyValueError::new_err(format!("expected the id of a {noun}, found {found:?}"))
}

/// A member, or `None`.
pub(crate) fn optional<T: Axis>(one: Option<T>, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
    one.map(|one| one.member(py)).transpose()
}

/// Python's `ReplyCode` of a code, known or not.
pub(crate) fn reply_code(code: ReplyCode, py: Python<'_>) -> PyResult<Py<PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class =
        CLASS.get_or_try_init(py, || PyResult::Ok(py.import("smtpcodes")?.getattr("ReplyCode")?.unbind()))?;
    class.call1(py, (code.as_u16(),))
}
