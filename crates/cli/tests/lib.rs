//! The program as its users run it.

mod classify;
mod codes;
mod events;
mod explain;
mod export;
mod rules;
#[cfg(unix)]
mod serve;
mod shell;
mod support;
mod udf;
