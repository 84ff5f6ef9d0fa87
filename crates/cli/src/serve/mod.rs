//! `smtpcodes serve`: verdicts for mail servers, over sockets of this machine.
//!
//! One thread and `poll`: an answer takes microseconds, and clients cost memory only while they say something.

pub(crate) mod address;
mod answer;
mod client;
mod listener;
mod protocol;
mod summary;

use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGINT, SIGTERM};

use crate::command::ServeArgs;
use crate::failure::{Done, Failure, complain};
use answer::Answerer;
use client::Client;
use listener::Listener;

/// How long clients may take to receive their last answers once the program is asked to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(2);
/// How long no client is accepted after the system had no room for one.
const OUT_OF_ROOM: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// Runs the command.
pub(crate) fn run(args: &ServeArgs) -> Result<Done, Failure> {
    let classifier = args.own.classifier(None)?;
    let stop = stop_signal().map_err(|e| Failure::Told(format!("cannot wait for signals: {e}")))?;
    let listeners = listener::all(&args.listen)?;
    for listener in &listeners {
        complain(&format!("listening on {listener}"));
    }
    let mut server = Server {
        answerer: Answerer { classifier, mode: args.mode },
        listeners,
        clients: Vec::new(),
        max_clients: args.max_clients.into(),
        turn: 0,
        chunk: vec![0; client::CHUNK],
    };
    let served = server.until(&stop);
    server.finish();
    served.map(|()| Done::All).map_err(|e| Failure::Told(format!("cannot go on: {e}")))
}

/// What becomes readable once the program is asked to stop.
fn stop_signal() -> io::Result<UnixStream> {
    let (read, write) = UnixStream::pair()?;
    for signal in [SIGTERM, SIGINT] {
        signal_hook::low_level::pipe::register(signal, write.try_clone()?)?;
    }
    Ok(read)
}

/// Everything that is open.
struct Server {
    answerer: Answerer,
    listeners: Vec<Listener>,
    clients: Vec<Client>,
    max_clients: usize,
    /// Counts the rounds of the loop: who was heard last is known by it.
    turn: u64,
    /// What is read goes here first.
    chunk: Vec<u8>,
}

impl Server {
    /// Serves until there is something to read on `stop`.
    fn until(&mut self, stop: &UnixStream) -> io::Result<()> {
        let mut room = true;
        loop {
            let (stopped, ready) = self.wait(stop, room)?;
            if stopped {
                return Ok(());
            }
            self.turn += 1;
            self.serve(&ready);
            room = self.accept();
        }
    }

    /// Waits until something can be done; tells which clients can be served.
    fn wait(&self, stop: &UnixStream, room: bool) -> io::Result<(bool, Vec<bool>)> {
        let accepting = if room { &self.listeners[..] } else { &[] };
        let mut all = Vec::with_capacity(1 + accepting.len() + self.clients.len());
        all.push(PollFd::new(stop, PollFlags::IN));
        all.extend(accepting.iter().map(|l| PollFd::from_borrowed_fd(l.as_fd(), PollFlags::IN)));
        all.extend(self.clients.iter().map(Client::poll));
        match poll(&mut all, (!room).then_some(&OUT_OF_ROOM)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(e) => return Err(e.into()),
        }
        let ready = |fd: &PollFd<'_>| !fd.revents().is_empty();
        Ok((ready(&all[0]), all[1 + accepting.len()..].iter().map(ready).collect()))
    }

    fn serve(&mut self, ready: &[bool]) {
        let mut ready = ready.iter();
        self.clients.retain_mut(|client| {
            let is_ready = ready.next().copied().unwrap_or(false);
            !is_ready || client.serve(&self.answerer, &mut self.chunk, self.turn)
        });
    }

    /// Takes in whoever waits. False where the system has no room for them.
    fn accept(&mut self) -> bool {
        for listener in &self.listeners {
            loop {
                match listener.accept() {
                    Ok(Some(stream)) => {
                        if self.clients.len() == self.max_clients {
                            // A mail server whose connection was closed between two questions opens
                            // another one, so this costs it nothing. One that had to wait would delay mail.
                            let quiet = self.clients.iter().enumerate().min_by_key(|(_, c)| c.heard());
                            let place = quiet.map_or(0, |(place, _)| place);
                            self.clients.swap_remove(place);
                        }
                        self.clients.push(Client::new(stream, self.turn));
                    }
                    Ok(None) => break,
                    Err(_) => return false,
                }
            }
        }
        true
    }

    /// Answers what was asked already, and closes.
    fn finish(&mut self) {
        self.listeners.clear();
        let end = Instant::now() + LAST_ANSWERS;
        for client in &mut self.clients {
            // What has come in before the stop is read once more, and then nothing.
            let open = client.serve(&self.answerer, &mut self.chunk, self.turn);
            while open && client.has_answers() && Instant::now() < end {
                let left = end.saturating_duration_since(Instant::now());
                let left = Timespec::try_from(left).unwrap_or_default();
                if poll(&mut [client.poll()], Some(&left)).is_ok() && !client.send() {
                    break;
                }
            }
        }
        self.clients.clear();
    }
}
