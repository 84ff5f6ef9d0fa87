use crate::Group;
use crate::axis::{Item, axis, texts};

axis!(Group(u8), Item, "group", "recipient", Recipient);
texts!(Group);
