//! No network, as opposed to one host that is down.

use super::server::{Reply, Server, answer_with};
use super::{NONE, body, day, limits, paper, way};
use paperboy_net::NetError;
use paperboy_paper::NetworkCause;
use tokio::net::TcpListener;
use url::Url;

/// An address without a server.
async fn nobody() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap()
}

async fn somebody() -> Server {
    Server::replying(vec![Reply::All(answer_with("200 OK", "", b"page"))]).await
}

#[tokio::test]
async fn when_no_host_can_be_reached_one_sentence_reports_it() {
    let (huggingface, arxiv) = (nobody().await, nobody().await);
    let net = way(&huggingface, &arxiv, limits());
    let errors = [
        net.article_html(&paper(), NONE).await.unwrap_err(),
        net.list_page(day(), None, 100, NONE).await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, NetError::Offline { .. }), "{error:?}");
        let (huggingface, arxiv) = (huggingface.port().unwrap(), arxiv.port().unwrap());
        let sentence = format!(
            "there is no network connection: 127.0.0.1:{huggingface} and 127.0.0.1:{arxiv} can't be reached"
        );
        assert_eq!(error.to_string(), sentence);
    }
    assert!(!net.is_online().await);
}

#[tokio::test]
async fn a_single_server_that_is_gone_means_no_connection() {
    let gone = nobody().await;
    let net = way(&gone, &gone, limits());
    let error = net.article_html(&paper(), NONE).await.unwrap_err();
    let hosts = vec![format!("127.0.0.1:{}", gone.port().unwrap())];
    assert_eq!(error, NetError::Offline { hosts });
}

#[tokio::test]
async fn one_host_that_is_down_is_not_taken_for_no_network() {
    let (down, up) = (nobody().await, somebody().await);
    let error = way(&up.url, &down, limits()).article_html(&paper(), NONE).await.unwrap_err();
    assert!(
        matches!(&error, NetError::Fault { cause: NetworkCause::Unreachable { .. }, .. }),
        "{error:?}"
    );
    assert!(up.requests()[0].starts_with("HEAD / "), "the other host is asked whether it is there");

    let error = way(&down, &up.url, limits()).list_page(day(), None, 100, NONE).await.unwrap_err();
    assert!(matches!(error, NetError::Fault { .. }), "{error:?}");
    assert!(way(&down, &up.url, limits()).is_online().await);
}

#[tokio::test]
async fn a_host_that_answered_just_now_is_not_asked_whether_it_is_there() {
    let (down, up) = (nobody().await, somebody().await);
    let net = way(&up.url, &down, limits());
    body(net.list_html(day(), NONE).await);
    assert!(matches!(net.article_html(&paper(), NONE).await, Err(NetError::Fault { .. })));
    assert_eq!(up.requests().len(), 1);
}

#[tokio::test]
async fn a_host_that_breaks_every_connection_is_not_taken_for_no_network() {
    let rude = Server::replying(vec![Reply::ThenClose(Vec::new())]).await;
    let error = way(&rude.url, &rude.url, limits()).article_html(&paper(), NONE).await.unwrap_err();
    assert!(matches!(error, NetError::Fault { .. }), "{error:?}");
}
