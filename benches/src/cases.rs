//! What is measured.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use bytes::Bytes;
use futures::future::try_join_all;
use hdrhistogram::Histogram;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::client::Client;
use crate::desks::{self, Desk};
use crate::load::{self, Figure};
use crate::server::Server;

/// As many counters and clients as the targets name.
const CLIENTS: usize = 64;

/// How many customers wait while the board is read.
const WAITING: usize = 500;

/// Who reads the board at once.
const READERS: usize = 8;

/// How many screens follow live.
const SCREENS: usize = 1_000;

/// Runs all cases on one database, each on the same running server.
pub(crate) async fn run(
    program: &Path,
    backend: &'static str,
    database: Option<&str>,
    seconds: u64,
) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let server = Server::start(program, folder.path(), database).await?;
    let time = Duration::from_secs(seconds);
    let idle = idle(&server, backend)?.printed();
    let place = Place::find(&server).await?;
    let board = board(&server, backend, &place, time).await?.printed();
    let tickets = tickets(&server, backend, &place, time).await?.printed();
    let calls = calls(&server, backend, &place, time).await?.printed();
    let screens = screens(&server, backend, &place, time).await?.printed();
    server.stop().await?;
    Ok(vec![idle, board, tickets, calls, screens])
}

/// The branch that is measured.
struct Place {
    branch: String,
    service: String,
}

impl Place {
    async fn find(server: &Server) -> Result<Self> {
        let mut client = Client::sign_in(&server.address, "administrator", None, 0).await?;
        let branches = client.get("/public/branches").await?;
        let branch = text(&branches["items"][0]["id"])?;
        let kiosk = client.get(&format!("/public/branches/{branch}/kiosk")).await?;
        let services = kiosk["services"].as_array().context("no services")?;
        let everyday =
            services.iter().find(|service| service["code"] == "cash").or_else(|| services.first());
        let service = text(&everyday.context("the branch offers no service")?["id"])?;
        Ok(Self { branch, service })
    }

    fn tickets(&self) -> String {
        format!("/public/branches/{}/tickets", self.branch)
    }

    fn ticket(&self) -> Value {
        json!({ "service_id": self.service, "channel": "kiosk" })
    }
}

fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).context("a text was expected")
}

/// Memory before the first request, and the time to the first answer.
fn idle(server: &Server, backend: &'static str) -> Result<Figure> {
    let mut started = Histogram::<u64>::new_with_max(60_000_000, 3)?;
    started.saturating_record(u64::try_from(server.started_in.as_micros())?);
    Figure::new(
        "first_start_with_demo",
        backend,
        0,
        &started,
        server.started_in,
        server.cpu()?,
        server,
    )
}

/// The board of a branch with five hundred waiting.
async fn board(
    server: &Server,
    backend: &'static str,
    place: &Place,
    time: Duration,
) -> Result<Figure> {
    let mut customer = Client::connect(&server.address).await?;
    for _ in 0..WAITING {
        customer.post(&place.tickets(), &place.ticket()).await?;
    }
    let mut readers = Vec::new();
    for _ in 0..READERS {
        readers
            .push(Client::sign_in(&server.address, "lobby_manager", Some(&place.branch), 0).await?);
    }
    let path = format!("/branches/{}/board", place.branch);
    let path = path.as_str();
    measure("board_500_waiting", server, backend, readers, time, |mut client: Client| async move {
        client.fetch(path).await?;
        Ok((client, true))
    })
    .await
}

/// Customers take numbers.
async fn tickets(
    server: &Server,
    backend: &'static str,
    place: &Place,
    time: Duration,
) -> Result<Figure> {
    let customers = try_join_all((0..CLIENTS).map(|_| Client::connect(&server.address))).await?;
    let (path, body) = (place.tickets(), place.ticket());
    let (path, body) = (path.as_str(), &body);
    measure("take_ticket", server, backend, customers, time, |mut client: Client| async move {
        client.post(path, body).await?;
        Ok((client, true))
    })
    .await
}

/// Tellers call the next customer; serving and finishing happen between the calls and are not counted.
async fn calls(
    server: &Server,
    backend: &'static str,
    place: &Place,
    time: Duration,
) -> Result<Figure> {
    let desks = desks::open(&server.address, &place.branch, 0..CLIENTS).await?;
    measure("call_next", server, backend, desks, time, |mut desk: Desk| async move {
        if let Some(visit) = desk.visit.take() {
            desk.client.post(&format!("/visits/{visit}/serve"), &json!({})).await?;
            desk.client.post(&format!("/visits/{visit}/finish"), &json!({})).await?;
            return Ok((desk, false));
        }
        let called =
            desk.client.post(&format!("/counters/{}/call-next", desk.counter), &json!({})).await?;
        desk.visit = called["visit"]["id"].as_str().map(str::to_owned);
        let counts = desk.visit.is_some();
        Ok((desk, counts))
    })
    .await
}

/// A thousand screens follow the hall while one teller calls; the latency is from the call to each screen.
async fn screens(
    server: &Server,
    backend: &'static str,
    place: &Place,
    time: Duration,
) -> Result<Figure> {
    let branches = Client::connect(&server.address).await?.get("/public/branches").await?;
    // Another branch than the one whose line the calls have just worked through.
    let branch = text(&branches["items"][1]["id"])?;
    let mut desk = desks::open(&server.address, &branch, CLIENTS..CLIENTS + 1)
        .await?
        .pop()
        .context("no desk")?;
    let place = Place { branch, service: place.service.clone() };
    let mut arrived = follow(server, &place.branch).await?;
    let mut latencies = Histogram::<u64>::new_with_max(60_000_000, 3)?;
    let (began, cpu) = (Instant::now(), server.cpu()?);
    while began.elapsed() < time {
        desk.client.post(&place.tickets(), &place.ticket()).await?;
        let sent = Instant::now();
        let called =
            desk.client.post(&format!("/counters/{}/call-next", desk.counter), &json!({})).await?;
        let visit = text(&called["visit"]["id"]).context("nobody is waiting")?;
        for _ in 0..SCREENS {
            let at = tokio::time::timeout(Duration::from_secs(10), arrived.recv()).await;
            let at = at
                .context("a screen did not hear of the call within ten seconds")?
                .context("no screen is left")?;
            latencies.saturating_record(u64::try_from(at.duration_since(sent).as_micros())?.max(1));
        }
        desk.client.post(&format!("/visits/{visit}/serve"), &json!({})).await?;
        desk.client.post(&format!("/visits/{visit}/finish"), &json!({})).await?;
    }
    let spent = server.cpu()?.saturating_sub(cpu);
    Figure::new(
        "call_to_1000_screens",
        backend,
        SCREENS,
        &latencies,
        began.elapsed(),
        spent,
        server,
    )
}

/// Opens a thousand screens of a branch; each call that one of them hears of is told with its moment.
async fn follow(server: &Server, branch: &str) -> Result<mpsc::UnboundedReceiver<Instant>> {
    let (arrivals, arrived) = mpsc::unbounded_channel();
    for _ in 0..SCREENS {
        let mut client = Client::connect(&server.address).await?;
        let path = format!("/live?topics=hall:{branch}");
        let response = client.send("GET", &path, Bytes::new()).await?;
        anyhow::ensure!(response.status().is_success(), "`{path}` answered {}", response.status());
        let arrivals = arrivals.clone();
        #[expect(
            clippy::disallowed_methods,
            reason = "a screen follows until the measurement is over"
        )]
        tokio::spawn(async move {
            let mut body = response.into_body();
            while let Some(Ok(frame)) = body.frame().await {
                let called = frame.data_ref().is_some_and(|data| contains(data, b"visit.called"));
                if called && arrivals.send(Instant::now()).is_err() {
                    break;
                }
            }
            drop(client);
        });
    }
    Ok(arrived)
}

fn contains(data: &[u8], wanted: &[u8]) -> bool {
    data.windows(wanted.len()).any(|window| window == wanted)
}

async fn measure<W, F>(
    name: &'static str,
    server: &Server,
    backend: &'static str,
    workers: Vec<W>,
    time: Duration,
    act: impl Fn(W) -> F + Copy,
) -> Result<Figure>
where
    F: Future<Output = Result<(W, bool)>>,
{
    let clients = workers.len();
    let cpu = server.cpu()?;
    let latencies = load::run(workers, time, act).await?;
    let spent = server.cpu()?.saturating_sub(cpu);
    Figure::new(name, backend, clients, &latencies, time, spent, server)
}
