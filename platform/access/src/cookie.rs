//! The session cookie and the bearer token: how a caller says who they are.

use axum::http::{HeaderMap, HeaderValue, header};
use vault::Secret;

/// How the cookie is written; decided by whether people reach the server over HTTPS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieStyle {
    /// `__Host-shouwen`: only over HTTPS, only this host, only the whole site.
    Secure,
    /// `shouwen`: for a server reached over plain HTTP, such as the demo.
    Plain,
}

/// A token that came with a request.
#[derive(Debug)]
pub struct Presented {
    /// The token.
    pub token: Secret<String>,
    /// Whether a browser sent it by itself, so that another site could have asked it to.
    pub by_cookie: bool,
}

impl CookieStyle {
    /// Chooses the style for the address at which people reach the server.
    pub fn for_url(public_url: &str) -> Self {
        let scheme = public_url.get(..8).unwrap_or_default();
        if scheme.eq_ignore_ascii_case("https://") { Self::Secure } else { Self::Plain }
    }

    /// Returns the name of the cookie.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Secure => "__Host-shouwen",
            Self::Plain => "shouwen",
        }
    }

    /// Writes the cookie of a new session; it lasts until the browser is closed, or the session ends.
    ///
    /// The value is marked sensitive, so that `Debug` hides it.
    pub fn set(self, token: &Secret<String>) -> HeaderValue {
        self.header(token.expose(), "")
    }

    /// Writes the cookie that makes the browser forget the session.
    pub fn clear(self) -> HeaderValue {
        self.header("", "; Max-Age=0")
    }

    /// Finds the token of a request: `Authorization: Bearer` first, for programs, then the cookie.
    pub fn find(self, headers: &HeaderMap) -> Option<Presented> {
        if let Some(token) = bearer(headers) {
            return Some(Presented { token, by_cookie: false });
        }
        let cookies =
            headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            (name.trim() == self.name()).then_some(value.trim())
        });
        let token = pairs.next().filter(|token| !token.is_empty())?;
        Some(Presented { token: Secret::new(token.to_owned()), by_cookie: true })
    }

    fn header(self, value: &str, more: &str) -> HeaderValue {
        let secure = if self == Self::Secure { "; Secure" } else { "" };
        let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}", self.name());
        // Tokens are base64url, so the text is always a header; an empty one would only sign nobody in.
        let mut header =
            HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""));
        header.set_sensitive(true);
        header
    }
}

fn bearer(headers: &HeaderMap) -> Option<Secret<String>> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
        .then(|| Secret::new(token.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(style: CookieStyle, name: header::HeaderName, value: &str) -> Option<(String, bool)> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        let presented = style.find(&headers)?;
        Some((presented.token.expose().clone(), presented.by_cookie))
    }

    #[test]
    fn https_gets_the_host_cookie() {
        let style = CookieStyle::for_url("https://queue.example.cn");
        let set = style.set(&Secret::new("abc".to_owned()));
        assert_eq!(set, "__Host-shouwen=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert!(set.is_sensitive());
        assert_eq!(CookieStyle::for_url("http://127.0.0.1:8080").name(), "shouwen");
        assert_eq!(
            CookieStyle::for_url("").clear(),
            "shouwen=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
    }

    #[test]
    fn the_token_is_found_in_either_place() {
        let plain = CookieStyle::Plain;
        let cookie = |value| find(plain, header::COOKIE, value);
        assert_eq!(cookie("a=b; shouwen=xyz; c=d"), Some(("xyz".to_owned(), true)));
        assert_eq!(cookie("notshouwen=xyz"), None);
        assert_eq!(cookie("shouwen="), None);
        assert_eq!(find(CookieStyle::Secure, header::COOKIE, "shouwen=xyz"), None);
        let bearer = |value| find(plain, header::AUTHORIZATION, value);
        assert_eq!(bearer("bearer xyz"), Some(("xyz".to_owned(), false)));
        assert_eq!(bearer("Basic eHl6"), None);
    }
}
