//! What `smtpcodes serve` gets through, against the Rust call, over the same replies in one run.

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
fn main() {
    unix::main();
}

#[cfg(unix)]
mod unix {
    use std::env;
    use std::hint::black_box;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::process::{Child, Command, Stdio};
    use std::thread;

    use criterion::{Criterion, Throughput};
    use smtpcodes::{Rule, classify};

    /// As many mail servers' clients at once.
    const CLIENTS: usize = 8;

    pub(super) fn main() {
        let mut criterion = Criterion::default().configure_from_args();
        contest(&mut criterion);
        criterion.final_summary();
    }

    fn contest(c: &mut Criterion) {
        let socket = env::temp_dir().join(format!("smtpcodes-bench-{}", std::process::id()));
        let server = Server::start(&socket.display().to_string());
        let statuses: Vec<_> = Rule::ALL.iter().map(|rule| format!("5.0.0 {}", rule.example)).collect();
        let requests: Vec<_> = statuses
            .iter()
            .map(|s| format!("{}:status {s},", "status ".len() + s.len()).into_bytes())
            .collect();
        let connect = || UnixStream::connect(&socket).unwrap();

        let mut group = c.benchmark_group("serve");
        group.throughput(Throughput::Elements(requests.len() as u64));
        group.bench_function("rust", |b| {
            b.iter(|| {
                for status in &statuses {
                    black_box(classify(black_box(status.as_bytes())));
                }
            });
        });
        let mut one = connect();
        group.bench_function("one_client", |b| b.iter(|| ask(&mut one, &requests)));
        let mut many: Vec<_> = (0..CLIENTS).map(|_| connect()).collect();
        group.throughput(Throughput::Elements((CLIENTS * requests.len()) as u64));
        group.bench_function("eight_clients", |b| {
            b.iter(|| {
                thread::scope(|scope| {
                    for stream in &mut many {
                        scope.spawn(|| ask(stream, &requests));
                    }
                });
            });
        });
        group.finish();
        drop(server);
    }

    /// Asks one after the other, and waits for each answer, as Postfix does.
    fn ask(stream: &mut UnixStream, requests: &[Vec<u8>]) {
        let mut answer = [0; 64 << 10];
        for request in requests {
            stream.write_all(request).unwrap();
            let mut got = 0;
            while !complete(&answer[..got]) {
                let count = stream.read(&mut answer[got..]).unwrap();
                assert_ne!(count, 0, "the server has gone");
                got += count;
            }
        }
    }

    fn complete(answer: &[u8]) -> bool {
        let Some(colon) = answer.iter().position(|&b| b == b':') else { return false };
        let size: usize = str::from_utf8(&answer[..colon]).unwrap().parse().unwrap();
        answer.len() > colon + 1 + size
    }

    /// A running server, that ends with its owner.
    struct Server(Child);

    impl Server {
        fn start(socket: &str) -> Self {
            let mut child = Command::new(env!("CARGO_BIN_EXE_smtpcodes"))
                .args(["serve", "--listen", socket])
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut line = String::new();
            BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
            assert!(line.starts_with("listening on"), "{line}");
            Self(child)
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            // By the signal, so that it removes its socket.
            let _ = Command::new("kill").arg(self.0.id().to_string()).status();
            let _ = self.0.wait();
        }
    }
}
