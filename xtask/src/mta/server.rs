//! The other side: an SMTP server on loopback that replies by script, and keeps what it takes.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::delivery::DELIVERIES;

/// It runs as long as the tests do.
pub(super) struct Server {
    address: SocketAddr,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(super) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let taken = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&taken);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let all = Arc::clone(&all);
                // A client that goes in the middle of something does no harm.
                thread::spawn(move || drop(converse(client, &all)));
            }
        });
        Ok(Self { address, taken })
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The first message taken that holds a text.
    pub(super) fn message_with(&self, text: &str) -> Option<String> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.iter().find(|message| message.contains(text)).cloned()
    }
}

fn converse(mut client: TcpStream, taken: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut lines = BufReader::new(client.try_clone()?).split(b'\n');
    let mut say = |text: &str| client.write_all(format!("{}\r\n", text.replace('\n', "\r\n")).as_bytes());
    say("220 mx.example.org ESMTP")?;
    while let Some(line) = lines.next() {
        let line = String::from_utf8_lossy(&line?).trim().to_owned();
        let command = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        match command.as_str() {
            "EHLO" => say("250-mx.example.org\n250 8BITMIME")?,
            "RCPT" => {
                let name = line.split(['<', '@']).nth(1).unwrap_or_default();
                match DELIVERIES.iter().find(|d| d.name == name) {
                    None => say("250 2.1.5 Ok")?,
                    Some(delivery) => {
                        say(delivery.reply)?;
                        if delivery.reply.starts_with("421") {
                            return Ok(());
                        }
                    }
                }
            }
            "DATA" => {
                say("354 Go on")?;
                let mut message = String::new();
                for line in lines.by_ref() {
                    let line = String::from_utf8_lossy(&line?).trim_end().to_owned();
                    if line == "." {
                        break;
                    }
                    message += &line;
                    message.push('\n');
                }
                taken.lock().unwrap_or_else(PoisonError::into_inner).push(message);
                say("250 2.0.0 Ok: taken")?;
            }
            "QUIT" => return say("221 2.0.0 Bye"),
            _ => say("250 2.0.0 Ok")?,
        }
    }
    Ok(())
}
