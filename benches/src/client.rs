//! A lean HTTP/1.1 client on one connection.

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use uuid::Uuid;

/// One connection, signed in or not.
#[derive(Debug)]
pub(crate) struct Client {
    sender: SendRequest<Full<Bytes>>,
    address: String,
    token: Option<String>,
}

impl Client {
    /// Connects.
    pub(crate) async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)
            .await
            .with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        #[expect(
            clippy::disallowed_methods,
            reason = "the connection lives as long as its client"
        )]
        tokio::spawn(connection);
        Ok(Self { sender, address: address.to_owned(), token: None })
    }

    /// Connects and signs in as a demo role.
    pub(crate) async fn sign_in(
        address: &str,
        role: &str,
        branch: Option<&str>,
        ordinal: usize,
    ) -> Result<Self> {
        let mut client = Self::connect(address).await?;
        let body = serde_json::json!({ "role": role, "branch_id": branch, "ordinal": ordinal + 1 });
        let session = client.post("/demo/session", &body).await?;
        let token = session["token"]
            .as_str()
            .with_context(|| format!("cannot sign in as {role}: {session}"))?;
        client.token = Some(token.to_owned());
        Ok(client)
    }

    /// Signs in by name and password; the token comes as a cookie and is presented as a bearer from now on.
    pub(crate) async fn sign_in_as(&mut self, username: &str, password: &str) -> Result<()> {
        self.token = None;
        let body = serde_json::json!({ "username": username, "password": password });
        let response =
            self.send("POST", "/session", Bytes::from(serde_json::to_vec(&body)?)).await?;
        let cookie = response
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        read(response, "/session").await?;
        let cookie = cookie.context("signing in gave no cookie")?;
        let token = cookie
            .split(';')
            .next()
            .and_then(|pair| pair.split_once('='))
            .context("unreadable cookie")?
            .1;
        self.token = Some(token.to_owned());
        Ok(())
    }

    /// Asks for something and reads the whole answer.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Value> {
        let response = self.send("GET", path, Bytes::new()).await?;
        read(response, path).await
    }

    /// Takes an answer in without looking into it, as a measurement does whose subject is the server.
    pub(crate) async fn fetch(&mut self, path: &str) -> Result<Bytes> {
        let response = self.send("GET", path, Bytes::new()).await?;
        body(response, path).await
    }

    /// Has something done and reads the whole answer.
    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Result<Value> {
        let response = self.send("POST", path, Bytes::from(serde_json::to_vec(body)?)).await?;
        read(response, path).await
    }

    /// Sends a request and returns the answer with its body still open.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Bytes,
    ) -> Result<Response<Incoming>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("host", &self.address)
            .header("content-type", "application/json");
        if method == "POST" {
            request = request.header("idempotency-key", Uuid::from_u128(rand_u128()).to_string());
        }
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.sender.ready().await?;
        Ok(self.sender.send_request(request.body(Full::new(body))?).await?)
    }
}

/// Keys need only differ from each other.
fn rand_u128() -> u128 {
    use std::collections::hash_map::RandomState;
    use std::hash::BuildHasher;
    let half = || u128::from(RandomState::new().hash_one(std::time::Instant::now()));
    (half() << 64) | half()
}

async fn read(response: Response<Incoming>, path: &str) -> Result<Value> {
    Ok(serde_json::from_slice(&body(response, path).await?)?)
}

async fn body(response: Response<Incoming>, path: &str) -> Result<Bytes> {
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    anyhow::ensure!(
        status.is_success(),
        "`{path}` answered {status}: {}",
        String::from_utf8_lossy(&body)
    );
    Ok(body)
}
