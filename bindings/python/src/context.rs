//! What the caller knows about one reply.

use core::net::IpAddr;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::members::from_name;

/// The keyword arguments of `classify`, which keep the text of the host alive.
pub(crate) struct Known<'a> {
    pub(crate) remote_host: Option<&'a str>,
    pub(crate) provider: Option<&'a str>,
    pub(crate) command: Option<&'a str>,
    pub(crate) sending_ip: Option<&'a Bound<'a, PyAny>>,
}

impl<'a> Known<'a> {
    pub(crate) fn context(&self) -> PyResult<smtpcodes::Context<'a>> {
        let mut context = smtpcodes::Context::new();
        if let Some(host) = self.remote_host {
            context = context.remote_host(host);
        }
        if let Some(name) = self.provider {
            context = context.provider(from_name(name)?);
        }
        if let Some(name) = self.command {
            context = context.command(from_name(name)?);
        }
        if let Some(ip) = self.sending_ip {
            context = context.sending_ip(ip_address(ip)?);
        }
        Ok(context)
    }
}

/// Text, or an object of the module `ipaddress`.
pub(crate) fn ip_address(ip: &Bound<'_, PyAny>) -> PyResult<IpAddr> {
    if let Ok(text) = ip.cast::<PyString>() {
        let text = text.to_cow()?;
        return text
            .trim()
            .parse()
            .map_err(|_| PyValueError::new_err(format!("expected an IP address, found {text:?}")));
    }
    if !ip.hasattr("packed")? {
        let found = ip.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "expected an IP address as str or of ipaddress, found {found}"
        )));
    }
    ip.extract()
}
