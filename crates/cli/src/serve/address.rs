//! Where to listen.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// A socket that only this machine can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// The path of a Unix socket.
    Unix(PathBuf),
    /// A loopback address and a port.
    Loopback(SocketAddr),
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("unix:") {
            return Ok(Self::Unix(path.into()));
        }
        if text.contains('/') {
            return Ok(Self::Unix(text.into()));
        }
        let address: SocketAddr = text.parse().map_err(|_| {
            "expected the path of a Unix socket, or an address such as 127.0.0.1:2526".to_owned()
        })?;
        if address.ip().is_loopback() {
            Ok(Self::Loopback(address))
        } else {
            Err(format!("expected a loopback address, found {}", address.ip()))
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => path.display().fmt(f),
            Self::Loopback(address) => address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_to() {
        let address = |text: &str| text.parse::<Address>();
        assert_eq!(address("/run/s"), Ok(Address::Unix("/run/s".into())));
        assert_eq!(address("unix:s"), Ok(Address::Unix("s".into())));
        for text in ["127.0.0.1:2526", "127.9.9.9:1", "[::1]:2526"] {
            assert_eq!(address(text).unwrap().to_string(), text);
        }
        for text in ["", "socket", "127.0.0.1", "localhost:1", ":25"] {
            assert!(address(text).unwrap_err().contains("expected the path"), "{text}");
        }
        for text in ["0.0.0.0:25", "192.0.2.1:25", "[::]:25", "[::ffff:127.0.0.1]:25"] {
            assert!(address(text).unwrap_err().contains("expected a loopback address"), "{text}");
        }
    }
}
