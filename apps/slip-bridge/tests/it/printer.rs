//! A printer that is none: it reads ESC/POS as a printer does and keeps what would stand on the paper.

use encoding_rs::GB18030;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Something on the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A line, how many times as large as usual, and whether in the middle.
    Line { text: String, times: u8, middle: bool },
    /// A QR code with what it says.
    Qr(String),
    /// The paper was cut.
    Cut,
}

/// How the printer stands and answers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mood {
    /// There is no paper.
    pub(crate) empty: bool,
    /// The paper ends during the next slip.
    pub(crate) ends: bool,
    /// It never answers.
    pub(crate) mute: bool,
}

/// The printer on a port of its own.
pub(crate) struct VirtualPrinter {
    /// Where it is reached.
    pub(crate) address: String,
    printing: JoinSet<Paper>,
}

impl VirtualPrinter {
    /// Waits for one connection.
    pub(crate) async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut printing = JoinSet::new();
        printing.spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (mut paper, mut buffer) = (Paper::default(), [0; 4096]);
            while let Ok(read @ 1..) = stream.read(&mut buffer).await {
                for answer in paper.feed(&buffer[..read], mood) {
                    stream.write_all(&[answer]).await.unwrap();
                }
            }
            paper
        });
        Self { address, printing }
    }

    /// Returns what stands on the paper once the connection is over.
    pub(crate) async fn paper(mut self) -> Vec<Mark> {
        let paper = self.printing.join_next().await.unwrap().unwrap();
        assert!(paper.rest.is_empty(), "a command was not finished: {:02x?}", paper.rest);
        paper.marks
    }
}

/// The paper and what the printer remembers.
#[derive(Debug, Default)]
pub(crate) struct Paper {
    pub(crate) marks: Vec<Mark>,
    rest: Vec<u8>,
    line: Vec<u8>,
    times: u8,
    middle: bool,
    chinese: bool,
    code: Vec<u8>,
}

impl Paper {
    /// Reads what was sent to its end, without answering.
    pub(crate) fn read(bytes: &[u8]) -> Vec<Mark> {
        let mut paper = Self::default();
        paper.feed(bytes, Mood::default());
        assert!(paper.rest.is_empty() && paper.line.is_empty(), "the slip ends in the middle");
        paper.marks
    }

    /// Reads bytes and returns what the printer answers; panics at a command that the bridge has no business to send.
    fn feed(&mut self, bytes: &[u8], mood: Mood) -> Vec<u8> {
        self.rest.extend(bytes);
        let mut answers = Vec::new();
        while let Some(used) = self.step(mood, &mut answers) {
            self.rest.drain(..used);
        }
        answers
    }

    /// Reads one command or character; `None` when it is not complete.
    fn step(&mut self, mood: Mood, answers: &mut Vec<u8>) -> Option<usize> {
        let rest = self.rest.clone();
        let used = match *rest.first()? {
            0x10 => {
                assert_eq!(rest.get(1..3)?, [0x04, 4], "asks something else than for paper");
                answers.extend((!mood.mute).then_some(if mood.empty { 0x72 } else { 0x12 }));
                3
            }
            0x1b => self.escape(&rest)?,
            0x1c => {
                assert_eq!(*rest.get(1)?, b'&');
                self.chinese = true;
                2
            }
            0x1d if rest.get(1) == Some(&b'r') => {
                rest.get(2)?;
                answers.extend((!mood.mute).then_some(if mood.ends { 0x0c } else { 0 }));
                3
            }
            0x1d => self.group(&rest)?,
            b'\n' => {
                let (text, _, broken) = GB18030.decode(&self.line);
                assert!(!broken, "half a character");
                let (text, times, middle) = (text.into_owned(), self.times, self.middle);
                self.marks.push(Mark::Line { text, times, middle });
                self.line.clear();
                1
            }
            byte @ 0x20..0x7f => {
                self.line.push(byte);
                1
            }
            byte @ 0x81..=0xfe => {
                assert!(self.chinese, "Chinese text before it was switched on");
                let second = *rest.get(1)?;
                assert!(matches!(second, 0x40..=0x7e | 0x80..=0xfe), "no character: {second:02x}");
                self.line.extend([byte, second]);
                2
            }
            other => panic!("a printer takes {other:02x} for a command"),
        };
        Some(used)
    }

    fn escape(&mut self, rest: &[u8]) -> Option<usize> {
        match *rest.get(1)? {
            b'@' => {
                (self.times, self.middle, self.chinese) = (1, false, false);
                Some(2)
            }
            b'a' => {
                self.middle = *rest.get(2)? == 1;
                Some(3)
            }
            b'd' => rest.get(2).map(|_| 3),
            other => panic!("unknown command ESC {other:02x}"),
        }
    }

    fn group(&mut self, rest: &[u8]) -> Option<usize> {
        match *rest.get(1)? {
            b'!' => {
                let scale = *rest.get(2)?;
                assert_eq!(scale >> 4, scale & 7, "as wide as high");
                self.times = (scale & 7) + 1;
                Some(3)
            }
            b'V' => {
                assert_eq!(rest.get(2..4)?, [66, 0]);
                self.marks.push(Mark::Cut);
                Some(4)
            }
            b'(' => {
                let length = usize::from(u16::from_le_bytes([*rest.get(3)?, *rest.get(4)?]));
                let function = rest.get(5..5 + length)?;
                assert_eq!((rest[2], function[0]), (b'k', b'1'));
                match function[1] {
                    b'P' => self.code = function[3..].to_vec(),
                    b'Q' => {
                        let code = String::from_utf8(self.code.clone()).unwrap();
                        self.marks.push(Mark::Qr(code));
                    }
                    b'A' | b'C' | b'E' => {}
                    other => panic!("unknown function {other:02x}"),
                }
                Some(5 + length)
            }
            other => panic!("unknown command GS {other:02x}"),
        }
    }
}
