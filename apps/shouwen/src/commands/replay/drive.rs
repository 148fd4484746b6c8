//! Customers who come, wait, are served or leave; tellers who call, serve and finish.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use kernel::Timestamp;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::api::{Api, Figures};
use super::calls::Call;
use super::report::{Report, Waits, latencies};

/// How often an idle teller asks for the next customer, in real time.
const IDLE: Duration = Duration::from_millis(50);

/// What is to be driven.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) calls: Vec<Call>,
    pub(crate) speed: f64,
    pub(crate) branch: Option<String>,
    pub(crate) tellers: Option<usize>,
}

/// The hall as the replay knows it.
#[derive(Debug)]
struct Hall {
    branch: String,
    /// The services that the branch offers, code and id.
    services: Vec<(String, String)>,
    speed: f64,
    began: Instant,
    first_s: u32,
    /// Who is or was inside, by visit.
    inside: Mutex<HashMap<String, Guest>>,
    /// Waits of those who were called, by class, in seconds of recorded time.
    waits: Mutex<BTreeMap<String, Vec<f64>>>,
    served: AtomicUsize,
    left: AtomicUsize,
    /// Customers who have not come yet or whose leaving is not settled.
    coming: AtomicUsize,
    over: AtomicBool,
}

/// A visit as the replay knows it; a teller may finish one before the answer to its customer has arrived.
#[derive(Clone, Debug)]
enum Guest {
    Inside(Call),
    Gone,
}

/// Runs the plan against a server.
pub(crate) async fn run(server: &str, plan: Plan) -> Result<Report> {
    let figures = Figures::new();
    let api = Api::new(server, Arc::clone(&figures))?;
    let branch = find_branch(&api, plan.branch.as_deref()).await?;
    let kiosk = api.get("kiosk", &format!("/public/branches/{branch}/kiosk")).await?;
    let codes = texts(&kiosk["services"], "code");
    let services: Vec<_> = codes.into_iter().zip(texts(&kiosk["services"], "id")).collect();
    anyhow::ensure!(!services.is_empty(), "the branch offers no service");
    let manager = api.sign_in("lobby_manager", &branch, 1).await?;
    let counters =
        manager.get("counters", &format!("/branches/{branch}/counters?limit=100")).await?;
    let counters = texts(&counters["items"], "id");
    let tellers = plan.tellers.unwrap_or(counters.len()).min(counters.len());
    anyhow::ensure!(tellers > 0, "the branch has no counter");
    let hall = Arc::new(Hall {
        branch,
        services,
        speed: plan.speed,
        began: Instant::now(),
        first_s: plan.calls.first().map_or(0, |call| call.arrival_s),
        inside: Mutex::default(),
        waits: Mutex::default(),
        served: AtomicUsize::new(0),
        left: AtomicUsize::new(0),
        coming: AtomicUsize::new(plan.calls.len()),
        over: AtomicBool::new(false),
    });
    let mut work = JoinSet::new();
    for (ordinal, counter) in counters.into_iter().take(tellers).enumerate() {
        let teller = api.sign_in("teller", &hall.branch, ordinal + 1).await?;
        work.spawn(serve(Arc::clone(&hall), teller, counter));
    }
    for call in plan.calls {
        work.spawn(come(Arc::clone(&hall), api.clone(), manager.clone(), call));
    }
    while let Some(ended) = work.join_next().await {
        if let Err(error) = ended? {
            hall.over.store(true, Ordering::SeqCst);
            return Err(error);
        }
    }
    Ok(hall.report(&figures))
}

async fn find_branch(api: &Api, wanted: Option<&str>) -> Result<String> {
    let branches = api.get("branches", "/public/branches").await?;
    let items = branches["items"].as_array().context("the server lists no branches")?;
    let fits = |branch: &&Value| {
        wanted.is_none_or(|wanted| branch["id"] == wanted || branch["code"] == wanted)
    };
    let found = items.iter().find(fits).and_then(|branch| branch["id"].as_str());
    found
        .map(str::to_owned)
        .with_context(|| format!("there is no branch `{}`", wanted.unwrap_or("")))
}

fn texts(items: &Value, field: &str) -> Vec<String> {
    let items = items.as_array().into_iter().flatten();
    items.filter_map(|item| item[field].as_str().map(str::to_owned)).collect()
}

impl Hall {
    fn real(&self, recorded_s: f64) -> Duration {
        Duration::from_secs_f64(recorded_s / self.speed)
    }

    /// Returns the service that stands for a call type; the branch's everyday business where it does not offer that one.
    fn service(&self, kind: &str) -> &str {
        let wanted = match kind {
            "IN" => "password_reset",
            "NE" => "wealth",
            "NW" => "open_account",
            "TT" => "transfer",
            // PS, and PE, which is PS in English.
            _ => "cash",
        };
        let find = |code: &str| self.services.iter().find(|(known, _)| known == code);
        find(wanted)
            .or_else(|| find("cash"))
            .or_else(|| self.services.first())
            .map_or("", |(_, id)| id)
    }

    fn inside(&self) -> std::sync::MutexGuard<'_, HashMap<String, Guest>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_wait(&self, visit: &Value) {
        let instant =
            |field: &str| visit[field].as_str().and_then(|text| text.parse::<Timestamp>().ok());
        let (Some(arrived), Some(called)) = (instant("arrived_at"), instant("called_at")) else {
            return;
        };
        let class = visit["class"].as_str().unwrap_or("unknown").to_owned();
        let wait_s = called.since(arrived).as_secs_f64() * self.speed;
        self.waits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(class)
            .or_default()
            .push(wait_s);
    }

    /// Returns whether nobody is inside and nobody will come.
    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
            || (self.coming.load(Ordering::SeqCst) == 0 && self.is_empty())
    }

    fn is_empty(&self) -> bool {
        self.inside().values().all(|guest| matches!(guest, Guest::Gone))
    }

    /// Lets a customer in, unless a teller has already finished with them.
    fn enter(&self, visit: &str, call: &Call) {
        self.inside().entry(visit.to_owned()).or_insert_with(|| Guest::Inside(call.clone()));
    }

    fn go(&self, visit: &str) {
        self.inside().insert(visit.to_owned(), Guest::Gone);
    }

    /// Returns the recorded service time; `None` for somebody who was here before the replay began.
    async fn find_service_s(&self, visit: &str) -> Option<u32> {
        // The answer to the customer may still be on its way.
        for _ in 0..20 {
            if let Some(Guest::Inside(call)) = self.inside().get(visit) {
                return Some(call.service_s);
            }
            sleep(Duration::from_millis(5)).await;
        }
        None
    }

    fn report(&self, figures: &Figures) -> Report {
        let waits = std::mem::take(&mut *self.waits.lock().unwrap_or_else(PoisonError::into_inner));
        Report {
            errors: figures.errors(),
            served: self.served.load(Ordering::SeqCst),
            left: self.left.load(Ordering::SeqCst),
            waits: waits.into_iter().map(|(class, waits)| (class, Waits::of(waits))).collect(),
            latency_ms: latencies(figures),
        }
    }
}

/// One customer: comes at the recorded time, takes a number, and leaves when patience ends before the call.
async fn come(hall: Arc<Hall>, api: Api, manager: Api, call: Call) -> Result<()> {
    sleep_until(hall.began + hall.real(f64::from(call.arrival_s - hall.first_s))).await;
    let ended = stay(&hall, &api, &manager, &call).await;
    hall.coming.fetch_sub(1, Ordering::SeqCst);
    ended
}

async fn stay(hall: &Hall, api: &Api, manager: &Api, call: &Call) -> Result<()> {
    let body = json!({ "service_id": hall.service(&call.kind), "channel": "kiosk" });
    let (status, ticket) = api
        .post("take_ticket", &format!("/public/branches/{}/tickets", hall.branch), &body)
        .await?;
    let (Some(visit), Some(token)) = (ticket["visit_id"].as_str(), ticket["token"].as_str()) else {
        api.error("take_ticket", status, &ticket);
        return Ok(());
    };
    hall.enter(visit, call);
    if call.priority {
        mark_priority(manager, visit).await?;
    }
    if let Some(patience_s) = call.patience_s {
        sleep(hall.real(f64::from(patience_s))).await;
        leave(hall, api, visit, token).await?;
    }
    Ok(())
}

/// The lobby manager recognises a priority customer; one who has been called meanwhile needs no priority any more.
async fn mark_priority(manager: &Api, visit: &str) -> Result<()> {
    let path = format!("/visits/{visit}/triage");
    let (status, body) = manager.post("triage", &path, &json!({ "class": "priority" })).await?;
    if status != 200 && status != 409 {
        manager.error("triage", status, &body);
    }
    Ok(())
}

async fn leave(hall: &Hall, api: &Api, visit: &str, token: &str) -> Result<()> {
    let (status, body) =
        api.post("leave", &format!("/public/tickets/{token}/leave"), &json!({})).await?;
    match status {
        200 => {
            hall.go(visit);
            hall.left.fetch_add(1, Ordering::SeqCst);
        }
        // Called in the meantime: the customer is served after all.
        409 => {}
        _ => api.error("leave", status, &body),
    }
    Ok(())
}

/// One teller: opens the counter, then calls, serves and finishes until the hall is empty.
async fn serve(hall: Arc<Hall>, api: Api, counter: String) -> Result<()> {
    let (status, body) = api.post("open", &format!("/counters/{counter}/open"), &json!({})).await?;
    if status != 200 {
        anyhow::bail!("counter {counter} cannot be opened ({status}): {body}");
    }
    while !hall.is_over() {
        let (status, called) =
            api.post("call_next", &format!("/counters/{counter}/call-next"), &json!({})).await?;
        if status != 200 {
            api.error("call_next", status, &called);
            sleep(IDLE).await;
            continue;
        }
        match called["visit"]["id"].as_str() {
            Some(visit) => attend(&hall, &api, visit, &called["visit"]).await?,
            None => sleep(IDLE).await,
        }
    }
    api.post("close", &format!("/counters/{counter}/close"), &json!({})).await?;
    Ok(())
}

async fn attend(hall: &Hall, api: &Api, id: &str, visit: &Value) -> Result<()> {
    hall.note_wait(visit);
    let service_s = hall.find_service_s(id).await.unwrap_or(60);
    for (operation, act, pause) in [("serve", "serve", service_s), ("finish", "finish", 0)] {
        let (status, body) =
            api.post(operation, &format!("/visits/{id}/{act}"), &json!({})).await?;
        if status == 409 && operation == "serve" {
            // The customer left between the call and the counter.
            return Ok(());
        }
        if status != 200 {
            api.error(operation, status, &body);
        }
        sleep(hall.real(f64::from(pause))).await;
    }
    hall.go(id);
    hall.served.fetch_add(1, Ordering::SeqCst);
    Ok(())
}
