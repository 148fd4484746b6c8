//! From plain words to services: what does somebody want who says “我的卡找不到了”?
//!
//! Every service lists phrases that people say.
//! A need is cut into tokens, Chinese characters and Latin words; the phrases that cover it best are exact evidence,
//! and weaker evidence are phrases heard almost (“买点理财” for “买理财”) and pairs of characters and single words that
//! the phrases of few services share.
//! Too little of both, and a person is asked: a wrong number costs the customer more than a question.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::ServiceId;

use super::rules::TriageRules;

/// At most this many tokens of a need are looked at.
const MOST_TOKENS: usize = 200;

/// How much evidence makes a service all but certain; a phrase of four characters gives about three quarters.
const SCALE: f64 = 3.0;

/// What a pair of characters counts that only one service has, where a character of a whole phrase counts 1.
const PAIR: f64 = 0.7;

/// What a Latin word counts that only one service has, where a word of a whole phrase counts [`WORD`].
const LOOSE_WORD: f64 = 1.2;

/// What a Latin word of a whole phrase counts.
const WORD: f64 = 2.0;

/// What a token of a phrase counts that was heard almost.
const ALMOST: f64 = 0.6;

/// How much of a phrase must be heard, by weight, to count as heard almost.
const ENOUGH_OF_A_PHRASE: f64 = 0.75;

/// Pairs that people say about anything, and machines whose names contain a need.
const SAY_NOTHING: [&str; 14] = [
    "对方",
    "方说",
    "昨天",
    "今天",
    "一下",
    "怎么",
    "什么",
    "我的",
    "这个",
    "取款机",
    "存款机",
    "提款机",
    "柜员机",
    "一体机",
];

/// What a service that has less evidence than the best must still score to be shown beside it.
const WORTH_SHOWING: f64 = 0.2;

/// The phrases of all services of a branch, prepared for matching.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// Phrases by their first token.
    phrases: HashMap<Token, Vec<Phrase>>,
    /// Which services have a pair of characters or a word anywhere in their phrases.
    features: HashMap<Vec<Token>, BTreeSet<ServiceId>>,
    services: usize,
}

#[derive(Debug)]
struct Phrase {
    tokens: Vec<Token>,
    /// `None` for what says nothing about a need.
    service: Option<ServiceId>,
    text: String,
}

/// A Chinese character or a Latin word, folded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Token {
    Character(char),
    Word(String),
}

/// A service that fits a need.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Match {
    /// The service.
    pub(crate) service: ServiceId,
    /// How well it fits, 0 to 1.
    pub(crate) score: f64,
    /// The phrases that were heard, as the catalogue writes them.
    pub(crate) matched: Vec<String>,
}

/// What a need was understood as.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Understood {
    /// The best services first.
    pub(crate) matches: Vec<Match>,
    /// Whether it is better to ask a person.
    pub(crate) ask_person: bool,
}

impl Catalogue {
    /// Prepares the phrases of services.
    pub(crate) fn new<'a>(services: impl IntoIterator<Item = (ServiceId, Vec<&'a str>)>) -> Self {
        let mut catalogue = Self::default();
        for text in SAY_NOTHING {
            catalogue.hear(None, text);
        }
        for (service, phrases) in services {
            catalogue.services += 1;
            for text in phrases {
                catalogue.add(service, text);
            }
        }
        catalogue
    }

    fn add(&mut self, service: ServiceId, text: &str) {
        for feature in features(&tokens(text)) {
            self.features.entry(feature.tokens).or_default().insert(service);
        }
        self.hear(Some(service), text);
    }

    fn hear(&mut self, service: Option<ServiceId>, text: &str) {
        let tokens = tokens(text);
        if let Some(first) = tokens.first().cloned() {
            self.phrases.entry(first).or_default().push(Phrase {
                tokens,
                service,
                text: text.to_owned(),
            });
        }
    }

    /// Finds the services that fit a need in plain words.
    pub(crate) fn understand(&self, words: &str, rules: &TriageRules) -> Understood {
        let tokens = tokens(words);
        let (evidence, heard) = self.weigh(&tokens);
        let best = evidence.values().copied().fold(0.0, f64::max);
        let mut matches: Vec<Match> = evidence
            .into_iter()
            .map(|(service, weight)| Match {
                service,
                score: (1.0 - (-weight / SCALE).exp()) * weight / best.max(f64::MIN_POSITIVE),
                matched: heard.get(&service).cloned().unwrap_or_default(),
            })
            .collect();
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.service.cmp(&b.service)));
        matches.truncate(rules.most_matches);
        let ask_person = matches.first().is_none_or(|first| first.score < rules.ask_person_below);
        let least = if ask_person { 1.0 } else { WORTH_SHOWING };
        matches.retain(|found| found.score >= least);
        Understood { matches, ask_person }
    }

    /// Returns the evidence for each service, and the phrases that were heard.
    fn weigh(
        &self,
        tokens: &[Token],
    ) -> (BTreeMap<ServiceId, f64>, BTreeMap<ServiceId, Vec<String>>) {
        let (mut evidence, mut heard) =
            (BTreeMap::<ServiceId, f64>::new(), BTreeMap::<ServiceId, Vec<String>>::new());
        let mut covered = vec![false; tokens.len()];
        for (at, phrase) in self.cover(tokens) {
            let span = at..at + phrase.tokens.len();
            covered[span.clone()].fill(true);
            let Some(service) = phrase.service.filter(|_| !denied(&tokens[..at])) else { continue };
            *evidence.entry(service).or_default() += tokens[span].iter().map(weight).sum::<f64>();
            heard.entry(service).or_default().push(phrase.text.clone());
        }
        let mut weaker = self.by_features(tokens, &covered);
        for (service, weight) in self.almost(tokens, &covered) {
            let known = weaker.entry(service).or_default();
            *known = known.max(weight);
        }
        for (service, weight) in weaker {
            *evidence.entry(service).or_default() += weight;
        }
        (evidence, heard)
    }

    fn by_features(&self, tokens: &[Token], covered: &[bool]) -> BTreeMap<ServiceId, f64> {
        let mut evidence = BTreeMap::<ServiceId, f64>::new();
        let mut seen = HashSet::new();
        for feature in features(tokens) {
            let inside = covered[feature.at..feature.at + feature.tokens.len()]
                .iter()
                .all(|covered| *covered);
            if inside || denied(&tokens[..feature.at]) || !seen.insert(feature.tokens.clone()) {
                continue;
            }
            for (service, weight) in self.loosely(&feature.tokens) {
                *evidence.entry(service).or_default() += weight;
            }
        }
        evidence
    }

    /// Returns the best phrase of each service that was heard almost: a token too many or too few.
    fn almost(&self, tokens: &[Token], covered: &[bool]) -> BTreeMap<ServiceId, f64> {
        let mut evidence = BTreeMap::<ServiceId, f64>::new();
        for phrase in self.phrases.values().flatten() {
            let Some(service) = phrase.service.filter(|_| phrase.tokens.len() >= 3) else {
                continue;
            };
            let whole: f64 = phrase.tokens.iter().map(weight).sum();
            let width = (phrase.tokens.len() + 1).min(tokens.len()).max(1);
            for (at, window) in tokens.windows(width).enumerate() {
                let common = common_weight(window, &phrase.tokens);
                let free = !covered[at..at + width].iter().all(|covered| *covered);
                if free && common >= whole * ENOUGH_OF_A_PHRASE && !denied(&tokens[..at]) {
                    let best = evidence.entry(service).or_default();
                    *best = best.max(common * ALMOST);
                }
            }
        }
        evidence
    }

    /// Returns what a pair or word says for the services that have it; the fewer have it, the more it says.
    fn loosely(&self, feature: &[Token]) -> Vec<(ServiceId, f64)> {
        let Some(services) = self.features.get(feature) else { return Vec::new() };
        #[expect(clippy::cast_precision_loss, reason = "a handful of services")]
        let (all, with) = (self.services as f64, services.len() as f64);
        let rarity = (1.0 + all / with).ln() / (1.0 + all).ln();
        let unit = if feature.len() == 1 { LOOSE_WORD } else { PAIR };
        services.iter().map(|service| (*service, unit * rarity * rarity)).collect()
    }

    /// Chooses phrases that do not overlap and cover the need best; one long phrase beats two short ones.
    fn cover(&self, tokens: &[Token]) -> Vec<(usize, &Phrase)> {
        let mut best: Vec<(usize, Option<(usize, &Phrase)>)> = vec![(0, None); tokens.len() + 1];
        for start in 0..tokens.len() {
            if best[start + 1].0 < best[start].0 {
                best[start + 1] = (best[start].0, None);
            }
            for phrase in self.phrases.get(&tokens[start]).into_iter().flatten() {
                let end = start + phrase.tokens.len();
                if !tokens[start..].starts_with(&phrase.tokens) {
                    continue;
                }
                let value = best[start].0 + phrase.tokens.len() * phrase.tokens.len();
                if value > best[end].0 {
                    best[end] = (value, Some((start, phrase)));
                }
            }
        }
        let (mut chosen, mut end) = (Vec::new(), tokens.len());
        while end > 0 {
            end = match best[end].1 {
                Some((start, phrase)) => {
                    chosen.push((start, phrase));
                    start
                }
                None => end - 1,
            };
        }
        chosen.reverse();
        chosen
    }
}

/// Returns the weight of the longest common subsequence of two short texts.
fn common_weight(window: &[Token], phrase: &[Token]) -> f64 {
    let mut row = vec![0.0_f64; phrase.len() + 1];
    for token in window {
        let mut diagonal = 0.0;
        for (index, wanted) in phrase.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] =
                if token == wanted { diagonal + weight(token) } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    row[phrase.len()]
}

/// A pair of neighbouring characters, or a word, with its place.
struct Feature {
    at: usize,
    tokens: Vec<Token>,
}

fn features(tokens: &[Token]) -> Vec<Feature> {
    let pairs = tokens.windows(2).enumerate().filter_map(|(at, pair)| {
        let both = matches!(pair, [Token::Character(_), Token::Character(_)]);
        both.then(|| Feature { at, tokens: pair.to_vec() })
    });
    let words = tokens.iter().enumerate().filter_map(|(at, token)| match token {
        Token::Word(word) if !is_filler(word) => Some(Feature { at, tokens: vec![token.clone()] }),
        _ => None,
    });
    pairs.chain(words).collect()
}

fn weight(token: &Token) -> f64 {
    match token {
        Token::Character(_) => 1.0,
        Token::Word(word) if is_filler(word) => 0.2,
        Token::Word(_) => WORD,
    }
}

/// Tells whether what stands before takes back what follows: “不是挂失”, “I do not want a loan”.
fn denied(before: &[Token]) -> bool {
    const DENIALS: [&str; 7] = ["不是", "不要", "不用", "不想", "不办", "没有要", "not want"];
    DENIALS.iter().any(|denial| {
        let denial = tokens(denial);
        before.ends_with(&denial)
            || before.split_last().is_some_and(|(last, rest)| {
                // A filler may stand between: “不想要贷款”, “not want a loan”.
                let filler = matches!(last, Token::Word(word) if is_filler(word));
                let filler = filler || matches!(last, Token::Character('要' | '办' | '来' | '去'));
                filler && rest.ends_with(&denial)
            })
    })
}

fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 34] = [
        "a", "an", "the", "i", "my", "me", "you", "your", "we", "to", "of", "for", "in", "into",
        "on", "at", "and", "or", "is", "am", "was", "be", "been", "do", "have", "has", "can", "it",
        "some", "please", "would", "like", "want", "need",
    ];
    FILLERS.contains(&word) || word.chars().all(|character| character.is_ascii_digit())
}

/// Cuts a text into characters and words; everything else only separates.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    for character in text.chars().map(fold) {
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
            continue;
        }
        close_word(&mut word, &mut tokens);
        if character.is_alphabetic() {
            tokens.push(Token::Character(character));
        }
        if tokens.len() >= MOST_TOKENS {
            break;
        }
    }
    close_word(&mut word, &mut tokens);
    tokens.truncate(MOST_TOKENS);
    tokens
}

/// Ends a word; a plural counts as its singular.
fn close_word(word: &mut String, tokens: &mut Vec<Token>) {
    if word.is_empty() {
        return;
    }
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    tokens.push(Token::Word(std::mem::take(word)));
}

/// Folds what is written in several ways: full-width letters, traditional characters, old and new forms.
fn fold(character: char) -> char {
    const TRADITIONAL: &str = "帳賬錢轉開戶掛補辦丟貸換幣匯銀機號碼單據證簽領養費繳還險資債滿遺繼產貨務業對戀樣麼嗎個給寶貝認識過來買賣";
    const SIMPLIFIED: &str = "账账钱转开户挂补办丢贷换币汇银机号码单据证签领养费缴还险资债满遗继产货务业对恋样么吗个给宝贝认识过来买卖";
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character).to_ascii_lowercase()
        }
        '帐' => '账',
        _ if character < '\u{4e00}' => character,
        _ => TRADITIONAL
            .chars()
            .zip(SIMPLIFIED.chars())
            .find_map(|(from, to)| (from == character).then_some(to))
            .unwrap_or(character),
    }
}

#[cfg(test)]
#[path = "triage_tests.rs"]
mod tests;
