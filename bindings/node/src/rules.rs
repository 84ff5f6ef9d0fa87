//! A classifier with rules of the caller's own.

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::{AsyncTask, Result, Task};
use napi_derive::napi;
use smtpcodes::{Classifier, RulesError, SharedClassifier};

use crate::batch::Batch;
use crate::classify;
use crate::context::Known;
use crate::text::JsText;
use crate::verdict::Columns;

/// Built-in rules, and own ones before them, which can be replaced at any time.
#[napi]
pub struct NativeClassifier(Arc<SharedClassifier>);

/// A mistake in own rules.
#[napi(object, object_from_js = false)]
pub struct Mistake {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

#[napi]
impl NativeClassifier {
    /// With the built-in rules alone.
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::new_without_default, reason = "called from JavaScript alone")]
    pub fn new() -> Self {
        Self(Arc::new(SharedClassifier::new(Classifier::builtin())))
    }

    /// Takes rules, unless they have mistakes.
    #[napi(catch_unwind)]
    pub fn set_rules(&self, yaml: String, file: String) -> Vec<Mistake> {
        replace(&self.0, Classifier::with_rules(&yaml, &file))
    }

    /// The same, compiled on a thread of the pool; who classifies meanwhile has the rules of before.
    #[napi(catch_unwind, ts_return_type = "Promise<Array<Mistake>>")]
    pub fn set_rules_later(&self, yaml: String, file: String) -> AsyncTask<Compile> {
        AsyncTask::new(Compile { shared: Arc::clone(&self.0), yaml, file })
    }

    /// As the function of this name.
    #[napi(catch_unwind)]
    pub fn classify(
        &self,
        env: Env,
        #[napi(ts_arg_type = "string")] reply: JsText,
        #[napi(ts_arg_type = "Uint8Array")] mut out: Columns<'_>,
        known: Option<Known>,
    ) -> Result<()> {
        classify::string(&self.0.load(), env, reply, known.as_ref(), &mut out)
    }

    /// As the function of this name.
    #[napi(catch_unwind)]
    pub fn classify_bytes(
        &self,
        reply: &[u8],
        #[napi(ts_arg_type = "Uint8Array")] mut out: Columns<'_>,
        known: Option<Known>,
    ) -> Result<()> {
        classify::bytes(&self.0.load(), reply, known.as_ref(), &mut out)
    }

    /// As the function of this name.
    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "an object would have to be read property by property")]
    pub fn classify_strings(
        &self,
        env: Env,
        #[napi(ts_arg_type = "string")] replies: JsText,
        lengths: &[u32],
        #[napi(ts_arg_type = "Uint8Array")] out: Columns<'_>,
        first: u32,
        known: Vec<Known>,
        which: &[u32],
        threads: u32,
    ) -> Result<()> {
        let batch = Batch { lengths, first, known: &known, which, threads };
        batch.strings(&self.0.load(), env, replies, out)
    }

    /// As the function of this name.
    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "an object would have to be read property by property")]
    pub fn classify_buffers(
        &self,
        replies: &[u8],
        lengths: &[u32],
        #[napi(ts_arg_type = "Uint8Array")] out: Columns<'_>,
        first: u32,
        known: Vec<Known>,
        which: &[u32],
        threads: u32,
    ) -> Result<()> {
        let batch = Batch { lengths, first, known: &known, which, threads };
        batch.buffers(&self.0.load(), replies, out)
    }
}

/// Rules to be compiled on another thread.
pub struct Compile {
    shared: Arc<SharedClassifier>,
    yaml: String,
    file: String,
}

impl Task for Compile {
    type Output = core::result::Result<Classifier, RulesError>;
    type JsValue = Vec<Mistake>;

    fn compute(&mut self) -> Result<Self::Output> {
        Ok(Classifier::with_rules(&self.yaml, &self.file))
    }

    /// On the thread of JavaScript: no call of it, be it for a long batch, sees the rules change.
    fn resolve(&mut self, _: Env, compiled: Self::Output) -> Result<Self::JsValue> {
        Ok(replace(&self.shared, compiled))
    }
}

fn replace(
    shared: &SharedClassifier,
    compiled: core::result::Result<Classifier, RulesError>,
) -> Vec<Mistake> {
    match compiled {
        Ok(classifier) => {
            shared.store(classifier);
            Vec::new()
        }
        Err(error) => mistakes(&error),
    }
}

fn mistakes(error: &RulesError) -> Vec<Mistake> {
    let owned =
        |(line, column, message): (u32, u32, &str)| Mistake { line, column, message: message.to_owned() };
    error.mistakes().map(owned).collect()
}
