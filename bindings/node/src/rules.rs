//! A classifier with rules of the caller's own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use napi::Env;
use napi::bindgen_prelude::{AsyncTask, Result, Task};
use napi_derive::napi;
use smtpcodes::{Classifier, RulesError, SharedClassifier};

use crate::batch::Batch;
use crate::classify;
use crate::context::Known;
use crate::events::{self, EventsRead};
use crate::text::JsText;
use crate::verdict::Columns;

/// Built-in rules, and own ones before them, which can be replaced at any time.
#[napi]
pub struct NativeClassifier(Arc<Current>);

/// The rules of this moment, and which call they are from: calls overlap, and the last one counts, however
/// long its rules take to compile. The numbers change on the thread of JavaScript alone.
struct Current {
    classifier: SharedClassifier,
    /// The number of the last call.
    asked: AtomicU64,
    /// The number of the call whose rules hold.
    stored: AtomicU64,
}

impl Current {
    fn load(&self) -> Arc<Classifier> {
        self.classifier.load()
    }

    /// The number of a call that begins.
    fn ask(&self) -> u64 {
        self.asked.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// What a call has compiled, unless a later call was faster.
    fn replace(&self, call: u64, compiled: core::result::Result<Classifier, RulesError>) -> Vec<Mistake> {
        match compiled {
            Ok(classifier) => {
                if self.stored.fetch_max(call, Ordering::Relaxed) < call {
                    self.classifier.replace(classifier);
                }
                Vec::new()
            }
            Err(error) => mistakes(&error),
        }
    }
}

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
        Self(Arc::new(Current {
            classifier: SharedClassifier::new(Classifier::builtin()),
            asked: AtomicU64::new(0),
            stored: AtomicU64::new(0),
        }))
    }

    /// Takes rules, unless they have mistakes.
    #[napi(catch_unwind)]
    pub fn replace_sync(&self, yaml: String, file: String) -> Vec<Mistake> {
        let call = self.0.ask();
        self.0.replace(call, Classifier::with_rules(&yaml, &file))
    }

    /// The same, compiled on a thread of the pool; who classifies meanwhile has the rules of before.
    #[napi(catch_unwind, ts_return_type = "Promise<Array<Mistake>>")]
    pub fn replace(&self, yaml: String, file: String) -> AsyncTask<Compile> {
        AsyncTask::new(Compile { current: Arc::clone(&self.0), call: self.0.ask(), yaml, file })
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

    /// As the function of this name.
    #[napi(catch_unwind)]
    pub fn read_events<'env>(
        &self,
        env: &'env Env,
        source: String,
        body: &[u8],
        known: Option<Known>,
    ) -> Result<EventsRead<'env>> {
        events::read(env, &self.0.load(), &source, body, known.as_ref())
    }
}

/// Rules to be compiled on another thread.
pub struct Compile {
    current: Arc<Current>,
    call: u64,
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
        Ok(self.current.replace(self.call, compiled))
    }
}

fn mistakes(error: &RulesError) -> Vec<Mistake> {
    let owned =
        |m: smtpcodes::Mistake<'_>| Mistake { line: m.line, column: m.column, message: m.message.to_owned() };
    error.mistakes().map(owned).collect()
}
