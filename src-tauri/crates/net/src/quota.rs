//! Hugging Face's allowance: a number of requests within any five minutes.

use crate::error::Failure;
use crate::throttle::Held;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// One of Hugging Face's allowances, kept by remembering when each request of the window started.
pub(crate) struct Quota {
    max_requests: usize,
    window: Duration,
    starts: Mutex<VecDeque<Instant>>,
    held: Held,
}

impl Quota {
    pub(crate) fn new(max_requests: usize, window: Duration) -> Self {
        Self {
            max_requests: max_requests.max(1),
            window,
            starts: Mutex::new(VecDeque::new()),
            held: Held::default(),
        }
    }

    /// Blocks all requests until `wait` is over, as the server requested.
    pub(crate) fn hold_off(&self, wait: Duration) {
        self.held.hold_off(wait);
    }

    /// Whether a request waits for the allowance: it keeps the lock while it does.
    pub(crate) fn is_waited_for(&self) -> bool {
        self.starts.try_lock().is_err()
    }

    /// Waits until one more request is within the allowance, first come, first served.
    pub(crate) async fn take(&self) -> Result<(), Failure> {
        let mut starts = self.starts.lock().await;
        self.held.over(self.window).await?;
        while let Some(oldest) = starts.front().copied() {
            if oldest.elapsed() >= self.window {
                starts.pop_front();
            } else if starts.len() >= self.max_requests {
                sleep_until(oldest + self.window).await;
            } else {
                break;
            }
        }
        starts.push_back(Instant::now());
        Ok(())
    }
}

/// The values of a `RateLimit` header, as in `"api";r=0;t=55`: the remaining requests, and the
/// seconds until they are renewed.
pub(crate) fn rate_limit(header: &str) -> Option<(u64, Duration)> {
    let value = |name: &str| {
        let header_value = header
            .split([';', ','])
            .filter_map(|part| part.split_once('='))
            .find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        header_value.and_then(|(_, value)| value.trim().parse::<u64>().ok())
    };
    Some((value("r")?, Duration::from_secs(value("t")?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn any_window_holds_no_more_requests_than_allowed() {
        let (quota, window) = (Quota::new(5, Duration::from_secs(300)), Duration::from_secs(300));
        let mut starts = Vec::new();
        for _ in 0..23 {
            quota.take().await.unwrap();
            starts.push(Instant::now());
            tokio::time::advance(Duration::from_secs(7)).await;
        }
        for pair in starts.windows(6) {
            assert!(pair[5] - pair[0] >= window, "six requests within {:?}", pair[5] - pair[0]);
        }
        assert!(starts[4] - starts[0] < window, "an allowance unused is there at once");
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_names_a_wait_is_retried_after_it() {
        let quota = Quota::new(5, Duration::from_secs(300));
        let before = Instant::now();
        quota.hold_off(Duration::from_secs(40));
        quota.hold_off(Duration::from_secs(10));
        quota.take().await.unwrap();
        assert!(before.elapsed() >= Duration::from_secs(40));
        quota.hold_off(Duration::from_secs(301));
        assert!(
            matches!(quota.take().await, Err(Failure::Busy(Some(_)))),
            "waited longer than Hugging Face counts"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_waits_for_the_allowance_is_known_to_wait() {
        let quota = Quota::new(1, Duration::from_secs(300));
        quota.take().await.unwrap();
        assert!(!quota.is_waited_for());
        let second = quota.take();
        tokio::pin!(second);
        assert!(tokio::time::timeout(Duration::from_secs(1), &mut second).await.is_err());
        assert!(quota.is_waited_for());
        second.await.unwrap();
        assert!(!quota.is_waited_for());
    }

    #[test]
    fn the_rate_limit_header_is_read() {
        assert_eq!(rate_limit("\"api\";r=489;t=219"), Some((489, Duration::from_secs(219))));
        assert_eq!(rate_limit("\"pages\"; r=0 ; t=5"), Some((0, Duration::from_secs(5))));
        for odd in ["", "r", "r=;t=", "\"api\";r=1", "r=-1;t=5", "r=99999999999999999999999;t=1"] {
            assert_eq!(rate_limit(odd), None, "{odd}");
        }
    }
}
