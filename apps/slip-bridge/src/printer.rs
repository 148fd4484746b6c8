//! Sending a slip to a printer, and what came of it.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::Serialize;
use tokio::fs::OpenOptions;
use tokio::io::{self, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a printer may take to be reached.
const REACH: Duration = Duration::from_secs(3);

/// How long a printer may take to say how it stands.
const ANSWER: Duration = Duration::from_secs(1);

/// How long a slip may take until it is printed.
const PRINT: Duration = Duration::from_secs(8);

/// Asks how the paper stands, answered at once: `DLE EOT 4`.
const ASK_PAPER: [u8; 3] = [0x10, 0x04, 4];

/// The paper has ended.
const PAPER_END: u8 = 0x60;

/// Asks how the paper stands, answered after everything before is printed: `GS r 1`.
const ASK_DONE: [u8; 3] = [0x1d, b'r', 1];

/// The paper has ended, in the answer to [`ASK_DONE`].
const DONE_PAPER_END: u8 = 0x0c;

/// Where a printer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printer {
    /// Behind a network port, such as `192.168.1.40:9100`; it says how it stands.
    Network(String),
    /// A device file, such as `/dev/usb/lp0`; it is only written to, so that nobody knows how it stands.
    Device(PathBuf),
}

/// What came of a slip, or how the printer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The printer says that it has printed.
    Printed,
    /// The printer took it and says nothing.
    Sent,
    /// The printer is there and has paper.
    Ready,
    /// There is no paper.
    PaperOut,
    /// The printer cannot be reached, or stopped listening.
    Offline,
}

/// An address that names no printer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a printer is `host:port` or the path of a device, not `{0}`")]
pub struct NoPrinter(String);

impl FromStr for Printer {
    type Err = NoPrinter;

    fn from_str(text: &str) -> Result<Self, NoPrinter> {
        if text.starts_with('/') {
            return Ok(Self::Device(text.into()));
        }
        let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
        match port.map(|(_, port)| port.parse::<u16>()) {
            Some(Ok(_)) => Ok(Self::Network(text.to_owned())),
            _ => Err(NoPrinter(text.to_owned())),
        }
    }
}

impl Printer {
    /// Prints, unless there is no paper.
    pub async fn print(&self, bytes: &[u8]) -> State {
        let done = match self {
            Self::Network(address) => print_by_network(address, bytes).await,
            Self::Device(path) => write(path, bytes).await,
        };
        done.unwrap_or(State::Offline)
    }

    /// Asks how the printer stands, without printing.
    pub async fn ask(&self) -> State {
        let asked = match self {
            Self::Network(address) => ask_by_network(address).await,
            Self::Device(path) => write(path, &[]).await.map(|_| State::Ready),
        };
        asked.unwrap_or(State::Offline)
    }
}

async fn print_by_network(address: &str, bytes: &[u8]) -> io::Result<State> {
    let mut stream = timeout(REACH, TcpStream::connect(address)).await??;
    if ask(&mut stream, &ASK_PAPER, ANSWER).await?.is_some_and(|status| status & PAPER_END != 0) {
        return Ok(State::PaperOut);
    }
    timeout(PRINT, stream.write_all(bytes)).await??;
    Ok(match ask(&mut stream, &ASK_DONE, PRINT).await? {
        None => State::Sent,
        Some(status) if status & DONE_PAPER_END != 0 => State::PaperOut,
        Some(_) => State::Printed,
    })
}

async fn ask_by_network(address: &str) -> io::Result<State> {
    let mut stream = timeout(REACH, TcpStream::connect(address)).await??;
    let status = ask(&mut stream, &ASK_PAPER, ANSWER).await?;
    let out = status.is_some_and(|status| status & PAPER_END != 0);
    Ok(if out { State::PaperOut } else { State::Ready })
}

/// Asks a question of one byte; `None` when the printer does not answer such questions.
async fn ask(stream: &mut TcpStream, question: &[u8], within: Duration) -> io::Result<Option<u8>> {
    stream.write_all(question).await?;
    match timeout(within, stream.read_u8()).await {
        Ok(answer) => answer.map(Some),
        Err(_) => Ok(None),
    }
}

async fn write(path: &PathBuf, bytes: &[u8]) -> io::Result<State> {
    let mut device = OpenOptions::new().write(true).open(path).await?;
    timeout(PRINT, device.write_all(bytes)).await??;
    device.flush().await?;
    Ok(State::Sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_is_a_port_or_a_device() {
        let network = |text: &str| Ok(Printer::Network(text.to_owned()));
        assert_eq!("10.0.0.9:9100".parse(), network("10.0.0.9:9100"));
        assert_eq!("/dev/usb/lp0".parse(), Ok(Printer::Device("/dev/usb/lp0".into())));
        for odd in ["", "printer", ":9100", "printer:x", "printer:70000"] {
            assert_eq!(odd.parse::<Printer>(), Err(NoPrinter(odd.to_owned())));
        }
    }
}
