//! Intervals, timeouts, and cancelling.

use super::server::{Reply, Server, answer_with};
use super::{NONE, body, day, limits, net, paper, way};
use paperboy_net::{Limits, NetError};
use std::sync::Arc;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn page() -> Reply {
    Reply::All(answer_with("200 OK", "", b"page"))
}

fn busy(status: &str, headers: &str) -> Reply {
    Reply::All(answer_with(status, headers, b"later"))
}

#[tokio::test]
async fn two_at_work_on_one_library_keep_the_interval_together_and_never_ask_at_once() {
    let server = Server::replying(vec![page()]).await;
    let folder = tempfile::tempdir().unwrap();
    let interval = Duration::from_millis(100);
    let tasks: Vec<_> = (0..2)
        .map(|_| {
            let net =
                net(&server.url, &server.url, interval, folder.path().join("arxiv.pace"), limits());
            tokio::spawn(async move {
                for _ in 0..4 {
                    body(net.article_html(&paper(), NONE).await);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let times = server.times();
    assert_eq!((times.len(), server.max_at_once()), (8, 1));
    for pair in times.windows(2) {
        // A request is noted here a moment after it started, and a busy machine makes the moment
        // longer.
        assert!(pair[1] - pair[0] >= interval / 2, "{:?}", pair[1] - pair[0]);
    }
    assert!(times[7] - times[0] >= 6 * interval, "eight requests in {:?}", times[7] - times[0]);
}

#[tokio::test]
async fn many_at_once_in_one_process_ask_arxiv_one_by_one_over_one_connection() {
    let server = Server::replying(vec![page()]).await;
    let way = Arc::new(way(&server.url, &server.url, limits()));
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let way = way.clone();
            tokio::spawn(async move { body(way.article_html(&paper(), NONE).await) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!((server.requests().len(), server.max_at_once(), server.connections()), (10, 1, 1));
}

#[tokio::test]
async fn retry_after_is_obeyed() {
    for status in ["429 Too Many Requests", "503 Service Unavailable"] {
        let server = Server::replying(vec![busy(status, "retry-after: 1\r\n"), page()]).await;
        body(way(&server.url, &server.url, limits()).article_html(&paper(), NONE).await);
        let times = server.times();
        assert!(times[1] - times[0] >= SECOND, "{status}: {:?}", times[1] - times[0]);
    }
}

#[tokio::test]
async fn a_rate_limit_is_obeyed_in_refusals_and_in_warnings() {
    let used_up = "ratelimit: \"api\";r=0;t=1\r\n";
    let warned = Reply::All(answer_with("200 OK", used_up, b"page"));
    let server =
        Server::replying(vec![busy("429 Too Many Requests", used_up), warned, page()]).await;
    let net = way(&server.url, &server.url, limits());
    for _ in 0..2 {
        net.list_page(day(), None, 100, NONE).await.unwrap();
    }
    let times = server.times();
    assert!(times[1] - times[0] >= SECOND && times[2] - times[1] >= SECOND);
}

#[tokio::test]
async fn a_server_whose_wait_exceeds_the_limit_is_not_retried() {
    let server =
        Server::replying(vec![busy("503 Service Unavailable", "retry-after: 600\r\n")]).await;
    let net = way(&server.url, &server.url, limits());
    for _ in 0..2 {
        let error = net.article_html(&paper(), NONE).await.unwrap_err();
        let NetError::Busy { retry_after: Some(wait), .. } = &error else { panic!("{error:?}") };
        assert!((590..=600).contains(&wait.as_secs()), "{error}");
    }
    assert_eq!(server.requests().len(), 1, "asked again although the server said to wait");
}

#[tokio::test]
async fn a_server_that_stays_busy_is_reported_as_busy() {
    let server = Server::replying(vec![busy("429 Too Many Requests", "")]).await;
    let error =
        way(&server.url, &server.url, limits()).article_html(&paper(), NONE).await.unwrap_err();
    assert!(matches!(error, NetError::Busy { retry_after: None, .. }), "{error:?}");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn hugging_faces_allowance_is_kept_for_calls_and_pages_apart() {
    let server = Server::replying(vec![page()]).await;
    let limits = Limits { api_calls: 3, pages: 2, window: SECOND, ..limits() };
    let net = way(&server.url, &server.url, limits);
    for _ in 0..2 {
        net.list_html(day(), NONE).await.unwrap();
    }
    for _ in 0..4 {
        net.list_page(day(), None, 100, NONE).await.unwrap();
    }
    let times = server.times();
    // From start to start it is a second and more; a start is noted here a moment late.
    assert!(times[5] - times[2] >= SECOND / 2, "four calls in {:?}", times[5] - times[2]);
    net.list_html(day(), NONE).await.unwrap();
    assert!(server.times()[6] - times[0] >= SECOND / 2);
}

#[tokio::test]
async fn letting_go_hangs_up_and_gives_the_turn_back() {
    for unfinished in [Vec::new(), b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_vec()] {
        let server = Server::replying(vec![Reply::ThenWait(unfinished), page()]).await;
        let way = Arc::new(way(&server.url, &server.url, limits()));
        let task = tokio::spawn({
            let way = way.clone();
            async move { way.article_html(&paper(), NONE).await }
        });
        server.wait_for_request().await;
        task.abort();
        server.hung_up().await;
        assert!(task.await.unwrap_err().is_cancelled());
        assert_eq!(body(way.article_html(&paper(), NONE).await).bytes, b"page");
    }
}
