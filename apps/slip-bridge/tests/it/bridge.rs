//! Who may print, and what the page is told.

use std::sync::Arc;

use axum::http::HeaderValue;
use reqwest::{Client, Method, RequestBuilder};
use slip_bridge::escpos::Paper;
use slip_bridge::http::{Bridge, router};
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use crate::printer::{Mark, Mood, VirtualPrinter};

const ORIGIN: &str = "https://queue.bank.example";

const SLIP: &str = r#"{ "parts": [
    { "kind": "text", "text": "A001", "size": "huge", "align": "center" },
    { "kind": "qr", "text": "https://queue.bank.example/phone/x" }] }"#;

/// The bridge before a printer, and the browser that calls it.
struct Machine {
    address: String,
    _serving: JoinSet<()>,
}

impl Machine {
    async fn start(printer: &str) -> Self {
        let bridge = Bridge {
            origin: HeaderValue::from_static(ORIGIN),
            printer: printer.parse().unwrap(),
            paper: Paper::default(),
            turn: Mutex::new(()),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            axum::serve(listener, router(Arc::new(bridge))).await.unwrap();
        });
        Self { address, _serving: serving }
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        let client = Client::builder().no_proxy().build().unwrap();
        client.request(method, format!("{}{path}", self.address))
    }

    /// Prints as the kiosk page does and returns what it is told.
    async fn print(&self, slip: &str) -> (u16, String) {
        let asked = self.ask(Method::POST, "/print").header("origin", ORIGIN);
        let answer = asked.body(slip.to_owned()).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }
}

#[tokio::test]
async fn a_slip_comes_out_of_the_printer() {
    let printer = VirtualPrinter::start(Mood::default()).await;
    let machine = Machine::start(&printer.address).await;
    assert_eq!(machine.print(SLIP).await, (200, r#"{"state":"printed"}"#.to_owned()));
    let expected = [
        Mark::Line { text: "A001".to_owned(), times: 4, middle: true },
        Mark::Qr("https://queue.bank.example/phone/x".to_owned()),
        Mark::Cut,
    ];
    assert_eq!(printer.paper().await, expected);
}

#[tokio::test]
async fn the_page_is_told_that_the_paper_is_out() {
    let empty = VirtualPrinter::start(Mood { empty: true, ..Mood::default() }).await;
    let machine = Machine::start(&empty.address).await;
    assert_eq!(machine.print(SLIP).await.1, r#"{"state":"paper_out"}"#);
    assert_eq!(empty.paper().await, [], "nothing is sent to a printer without paper");
    let ending = VirtualPrinter::start(Mood { ends: true, ..Mood::default() }).await;
    let machine = Machine::start(&ending.address).await;
    assert_eq!(machine.print(SLIP).await.1, r#"{"state":"paper_out"}"#);
}

#[tokio::test]
async fn the_page_is_told_that_there_is_no_printer() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = taken.local_addr().unwrap().to_string();
    drop(taken);
    let machine = Machine::start(&nobody).await;
    assert_eq!(machine.print(SLIP).await.1, r#"{"state":"offline"}"#);
    let status = machine.ask(Method::GET, "/status").header("origin", ORIGIN).send().await;
    assert_eq!(status.unwrap().text().await.unwrap(), r#"{"state":"offline"}"#);
    let machine = Machine::start("/dev/this-is-no-printer").await;
    assert_eq!(machine.print(SLIP).await.1, r#"{"state":"offline"}"#);
}

#[tokio::test]
async fn a_printer_that_says_nothing_is_not_said_to_have_printed() {
    let mute = VirtualPrinter::start(Mood { mute: true, ..Mood::default() }).await;
    let machine = Machine::start(&mute.address).await;
    assert_eq!(machine.print(SLIP).await.1, r#"{"state":"sent"}"#);
    assert_eq!(mute.paper().await.len(), 3);
    let machine = Machine::start("/dev/null").await;
    assert_eq!(machine.print(SLIP).await.1, r#"{"state":"sent"}"#);
}

#[tokio::test]
async fn no_other_page_prints_or_is_told_anything() {
    let machine = Machine::start("/dev/null").await;
    for origin in [
        None,
        Some("https://evil.example"),
        Some("null"),
        Some("https://queue.bank.example.evil.example"),
    ] {
        for (method, path) in
            [(Method::POST, "/print"), (Method::GET, "/status"), (Method::OPTIONS, "/print")]
        {
            let mut asked = machine.ask(method.clone(), path).body(SLIP);
            if let Some(origin) = origin {
                asked = asked.header("origin", origin);
            }
            let answer = asked.send().await.unwrap();
            assert_eq!(answer.status(), 403, "{origin:?} {method} {path}");
            assert!(!answer.headers().contains_key("access-control-allow-origin"));
        }
    }
    let rebound = machine.ask(Method::POST, "/print").header("origin", ORIGIN);
    let rebound = rebound.header("host", "queue.bank.example:9180").body(SLIP).send().await;
    assert_eq!(rebound.unwrap().status(), 403, "a name that points here is not this machine");
}

#[tokio::test]
async fn the_browser_is_told_beforehand_that_the_page_may_call() {
    let machine = Machine::start("/dev/null").await;
    let asked = machine.ask(Method::OPTIONS, "/print").header("origin", ORIGIN);
    let asked = asked.header("access-control-request-private-network", "true");
    let answer = asked.send().await.unwrap();
    assert_eq!(answer.status(), 204);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("access-control-allow-origin"), ORIGIN);
    assert_eq!(header("access-control-allow-headers"), "content-type");
    assert_eq!(header("access-control-allow-private-network"), "true");
}

#[tokio::test]
async fn what_is_no_slip_is_refused() {
    let machine = Machine::start("/dev/null").await;
    let long = format!(r#"{{ "parts": [{{ "kind": "text", "text": "{}" }}] }}"#, "长".repeat(301));
    for odd in
        ["", "{}", r#"{ "parts": [] }"#, r#"{ "parts": [{ "kind": "raw", "text": "x" }] }"#, &long]
    {
        assert_eq!(machine.print(odd).await.0, 422, "{odd}");
    }
    let endless = "x".repeat(40_000);
    assert_eq!(machine.print(&endless).await.0, 413);
}
