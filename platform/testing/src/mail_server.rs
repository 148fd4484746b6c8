//! A mail server of a test's own: Exim, without privileges, in a temporary folder, on a free port of this machine.
//!
//! It takes mail for anybody and delivers it into one Maildir, except for the names [`UNKNOWN`] and [`LATER`].
//!
//! `cargo xtask test` names the program in `TEST_MAIL_SERVER`, and a test then fails when it does not start.
//! Without the variable the usual places are looked at, and where there is none the tests of mail have nothing to test: they
//! pass, as `cargo test` must with nothing but Rust installed.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use mail::{MailConfig, TlsMode};

/// Where Debian puts the program.
const PROGRAM: &str = "/usr/sbin/exim4";

/// The user that Debian's package brings; Exim does not deliver as root.
const USER: &str = "Debian-exim";

/// A name before the `@` that the server refuses for good.
pub const UNKNOWN: &str = "unknown";

/// A name before the `@` that the server takes another time.
pub const LATER: &str = "later";

/// How often something is looked for, every 20 milliseconds, before it is missing.
const LOOKS: u32 = 1_000;

/// The running server; it ends with the test.
#[derive(Debug)]
pub struct MailServer {
    program: PathBuf,
    folder: tempfile::TempDir,
    address: SocketAddr,
    process: Option<Child>,
}

/// A message that was delivered.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// Everything that came, headers first.
    pub raw: String,
}

impl MailServer {
    /// Starts a server; `None` on a machine that has none, unless `TEST_MAIL_SERVER` says that there is one.
    pub async fn start() -> Option<Self> {
        let mut server = Self::prepare("")?;
        server.run().await;
        Some(server)
    }

    /// As [`MailServer::start`], with a certificate and a password: STARTTLS, and sign-in as `bank` with `open sesame`.
    pub async fn start_encrypted(certificate: &str, key: &str) -> Option<Self> {
        let mut server = Self::prepare(ENCRYPTED)?;
        std::fs::write(server.folder.path().join("server.pem"), certificate).expect("a file");
        std::fs::write(server.folder.path().join("server.key"), key).expect("a file");
        server.run().await;
        Some(server)
    }

    fn prepare(more: &str) -> Option<Self> {
        let program = program()?;
        let folder = tempfile::Builder::new().prefix("shouwen-mail-").tempdir().expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("a port");
        let path = folder.path().display().to_string();
        for inner in ["spool", "mail", "log"] {
            std::fs::create_dir(folder.path().join(inner)).expect("a folder");
        }
        let (global, last) = more.split_once("---\n").unwrap_or_default();
        let text = SETTINGS.replace("{global}", global).replace("{last}", last);
        let text = text.replace("{folder}", &path).replace("{user}", &user());
        std::fs::write(folder.path().join("exim.conf"), text).expect("a file");
        Some(Self { program, folder, address, process: None })
    }

    /// Starts the server, again after [`MailServer::stop`]; at the same port.
    pub async fn run(&mut self) {
        let folder = self.folder.path();
        if is_root() {
            let open = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(folder, open).expect("a folder of ours");
            let owner = format!("{USER}:{USER}");
            let changed = Command::new("chown").args(["-R", &owner]).arg(folder).status();
            assert!(changed.expect("chown").success(), "the user `{USER}` is missing");
        }
        let mut command = as_user(&self.program);
        command.arg("-C").arg(folder.join("exim.conf"));
        command.args(["-bdf", "-oX", &format!("127.0.0.1.{}", self.address.port())]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(command.current_dir("/").spawn().expect("the mail server starts"));
        for _ in 0..LOOKS {
            if TcpStream::connect(self.address).is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the mail server did not begin to listen: {}", self.log());
    }

    /// Ends the server at once, as a crash does.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Returns settings that send mail here, in clear.
    pub fn config(&self) -> MailConfig {
        MailConfig {
            server: "127.0.0.1".to_owned(),
            port: self.address.port(),
            tls: TlsMode::None,
            from_address: "service@bank.example".to_owned(),
            from_name: "青城银行".to_owned(),
            timeout_ms: 5_000,
            ..MailConfig::default()
        }
    }

    /// Waits until so many messages were delivered and returns them, the earliest first.
    pub async fn delivered(&self, count: usize) -> Vec<Delivered> {
        for _ in 0..LOOKS {
            let found = self.mailbox();
            if found.len() >= count {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("of {count} messages came {}: {}", self.mailbox().len(), self.log());
    }

    /// Returns what was delivered until now.
    pub fn mailbox(&self) -> Vec<Delivered> {
        let entries = std::fs::read_dir(self.folder.path().join("mail/new"));
        let mut files: Vec<_> =
            entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        files.sort();
        files.iter().map(|file| Delivered { raw: read(file) }).collect()
    }

    /// Returns how many messages the server has taken, delivered or not yet.
    pub fn taken(&self) -> usize {
        self.log().lines().filter(|line| line.contains(" <= ")).count()
    }

    fn log(&self) -> String {
        read(&self.folder.path().join("log/main"))
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Delivered {
    /// Returns the subject as a reader of mail shows it.
    pub fn subject(&self) -> String {
        let message = mailparse::parse_mail(self.raw.as_bytes()).expect("a message");
        let headers = &message.headers;
        mailparse::MailHeaderMap::get_first_value(headers.as_slice(), "Subject").expect("a subject")
    }

    /// Returns the text, that of the first part when there are several.
    pub fn text(&self) -> String {
        let message = mailparse::parse_mail(self.raw.as_bytes()).expect("a message");
        let part = message.subparts.first().unwrap_or(&message);
        part.get_body().expect("a text").replace("\r\n", "\n")
    }

    /// Returns the name, the kind and the content of the attachment; `None` when there is none.
    pub fn attachment(&self) -> Option<(String, String, String)> {
        let message = mailparse::parse_mail(self.raw.as_bytes()).expect("a message");
        let part = message.subparts.get(1)?;
        let name = part.get_content_disposition().params.get("filename")?.clone();
        Some((name, part.ctype.mimetype.clone(), part.get_body().expect("a file")))
    }

    /// Returns a header as it was sent, its lines joined.
    pub fn header(&self, name: &str) -> String {
        let (headers, _) = self.raw.split_once("\n\n").expect("headers");
        let unfolded = headers.replace("\n ", " ").replace("\n\t", " ");
        let prefix = format!("{name}: ");
        let line = unfolded.lines().find_map(|line| line.strip_prefix(&prefix));
        line.unwrap_or_else(|| panic!("no header `{name}` in:\n{headers}")).to_owned()
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told their server by the environment")]
fn program() -> Option<PathBuf> {
    match std::env::var("TEST_MAIL_SERVER") {
        Ok(named) => Some(named.into()),
        Err(_) => Some(PathBuf::from(PROGRAM)).filter(|program| program.exists()),
    }
}

fn is_root() -> bool {
    id("-u") == "0"
}

fn user() -> String {
    if is_root() { USER.to_owned() } else { id("-un") }
}

fn id(what: &str) -> String {
    let output = Command::new("id").arg(what).output().expect("`id` works");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn as_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    // `setpriv` replaces itself by the program, so that ending the child ends the server.
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={USER}")).arg(format!("--regid={USER}"));
    command.arg("--clear-groups").arg(program);
    command
}

fn read(file: &Path) -> String {
    std::fs::read(file)
        .map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

const SETTINGS: &str = "primary_hostname = mail.example
qualify_domain = mail.example
spool_directory = {folder}/spool
log_file_path = {folder}/log/%s
pid_file_path = {folder}/exim.pid
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
deliver_drop_privilege = true
smtp_accept_max = 100
acl_smtp_rcpt = recipient
acl_smtp_data = accept
{global}
begin acl
recipient:
  deny local_parts = unknown
       message = 5.1.1 <$local_part@$domain> is unknown here
  defer local_parts = later
       message = 4.2.1 <$local_part@$domain> is full
  accept

begin routers
all:
  driver = accept
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  create_directory
  envelope_to_add
  return_path_add
  user = {user}

begin retry
* * F,1h,1s
{last}";

/// What an encrypted server has besides: nobody sends here without STARTTLS and a password.
const ENCRYPTED: &str = "tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_mail = ${if and{{def:tls_in_cipher}{def:authenticated_id}}{accept}{deny}}
---

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${if and{{eq{$auth2}{bank}}{eq{$auth3}{open sesame}}}}
  server_set_id = $auth2
  server_prompts = :
login:
  driver = plaintext
  public_name = LOGIN
  server_condition = ${if and{{eq{$auth1}{bank}}{eq{$auth2}{open sesame}}}}
  server_set_id = $auth1
  server_prompts = Username:: : Password::
";
