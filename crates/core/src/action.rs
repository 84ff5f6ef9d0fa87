use crate::Action;
use crate::axis::{Item, axis, texts};

axis!(Action(u8), Item, "action", "suppress", Suppress);
texts!(Action);
