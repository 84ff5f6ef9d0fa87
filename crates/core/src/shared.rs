use std::sync::{Arc, PoisonError, RwLock};

use crate::Classifier;

/// A classifier that can be replaced while other threads use it: new rules without a restart.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, Classifier, SharedClassifier};
///
/// let shared = SharedClassifier::new(Classifier::builtin());
/// let before = shared.load();
/// shared.replace(Classifier::builtin());
/// assert_eq!(before.classify(b"452 4.2.2 Sorry").category, Category::MailboxFull, "who loaded keeps what it has");
/// ```
#[derive(Debug, Default)]
pub struct SharedClassifier(RwLock<Arc<Classifier>>);

impl SharedClassifier {
    /// Shares a classifier.
    pub fn new(classifier: Classifier) -> Self {
        Self(RwLock::new(Arc::new(classifier)))
    }

    /// The classifier of this moment. Take it once for a batch: the lock is held only to count a
    /// reference up.
    pub fn load(&self) -> Arc<Classifier> {
        // The lock guards one pointer, which is whole even if a thread has panicked meanwhile.
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces it for all who load from now on, and gives the one of before.
    pub fn replace(&self, classifier: Classifier) -> Arc<Classifier> {
        let new = Arc::new(classifier);
        core::mem::replace(&mut *self.0.write().unwrap_or_else(PoisonError::into_inner), new)
    }
}
