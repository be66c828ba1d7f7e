//! Valid answers, and how they are understood.

use super::{NONE, body, day, limits, paper, way};
use paperboy_net::{Absence, Fetched, Net, NetError, Next, Sources, Validators};
use std::time::Duration;
use url::Url;
use wiremock::matchers::{header, header_exists, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn url_of(server: &MockServer) -> Url {
    Url::parse(&server.uri()).unwrap()
}

async fn answers(status: u16) -> (MockServer, super::Way) {
    let server = MockServer::start().await;
    Mock::given(method("GET")).respond_with(ResponseTemplate::new(status)).mount(&server).await;
    let url = url_of(&server);
    (server, way(&url, &url, limits()))
}

async fn request_count(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

#[tokio::test]
async fn each_thing_is_asked_for_at_its_address_under_an_honest_name() {
    let server = MockServer::start().await;
    for (at, text) in [
        ("/papers/date/2026-03-02", "day"),
        ("/papers/2501.11120.md", "markdown"),
        ("/html/2501.11120", "html"),
        ("/abs/2501.11120", "abs"),
    ] {
        let honest = header("user-agent", concat!("Paperboy/", env!("CARGO_PKG_VERSION")));
        let packed = header_exists("accept-encoding");
        let page = ResponseTemplate::new(200).set_body_raw(text, "text/html; charset=utf-8");
        Mock::given(method("GET"))
            .and(path(at))
            .and(honest)
            .and(packed)
            .respond_with(page)
            .expect(1)
            .mount(&server)
            .await;
    }
    let url = url_of(&server);
    let net = way(&url, &url, limits());
    assert_eq!(body(net.list_html(day(), NONE).await).bytes, b"day");
    assert_eq!(body(net.paper_markdown(&paper(), NONE).await).bytes, b"markdown");
    assert_eq!(body(net.abs(&paper(), NONE).await).bytes, b"abs");
    let html = body(net.article_html(&paper(), NONE).await);
    assert_eq!(
        (html.bytes.as_slice(), html.content_type.as_deref()),
        (b"html".as_slice(), Some("text/html; charset=utf-8"))
    );
    assert_eq!(html.final_url.path(), "/html/2501.11120");
}

#[tokio::test]
async fn a_list_is_followed_from_page_to_page_on_its_own_host() {
    let server = MockServer::start().await;
    let next =
        format!("<{}/api/daily_papers?date=2026-03-02&limit=2&p=1>; rel=\"next\"", server.uri());
    for (page, link) in
        [("0", next.as_str()), ("1", "<https://evil.example/>; rel=\"next\""), ("2", "")]
    {
        let answer = ResponseTemplate::new(200).insert_header("link", link).set_body_string(page);
        let list = Mock::given(path("/api/daily_papers"))
            .and(query_param("date", "2026-03-02"))
            .and(query_param("limit", "2"));
        list.and(query_param("p", page)).respond_with(answer).mount(&server).await;
    }
    let url = url_of(&server);
    let net = way(&url, &url, limits());
    let first = net.list_page(day(), None, 2, NONE).await.unwrap();
    let Next::Page(page) = first.next else { panic!("{:?}", first.next) };
    let second = net.list_page(day(), Some(&page), 2, NONE).await.unwrap();
    assert_eq!(body(Ok(second.fetched)).bytes, b"1");
    assert_eq!(second.next, Next::Elsewhere("https://evil.example/".to_owned()));
    let last = page.as_str().replace("p=1", "p=2").parse().unwrap();
    assert_eq!(net.list_page(day(), Some(&last), 2, NONE).await.unwrap().next, Next::End);

    let before = request_count(&server).await;
    let elsewhere = Url::parse("http://127.0.0.1:1/api/daily_papers").unwrap();
    assert!(matches!(
        net.list_page(day(), Some(&elsewhere), 2, NONE).await,
        Err(NetError::BadAnswer { .. })
    ));
    assert_eq!(request_count(&server).await, before, "another host was asked");
}

#[tokio::test]
async fn a_page_is_never_asked_longer_than_hugging_face_gives() {
    let (server, net) = answers(200).await;
    net.list_page(day(), None, 5000, NONE).await.unwrap();
    assert_eq!(
        server.received_requests().await.unwrap()[0].url.query(),
        Some("date=2026-03-02&limit=100&p=0")
    );
}

#[tokio::test]
async fn an_unchanged_page_costs_no_body() {
    let server = MockServer::start().await;
    Mock::given(header("if-none-match", "\"a\""))
        .respond_with(ResponseTemplate::new(304))
        .mount(&server)
        .await;
    let page = ResponseTemplate::new(200)
        .insert_header("etag", "\"a\"")
        .insert_header("last-modified", "Mon, 02 Mar 2026 08:00:00 GMT");
    Mock::given(method("GET")).respond_with(page).mount(&server).await;
    let url = url_of(&server);
    let net = way(&url, &url, limits());
    let validators = body(net.article_html(&paper(), NONE).await).validators;
    assert_eq!(validators.etag.as_deref(), Some("\"a\""));
    assert_eq!(net.article_html(&paper(), &validators).await, Ok(Fetched::NotModified));
    assert_eq!(
        server.received_requests().await.unwrap()[1].headers["if-modified-since"],
        "Mon, 02 Mar 2026 08:00:00 GMT"
    );
}

#[tokio::test]
async fn a_validator_that_cannot_be_sent_brings_the_page_whole() {
    let (server, net) = answers(200).await;
    for odd in ["", "a\r\nx: y", "\u{0}", &"e".repeat(5000)] {
        let validators =
            Validators { etag: Some(odd.to_owned()), last_modified: Some(odd.to_owned()) };
        body(net.abs(&paper(), &validators).await);
    }
    for request in server.received_requests().await.unwrap() {
        assert!(
            !request.headers.contains_key("if-none-match")
                && !request.headers.contains_key("if-modified-since")
        );
    }
}

#[tokio::test]
async fn not_modified_without_validators_is_a_bad_answer() {
    let (_server, net) = answers(304).await;
    assert!(matches!(net.abs(&paper(), NONE).await, Err(NetError::BadAnswer { .. })));
}

#[tokio::test]
async fn what_is_not_there_is_absent_and_asked_for_once() {
    for (status, absence) in
        [(404, Absence::NotFound), (410, Absence::NotFound), (403, Absence::Forbidden)]
    {
        let (server, net) = answers(status).await;
        assert_eq!(net.article_html(&paper(), NONE).await, Ok(Fetched::Absent(absence)));
        assert_eq!(request_count(&server).await, 1, "{status}");
    }
}

#[tokio::test]
async fn a_refused_question_is_asked_once() {
    for status in [400, 401, 451] {
        let (server, net) = answers(status).await;
        let error = net.article_html(&paper(), NONE).await.unwrap_err();
        assert!(matches!(error, NetError::BadAnswer { .. }), "{error:?}");
        assert!(
            error.to_string().contains("2501.11120")
                && error.to_string().contains(&status.to_string()),
            "{error}"
        );
        assert_eq!(request_count(&server).await, 1, "{status}");
    }
}

#[tokio::test]
async fn a_fault_is_tried_again_a_bounded_number_of_times() {
    for status in [500, 502, 504, 408, 202, 204] {
        let (server, net) = answers(status).await;
        let error = net.article_html(&paper(), NONE).await.unwrap_err();
        assert!(matches!(error, NetError::Fault { .. }), "{error:?}");
        assert!(error.to_string().contains(&status.to_string()), "{error}");
        assert_eq!(request_count(&server).await, 3, "{status}");
    }
}

#[tokio::test]
async fn a_fault_that_passes_is_not_noticed() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(500))
        .up_to_n_times(2)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_string("whole"))
        .mount(&server)
        .await;
    let url = url_of(&server);
    assert_eq!(body(way(&url, &url, limits()).abs(&paper(), NONE).await).bytes, b"whole");
}

#[tokio::test]
async fn a_redirect_on_the_same_host_is_followed() {
    let server = MockServer::start().await;
    Mock::given(path("/html/2501.11120"))
        .respond_with(redirect("/html/2501.11120v2"))
        .mount(&server)
        .await;
    Mock::given(path("/html/2501.11120v2"))
        .respond_with(ResponseTemplate::new(200).set_body_string("v2"))
        .mount(&server)
        .await;
    let url = url_of(&server);
    let html = body(way(&url, &url, limits()).article_html(&paper(), NONE).await);
    assert_eq!(
        (html.bytes.as_slice(), html.final_url.path()),
        (b"v2".as_slice(), "/html/2501.11120v2")
    );
}

#[tokio::test]
async fn a_redirect_elsewhere_in_circles_or_nowhere_is_not_followed() {
    let foreign = MockServer::start().await;
    for (answer, message, times) in [
        (redirect(&foreign.uri()), "which Paperboy does not follow", 1),
        (redirect("https://arxiv.org/"), "which Paperboy does not follow", 1),
        (redirect("file:///etc/passwd"), "which Paperboy does not follow", 1),
        (redirect("http://["), "not a valid address", 1),
        (ResponseTemplate::new(302), "without saying where", 1),
        (redirect("/html/2501.11120"), "more than 5 times", 6),
    ] {
        let server = MockServer::start().await;
        Mock::given(method("GET")).respond_with(answer).mount(&server).await;
        let url = url_of(&server);
        let error = way(&url, &url, limits()).article_html(&paper(), NONE).await.unwrap_err();
        assert!(
            matches!(error, NetError::Fault { .. }) && error.to_string().contains(message),
            "{error:?}"
        );
        assert_eq!(request_count(&server).await, times, "{error}");
    }
    assert_eq!(request_count(&foreign).await, 0, "a foreign host was asked");
}

fn redirect(to: &str) -> ResponseTemplate {
    ResponseTemplate::new(302).insert_header("location", to)
}

#[tokio::test]
async fn a_name_that_no_header_can_hold_is_refused() {
    let loopback = Url::parse("http://127.0.0.1:1/").unwrap();
    let sources = Sources::new(loopback.clone(), loopback, Duration::ZERO).unwrap();
    assert!(Net::new(sources, "unused".into(), "Paper\nboy").is_err());
}
