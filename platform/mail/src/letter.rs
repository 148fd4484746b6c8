//! What is sent.

use kernel::Timestamp;
use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment as Part, Mailbox, MultiPart, MultiPartKind, SinglePart};

use crate::EmailAddress;

kernel::id_type! {
    /// Identifies a letter; whoever sends it again sends it under the same id.
    pub struct LetterId;
}

/// A letter to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Which one.
    pub id: LetterId,
    /// When it was written; the same when it is sent again.
    pub written_at: Timestamp,
    /// To whom.
    pub to: EmailAddress,
    /// What it is about.
    pub subject: String,
    /// What it says, in plain text.
    pub text: String,
    /// What goes with it.
    pub attachment: Option<Attachment>,
}

/// A file that goes with a letter.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name, in plain ASCII so that every reader of mail shows it.
    pub name: &'static str,
    /// What it is, such as `text/calendar; charset=utf-8`.
    pub kind: &'static str,
    /// What is in it.
    pub content: String,
}

/// Says that no person wrote this, so that no machine answers it (RFC 3834).
#[derive(Clone, Debug)]
struct AutoSubmitted(String);

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

impl Letter {
    /// Writes the message with its headers; `None` when something in it cannot be written, a defect.
    pub(crate) fn message(&self, from: &Mailbox) -> Option<Message> {
        let subject: String = self.subject.chars().filter(|sign| !sign.is_control()).collect();
        let message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, self.to.to_lettre()?))
            .subject(subject)
            .date(self.written_at.to_jiff().into())
            .message_id(Some(format!("<{}@{}>", self.id, from.email.domain())))
            .header(AutoSubmitted("auto-generated".to_owned()));
        let text = SinglePart::plain(self.text.clone());
        let Some(Attachment { name, kind, content }) = &self.attachment else {
            return message.singlepart(text).ok();
        };
        let file =
            Part::new((*name).to_owned()).body(content.clone(), ContentType::parse(kind).ok()?);
        let parts = MultiPart::builder().kind(MultiPartKind::Mixed);
        let parts = parts.boundary(format!("part-{}", self.id)).build();
        message.multipart(parts.singlepart(text).singlepart(file)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: &str) -> Letter {
        Letter {
            id: LetterId::from_uuid(uuid::Uuid::from_u128(7)),
            written_at: "2026-11-24T02:00:00Z".parse().unwrap(),
            to: "zhang@example.com".parse().unwrap(),
            subject: subject.to_owned(),
            text: "您好！\n".to_owned(),
            attachment: None,
        }
    }

    fn written(letter: &Letter) -> String {
        let from = Mailbox::new(Some("青城银行".to_owned()), "bank@bank.example".parse().unwrap());
        String::from_utf8(letter.message(&from).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_letter_sent_again_is_the_same_message() {
        let letter = letter("预约成功：办卡");
        let text = written(&letter);
        assert_eq!(text, written(&letter));
        let id = "Message-ID: <00000000-0000-0000-0000-000000000007@bank.example>\r\n";
        assert!(text.contains(id), "{text}");
        assert!(text.contains("Date: Tue, 24 Nov 2026 02:00:00 +0000\r\n"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"), "{text}");
        assert!(text.contains("Content-Type: text/plain; charset=utf-8\r\n"), "{text}");
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn a_subject_cannot_add_a_header() {
        let text = written(&letter("x\r\nBcc: other@example.com"));
        assert!(!text.contains("\r\nBcc"), "{text}");
    }
}
