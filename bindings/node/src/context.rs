//! What a caller knows about a reply besides its text.

use std::net::IpAddr;

use napi::bindgen_prelude::{Error, Status};
use napi_derive::napi;
use smtpcodes::{Command, Context, Provider, UnknownId};

/// As JavaScript passes it.
#[napi(object)]
pub struct Known {
    /// The host that replied.
    pub remote_host: Option<String>,
    /// The provider, by its id or another name.
    pub provider: Option<String>,
    /// The command, by its id or as it is spoken.
    pub command: Option<String>,
    /// The IP address that the message was sent from.
    pub sending_ip: Option<String>,
}

impl Known {
    /// As the core takes it.
    pub(crate) fn context(&self) -> napi::Result<Context<'_>> {
        let mut context = Context::new();
        if let Some(host) = &self.remote_host {
            context = context.remote_host(host);
        }
        if let Some(name) = &self.provider {
            context = context.provider(named("provider", name, Provider::from_name)?);
        }
        if let Some(name) = &self.command {
            context = context.command(named("command", name, Command::from_name)?);
        }
        if let Some(text) = &self.sending_ip {
            let ip = ip_address(text).ok_or_else(|| {
                Error::new(Status::InvalidArg, format!("sendingIp: expected an IP address, found {text:?}"))
            })?;
            context = context.sending_ip(ip);
        }
        Ok(context)
    }
}

/// What callers name in their own way, as the core reads it.
fn named<T>(field: &str, name: &str, read: impl FnOnce(&str) -> Result<T, UnknownId>) -> napi::Result<T> {
    read(name).map_err(|e| Error::new(Status::InvalidArg, format!("{field}: {e}, found {name:?}")))
}

fn ip_address(text: &str) -> Option<IpAddr> {
    text.trim().parse().ok()
}

/// A context with the ids of what it names. Fails if a field has a value that it does not take.
#[napi(catch_unwind)]
pub fn read_context(known: Known) -> napi::Result<Known> {
    known.context()?;
    // They have been read once, so that none is lost.
    let provider = known.provider.and_then(|name| Provider::from_name(&name).ok());
    let command = known.command.and_then(|name| Command::from_name(&name).ok());
    Ok(Known {
        provider: provider.map(|it| it.id().to_owned()),
        command: command.map(|it| it.id().to_owned()),
        ..known
    })
}

/// Whether a field of a context takes this value.
#[napi(catch_unwind)]
pub fn is_known(field: String, value: String) -> bool {
    match field.as_str() {
        "remoteHost" => true,
        "provider" => Provider::from_name(&value).is_ok(),
        "command" => Command::from_name(&value).is_ok(),
        "sendingIp" => ip_address(&value).is_some(),
        _ => false,
    }
}
