//! Whether there is a network at all: one host's silence is not the world's.

use crate::Net;
use crate::Validators;
use crate::error::Failure;
use crate::sources::{Service, host_of};
use reqwest::Method;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// For how long a host that answered counts as reachable without another request.
const FRESH: Duration = Duration::from_secs(10);

/// When each service answered last, with whatever it was.
#[derive(Default)]
pub(crate) struct Answered(Mutex<[Option<Instant>; 2]>);

impl Answered {
    pub(crate) fn by(&self, service: Service) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[service as usize] =
            Some(Instant::now());
    }

    fn lately_by(&self, service: Service) -> bool {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner)[service as usize];
        last.is_some_and(|last| last.elapsed() < FRESH)
    }
}

impl Net {
    /// Whether Hugging Face or arXiv can be reached: for knowing when the network is back. Costs
    /// one request to each at most.
    pub async fn is_online(&self) -> bool {
        self.reaches(Service::HuggingFace).await || self.reaches_another(Service::HuggingFace).await
    }

    /// Whether the network is there although `service` can't be reached.
    pub(crate) async fn reaches_another(&self, service: Service) -> bool {
        let other = service.other();
        !self.sources.share_one_origin()
            && (self.answered.lately_by(other) || self.reaches(other).await)
    }

    /// Any answer will do, and so will any failure but that of reaching it.
    async fn reaches(&self, service: Service) -> bool {
        let url = self.sources.base(service).clone();
        let mut gate = match self.gate(service, &url).await {
            Ok(gate) => gate,
            // A host that requested a wait is reachable.
            Err(failure) => return matches!(failure, Failure::Busy(_)),
        };
        let sent = self.send(Method::HEAD, service, &url, &Validators::NONE, &gate).await;
        if gate.sent(self).is_err() {
            return false;
        }
        match sent {
            Ok(response) => {
                self.answered.by(service);
                // It answered, whether or not its wait could be written down.
                let _ = gate.heed(self, response.headers());
                true
            }
            Err(failure) => !matches!(failure, Failure::Unreachable(_)),
        }
    }

    /// Whom we ask, for a sentence.
    pub(crate) fn hosts(&self) -> Vec<String> {
        let [first, second] = [Service::HuggingFace, Service::Arxiv]
            .map(|service| host_of(self.sources.base(service)));
        if first == second { vec![first] } else { vec![first, second] }
    }
}
