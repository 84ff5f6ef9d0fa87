//! Sockets that clients connect to: of our own, or handed over by systemd.

use std::fmt;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::net::TcpListener;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use listenfd::ListenFd;

use super::address::Address;
use crate::failure::Failure;

/// A socket that clients connect to.
pub(super) enum Listener {
    Unix {
        socket: UnixListener,
        /// Its file, if it is ours to remove.
        file: Option<PathBuf>,
    },
    Tcp(TcpListener),
}

/// Those that are asked for, and those that systemd hands over.
pub(super) fn all(addresses: &[Address]) -> Result<Vec<Listener>, Failure> {
    let mut all = handed_over()?;
    for address in addresses {
        all.push(Listener::bind(address).map_err(|e| Failure::Told(format!("{address}: {e}")))?);
    }
    if all.is_empty() {
        return Err(Failure::Usage("say where to --listen, or let systemd hand a socket over".to_owned()));
    }
    Ok(all)
}

fn handed_over() -> Result<Vec<Listener>, Failure> {
    let mut sockets = ListenFd::from_env();
    let mut all = Vec::new();
    for place in 0..sockets.len() {
        let one = |sockets: &mut ListenFd| -> io::Result<Option<Listener>> {
            if let Ok(Some(socket)) = sockets.take_unix_listener(place) {
                return Listener::unix(socket, None).map(Some);
            }
            sockets.take_tcp_listener(place)?.map(Listener::tcp).transpose()
        };
        let taken = one(&mut sockets);
        all.extend(taken.map_err(|e| Failure::Told(format!("a socket that was handed over: {e}")))?);
    }
    Ok(all)
}

impl Listener {
    fn bind(address: &Address) -> io::Result<Self> {
        match address {
            Address::Unix(path) => {
                remove_stale(path)?;
                let socket = UnixListener::bind(path)?;
                // Whichever user a mail server runs as, it may ask. The folder can say otherwise.
                fs::set_permissions(path, Permissions::from_mode(0o666))?;
                Self::unix(socket, Some(path.clone()))
            }
            Address::Loopback(address) => Self::tcp(TcpListener::bind(address)?),
        }
    }

    fn unix(socket: UnixListener, file: Option<PathBuf>) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        Ok(Self::Unix { socket, file })
    }

    fn tcp(socket: TcpListener) -> io::Result<Self> {
        let address = socket.local_addr()?;
        if !address.ip().is_loopback() {
            return Err(io::Error::other(format!("expected a loopback address, found {address}")));
        }
        socket.set_nonblocking(true)?;
        Ok(Self::Tcp(socket))
    }

    /// The next client, if one waits. An error means that the system has no room for it now.
    pub(super) fn accept(&self) -> io::Result<Option<OwnedFd>> {
        let accepted = match self {
            Self::Unix { socket, .. } => socket.accept().and_then(|(stream, _)| {
                stream.set_nonblocking(true)?;
                Ok(OwnedFd::from(stream))
            }),
            Self::Tcp(socket) => socket.accept().and_then(|(stream, _)| {
                stream.set_nonblocking(true)?;
                // Answers are small and waited for.
                stream.set_nodelay(true)?;
                Ok(OwnedFd::from(stream))
            }),
        };
        match accepted {
            Ok(stream) => Ok(Some(stream)),
            // Also one that has gone already.
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::ConnectionAborted) => Ok(None),
            Err(e) if e.kind() == ErrorKind::Interrupted => Ok(None),
            Err(e) => Err(e),
        }
    }
}

/// Removes the file of a socket that nobody listens on any more.
fn remove_stale(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(file) if file.file_type().is_socket() => match UnixStream::connect(path) {
            Err(e) if e.kind() == ErrorKind::ConnectionRefused => fs::remove_file(path),
            _ => Err(io::Error::other("another program listens there")),
        },
        Ok(_) => Err(io::Error::other("is there and no socket")),
        Err(_) => Ok(()),
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Unix { socket, .. } => socket.as_fd(),
            Self::Tcp(socket) => socket.as_fd(),
        }
    }
}

impl fmt::Display for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix { file: Some(file), .. } => file.display().fmt(f),
            Self::Unix { file: None, .. } => f.write_str("a Unix socket that was handed over"),
            Self::Tcp(socket) => match socket.local_addr() {
                Ok(address) => address.fmt(f),
                Err(_) => f.write_str("a TCP socket"),
            },
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Self::Unix { file: Some(file), .. } = self {
            // Whoever starts next removes what cannot be removed now.
            let _ = fs::remove_file(file);
        }
    }
}
