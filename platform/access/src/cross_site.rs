//! Stops other sites from acting in the name of somebody who is signed in here.

use axum::http::{HeaderMap, HeaderValue, Method, header};

use crate::AccessError;

/// Checks a request that is signed in by a cookie.
///
/// Safe methods pass. Otherwise `Sec-Fetch-Site` must say `same-origin` or `none`; where a browser does not send it,
/// as over plain HTTP, `Origin` must be the public address or the very host that was asked.
/// A request with neither header comes from no browser of the last years and passes: a program that holds the cookie
/// was not tricked into sending it. The cookie's `SameSite=Lax` stands behind all this.
///
/// # Errors
/// Another site sent the request.
pub fn guard(
    method: &Method,
    headers: &HeaderMap,
    public_origin: Option<&str>,
) -> Result<(), AccessError> {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let from_here = match (headers.get("sec-fetch-site"), headers.get(header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => is_own(origin, headers.get(header::HOST), public_origin),
        (None, None) => true,
    };
    if from_here { Ok(()) } else { Err(AccessError::CrossSite) }
}

/// Returns the origin of an address: scheme, host and port, in lower case.
pub fn origin_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    Some(format!("{scheme}://{host}").to_ascii_lowercase())
}

fn is_own(origin: &HeaderValue, host: Option<&HeaderValue>, public: Option<&str>) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    if public.is_some_and(|public| origin.eq_ignore_ascii_case(public)) {
        return true;
    }
    let asked = host.and_then(|host| host.to_str().ok());
    let sender = origin.split_once("://").map(|(_, host)| host);
    matches!((asked, sender), (Some(asked), Some(sender)) if asked.eq_ignore_ascii_case(sender))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(method: &Method, headers: &[(&'static str, &str)]) -> bool {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), value.parse().unwrap()))
            .collect();
        guard(method, &headers, Some("https://queue.example.cn")).is_ok()
    }

    #[test]
    fn only_our_own_pages_may_write() {
        let post = |headers: &[(&'static str, &str)]| passes(&Method::POST, headers);
        assert!(post(&[("sec-fetch-site", "same-origin")]));
        assert!(post(&[("sec-fetch-site", "none")]));
        assert!(!post(&[("sec-fetch-site", "cross-site")]));
        assert!(!post(&[("sec-fetch-site", "same-site"), ("origin", "https://queue.example.cn")]));
        assert!(post(&[("origin", "https://queue.example.cn")]));
        assert!(post(&[("origin", "http://10.0.0.8:8080"), ("host", "10.0.0.8:8080")]));
        assert!(!post(&[("origin", "https://evil.example"), ("host", "queue.example.cn")]));
        assert!(!post(&[("origin", "null"), ("host", "queue.example.cn")]));
        assert!(post(&[("host", "queue.example.cn")]));
    }

    #[test]
    fn reading_is_never_stopped() {
        assert!(passes(&Method::GET, &[("sec-fetch-site", "cross-site")]));
        assert!(!passes(&Method::DELETE, &[("sec-fetch-site", "cross-site")]));
    }

    #[test]
    fn origins_are_cut_from_addresses() {
        let origin = |url| origin_of(url).unwrap_or_default();
        assert_eq!(origin("HTTPS://Queue.example.cn/path?x"), "https://queue.example.cn");
        assert_eq!(origin("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(origin_of("queue.example.cn"), None);
    }
}
