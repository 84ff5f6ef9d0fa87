//! Postfix: verdicts in its log and in its bounces; a listing that waits; and a milter for what comes back.

use std::error::Error;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::delivery::{DELIVERIES, Delivery, MESSAGE, SENDER};
use super::server::Server;
use super::snippet::{replaced, snippet};
use super::system::{Running, System};
use super::{Home, wait_for};
use crate::{Outcome, c};

const LOG: &str = "/var/log/mail.log";
/// Where the smtp client finds a socket from within its chroot.
const SOCKET: &str = "/var/spool/postfix/private/smtpcodes";
const MILTER: &str = "/var/spool/postfix/bounce-milter";

/// With the packages of Postfix and of libmilter.
pub(super) fn test(home: &Home, packages: &Path) -> Outcome {
    let server = Server::start()?;

    let system = System::new(home, "postfix-annotate", packages)?;
    let annotating = Postfix::start(system, packages, &server, &snippet("postfix", "socketmap")?)?;
    annotating.deliver(Expected::Untouched)?;
    let serving = serve(&annotating.system, &["--listen", SOCKET])?;
    annotating.deliver(Expected::Annotated)?;
    wait_for("a bounce with the verdict in it", || {
        server.message_with("[smtpcodes: category=ip_blocklisted").map(drop)
    })?;
    drop(serving);
    annotating.deliver(Expected::Untouched)?;
    println!("postfix: verdicts in its log and its bounces, and mail flows on without us");
    milter(&annotating, packages, &server)?;
    drop(annotating);

    let inet = snippet("postfix", "inet")?;
    let tcp = replaced(&inet, "socketmap:inet:127.0.0.1:2526:status", "tcp:127.0.0.1:2526")?;
    for (kind, table) in [("socketmap", inet), ("tcp", tcp)] {
        let system = System::new(home, &format!("postfix-{kind}"), packages)?;
        let serving = serve(&system, &["--listen", "127.0.0.1:0", "--mode", "defer-sender-side"])?;
        let table = replaced(&table, "127.0.0.1:2526", &listening(&system)?)?;
        let deferring = Postfix::start(system, packages, &server, &table)?;
        deferring.deliver(Expected::Deferred)?;
        drop(serving);
        println!("postfix: by {kind} a listing is deferred, and unknown users bounce");
    }
    Ok(())
}

/// Starts `smtpcodes serve`, and waits until it listens.
fn serve(system: &System, args: &[&str]) -> Result<Running, Box<dyn Error>> {
    let all: Vec<_> = ["serve"].iter().chain(args).copied().collect();
    let serving = system.start("/usr/bin/smtpcodes", &all)?;
    listening(system)?;
    Ok(serving)
}

/// Where it listens.
fn listening(system: &System) -> Result<String, Box<dyn Error>> {
    wait_for("smtpcodes serve", || {
        let log = system.read("/run/smtpcodes.log");
        let address = log.strip_prefix("listening on ")?.strip_suffix('\n')?;
        Some(address.to_owned())
    })
}

/// What must become of deliveries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// What would become of them without us.
    Untouched,
    /// The same, with verdicts.
    Annotated,
    /// With verdicts, and failures of the sender's side wait.
    Deferred,
}

/// A running Postfix.
struct Postfix {
    system: System,
    _running: Running,
}

impl Postfix {
    /// With Debian's own master.cf, but for the port that it would listen on.
    fn start(
        system: System,
        packages: &Path,
        server: &Server,
        settings: &str,
    ) -> Result<Self, Box<dyn Error>> {
        let master = fs::read_to_string(packages.join("usr/share/postfix/master.cf.dist"))?;
        system.write(
            "/etc/postfix/master.cf",
            replaced(&master, "\nsmtp      inet  n", "\n#smtp      inet  n")?,
        )?;
        let main = [&configuration(server.port()), settings, &milter_settings()?].concat();
        system.write("/etc/postfix/main.cf", main)?;
        system.folder("/var/spool/postfix", "root", 0o755)?;
        system.folder("/var/spool/postfix/private", "postfix", 0o700)?;
        system.folder("/var/lib/postfix", "postfix", 0o755)?;
        let running = system.start("/usr/sbin/postfix", &["start-fg"])?;
        wait_for("Postfix", || system.read(LOG).contains("daemon started").then_some(()))?;
        Ok(Self { system, _running: running })
    }

    /// Makes all deliveries, and looks at what becomes of them.
    fn deliver(&self, expected: Expected) -> Outcome {
        let before = self.system.read(LOG).len();
        for delivery in &DELIVERIES {
            self.system.submit(&[SENDER, &delivery.address()], MESSAGE)?;
        }
        for delivery in &DELIVERIES {
            let to = format!(": to=<{}>,", delivery.address());
            let line = wait_for(&format!("{} in the log of Postfix", delivery.name), || {
                let log = self.system.read(LOG);
                let mut lines = log[before..].lines();
                lines.find(|line| line.contains(&to) && line.contains(" status=")).map(str::to_owned)
            })?;
            expected.judge(delivery, &line)?;
        }
        Ok(())
    }
}

impl Expected {
    fn judge(self, delivery: &Delivery, line: &str) -> Outcome {
        let bounces = delivery.bounces && !(self == Self::Deferred && delivery.rescued);
        let status = if bounces { "status=bounced (host" } else { "status=deferred (host" };
        let class = if bounces { " dsn=5." } else { " dsn=4." };
        let verdict = format!(" [smtpcodes: {}", delivery.verdict);
        let verdict_is_right = match self {
            Self::Untouched => !line.contains("smtpcodes:"),
            _ => line.contains(&verdict),
        };
        if line.contains(status) && line.contains(class) && verdict_is_right {
            return Ok(());
        }
        let wanted = if self == Self::Untouched { "no verdict" } else { &verdict };
        Err(format!("{}: expected `{status}`, `{class}` and `{wanted}`, found\n{line}", delivery.name).into())
    }
}

/// Everything goes to the scripted server.
fn configuration(port: u16) -> String {
    format!(
        "compatibility_level = 3.6\n\
         myhostname = sender.example.org\n\
         mydestination =\n\
         relayhost = [127.0.0.1]:{port}\n\
         inet_interfaces = loopback-only\n\
         inet_protocols = ipv4\n\
         smtp_host_lookup = native\n\
         disable_dns_lookups = yes\n\
         alias_maps =\n\
         alias_database =\n\
         maillog_file = {LOG}\n"
    )
}

/// As the page has it, with the socket where a chroot can reach it.
fn milter_settings() -> Result<String, Box<dyn Error>> {
    replaced(&snippet("sendmail", "milter")?, "unix:/run/bounce-milter", "unix:bounce-milter")
}

/// What comes back is read by the milter: verdicts are added, forged ones go.
fn milter(postfix: &Postfix, packages: &Path, server: &Server) -> Outcome {
    let system = &postfix.system;
    c::milter(system.ours(), packages, &system.path("/run/bounce_milter"))?;
    let running = system.start("/run/bounce_milter", &[&format!("unix:{MILTER}")])?;
    wait_for(MILTER, || system.path(MILTER).exists().then_some(()))?;
    fs::set_permissions(system.path(MILTER), Permissions::from_mode(0o666))?;

    system.submit(&["<>", "bounces@example.org"], BOUNCE)?;
    let read = wait_for("the bounce", || server.message_with("X-Test: bounce"))?;
    let added: Vec<_> = read.lines().filter(|line| line.starts_with("X-Smtpcodes-")).collect();
    if added != ADDED {
        return Err(format!("the milter made of a bounce\n{read}").into());
    }
    system.submit(&[SENDER, "bounces@example.org"], FORGED)?;
    let read = wait_for("the letter", || server.message_with("X-Test: forged"))?;
    drop(running);
    if read.contains("X-Smtpcodes-") {
        return Err(format!("the milter left in a letter\n{read}").into());
    }
    println!("milter: verdicts in the headers of a bounce, and none that were forged");
    Ok(())
}

const FORGED: &[u8] =
    b"Subject: a letter\nX-Test: forged\nX-Smtpcodes-Bounce: hard\nx-smtpcodes-bounce: none\n\nHello.\n";

const ADDED: [&str; 10] = [
    "X-Smtpcodes-Recipient: nobody@example.com",
    "X-Smtpcodes-Category: user_unknown",
    "X-Smtpcodes-Bounce: hard",
    "X-Smtpcodes-Side: recipient",
    "X-Smtpcodes-Action: suppress",
    "X-Smtpcodes-Recipient: listed@example.com",
    "X-Smtpcodes-Category: ip_blocklisted",
    "X-Smtpcodes-Bounce: soft",
    "X-Smtpcodes-Side: sender",
    "X-Smtpcodes-Action: request_delisting",
];

const BOUNCE: &[u8] = b"From: <MAILER-DAEMON@mx.example.com>
To: <bounces@example.org>
Subject: Undelivered Mail Returned to Sender
X-Test: bounce
X-Smtpcodes-Category: accepted
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"

--b
Content-Type: text/plain

Status: 5.0.0 is no field here.

Diagnostic-Code: smtp; 550 Nor is this.

--b
content-type:
 Message/Delivery-Status

Reporting-MTA: dns; sender.example.org

Final-Recipient: rfc822; nobody@example.com
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 550 No such user
  here

Final-Recipient: rfc822; listed@example.com
Action: failed
Status: 5.7.1
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 554 5.7.1 Client host [192.0.2.1] blocked using
 zen.spamhaus.org

Final-Recipient: rfc822; fine@example.com
Action: delivered
Status: 2.0.0

--b
Content-Type: message/rfc822

Subject: what was sent

Final-Recipient: rfc822; somebody@example.com
Status: 5.1.1
--b--
";
