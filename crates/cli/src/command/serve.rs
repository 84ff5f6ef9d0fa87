//! Arguments of `smtpcodes serve`.

use clap::{Args, ValueEnum, ValueHint, value_parser};

use super::OwnRules;
use crate::serve::address::Address;

/// Tell mail servers on this machine what replies mean.
///
/// Listens on Unix sockets and loopback addresses, and speaks on each of them the socketmap and the tcp_table
/// protocol of Postfix, for its delivery status filter, and lines `classify HOST REPLY`, for readsocket of
/// Exim. A status is answered with what the verdict adds to it; where there is nothing to add, or anything
/// goes wrong, the answer is `NOTFOUND`, and mail takes its way as if nobody had been asked. Stops on SIGTERM
/// and SIGINT, once what was asked is answered.
#[cfg(unix)]
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  smtpcodes serve --listen /run/smtpcodes/socket
  smtpcodes serve --listen 127.0.0.1:2526 --mode defer-sender-side

In main.cf of Postfix:
  smtp_delivery_status_filter = socketmap:unix:/run/smtpcodes/socket:status

By hand:
  postmap -q '5.1.1 User unknown' socketmap:unix:/run/smtpcodes/socket:status

A request has at most 64 KiB. Sockets that systemd hands over are served, too.")]
pub(crate) struct ServeArgs {
    /// Where to listen: the path of a Unix socket, or a loopback address with a port
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::FilePath)]
    pub(crate) listen: Vec<Address>,
    /// What becomes of the status of a delivery
    #[arg(long, value_enum, default_value_t)]
    pub(crate) mode: ServeMode,
    /// How many clients are served at once; one more closes the connection that was silent longest
    #[arg(long, default_value_t = 256, value_name = "N", value_parser = value_parser!(u16).range(1..))]
    pub(crate) max_clients: u16,
    #[command(flatten)]
    pub(crate) own: OwnRules,
}

/// What becomes of the status of a delivery.
#[cfg(unix)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ServeMode {
    /// The verdict stands behind its text
    #[default]
    Annotate,
    /// Besides, a permanent failure whose cause is on the sender's side becomes a transient one
    DeferSenderSide,
}
