//! Why no secure connection came about.

use paperboy_paper::ConnectionCause;
use rustls::{AlertDescription, CertificateError, Error};

/// The cause as a part of a sentence, with a remedy where there is one.
pub(crate) fn cause(error: &Error) -> ConnectionCause {
    match error {
        Error::InvalidCertificate(certificate) => certificate_cause(certificate),
        Error::NoCertificatesPresented => ConnectionCause::NoCertificate,
        // A peer without TLS looks like a damaged message.
        Error::InvalidMessage(_) => ConnectionCause::NotEncrypted,
        Error::PeerIncompatible(_)
        | Error::AlertReceived(
            AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure,
        ) => ConnectionCause::OldEncryption,
        Error::AlertReceived(AlertDescription::UnrecognisedName) => ConnectionCause::NameNotServed,
        Error::AlertReceived(AlertDescription::CertificateRequired) => {
            ConnectionCause::CertificateWanted
        }
        Error::AlertReceived(_) => ConnectionCause::EndedHandshake,
        Error::DecryptError | Error::PeerMisbehaved(_) => ConnectionCause::Disturbed,
        _ => ConnectionCause::HandshakeFailed,
    }
}

fn certificate_cause(error: &CertificateError) -> ConnectionCause {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            ConnectionCause::Expired
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            ConnectionCause::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            ConnectionCause::OtherName
        }
        CertificateError::Revoked => ConnectionCause::Revoked,
        CertificateError::UnknownIssuer => ConnectionCause::UnknownIssuer,
        CertificateError::BadEncoding | CertificateError::BadSignature => {
            ConnectionCause::DamagedCertificate
        }
        // The other causes are names from the certificate verifier.
        other if format!("{other:?}").contains("CaUsedAsEndEntity") => {
            ConnectionCause::AuthorityCertificate
        }
        _ => ConnectionCause::CertificateRefused,
    }
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
            let message = cause(&error).to_string();
            assert!(message.contains(part), "{message}");
            assert!(!message.contains("CaUsed") && !message.contains("WebPki"), "{message}");
        }
    }
}
