//! Images of figures for the page: addresses that are made of a scheme of their own and an image's
//! key, and of nothing else.

use crate::bridge::Shell;
use tauri::http::{Method, Request, Response, StatusCode, Uri, header};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};

/// The scheme of their addresses: `figure://localhost/KEY`. The policy in `tauri.conf.json` allows
/// images from it and from nowhere else.
pub const SCHEME: &str = "figure";

/// Answers the page's request for an image.
pub fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let handle = context.app_handle().clone();
    let key = key(request.method(), request.uri());
    tauri::async_runtime::spawn(async move {
        let image = match key {
            Some(key) => handle.state::<Shell>().ask(move |app| app.image(&key)).await,
            None => Ok(None),
        };
        responder.respond(response(image.ok().flatten()));
    });
}

/// What a request names as a key, which the library alone knows to be one; `None` when it is for
/// anything else.
fn key(method: &Method, address: &Uri) -> Option<String> {
    // On Windows the scheme is a host.
    let is_ours = matches!(address.host(), Some("localhost" | "figure.localhost"));
    let key = address.path().strip_prefix('/').filter(|_| is_ours)?;
    (*method == Method::GET && address.query().is_none()).then(|| key.to_owned())
}

fn response(image: Option<Vec<u8>>) -> Response<Vec<u8>> {
    let is_there = image.is_some();
    let mut response = Response::new(image.unwrap_or_default());
    let headers = response.headers_mut();
    if is_there {
        // Every image was encoded by Paperboy, and a key never names another one.
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("image/webp"));
        headers.insert(
            header::CACHE_CONTROL,
            header::HeaderValue::from_static("max-age=31536000, immutable"),
        );
    } else {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_key_and_nothing_else() {
        let hex = "0123456789abcdef".repeat(4);
        let of = |method: Method, address: &str| {
            key(&method, &address.parse().expect("an address of this test"))
        };
        assert_eq!(of(Method::GET, &format!("figure://localhost/{hex}")), Some(hex.clone()));
        assert_eq!(of(Method::GET, &format!("http://figure.localhost/{hex}")), Some(hex.clone()));
        for other in [
            format!("figure://localhost/{hex}?x"),
            format!("figure://elsewhere/{hex}"),
            format!("http://figure.localhost.example.org/{hex}"),
        ] {
            assert_eq!(of(Method::GET, &other), None, "{other}");
        }
        // The library takes no other text for a key: `nothing_but_a_key_names_an_image`.
        let path = "figure://localhost/../library.db";
        assert_eq!(of(Method::GET, path).as_deref(), Some("../library.db"));
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
            assert_eq!(of(method.clone(), &format!("figure://localhost/{hex}")), None, "{method}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found_and_has_no_body() {
        let none = response(None);
        assert_eq!((none.status(), none.body().len()), (StatusCode::NOT_FOUND, 0));
        let some = response(Some(vec![1]));
        assert_eq!(some.status(), StatusCode::OK);
        assert_eq!(some.headers()[header::CONTENT_TYPE], "image/webp");
    }
}
