//! The sentences that libraries of earlier versions hold instead of reasons.
//!
//! Frozen: nothing writes such sentences any more. Each rule is a sentence with `{}` for a value.

use super::{ConnectionCause, FileCause, NetworkCause, ReadingCause, ReadingReason};
use crate::ReadingSource::{self, Abs, Html, Markdown};

/// How the sources were named: the page of a paper before a network's fault, else the source.
const SOURCES: [(&str, ReadingSource); 6] = [
    ("arXiv's HTML", Html),
    ("Hugging Face's Markdown", Markdown),
    ("arXiv's abstract page", Abs),
    ("the HTML of {}", Html),
    ("the Markdown of {}", Markdown),
    ("the abstract page of {}", Abs),
];

/// Reasons that were written in one line.
pub(super) fn reasons(stored: &str) -> Vec<ReadingReason> {
    let pieces: Vec<&str> = stored.split("; ").collect();
    let known: Vec<_> = pieces.iter().map(|piece| reason(piece)).collect();
    // A piece that is not known may be a part of a longer sentence: all of it stays as it is.
    let first = known.iter().position(Option::is_none).unwrap_or(known.len());
    let mut reasons: Vec<_> = known.into_iter().take(first).flatten().collect();
    let rest = pieces.get(first..).unwrap_or_default().join("; ");
    if !rest.is_empty() {
        reasons.push(ReadingReason { source: None, cause: ReadingCause::Other { text: rest } });
    }
    reasons
}

fn reason(piece: &str) -> Option<ReadingReason> {
    for (name, source) in SOURCES {
        for (end, cause) in
            [("does not exist", ReadingCause::NotFound), ("is not public", ReadingCause::NotPublic)]
        {
            if piece.strip_prefix(name).is_some_and(|rest| rest.trim_start() == end) {
                return Some(ReadingReason::new(source, cause));
            }
        }
        if let Some((subject, what)) = piece.split_once(": ")
            && values(name, subject).is_some()
        {
            return Some(ReadingReason::new(source, cause(what)?));
        }
    }
    // Only this one was written without its source.
    let why = network(piece).filter(|why| matches!(why, NetworkCause::IntervalFile { .. }))?;
    Some(ReadingReason { source: None, cause: why.into() })
}

fn cause(text: &str) -> Option<ReadingCause> {
    Some(match text {
        "the page has no text where the article should be"
        | "the page is blank where the article should stand" => ReadingCause::Blank,
        "the converted page ends after a few words"
        | "the conversion broke off after a few words" => ReadingCause::TooShort,
        "the converted page shows LaTeX commands instead of text"
        | "the conversion shows LaTeX commands instead of text" => ReadingCause::RawLatex,
        "the page is too large" => ReadingCause::TooLarge,
        "arXiv has no HTML version of this paper" | "arXiv has no HTML of this paper" => {
            ReadingCause::NotConverted
        }
        "the page is about the paper but does not contain it"
        | "it is a web page about the paper and not the paper" => ReadingCause::OtherPage,
        "the page has too many style rules to check for hidden text"
        | "the page has more style rules than can be looked through for hidden text" => {
            ReadingCause::StylesTooLarge
        }
        "the page was not transferred completely" | "the page was cut off on the way" => {
            ReadingCause::CutOff
        }
        "the site asks for a check that you are human" | "the site wants to see a person first" => {
            ReadingCause::Challenge
        }
        "the response is not the page of a paper" | "the answer is no page of a paper" => {
            ReadingCause::Foreign
        }
        _ => match values("the page belongs to another paper, {}", text).as_deref() {
            Some([id]) => ReadingCause::OtherPaper { id: (*id).to_owned() },
            _ => network(text)?.into(),
        },
    })
}

fn network(text: &str) -> Option<NetworkCause> {
    let is = |rule: &str| values(rule, text);
    let own = |text: &str| text.to_owned();
    if let Some(host) = text.strip_suffix(" is busy").filter(|host| is_host(host)) {
        return Some(NetworkCause::Busy { host: own(host), seconds: None });
    }
    if let Some([host, wait]) = is("{} is busy and asks to wait {} s").as_deref() {
        return Some(NetworkCause::Busy { host: own(host), seconds: Some(wait.parse().ok()?) });
    }
    if let Some([host, why]) = is("{} can't be reached ({})").as_deref() {
        return Some(NetworkCause::Unreachable { host: own(host), why: connection(why) });
    }
    if let Some([host, span]) = is("{} did not answer within {} s").as_deref() {
        return Some(NetworkCause::Silent { host: own(host), milliseconds: milliseconds(span)? });
    }
    if let Some([host, code]) = is("{} answered {} without a page").as_deref() {
        return Some(NetworkCause::NoPage { host: own(host), status: status(code)? });
    }
    if let Some([host, code]) = is("{} answered {}").as_deref() {
        return Some(NetworkCause::Status { host: own(host), status: status(code)? });
    }
    if let Some([host, code]) = is("{} refused the request with {}").as_deref() {
        return Some(NetworkCause::Refused { host: own(host), status: status(code)? });
    }
    if let Some([host]) = is("{} redirected without saying where").as_deref() {
        return Some(NetworkCause::RedirectNowhere { host: own(host) });
    }
    if let Some([most]) = is("redirected more than {} times").as_deref() {
        return Some(NetworkCause::RedirectEndless { most: most.parse().ok()? });
    }
    if let Some([size]) = is("the response is larger than {} MB").as_deref() {
        return Some(NetworkCause::TooLarge { megabytes: size.parse().ok()? });
    }
    if let Some([span, bytes]) = is("the response stopped for {} s after {} bytes").as_deref() {
        let (milliseconds, bytes) = (milliseconds(span)?, bytes.parse().ok()?);
        return Some(NetworkCause::Stalled { milliseconds, bytes });
    }
    if let Some([span]) = is("the response did not end within {} s").as_deref() {
        return Some(NetworkCause::Endless { milliseconds: milliseconds(span)? });
    }
    if let Some([why]) = is("the response can't be decompressed ({})").as_deref() {
        return Some(NetworkCause::Compression { text: own(why) });
    }
    if let Some([why]) = is("no secure connection could be established ({})").as_deref() {
        return Some(NetworkCause::NotSecure { why: connection(why) });
    }
    if let Some([why]) = is("the response broke off or is damaged ({})").as_deref() {
        return Some(NetworkCause::BrokeOff { why: connection(why) });
    }
    if let Some([why]) = is("the connection failed ({})").as_deref() {
        return Some(NetworkCause::Failed { why: connection(why) });
    }
    if let Some([file, why]) =
        is("the file {} that limits requests to arXiv can't be used: {}").as_deref()
    {
        return Some(NetworkCause::IntervalFile {
            file: own(file),
            why: FileCause::Other { text: own(why) },
        });
    }
    (text == "the response continues after its end").then_some(NetworkCause::Trailing)
}

fn connection(text: &str) -> ConnectionCause {
    match text {
        "Connection refused" => ConnectionCause::Refused,
        "Connection reset by peer" => ConnectionCause::Closed,
        "operation timed out" | "Connection timed out" => ConnectionCause::TimedOut,
        _ => ConnectionCause::Other { text: text.to_owned() },
    }
}

/// The values of a sentence, if the rule is of its form.
fn values<'a>(rule: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = rule.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut values = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = if parts.peek().is_none() {
            rest.len().checked_sub(part.len()).filter(|at| rest.get(*at..) == Some(part))?
        } else {
            rest.find(part)?
        };
        values.push(rest.get(..end).filter(|value| !value.is_empty())?);
        rest = rest.get(end + part.len()..)?;
    }
    rest.is_empty().then_some(values)
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && !text.contains(' ')
}

fn status(text: &str) -> Option<u16> {
    text.split(' ').next()?.parse().ok()
}

fn milliseconds(seconds: &str) -> Option<u32> {
    let seconds: f64 = seconds.parse().ok()?;
    (0.0..4e6).contains(&seconds).then(|| (seconds * 1000.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_earlier_versions_become_reasons() {
        let stored = "arXiv's HTML does not exist; Hugging Face's Markdown: the page is too large; \
                      the abstract page of 2501.12948: arxiv.org is busy and asks to wait 30 s";
        let busy = NetworkCause::Busy { host: "arxiv.org".into(), seconds: Some(30) };
        assert_eq!(
            ReadingReason::from_stored(stored),
            [
                ReadingReason::new(Html, ReadingCause::NotFound),
                ReadingReason::new(Markdown, ReadingCause::TooLarge),
                ReadingReason::new(Abs, busy),
            ]
        );
        for (sentence, cause) in [
            (
                "arxiv.org answered 502 Bad Gateway",
                NetworkCause::Status { host: "arxiv.org".into(), status: 502 },
            ),
            (
                "arxiv.org did not answer within 40 s",
                NetworkCause::Silent { host: "arxiv.org".into(), milliseconds: 40_000 },
            ),
            (
                "the response stopped for 0.5 s after 12 bytes",
                NetworkCause::Stalled { milliseconds: 500, bytes: 12 },
            ),
            (
                "arxiv.org can't be reached (Connection refused)",
                NetworkCause::Unreachable {
                    host: "arxiv.org".into(),
                    why: ConnectionCause::Refused,
                },
            ),
        ] {
            let stored = format!("the HTML of 2501.12948: {sentence}");
            assert_eq!(
                ReadingReason::from_stored(&stored),
                [ReadingReason::new(Html, cause)],
                "{sentence}"
            );
        }
    }

    #[test]
    fn a_sentence_that_is_not_known_stays_as_it_is() {
        for stored in [
            "arXiv did not answer",
            "arXiv's HTML: a new thing; with a semicolon",
            "the HTML of 2501.12948: redirected to “a; b”, which is not a valid address",
            "the response is too odd",
            "[1, 2]",
            "{",
        ] {
            let reasons = ReadingReason::from_stored(stored);
            assert_eq!(ReadingReason::sentence(&reasons).as_deref(), Some(stored));
            assert!(matches!(reasons[0].cause, ReadingCause::Other { .. }), "{stored}");
        }
        assert_eq!(ReadingReason::from_stored(""), []);
    }

    #[test]
    fn reasons_are_stored_and_read_again() {
        let reasons = [
            ReadingReason::new(Html, ReadingCause::OtherPaper { id: "2501.00001".into() }),
            ReadingReason::new(Abs, NetworkCause::NotSecure { why: ConnectionCause::Expired }),
        ];
        let stored = ReadingReason::to_stored(&reasons).unwrap();
        assert_eq!(ReadingReason::from_stored(&stored), reasons);
        assert_eq!(ReadingReason::to_stored(&[]), None);
    }
}
