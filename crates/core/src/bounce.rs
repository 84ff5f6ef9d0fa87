use crate::Bounce;
use crate::axis::{Item, axis, texts};

axis!(Bounce(u8), Item, "bounce", "hard", Hard);
texts!(Bounce);
