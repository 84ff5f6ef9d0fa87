//! What a caller knows about a reply besides its text.

use std::net::IpAddr;

use napi::bindgen_prelude::{Error, Result, Status};
use napi_derive::napi;
use smtpcodes::{Command, Context, Provider};

/// As JavaScript passes it.
#[napi(object, object_to_js = false)]
pub struct Known {
    /// The host that replied.
    pub remote_host: Option<String>,
    /// The id of the provider.
    pub provider: Option<String>,
    /// The id of the command.
    pub command: Option<String>,
    /// The IP address that the message was sent from.
    pub sending_ip: Option<String>,
}

impl Known {
    /// As the core takes it.
    pub(crate) fn context(&self) -> Result<Context<'_>> {
        let mut context = Context::new();
        if let Some(host) = &self.remote_host {
            context = context.remote_host(host);
        }
        if let Some(id) = &self.provider {
            context =
                context.provider(read(id, Provider::from_id, "provider: expected the id of a provider")?);
        }
        if let Some(id) = &self.command {
            context =
                context.command(read(id, Command::from_id, "command: expected the id of an SMTP command")?);
        }
        if let Some(ip) = &self.sending_ip {
            let parse = |ip: &str| ip.parse::<IpAddr>().ok();
            context = context.sending_ip(read(ip, parse, "sendingIp: expected an IP address")?);
        }
        Ok(context)
    }
}

fn read<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>, expected: &str) -> Result<T> {
    parse(text).ok_or_else(|| Error::new(Status::InvalidArg, format!("{expected}, found {text:?}")))
}

/// Fails if a field of a context has a value that it does not take.
#[napi(catch_unwind)]
pub fn check_context(known: Known) -> Result<()> {
    known.context().map(|_| ())
}

/// Whether a field of a context takes this value.
#[napi(catch_unwind)]
pub fn is_known(field: String, value: String) -> bool {
    match field.as_str() {
        "remoteHost" => true,
        "provider" => Provider::from_id(&value).is_some(),
        "command" => Command::from_id(&value).is_some(),
        "sendingIp" => value.parse::<IpAddr>().is_ok(),
        _ => false,
    }
}
