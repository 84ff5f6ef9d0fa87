/// What each of the two sides can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// For the sending side: a person, a mail server or a sending platform.
    pub sender: &'static str,
    /// For the recipient, or the administrator of the receiving system.
    pub recipient: &'static str,
}
