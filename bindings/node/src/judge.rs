//! What follows from a verdict. The core decides it; here the verdict comes back from JavaScript.

use napi::bindgen_prelude::{Error, Result, Status};
use napi_derive::napi;
use smtpcodes::{Action, Bounce, Severity, Verdict};

/// As much of a verdict as the answers depend on.
#[napi(object, object_to_js = false)]
pub struct Judged {
    /// The id of the severity.
    pub severity: String,
    /// The id of the kind of bounce.
    pub bounce: String,
    /// The id of the action.
    pub action: String,
}

impl Judged {
    /// A verdict with these members.
    fn verdict(&self) -> Result<Verdict> {
        let mut verdict = Verdict::default();
        verdict.severity =
            read("severity: expected the id of a severity", &self.severity, Severity::from_id)?;
        verdict.bounce = read("bounce: expected the id of a kind of bounce", &self.bounce, Bounce::from_id)?;
        verdict.action = read("action: expected the id of an action", &self.action, Action::from_id)?;
        Ok(verdict)
    }
}

fn read<T>(expected: &str, id: &str, from_id: fn(&str) -> Option<T>) -> Result<T> {
    from_id(id).ok_or_else(|| Error::new(Status::InvalidArg, format!("{expected}, found {id:?}")))
}

/// Whether mail failed, for now or for good.
#[napi(catch_unwind)]
pub fn is_failure(verdict: Judged) -> Result<bool> {
    Ok(verdict.verdict()?.is_failure())
}

/// Whether to stop mailing the address.
#[napi(catch_unwind)]
pub fn should_suppress(verdict: Judged) -> Result<bool> {
    Ok(verdict.verdict()?.should_suppress())
}

/// Whether to send the same message again later, without a change.
#[napi(catch_unwind)]
pub fn is_retryable(verdict: Judged) -> Result<bool> {
    Ok(verdict.verdict()?.is_retryable())
}
