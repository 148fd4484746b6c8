//! How an ESC/POS printer is told what a slip says.
//!
//! Chinese text goes in GB18030, restricted to the characters of two bytes that every printer with a Chinese font has; others
//! become □. Nothing else is sent than the commands written here: control characters of a text are left out.

use encoding_rs::GB18030;

use crate::slip::{Align, Part, Slip};

/// Forgets what was set before: `ESC @`.
const INITIALISE: &[u8] = &[0x1b, b'@'];

/// Reads pairs of bytes as Chinese: `FS &`.
const CHINESE: &[u8] = &[0x1c, b'&'];

/// Feeds four lines, so that the text stands above the knife, and cuts but for a point: `ESC d`, `GS V`.
const CUT: &[u8] = &[0x1b, b'd', 4, 0x1d, b'V', 66, 0];

/// What stands for a character that the printer does not have: □.
const MISSING: [u8; 2] = [0xa1, 0xf5];

/// Dots of a cell of a QR code; 6 is 0.75 mm at 203 dots per inch, which phones read at arm's length.
const QR_CELL: u8 = 6;

/// How wide the paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Columns of a line in the usual size; a Chinese character takes two.
    pub columns: u8,
}

impl Default for Paper {
    /// Rolls of 80 mm.
    fn default() -> Self {
        Self { columns: 48 }
    }
}

/// Writes what a printer is sent for a slip, the cut at its end included.
pub fn render(slip: &Slip, paper: Paper) -> Vec<u8> {
    let mut bytes = [INITIALISE, CHINESE].concat();
    for part in &slip.parts {
        match part {
            Part::Text { text, size, align } => {
                let times = size.times();
                let scale = ((times - 1) << 4) | (times - 1);
                bytes.extend([0x1b, b'a', place(*align), 0x1d, b'!', scale]);
                for line in wrap(text, usize::from(paper.columns / times)) {
                    bytes.extend(line);
                    bytes.push(b'\n');
                }
            }
            Part::Qr { text } => bytes.extend(code(text)),
        }
    }
    bytes.extend(CUT);
    bytes
}

const fn place(align: Align) -> u8 {
    match align {
        Align::Left => 0,
        Align::Center => 1,
    }
}

/// Encodes a text and breaks it into lines of so many columns.
fn wrap(text: &str, columns: usize) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = Vec::new();
        for character in paragraph.chars().filter(|character| !character.is_control()) {
            let bytes = encode(character);
            // A byte is a column: Latin letters have one of each, Chinese characters two.
            if line.len() + bytes.len() > columns {
                lines.push(std::mem::take(&mut line));
            }
            line.extend(bytes);
        }
        lines.push(line);
    }
    lines
}

/// Encodes a character as one printable byte or two.
fn encode(character: char) -> Vec<u8> {
    if character.is_ascii() {
        return vec![character as u8];
    }
    let mut text = [0; 4];
    let (bytes, _, unknown) = GB18030.encode(character.encode_utf8(&mut text));
    if unknown || bytes.len() != 2 { MISSING.to_vec() } else { bytes.into_owned() }
}

/// Writes a QR code of model 2 with medium correction: `GS ( k`, functions 165, 167, 169, 180 and 181.
fn code(text: &str) -> Vec<u8> {
    let data: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_control()).collect();
    let length = u16::try_from(data.len() + 3).unwrap_or(u16::MAX).to_le_bytes();
    let start = [0x1d, b'(', b'k'];
    let function = |more: &[u8]| {
        let length = u16::try_from(more.len()).unwrap_or(u16::MAX).to_le_bytes();
        [&start, &length[..], more].concat()
    };
    let mut bytes = vec![0x1b, b'a', 1];
    bytes.extend(function(&[b'1', b'A', b'2', 0]));
    bytes.extend(function(&[b'1', b'C', QR_CELL]));
    bytes.extend(function(b"1E1"));
    bytes.extend([&start, &length[..], b"1P0", &data].concat());
    bytes.extend(function(b"1Q0"));
    bytes
}
