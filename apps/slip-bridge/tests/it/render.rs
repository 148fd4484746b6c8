//! What a printer is sent.

use proptest::prelude::*;
use slip_bridge::escpos::{Paper as Roll, render};
use slip_bridge::slip::{Align, Part, Size, Slip};

use crate::printer::{Mark, Paper};

fn text(text: &str, size: Size, align: Align) -> Part {
    Part::Text { text: text.to_owned(), size, align }
}

#[test]
fn a_slip_reads_as_it_was_written() {
    let address = "https://queue.bank.example/phone/AbC_-9?lang=zh-CN";
    let slip = Slip {
        parts: vec![
            text("城东支行", Size::Large, Align::Center),
            text("A001", Size::Huge, Align::Center),
            text("请留意叫号屏和语音。", Size::Normal, Align::Left),
            Part::Qr { text: address.to_owned() },
        ],
    };
    let line = |text: &str, times, middle| Mark::Line { text: text.to_owned(), times, middle };
    let expected = [
        line("城东支行", 2, true),
        line("A001", 4, true),
        line("请留意叫号屏和语音。", 1, false),
        Mark::Qr(address.to_owned()),
        Mark::Cut,
    ];
    assert_eq!(Paper::read(&render(&slip, Roll::default())), expected);
}

#[test]
fn long_lines_break_and_rare_characters_become_a_box() {
    let slip = Slip {
        parts: vec![text("一二三四五六七八九十𠮷é", Size::Large, Align::Left)]
    };
    let marks = Paper::read(&render(&slip, Roll { columns: 32 }));
    let lines: Vec<_> = marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Line { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(lines, ["一二三四五六七八", "九十□é"]);
}

proptest! {
    /// Whatever stands in a text, a strict printer finds only the commands of the bridge in it.
    #[test]
    fn no_text_reaches_the_printer_as_a_command(
        texts in prop::collection::vec(("[\\x00-\\x1f\\x7f-\\u{9f}a-z中𠮷\u{2028}]{0,40}|\\PC{0,40}", 0_u8..3), 1..6),
        code in "[\\x00-\\x7f]{0,60}",
    ) {
        let sizes = [Size::Normal, Size::Large, Size::Huge];
        let mut parts: Vec<_> = texts
            .iter()
            .map(|(one, size)| text(one, sizes[usize::from(*size)], Align::Left))
            .collect();
        parts.push(Part::Qr { text: code.clone() });
        let marks = Paper::read(&render(&Slip { parts }, Roll::default()));
        prop_assert_eq!(marks.iter().filter(|mark| **mark == Mark::Cut).count(), 1);
        prop_assert_eq!(marks.last(), Some(&Mark::Cut));
        let plain: String = code.chars().filter(|one| !one.is_control()).collect();
        prop_assert!(marks.contains(&Mark::Qr(plain)));
        for mark in &marks {
            if let Mark::Line { text, .. } = mark {
                prop_assert!(!text.chars().any(char::is_control));
            }
        }
    }
}
