use crate::Side;
use crate::axis::{Item, axis, texts};

axis!(Side(u8), Item, "side", "recipient", Recipient);
texts!(Side);
