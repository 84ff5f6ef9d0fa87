//! Any query has explanations, or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtpcodes::{Provider, explain};

fuzz_target!(|query: &str| {
    explain(query).for_each(drop);
    let _ = Provider::from_host(query);
});
