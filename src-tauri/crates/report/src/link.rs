//! Which addresses may be opened in the system's browser.

/// Why an address is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefused {
    /// It can't be read as an absolute address.
    #[error("it is not a whole web address")]
    NotAnAddress,
    /// The scheme is neither `https` nor `http`.
    #[error("only https and http addresses are opened")]
    Scheme,
    /// The host is this machine, a local network or no public name, or the address carries a name and password.
    #[error("its host is not a public web site")]
    Host,
}

/// Checks an address before it is handed to the system's browser; gives it back in its normal form.
pub fn check_link(_address: &str) -> Result<url::Url, LinkRefused> {
    todo!()
}
