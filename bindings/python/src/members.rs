//! The members of Python's enums, by the core's numbers.

use core::str::FromStr;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, EvidenceKind, Group, Listed, Provider, ProviderKind,
    Relation, ReplyCode, Severity, Side, UnknownId, Vocabulary,
};

/// A closed list of the core's that is an enum in Python.
pub(crate) trait Axis: Copy + FromStr<Err = UnknownId> + 'static {
    /// The name of the enum.
    const NAME: &'static str;
    const ALL: &'static [Self];
    fn id(self) -> &'static str;
    /// The place in `ALL`.
    fn place(self) -> usize;
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
    ($($name:ident $place:expr;)*) => {$(
        impl Axis for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = Self::ALL;
            fn id(self) -> &'static str {
                self.id()
            }
            fn place(self) -> usize {
                $place(self)
            }
            fn members() -> &'static PyOnceLock<Vec<Py<PyAny>>> {
                static MEMBERS: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
                &MEMBERS
            }
        }
    )*};
}

axes! {
    Action by_number;
    Blocklist by_number;
    Bounce by_number;
    Category by_number;
    Cause by_number;
    Command by_number;
    EvidenceKind by_order;
    Group by_number;
    Listed by_order;
    Provider by_number;
    ProviderKind by_order;
    Relation by_order;
    Severity by_number;
    Side by_number;
    Vocabulary by_number;
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
    id.parse().map_err(|e| unknown(e, id))
}

/// What callers name in their own way, as the core reads it.
pub(crate) trait Named: Axis {
    fn from_name(name: &str) -> Result<Self, UnknownId>;
}

impl Named for Command {
    fn from_name(name: &str) -> Result<Self, UnknownId> {
        Self::from_name(name)
    }
}

impl Named for Provider {
    fn from_name(name: &str) -> Result<Self, UnknownId> {
        Self::from_name(name)
    }
}

/// The entry that a caller named.
pub(crate) fn from_name<T: Named>(name: &str) -> PyResult<T> {
    T::from_name(name).map_err(|e| unknown(e, name))
}

/// The complaint about a text that names nothing.
fn unknown(error: UnknownId, found: &str) -> PyErr {
    pyo3::exceptions::PyValueError::new_err(format!("{error}, found {found:?}"))
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
