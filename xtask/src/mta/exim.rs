//! Exim: a line in its log for each delivery that failed, through the plugin and through the socket.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use super::delivery::{DELIVERIES, MESSAGE, SENDER};
use super::server::Server;
use super::snippet::{replaced, snippet};
use super::system::System;
use super::{Home, wait_for};
use crate::{Outcome, c};

const LOG: &str = "/var/log/exim4/mainlog";
const SOCKET: &str = "/run/smtpcodes/socket";

/// What is logged of each recipient.
type Verdicts = BTreeMap<&'static str, String>;

/// With the packages of the daemon that can load plugins, and of the one that cannot.
pub(super) fn test(home: &Home, heavy: &Path, light: &Path) -> Outcome {
    let plugin = replaced(&snippet("exim", "plugin")?, "x86_64-linux-gnu", &c::triplet()?)?;
    let socket = snippet("exim", "socket")?;

    let by_plugin = deliver(&System::new(home, "exim-plugin", heavy)?, &plugin)?;
    complete(&by_plugin)?;
    for (name, packages) in [("exim-socket", heavy), ("exim-light", light)] {
        let before = deliver(&System::new(home, name, packages)?, &socket)?;
        if !before.is_empty() {
            return Err(format!("nobody listens, but {before:?} was logged").into());
        }
        let system = System::new(home, name, packages)?;
        let serve = system.start("/usr/bin/smtpcodes", &["serve", "--listen", SOCKET])?;
        wait_for(SOCKET, || system.path(SOCKET).exists().then_some(()))?;
        let by_socket = deliver(&system, &socket)?;
        drop(serve);
        if by_socket != by_plugin {
            return Err(format!("{name}: by plugin {by_plugin:#?}, by socket {by_socket:#?}").into());
        }
        println!("{name}: {} verdicts in the log, and none while nobody listens", by_socket.len());
    }
    println!("exim-plugin: {} verdicts in the log, the same", by_plugin.len());
    Ok(())
}

/// Every delivery has the verdict that it must have.
fn complete(verdicts: &Verdicts) -> Outcome {
    for delivery in &DELIVERIES {
        let verdict = verdicts.get(delivery.name).map(String::as_str).unwrap_or_default();
        if !verdict.starts_with(delivery.verdict) {
            return Err(
                format!("{}: expected `{}…`, found `{verdict}`", delivery.name, delivery.verdict).into()
            );
        }
    }
    Ok(())
}

/// Lets Exim make all deliveries, and sees that it does with each what it would do without us.
fn deliver(system: &System, event_action: &str) -> Result<Verdicts, Box<dyn Error>> {
    let server = Server::start()?;
    system.folder("/var/spool/exim4", "Debian-exim", 0o750)?;
    system.folder("/var/log/exim4", "Debian-exim", 0o750)?;
    system.write("/etc/exim4/exim4.conf", configuration(server.port(), event_action)?)?;
    for delivery in &DELIVERIES {
        // In the foreground: when it comes back, the first attempt is over.
        system.submit(&[SENDER, "-odf", &delivery.address()], MESSAGE)?;
    }
    let log = system.read(LOG);
    let mut verdicts = Verdicts::new();
    for delivery in &DELIVERIES {
        let address = delivery.address();
        let fate = format!("{} {address} ", if delivery.bounces { "**" } else { "==" });
        if !log.lines().any(|line| line.contains(&fate)) {
            return Err(format!("no `{fate}` in the log of Exim:\n{log}").into());
        }
        let marker = format!(" smtpcodes: to=<{address}> ");
        let mut logged = log.lines().filter_map(|line| Some(line.split_once(&marker)?.1));
        if let Some(verdict) = logged.next() {
            // Behind what comes from the socket stands what its line feed became.
            verdicts.insert(delivery.name, verdict.trim_end().to_owned());
        }
        if logged.next().is_some() {
            return Err(format!("two lines for one attempt in the log of Exim:\n{log}").into());
        }
    }
    Ok(verdicts)
}

/// Everything goes to the scripted server.
fn configuration(port: u16, event_action: &str) -> Result<String, Box<dyn Error>> {
    Ok(format!(
        "primary_hostname = sender.example.org\n\
         keep_environment =\n\
         log_file_path = /var/log/exim4/%slog\n\
         \n\
         begin acl\n\
         {}\n\
         begin routers\n\
         everything:\n  driver = manualroute\n  transport = remote_smtp\n  \
         route_list = * 127.0.0.1::{port} byname\n  self = send\n\
         \n\
         begin transports\n\
         remote_smtp:\n  driver = smtp\n{event_action}\
         \n\
         begin retry\n\
         * * F,2h,15m\n",
        snippet("exim", "acl")?
    ))
}
