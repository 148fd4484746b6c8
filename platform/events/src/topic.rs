//! What a live stream may ask for.
//!
//! Whether the caller may see a topic is decided where the stream is opened; this module only knows the grammar.

use std::fmt;
use std::str::FromStr;

use access::Denied;
use kernel::{BranchId, CounterId, Fault, Kind, Locale, StaffId};

/// One subject of a live stream.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// `hall:<branch>`: what the hall screen of a branch shows.
    Hall(BranchId),
    /// `board:<branch>`: what the lobby manager's board of a branch shows.
    Board(BranchId),
    /// `desk:<counter>`: what the teller at a counter sees.
    Desk(CounterId),
    /// `ticket:<token>`: what the holder of a ticket sees; the token is the permission.
    Ticket(TicketToken),
    /// `me:<staff>`: what one member of staff is told.
    Me(StaffId),
}

/// The secret part of a ticket's address: 16 to 64 letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketToken(Box<str>);

impl TicketToken {
    /// Returns the token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TicketToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TicketToken(…)")
    }
}

impl FromStr for TicketToken {
    type Err = TopicError;

    fn from_str(text: &str) -> Result<Self, TopicError> {
        let safe = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if (16..=64).contains(&text.len()) && text.bytes().all(safe) {
            Ok(Self(text.into()))
        } else {
            Err(TopicError::Unknown)
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hall(branch) => write!(formatter, "hall:{branch}"),
            Self::Board(branch) => write!(formatter, "board:{branch}"),
            Self::Desk(counter) => write!(formatter, "desk:{counter}"),
            Self::Ticket(token) => write!(formatter, "ticket:{}", token.0),
            Self::Me(staff) => write!(formatter, "me:{staff}"),
        }
    }
}

impl FromStr for Topic {
    type Err = TopicError;

    fn from_str(text: &str) -> Result<Self, TopicError> {
        let (subject, id) = text.split_once(':').ok_or(TopicError::Unknown)?;
        let unknown = |_| TopicError::Unknown;
        match subject {
            "hall" => id.parse().map(Self::Hall).map_err(unknown),
            "board" => id.parse().map(Self::Board).map_err(unknown),
            "desk" => id.parse().map(Self::Desk).map_err(unknown),
            "me" => id.parse().map(Self::Me).map_err(unknown),
            "ticket" => id.parse().map(Self::Ticket),
            _ => Err(TopicError::Unknown),
        }
    }
}

/// At most this many topics fit one stream.
pub const MOST_TOPICS: usize = 20;

/// The topics of one stream: 1 to [`MOST_TOPICS`], each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topics(Vec<Topic>);

impl Topics {
    /// Reads a list separated by commas; a bare `me` means the person who is signed in.
    ///
    /// # Errors
    /// A topic is not understood, there is none or too many, or `me` is asked for by nobody.
    pub fn parse(text: &str, me: Option<StaffId>) -> Result<Self, TopicError> {
        let mut topics = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let topic = match part {
                "me" => Topic::Me(me.ok_or(Denied::SignedOut)?),
                part => part.parse()?,
            };
            topics.push(topic);
        }
        Self::new(topics)
    }

    /// Joins topics, each once.
    ///
    /// # Errors
    /// There is none or too many.
    pub fn new(mut topics: Vec<Topic>) -> Result<Self, TopicError> {
        topics.sort_unstable();
        topics.dedup();
        match topics.len() {
            0 => Err(TopicError::None),
            1..=MOST_TOPICS => Ok(Self(topics)),
            _ => Err(TopicError::TooMany),
        }
    }

    /// Returns the topics, sorted.
    pub fn iter(&self) -> std::slice::Iter<'_, Topic> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Topics {
    type Item = &'a Topic;
    type IntoIter = std::slice::Iter<'a, Topic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Why a list of topics was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TopicError {
    /// A topic is not understood.
    #[error("a topic is not understood")]
    Unknown,
    /// No topic was named.
    #[error("no topic was named")]
    None,
    /// More than [`MOST_TOPICS`] were named.
    #[error("too many topics were named")]
    TooMany,
    /// A topic needs somebody who is signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
}

impl Fault for TopicError {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown | Self::None | Self::TooMany => Kind::Invalid,
            Self::Denied(denied) => denied.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "events.unknown_topic",
            Self::None => "events.no_topic",
            Self::TooMany => "events.too_many_topics",
            Self::Denied(denied) => denied.code(),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::Unknown => (
                "实时更新的订阅主题无法识别，请刷新页面。",
                "A live topic is not understood. Please reload the page.",
            ),
            Self::None => ("没有指定实时更新的订阅主题。", "No live topic was named."),
            Self::TooMany => {
                ("一次最多订阅 20 个实时主题。", "At most 20 live topics can be followed at once.")
            }
            Self::Denied(denied) => return denied.sentence(locale),
        };
        locale.pick(zh, en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        Some("/topics".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn topic() -> impl Strategy<Value = Topic> {
        let id = any::<u128>().prop_map(Uuid::from_u128);
        prop_oneof![
            id.prop_map(|id| Topic::Hall(BranchId::from_uuid(id))),
            any::<u128>().prop_map(|id| Topic::Desk(CounterId::from_uuid(Uuid::from_u128(id)))),
            any::<u128>().prop_map(|id| Topic::Me(StaffId::from_uuid(Uuid::from_u128(id)))),
            "[A-Za-z0-9_-]{16,64}".prop_map(|token| Topic::Ticket(token.parse().unwrap())),
        ]
    }

    proptest! {
        #[test]
        fn a_topic_is_read_as_it_is_printed(topic in topic()) {
            prop_assert_eq!(topic.to_string().parse::<Topic>().unwrap(), topic);
        }

        #[test]
        fn no_text_breaks_the_reader_and_no_topic_holds_a_separator(text in ".{0,80}") {
            if let Ok(topic) = text.parse::<Topic>() {
                prop_assert!(!topic.to_string().contains([' ', ',', '\n', '\r']));
            }
        }
    }

    #[test]
    fn a_list_knows_its_limits() {
        let staff = StaffId::from_uuid(Uuid::from_u128(7));
        assert_eq!(Topics::parse("me, me", Some(staff)).unwrap().0, [Topic::Me(staff)]);
        assert_eq!(Topics::parse("me", None), Err(TopicError::Denied(Denied::SignedOut)));
        assert_eq!(Topics::parse(" , ", None), Err(TopicError::None));
        assert_eq!(Topics::parse("hall:x", None), Err(TopicError::Unknown));
        let many = (0..21_u128).map(|id| format!("hall:{}", Uuid::from_u128(id)));
        assert_eq!(
            Topics::parse(&many.collect::<Vec<_>>().join(","), None),
            Err(TopicError::TooMany)
        );
    }
}
