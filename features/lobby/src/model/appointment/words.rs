//! What a letter about an appointment says, in the language of whoever booked it.

use jiff::civil::DateTime;
use kernel::Locale;

use super::letter::LetterKind;

/// What a letter is written from; everything is in the language of the letter already.
#[derive(Clone, Debug)]
pub(crate) struct LetterFacts<'a> {
    /// What for.
    pub(crate) service: &'a str,
    /// The name of the branch.
    pub(crate) branch: &'a str,
    /// Its address.
    pub(crate) address: &'a str,
    /// When it begins, on the wall of the branch.
    pub(crate) from: DateTime,
    /// When the slot ends, on the same wall.
    pub(crate) to: DateTime,
    /// The eight digits.
    pub(crate) code: &'a str,
    /// What to bring.
    pub(crate) papers: &'a [&'a str],
    /// The page where it is changed and given up.
    pub(crate) link: &'a str,
    /// Until how long before it the customer can do so, in minutes.
    pub(crate) change_until_min: u32,
    /// Whether it was the bank that gave it up, and why.
    pub(crate) by_bank: Option<&'a str>,
}

/// The subject and the text of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// What it is about.
    pub(crate) subject: String,
    /// What it says.
    pub(crate) text: String,
}

impl LetterFacts<'_> {
    /// Writes a letter.
    pub(crate) fn words(&self, kind: LetterKind, locale: Locale) -> Words {
        match locale {
            Locale::ZhCn => self.in_chinese(kind),
            Locale::En => self.in_english(kind),
        }
    }

    fn in_chinese(&self, kind: LetterKind) -> Words {
        let Self { service, branch, address, .. } = self;
        let when = format!(
            "{}（{}）{}–{}",
            self.from.strftime("%Y年%-m月%-d日"),
            weekday(self.from),
            self.from.strftime("%H:%M"),
            self.to.strftime("%H:%M")
        );
        let (subject, opening) = match kind {
            LetterKind::Booked => ("预约成功", "您的到店预约已成功。".to_owned()),
            LetterKind::Moved => {
                ("预约已改期", "您的到店预约已改期，请以本邮件的时间为准。".to_owned())
            }
            LetterKind::Cancelled => ("预约已取消", self.cancelled_in_chinese()),
            LetterKind::Reminder { .. } => {
                ("预约提醒", "提醒您：您预约的到店时间将至。".to_owned())
            }
        };
        let mut lines = vec![
            "您好！".to_owned(),
            String::new(),
            opening,
            String::new(),
            format!("业务：{service}"),
            format!("时间：{when}"),
            format!("网点：{branch}"),
            format!("地址：{address}"),
        ];
        lines.extend(self.rest_in_chinese(kind));
        Words { subject: format!("{subject}：{service}"), text: lines.join("\n") + "\n" }
    }

    /// How to check in and to change it, or that one is welcome all the same; and who wrote this.
    fn rest_in_chinese(&self, kind: LetterKind) -> Vec<String> {
        let mut lines = Vec::new();
        if kind == LetterKind::Cancelled {
            lines.extend([String::new(), "如仍需办理，欢迎重新预约或直接到店取号。".to_owned()]);
        } else {
            lines.push(format!("预约码：{}（到店后请在取号机签到）", self.code));
            if !self.papers.is_empty() {
                lines.push(format!("请携带：{}", self.papers.join("、")));
            }
            lines.extend([
                String::new(),
                format!("查看、改期或取消预约（最迟提前 {} 分钟）：", self.change_until_min),
                self.link.to_owned(),
                "上述链接仅供您本人使用，请勿转发。".to_owned(),
            ]);
        }
        lines.extend([
            String::new(),
            "本邮件由系统自动发送，请勿回复。银行不会通过邮件索要密码或验证码。".to_owned(),
        ]);
        lines
    }

    fn cancelled_in_chinese(&self) -> String {
        match self.by_bank {
            Some(reason) => {
                format!(
                    "很抱歉，您的到店预约已由网点取消，原因：{reason}。给您带来不便，敬请谅解。"
                )
            }
            None => "您的到店预约已按您的要求取消。".to_owned(),
        }
    }

    fn in_english(&self, kind: LetterKind) -> Words {
        let Self { service, branch, address, .. } = self;
        let when =
            format!("{}–{}", self.from.strftime("%A, %-d %B %Y, %H:%M"), self.to.strftime("%H:%M"));
        let (subject, opening) = match kind {
            LetterKind::Booked => ("Appointment booked", "Your appointment is booked.".to_owned()),
            LetterKind::Moved => (
                "Appointment moved",
                "Your appointment has been moved. The time in this message is the one that counts."
                    .to_owned(),
            ),
            LetterKind::Cancelled => ("Appointment cancelled", self.cancelled_in_english()),
            LetterKind::Reminder { .. } => (
                "Reminder of your appointment",
                "This is a reminder of your appointment.".to_owned(),
            ),
        };
        let mut lines = vec![
            "Dear customer,".to_owned(),
            String::new(),
            opening,
            String::new(),
            format!("Service: {service}"),
            format!("Time: {when}"),
            format!("Branch: {branch}"),
            format!("Address: {address}"),
        ];
        lines.extend(self.rest_in_english(kind));
        Words { subject: format!("{subject}: {service}"), text: lines.join("\n") + "\n" }
    }

    /// As [`Self::rest_in_chinese`].
    fn rest_in_english(&self, kind: LetterKind) -> Vec<String> {
        let mut lines = Vec::new();
        if kind == LetterKind::Cancelled {
            lines.extend([
                String::new(),
                "If you still need the service, please book again or come and take a number."
                    .to_owned(),
            ]);
        } else {
            lines.push(format!("Code: {} (check in with it at the kiosk)", self.code));
            if !self.papers.is_empty() {
                lines.push(format!("Please bring: {}", self.papers.join("; ")));
            }
            lines.extend([
                String::new(),
                format!(
                    "Look at, move or cancel it, up to {} minutes before:",
                    self.change_until_min
                ),
                self.link.to_owned(),
                "The link is for you alone. Please do not pass it on.".to_owned(),
            ]);
        }
        lines.extend([
            String::new(),
            "This message was sent automatically. Please do not reply. The bank never asks for a password or code by e-mail.".to_owned(),
        ]);
        lines
    }

    fn cancelled_in_english(&self) -> String {
        match self.by_bank {
            Some(reason) => format!(
                "We are sorry: the branch had to cancel your appointment. Reason: {reason}."
            ),
            None => "Your appointment has been cancelled as you asked.".to_owned(),
        }
    }
}

fn weekday(at: DateTime) -> &'static str {
    ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"]
        [usize::from(at.weekday().to_monday_zero_offset().unsigned_abs()) % 7]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> LetterFacts<'static> {
        LetterFacts {
            service: "开户",
            branch: "城东支行",
            address: "人民路 1 号",
            from: "2026-11-24T14:00".parse().unwrap(),
            to: "2026-11-24T14:30".parse().unwrap(),
            code: "12345678",
            papers: &["身份证", "手机"],
            link: "https://bank.example/book/abc",
            change_until_min: 60,
            by_bank: None,
        }
    }

    #[test]
    fn a_confirmation_says_when_where_what_to_bring_and_how_to_change_it() {
        let Words { subject, text } = facts().words(LetterKind::Booked, Locale::ZhCn);
        insta::assert_snapshot!("booked_zh", format!("{subject}\n\n{text}"));
        let Words { subject, text } = facts().words(LetterKind::Booked, Locale::En);
        insta::assert_snapshot!("booked_en", format!("{subject}\n\n{text}"));
    }

    #[test]
    fn what_is_given_up_says_by_whom_and_has_no_link() {
        let by_bank = LetterFacts { by_bank: Some("网点临时停业"), ..facts() };
        let Words { text, .. } = by_bank.words(LetterKind::Cancelled, Locale::ZhCn);
        assert!(text.contains("已由网点取消，原因：网点临时停业。"), "{text}");
        for locale in [Locale::ZhCn, Locale::En] {
            let Words { text, .. } = facts().words(LetterKind::Cancelled, locale);
            assert!(!text.contains("https://") && !text.contains("12345678"), "{text}");
        }
    }
}
