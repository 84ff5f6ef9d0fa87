use crate::tables::TABLES;
use crate::{Context, Verdict, engine};

/// The verdict on a reply, of which nothing but its text is known.
///
/// The text may be a reply as it came over the wire, or as logs, bounce messages and programs quote it.
/// Of very long texts the first 16 KiB are read. The call does not allocate, and takes bounded time
/// whatever the text.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, classify};
///
/// assert_eq!(classify(b"550 5.1.1 Sorry").category, Category::UserUnknown);
/// assert_eq!(classify(b"550 Sorry").category, Category::Unknown);
/// assert_eq!(classify(b"").category, Category::Unknown);
/// ```
pub fn classify(reply: &[u8]) -> Verdict {
    classify_with(reply, &Context::new())
}

/// The verdict on a reply, with what the caller knows besides its text.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, Context, Provider, classify, classify_with};
///
/// // Gmail's own use of a code whose registered meaning is another one.
/// let reply = b"421 4.2.1 not now";
/// let gmail = Context::new().provider(Provider::Gmail);
/// assert_eq!(classify(reply).category, Category::MailboxDisabled);
/// assert_eq!(classify_with(reply, &gmail).category, Category::RateLimited);
/// ```
pub fn classify_with(reply: &[u8], context: &Context<'_>) -> Verdict {
    let decision = context.given(|given| engine::classify(&TABLES, reply, given));
    Verdict::builtin(&decision)
}

/// The verdicts on many replies, into a slice of the caller's. Returns how many there are: as many as the
/// shorter of the two has.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, Verdict, classify_batch};
///
/// let replies = ["550 5.1.1 Sorry", "452 4.2.2 Sorry"];
/// let mut verdicts = [Verdict::default(); 2];
/// assert_eq!(classify_batch(replies, &mut verdicts), 2);
/// assert_eq!(verdicts[1].category, Category::MailboxFull);
/// ```
pub fn classify_batch<R: AsRef<[u8]>>(
    replies: impl IntoIterator<Item = R>,
    verdicts: &mut [Verdict],
) -> usize {
    Classifier::builtin().classify_batch(replies, verdicts)
}

/// As [`classify_batch`](classify_batch()), with what the caller knows about each reply besides its text.
///
/// # Example
///
/// ```
/// use smtpcodes::{Category, Context, Provider, Verdict, classify_batch_with};
///
/// let gmail = Context::new().provider(Provider::Gmail);
/// let replies = [("421 4.2.1 not now", gmail), ("452 4.2.2 Sorry", Context::new())];
/// let mut verdicts = [Verdict::default(); 2];
/// assert_eq!(classify_batch_with(replies, &mut verdicts), 2);
/// assert_eq!(verdicts[0].category, Category::RateLimited);
/// ```
pub fn classify_batch_with<'a, R: AsRef<[u8]>>(
    replies: impl IntoIterator<Item = (R, Context<'a>)>,
    verdicts: &mut [Verdict],
) -> usize {
    Classifier::builtin().classify_batch_with(replies, verdicts)
}

/// The built-in rules, and with the feature `custom-rules` the caller's own before them.
///
/// It is cheap to clone and can be shared between threads.
///
/// # Example
///
/// ```
/// use smtpcodes::{Classifier, classify};
///
/// let classifier = Classifier::builtin();
/// assert_eq!(classifier.classify(b"550 5.1.1 Sorry"), classify(b"550 5.1.1 Sorry"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Classifier {
    #[cfg(feature = "custom-rules")]
    pub(crate) own: Option<std::sync::Arc<crate::custom::OwnRules>>,
}

impl Classifier {
    /// With the built-in rules alone.
    pub const fn builtin() -> Self {
        Self {
            #[cfg(feature = "custom-rules")]
            own: None,
        }
    }

    /// As [`classify`](crate::classify()).
    pub fn classify(&self, reply: &[u8]) -> Verdict {
        self.classify_with(reply, &Context::new())
    }

    /// As [`classify_with`](crate::classify_with()).
    pub fn classify_with(&self, reply: &[u8], context: &Context<'_>) -> Verdict {
        self.own(reply, context).unwrap_or_else(|| classify_with(reply, context))
    }

    /// What the caller's own rules say.
    #[cfg(feature = "custom-rules")]
    pub(crate) fn own(&self, reply: &[u8], context: &Context<'_>) -> Option<Verdict> {
        self.own.as_ref()?.classify(reply, context)
    }

    /// There are none.
    #[cfg(not(feature = "custom-rules"))]
    pub(crate) fn own(&self, _: &[u8], _: &Context<'_>) -> Option<Verdict> {
        None
    }

    /// As [`classify_batch`](crate::classify_batch()).
    pub fn classify_batch<R: AsRef<[u8]>>(
        &self,
        replies: impl IntoIterator<Item = R>,
        verdicts: &mut [Verdict],
    ) -> usize {
        let with_context = replies.into_iter().map(|reply| (reply, Context::new()));
        self.classify_batch_with(with_context, verdicts)
    }

    /// As [`classify_batch_with`](crate::classify_batch_with()).
    pub fn classify_batch_with<'a, R: AsRef<[u8]>>(
        &self,
        replies: impl IntoIterator<Item = (R, Context<'a>)>,
        verdicts: &mut [Verdict],
    ) -> usize {
        let mut count = 0;
        // The slice first: nothing is taken from the replies once it is full.
        for (verdict, (reply, context)) in verdicts.iter_mut().zip(replies) {
            *verdict = self.classify_with(reply.as_ref(), &context);
            count += 1;
        }
        count
    }
}
