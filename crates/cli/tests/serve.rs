//! `smtpcodes serve`, asked as mail servers ask.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::support::{Folder, program, run};

const LISTED: &str = "5.7.1 host mx.example.org[192.0.2.5] said: 554 5.7.1 Service unavailable; Client host \
                      [192.0.2.1] blocked using zen.spamhaus.org (in reply to RCPT TO command)";
const UNKNOWN: &str = "5.1.1 host mx.example.org[192.0.2.5] said: 550 5.1.1 User unknown";
const MEANS_UNKNOWN: &str = "category=user_unknown side=recipient bounce=hard action=suppress";
const NOT_FOUND: &str = "9:NOTFOUND ,";

/// A running server, that ends with its owner.
struct Server {
    child: Child,
    folder: Folder,
    /// Where it says that it listens, in its order.
    addresses: Vec<String>,
}

impl Server {
    /// On a Unix socket and a free port.
    fn start(args: &[&str]) -> Self {
        let folder = Folder::new();
        let socket = folder.path().join("socket");
        let mut command = program();
        command.args(["serve", "--listen"]).arg(socket).args(["--listen", "127.0.0.1:0"]).args(args);
        Self::spawn(command, folder, 2)
    }

    fn spawn(mut command: Command, folder: Folder, sockets: usize) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines().take(sockets);
        let addresses = lines
            .map(|line| line.unwrap().strip_prefix("listening on ").expect("an address").to_owned())
            .collect();
        Self { child, folder, addresses }
    }

    fn unix(&self) -> UnixStream {
        UnixStream::connect(&self.addresses[0]).unwrap()
    }

    fn tcp(&self) -> TcpStream {
        TcpStream::connect(&self.addresses[1]).unwrap()
    }

    fn stop(&mut self) -> Option<i32> {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that was stopped is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn netstring(text: &str) -> String {
    format!("{}:{text},", text.len())
}

/// Asks, and reads as many bytes as the answer that is expected has.
fn expect(stream: &mut (impl Read + Write), request: impl AsRef<[u8]>, answer: &str) {
    stream.write_all(request.as_ref()).unwrap();
    let mut got = vec![0; answer.len()];
    stream.read_exact(&mut got).unwrap();
    assert_eq!(String::from_utf8_lossy(&got), answer);
}

/// What comes until the other side closes.
fn rest(stream: &mut impl Read) -> String {
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    rest
}

#[test]
fn every_socket_speaks_every_protocol() {
    fn ask(mut connect: impl FnMut() -> Box<dyn ReadWrite>) {
        let marked = format!("{UNKNOWN} [smtpcodes: {MEANS_UNKNOWN} rule=");
        let mut socketmap = connect();
        socketmap.write_all(netstring(&format!("status {UNKNOWN}")).as_bytes()).unwrap();
        let mut answer = [0; 400];
        let length = socketmap.read(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
        let (size, text) = answer.split_once(':').unwrap();
        assert_eq!(size.parse::<usize>().unwrap() + 1, text.len());
        assert!(text.starts_with(&format!("OK {marked}")) && text.ends_with("],"), "{text}");
        // Also one after the other on the same connection, and several at once.
        let twice = netstring("status 2.0.0 Ok") + &netstring("status nonsense");
        expect(&mut socketmap, twice, &NOT_FOUND.repeat(2));

        let mut table = connect();
        table.write_all(format!("get {}\n", UNKNOWN.replace(' ', "%20")).as_bytes()).unwrap();
        let mut line = String::new();
        BufReader::new(&mut table).read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("200 {}", marked.replace(' ', "%20"))), "{line}");
        expect(&mut table, "put a b\n", "500 as%20it%20is\n");

        let mut exim = connect();
        exim.write_all(b"classify - 550-5.1.1 User\\n550 5.1.1 unknown\n").unwrap();
        let mut line = String::new();
        BufReader::new(&mut exim).read_line(&mut line).unwrap();
        assert!(line.starts_with(MEANS_UNKNOWN) && line.ends_with('\n'), "{line}");
        expect(&mut exim, "HELO\n", "\n");
        // The host tells whose code it is.
        exim.write_all(b"classify gmail-smtp-in.l.google.com 550 5.7.29 see our guidelines\n").unwrap();
        let mut line = String::new();
        BufReader::new(&mut exim).read_line(&mut line).unwrap();
        assert!(line.starts_with("category=tls_failed"), "{line}");
    }

    let server = Server::start(&[]);
    ask(|| Box::new(server.unix()));
    ask(|| Box::new(server.tcp()));
}

trait ReadWrite: Read + Write {}
impl<T: Read + Write> ReadWrite for T {}

#[test]
fn a_listing_bounces_or_waits_as_the_mode_says() {
    for (args, class) in [(&[][..], '5'), (&["--mode", "defer-sender-side"][..], '4')] {
        let server = Server::start(args);
        for (status, class) in [(LISTED, class), (UNKNOWN, '5')] {
            let mut stream = server.tcp();
            stream.write_all(format!("get {}\n", status.replace(' ', "%20")).as_bytes()).unwrap();
            let mut line = String::new();
            BufReader::new(stream).read_line(&mut line).unwrap();
            let same = status.replace(' ', "%20");
            assert!(line.starts_with(&format!("200 {class}{}%20[smtpcodes:", &same[1..])), "{line}");
        }
    }
}

#[test]
fn own_rules_come_first() {
    let folder = Folder::new();
    let rules = folder.file(
        "own.yaml",
        "rules:\n  - id: night-shift\n    match: ['held for the night shift']\n    category: greylisted\n    \
         examples: ['450 held for the night shift']\n",
    );
    let server = Server::start(&["--rules", &rules]);
    let mut stream = server.unix();
    stream.write_all(b"classify - 450 held for the night shift\n").unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    assert!(line.contains("rule=night-shift"), "{line}");
}

#[test]
fn requests_that_are_too_long_change_nothing() {
    let server = Server::start(&[]);
    let mut stream = server.unix();
    let long = netstring(&format!("status 5.1.1 {}", "a".repeat(300_000)));
    expect(&mut stream, long, NOT_FOUND);
    expect(&mut stream, netstring("status 5.1.1"), NOT_FOUND);
    let longest = format!("status 5.1.1 User unknown {}", " ".repeat((64 << 10) - 26));
    stream.write_all(netstring(&longest).as_bytes()).unwrap();
    let mut start = [0; 20];
    stream.read_exact(&mut start).unwrap();
    assert!(start[5..].starts_with(b":OK 5.1.1 User "), "{start:?}");

    for endless in ["classify - ", "get "] {
        let mut stream = server.unix();
        let mut writer = stream.try_clone().unwrap();
        // It may be closed before all is written.
        let writer = thread::spawn(move || drop(writer.write_all(endless.repeat(100_000).as_bytes())));
        let mut answer = [0; 1];
        stream.read_exact(&mut answer).unwrap();
        assert!(matches!(answer, [b'\n' | b'5']));
        drop(stream);
        writer.join().unwrap();
    }
}

#[test]
fn nonsense_ends_its_own_connection_alone() {
    let server = Server::start(&[]);
    let mut good = server.unix();
    let mut seed = 1_u32;
    for _ in 0..300 {
        let mut noise = Vec::new();
        for _ in 0..seed % 700 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.push(seed.to_be_bytes()[0]);
        }
        let mut stream = server.unix();
        stream.write_all(&noise).unwrap();
        // Until the server has seen the end: more clients than it takes would cost the good one its place.
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
        seed = seed.wrapping_add(1);
    }
    let mut bad = server.unix();
    bad.write_all(b"12;status 5.1.1,").unwrap();
    assert_eq!(rest(&mut bad), NOT_FOUND);
    expect(&mut good, netstring("status 2.0.0 Ok"), NOT_FOUND);
}

#[test]
fn one_client_more_closes_the_one_that_was_silent_longest() {
    let server = Server::start(&["--max-clients", "2"]);
    let ask = |stream: &mut UnixStream| expect(stream, netstring("status 2.0.0 Ok"), NOT_FOUND);
    let (mut first, mut second) = (server.unix(), server.unix());
    ask(&mut first);
    ask(&mut second);
    ask(&mut first);
    let mut third = server.unix();
    ask(&mut third);
    ask(&mut first);
    assert_eq!(rest(&mut second), "", "closed");
}

#[test]
fn a_client_that_reads_nothing_holds_up_nobody() {
    let server = Server::start(&[]);
    let mut greedy = server.unix();
    greedy.set_nonblocking(true).unwrap();
    let request = netstring(&format!("status {UNKNOWN}")).repeat(100);
    while greedy.write(request.as_bytes()).is_ok() {}
    expect(&mut server.unix(), netstring("status 2.0.0 Ok"), NOT_FOUND);
}

#[test]
fn asked_to_stop_it_answers_what_it_was_asked() {
    let mut server = Server::start(&[]);
    let mut streams: Vec<_> = (0..20).map(|_| server.unix()).collect();
    // Accepted for sure.
    for stream in &mut streams {
        expect(stream, netstring("status 2.0.0 Ok"), NOT_FOUND);
        stream.write_all(netstring("status 2.0.0 Ok").as_bytes()).unwrap();
    }
    assert_eq!(server.stop(), Some(0));
    for stream in &mut streams {
        assert_eq!(rest(stream), NOT_FOUND);
    }
    assert!(!server.folder.path().join("socket").exists(), "its file is gone");
}

#[test]
fn a_socket_can_be_handed_over() {
    let folder = Folder::new();
    let path = folder.path().join("socket");
    let listener = UnixListener::bind(&path).unwrap();
    let mut command = Command::new("sh");
    command
        .args(["-c", "exec 3<&0; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" serve"])
        .arg(program().get_program())
        .stdin(OwnedFd::from(listener));
    let mut server = Server::spawn(command, folder, 1);
    let mut stream = UnixStream::connect(&path).unwrap();
    expect(&mut stream, netstring("status 2.0.0 Ok"), NOT_FOUND);
    assert_eq!(server.stop(), Some(0));
    assert!(path.exists(), "not ours to remove");
}

#[test]
fn a_socket_is_taken_over_only_from_the_dead() {
    let folder = Folder::new();
    let path = folder.path().join("socket");
    let text = path.to_str().unwrap();
    drop(UnixListener::bind(&path).unwrap());
    let mut command = program();
    command.args(["serve", "--listen", text]);
    let server = Server::spawn(command, Folder::new(), 1);
    expect(&mut server.unix(), netstring("status 2.0.0 Ok"), NOT_FOUND);

    let second = run(&["serve", "--listen", text]);
    assert_eq!((second.code, second.err), (1, format!("{text}: another program listens there\n")));
    let file = folder.file("letter", "dear me");
    let third = run(&["serve", "--listen", &file]);
    assert_eq!((third.code, third.err), (1, format!("{file}: is there and no socket\n")));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "dear me");
}

#[test]
fn it_must_be_told_where_to_listen() {
    for args in [&["serve"][..], &["serve", "--listen", "0.0.0.0:25"], &["serve", "--max-clients", "0"]] {
        let run = run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
    }
}

/// A million requests, over connections that stay and connections that come and go, and not a megabyte more
/// than after the first ten thousand.
#[cfg(target_os = "linux")]
#[test]
fn a_million_requests_leave_nothing_behind() {
    const BATCH: usize = 100;

    let server = Server::start(&[]);
    let resident = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap();
        let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let marked = {
        let mut stream = server.unix();
        stream.write_all(netstring(&format!("status {LISTED}")).as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        rest(&mut stream)
    };
    let answers = NOT_FOUND.repeat(BATCH - 1) + &marked;
    let mut clients: Vec<_> = (0..10).map(|_| server.unix()).collect();
    let mut ask = |requests: usize| {
        for round in 0..requests / BATCH {
            let other = |n| format!("status 5.0.0 no {} {}", "a".repeat(n), "b".repeat(round % 50));
            let batch: String = (1..BATCH).map(|n| netstring(&other(n))).collect();
            let place = round % clients.len();
            if round % 7 == 0 {
                clients[place] = server.unix();
            }
            expect(&mut clients[place], batch + &netstring(&format!("status {LISTED}")), &answers);
        }
    };
    ask(10_000);
    let before = resident();
    ask(990_000);
    let after = resident();
    assert!(after < before + 1024, "{before} KiB became {after} KiB");
}
