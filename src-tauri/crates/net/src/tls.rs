//! Why no secure connection came about, in words for a person.

use rustls::{AlertDescription, CertificateError, Error};

/// The cause as a part of a sentence; where something can be done, it says what.
pub(crate) fn in_words(error: &Error) -> String {
    let words = match error {
        Error::InvalidCertificate(certificate) => return certificate_in_words(certificate),
        Error::NoCertificatesPresented => "the server shows no certificate",
        // What is no TLS reads as a damaged message.
        Error::InvalidMessage(_) => {
            "the server's answer is not encrypted; its address may have to begin with http"
        }
        Error::PeerIncompatible(_)
        | Error::AlertReceived(
            AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure,
        ) => "the server offers only outdated encryption",
        Error::AlertReceived(AlertDescription::UnrecognisedName) => {
            "the server does not know this host name"
        }
        Error::AlertReceived(AlertDescription::CertificateRequired) => {
            "the server requires a client certificate"
        }
        Error::AlertReceived(_) => "the server ended the connection while it was being encrypted",
        Error::DecryptError | Error::PeerMisbehaved(_) => {
            "the encrypted data was damaged in transit"
        }
        _ => "the connection could not be encrypted",
    };
    words.to_owned()
}

fn certificate_in_words(error: &CertificateError) -> String {
    let words = match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired, or this computer's clock is wrong"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet, or this computer's clock is wrong"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the server's certificate is for another host name"
        }
        CertificateError::Revoked => "the server's certificate was revoked",
        CertificateError::UnknownIssuer => {
            "the server's certificate comes from an issuer that this system does not trust"
        }
        CertificateError::BadEncoding | CertificateError::BadSignature => {
            "the server's certificate is damaged"
        }
        // The checker of certificates says the rest in names of its own.
        other if format!("{other:?}").contains("CaUsedAsEndEntity") => {
            "the server presents the certificate of a certificate authority, as self-signed servers often do; issue a separate one for it"
        }
        _ => "this system does not accept the server's certificate",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_the_inside_is_shown() {
        let other = |text: &str| {
            CertificateError::Other(rustls::OtherError(std::sync::Arc::new(std::io::Error::other(
                text.to_owned(),
            ))))
        };
        for (error, part) in [
            (Error::InvalidCertificate(other("CaUsedAsEndEntity")), "self-signed"),
            (Error::InvalidCertificate(other("UnsupportedCriticalExtension")), "does not accept"),
            (Error::InvalidCertificate(CertificateError::UnknownIssuer), "does not trust"),
            (Error::InvalidCertificate(CertificateError::NotValidForName), "another host name"),
            (Error::InvalidCertificate(CertificateError::Expired), "expired"),
            (Error::InvalidMessage(rustls::InvalidMessage::InvalidContentType), "http"),
            (Error::AlertReceived(AlertDescription::HandshakeFailure), "outdated encryption"),
            (Error::General("WebPkiInternals".to_owned()), "could not be encrypted"),
        ] {
            let said = in_words(&error);
            assert!(said.contains(part), "{said}");
            assert!(!said.contains("CaUsed") && !said.contains("WebPki"), "{said}");
        }
    }
}
