use crate::Cause;
use crate::axis::{Item, axis, texts};

axis!(Cause(u8), Item, "cause", "full_mailbox", FullMailbox);
texts!(Cause);
