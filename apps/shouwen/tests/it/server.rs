//! The program as a process, with a folder of its own.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::{Client, Response};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_shouwen");

/// Longer than anything here may take; a test that hangs fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// The first word of everything the server takes from the environment.
const PREFIX: &str = "SHOUWEN__";

/// A folder with the database, the key ring and the anchors of one installation.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// Makes an empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Makes a folder in which the demo bank is loaded.
    pub(crate) async fn with_demo() -> Self {
        let place = Self::empty();
        for entry in std::fs::read_dir(template().await).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), place.path().join(entry.file_name())).unwrap();
        }
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> String {
        format!("sqlite:{}", self.path().join("shouwen.db").display())
    }

    /// Starts the server on this folder.
    pub(crate) async fn start(&self, options: &[&str]) -> Server {
        Server::start(self.path(), options).await
    }

    /// Starts the server with everything it can log written into a file of this folder, and returns the file.
    pub(crate) async fn start_talkative(&self, options: &[&str]) -> (Server, PathBuf) {
        let log = self.path().join("server.log");
        let mut command = Command::new(PROGRAM);
        settings(&mut command, self.path());
        command.env(format!("{PREFIX}TELEMETRY__LOG_FILTER"), "trace");
        command.stderr(std::fs::File::create(&log).unwrap());
        (Server::begin(command, self.path(), options).await, log)
    }

    /// Runs another command on this folder.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        settings(&mut command, self.path());
        command.args(arguments).output().await.unwrap()
    }
}

/// Returns a folder in which the demo bank was loaded by this very build of the program.
async fn template() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    PROGRAM.hash(&mut hasher);
    std::fs::metadata(PROGRAM).unwrap().modified().unwrap().hash(&mut hasher);
    let all = std::env::temp_dir().join("shouwen-test-templates");
    let template = all.join(format!("demo-{:016x}", hasher.finish()));
    if !template.exists() {
        std::fs::create_dir_all(&all).unwrap();
        let draft = tempfile::tempdir_in(&all).unwrap();
        Server::start(draft.path(), &["--demo"]).await.stop().await;
        // Another test may have been faster; its template is as good.
        let _ = std::fs::rename(draft.path(), &template);
    }
    template
}

/// Points a command to the folder by the environment, as an operator's service file does.
fn settings(command: &mut Command, folder: &Path) {
    let set = |key: &str, value: String| (format!("{PREFIX}{key}"), value);
    command.envs([
        set("DATABASE__URL", format!("sqlite:{}", folder.join("shouwen.db").display())),
        set("KEYS__RING_FILE", folder.join("keys.toml").display().to_string()),
        set("AUDIT__ANCHOR_FILE", folder.join("audit-anchors.log").display().to_string()),
        set("DATABASE__WAIT_MS", "500".to_owned()),
        set("EVENTS__HEARTBEAT_MS", "200".to_owned()),
        set("TELEMETRY__LOG_FILTER", "warn".to_owned()),
    ]);
}

/// A running server; it is killed when dropped.
pub(crate) struct Server {
    child: Child,
    url: String,
    pub(crate) client: Client,
}

impl Server {
    async fn start(folder: &Path, options: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        settings(&mut command, folder);
        Self::begin(command, folder, options).await
    }

    async fn begin(mut command: Command, folder: &Path, options: &[&str]) -> Self {
        command.args(["serve", "--port", "0"]).args(options).arg("--data-dir").arg(folder);
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = tokio::time::timeout(PATIENCE, lines.next_line())
            .await
            .expect("a server that gets ready");
        let line = line.unwrap().expect("a line with the address");
        let url =
            line.split_whitespace().find(|word| word.starts_with("http://")).expect("an address");
        let url = url.replace("localhost", "127.0.0.1");
        Self { child, url, client: Client::builder().timeout(PATIENCE).build().unwrap() }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        self.get(path).await.json().await.unwrap()
    }

    /// Returns the first branch and one of its services.
    pub(crate) async fn branch_and_service(&self) -> (String, String) {
        let branches = self.json("/api/v1/public/branches").await;
        let branch = branches["items"][0]["id"].as_str().unwrap().to_owned();
        let kiosk = self.json(&format!("/api/v1/public/branches/{branch}/kiosk")).await;
        (branch, kiosk["services"][1]["id"].as_str().unwrap().to_owned())
    }

    /// Signs in as a demo role and returns the token.
    pub(crate) async fn token(&self, role: &str) -> String {
        let session = self.post("/api/v1/demo/session", "", &json!({ "role": role })).await;
        let session: Value = session.json().await.unwrap();
        session["token"].as_str().unwrap().to_owned()
    }

    /// Posts a body, as somebody when there is a token.
    pub(crate) async fn post(&self, path: &str, token: &str, body: &Value) -> Response {
        static CALLS: AtomicU64 = AtomicU64::new(0);
        let key = format!("call-of-a-test-{}", CALLS.fetch_add(1, Ordering::Relaxed));
        let request = self.client.post(self.url(path)).header("idempotency-key", key).json(body);
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        request.send().await.unwrap()
    }

    /// Takes a number.
    pub(crate) async fn ticket(
        &self,
        branch: &str,
        service: &str,
        key: &str,
    ) -> reqwest::Result<Response> {
        take_ticket(&self.client, &self.url(""), branch, service, key).await
    }

    /// Ends the process as a loss of power does.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// Asks the server to end, and returns its exit code and how long it took.
    pub(crate) async fn stop(mut self) -> (Option<i32>, Duration) {
        let began = std::time::Instant::now();
        let pid = self.child.id().and_then(|id| Pid::from_raw(id.cast_signed())).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        let ended =
            tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("a server that ends");
        (ended.unwrap().code(), began.elapsed())
    }
}

/// Takes a number with an idempotency key.
pub(crate) async fn take_ticket(
    client: &Client,
    url: &str,
    branch: &str,
    service: &str,
    key: &str,
) -> reqwest::Result<Response> {
    client
        .post(format!("{url}/api/v1/public/branches/{branch}/tickets"))
        .header("idempotency-key", key)
        .json(&json!({ "service_id": service }))
        .send()
        .await
}

/// Returns what a command printed.
pub(crate) fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
