//! Somebody who calls, and what they get.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt;
use kernel::StaffId;
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt;

use crate::redact;

/// Somebody who calls the operations of the house, through the real router.
#[derive(Clone, Debug)]
pub struct Client {
    router: Router,
    signed_in: Option<(StaffId, String)>,
    language: &'static str,
    key: Option<String>,
    address: Option<SocketAddr>,
}

/// What a caller gets.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Client {
    pub(crate) const fn new(router: Router, signed_in: Option<(StaffId, String)>) -> Self {
        Self { router, signed_in, language: "zh-CN", key: None, address: None }
    }

    /// Returns who has signed in.
    ///
    /// # Panics
    /// Nobody has.
    pub fn staff(&self) -> StaffId {
        self.signed_in.as_ref().expect("somebody has signed in").0
    }

    /// Returns the same caller with English answers.
    #[must_use]
    pub fn in_english(&self) -> Self {
        Self { language: "en", ..self.clone() }
    }

    /// Returns the same caller with an idempotency key on every call.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self.clone() }
    }

    /// Returns the same caller at an address, for which the house counts how often it asks.
    #[must_use]
    pub fn at(&self, address: impl Into<IpAddr>) -> Self {
        Self { address: Some(SocketAddr::new(address.into(), 40_000)), ..self.clone() }
    }

    /// Asks for something; paths begin behind `/api/v1`.
    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None::<&Value>).await
    }

    /// Asks for something to be done.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Changes a part of something.
    pub async fn patch(&self, path: &str, body: &impl Serialize) -> Answer {
        self.call(Method::PATCH, path, Some(body)).await
    }

    /// Replaces something.
    pub async fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    /// Replaces something that is no JSON, such as a picture.
    ///
    /// # Panics
    /// The path is no path.
    pub async fn put_bytes(&self, path: &str, bytes: Vec<u8>) -> Answer {
        let request = self.request(Method::PUT, path);
        let request = request.header(header::CONTENT_TYPE, "application/octet-stream");
        self.send(request.body(Body::from(bytes)).expect("a request")).await
    }

    /// Removes something.
    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None::<&Value>).await
    }

    /// Calls any operation.
    ///
    /// # Panics
    /// The body cannot be written as JSON.
    pub async fn call(&self, method: Method, path: &str, body: Option<&impl Serialize>) -> Answer {
        let mut request = self.request(method, path);
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(serde_json::to_vec(body).expect("a body that is JSON"))
            }
            None => Body::empty(),
        };
        self.send(request.body(body).expect("a request")).await
    }

    /// Opens a live stream and returns it with its status; the stream stays open until it is dropped.
    pub async fn follow(&self, topics: &str) -> (u16, Body) {
        let request = self.request(Method::GET, &format!("/live?topics={topics}"));
        let request = request.body(Body::empty()).expect("a request");
        let response =
            self.router.clone().oneshot(request).await.expect("the router answers everything");
        (response.status().as_u16(), response.into_body())
    }

    /// Begins a request as this caller; paths begin behind `/api/v1`.
    fn request(&self, method: Method, path: &str) -> Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::ACCEPT_LANGUAGE, self.language);
        if let Some(address) = self.address {
            request = request.extension(ConnectInfo(address));
        }
        if let Some((_, token)) = &self.signed_in {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        request
    }

    /// Sends a request as it is.
    ///
    /// # Panics
    /// The body of the answer breaks off.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response =
            self.router.clone().oneshot(request).await.expect("the router answers everything");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}

impl Answer {
    /// Returns the status.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// Returns the body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Returns a value inside the body by its JSON pointer; null when it is not there.
    pub fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    /// Returns a text inside the body by its JSON pointer; empty when it is not there.
    pub fn text_at(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_default().to_owned()
    }

    /// Fails with the body when the status is another.
    ///
    /// # Panics
    /// The status is another.
    #[track_caller]
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// Returns status and body for a snapshot, without ids, times and tokens.
    pub fn redacted(&self) -> Value {
        serde_json::json!({ "status": self.status, "body": redact::value(self.json()) })
    }
}
