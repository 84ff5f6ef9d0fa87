//! The extension module `smtpcodes._native`: Python's objects to the core's types and back.
//!
//! Nothing is decided here. What Python sees is documented where it is defined, with examples that
//! `python/tests` runs; types are in `python/smtpcodes/_native.pyi`.

mod classifier;
mod column;
mod context;
mod enhanced_code;
mod events;
mod explain;
mod facts;
mod interpreter;
mod lines;
mod members;
mod parts;
mod program;
mod reply;
mod verdict;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::classifier::{Classifier, classify, classify_batch};
    #[pymodule_export]
    use crate::column::{VerdictColumn, Verdicts};
    #[pymodule_export]
    use crate::enhanced_code::EnhancedCode;
    #[pymodule_export]
    use crate::events::read_events;
    #[pymodule_export]
    use crate::explain::{explain, help_url};
    #[pymodule_export]
    use crate::facts::{
        blocklist_facts, category_facts, command_from_name, crosswalk, item_facts, labels, members,
        provider_facts, provider_from_host, provider_from_name, reply_code_facts, rule_facts, rule_ids,
        title, vocabulary_source,
    };
    #[pymodule_export]
    use crate::lines::{JoinedReplies, join_lines};
    #[pymodule_export]
    use crate::parts::reply_parts;
    #[pymodule_export]
    use crate::program::_program;
    #[pymodule_export]
    use crate::verdict::{_evidence, _verdict, Evidence, Verdict};

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::interpreter::only_one(module.py())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
