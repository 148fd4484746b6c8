//! Sentences as people say them, held against the built-in catalogue of services.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::*;
use crate::model::rules::built_in;

#[derive(Deserialize)]
struct Pack {
    services: Vec<Service>,
}

#[derive(Deserialize)]
struct Service {
    code: String,
    phrases: BTreeMap<String, Vec<String>>,
}

fn pack() -> Pack {
    let text = include_str!("../../../../data/services/cn/retail.yaml");
    data::document::read(text).unwrap().1
}

fn id(index: usize) -> ServiceId {
    ServiceId::from_uuid(Uuid::from_u128(index as u128 + 1))
}

fn catalogue(pack: &Pack) -> Catalogue {
    Catalogue::new(pack.services.iter().enumerate().map(|(index, service)| {
        (id(index), service.phrases.values().flatten().map(String::as_str).collect())
    }))
}

fn heard(pack: &Pack, catalogue: &Catalogue, words: &str) -> String {
    let understood = catalogue.understand(words, &RULES);
    match understood.matches.first() {
        Some(best) if !understood.ask_person => {
            let index = pack
                .services
                .iter()
                .enumerate()
                .position(|(index, _)| id(index) == best.service)
                .unwrap();
            pack.services[index].code.clone()
        }
        _ => "ask".to_owned(),
    }
}

/// Words, and the service they mean; `ask` where a person should be asked.
const SENTENCES: &[(&str, &str)] = &[
    ("我想取点钱", "cash"),
    ("存两万块钱", "cash"),
    ("来领这个月的退休金", "cash"),
    ("把现金存到卡里", "cash"),
    ("给我女儿转账", "transfer"),
    ("想给老家的父母汇点钱过去", "transfer"),
    ("昨天转的钱对方说没收到", "ask"),
    ("想办一张新的银行卡", "open_account"),
    ("孩子上学要开个户", "open_account"),
    ("我的银行卡丢了", "card_replacement"),
    ("卡找不到了怎么办", "card_replacement"),
    ("存折掛失", "card_replacement"),
    ("取款机把我的卡吞了", "card_replacement"),
    ("密码忘记了", "password_reset"),
    ("密码输错好几次被锁住了", "password_reset"),
    ("换了手机号，要改预留手机号", "personal_details"),
    ("我的卡被限制使用了", "personal_details"),
    ("身份证到期了来更新一下", "personal_details"),
    ("手机银行登录不上去", "mobile_banking"),
    ("教教我怎么用手机银行", "mobile_banking"),
    ("打一下半年的流水", "statement"),
    ("办签证要开存款证明", "statement"),
    ("查查我卡里还有多少钱", "statement"),
    ("定期到期了想转存", "term_deposit"),
    ("现在三年定期利息多少", "term_deposit"),
    ("想买点理财", "wealth"),
    ("基金亏了想赎回", "wealth"),
    ("想把房贷提前还掉一部分", "loan"),
    ("咨询一下买房按揭", "loan"),
    ("换点美元出国用", "foreign_exchange"),
    ("给在英国读书的儿子汇学费到国外", "foreign_exchange"),
    ("社保卡激活", "social_security_card"),
    ("我的社保卡丢了", "social_security_card"),
    ("有一袋硬币要换成整钱", "small_change"),
    ("这张钱撕破了能换吗", "small_change"),
    ("父亲去世了，他存折里的钱怎么取", "inheritance"),
    ("公司要开个基本户", "corporate_account"),
    ("我被骗了，刚把钱转给骗子", "fraud_stop"),
    ("有人骗我转账了", "fraud_stop"),
    ("骗子让我转钱了怎么办", "fraud_stop"),
    ("快帮我止付，卡被盗刷了", "fraud_stop"),
    ("ＡＴＭ取錢", "cash"),
    ("不是挂失，是换零钱", "small_change"),
    ("I lost my bank card", "card_replacement"),
    ("I'd like to open an account", "open_account"),
    ("forgot my PIN", "password_reset"),
    ("change some dollars please", "foreign_exchange"),
    ("I need bank statements for my visa", "statement"),
    ("I do not want a loan, I want to withdraw cash", "cash"),
    ("你好", "ask"),
    ("我想问一下", "ask"),
    ("今天天气不错", "ask"),
    ("hello", "ask"),
    ("？？？", "ask"),
    ("", "ask"),
];

#[test]
fn people_are_understood() {
    let pack = pack();
    let catalogue = catalogue(&pack);
    let wrong: Vec<String> = SENTENCES
        .iter()
        .filter_map(|(words, meant)| {
            let heard = heard(&pack, &catalogue, words);
            let detail = catalogue.understand(words, &RULES);
            (heard != *meant).then(|| format!("{words}: {heard} instead of {meant}: {detail:?}"))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_phrase_of_the_catalogue_leads_to_its_own_service() {
    let pack = pack();
    let catalogue = catalogue(&pack);
    for service in &pack.services {
        for phrase in service.phrases.values().flatten() {
            assert_eq!(heard(&pack, &catalogue, phrase), service.code, "{phrase}");
        }
    }
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| catalogue(&pack()));
static RULES: LazyLock<TriageRules> = LazyLock::new(|| built_in().triage);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn scores_are_ordered_and_between_nought_and_one(words in "[存取钱卡丢了转账贷款开户密码a-z ，。]{0,60}") {
        let understood = CATALOGUE.understand(&words, &RULES);
        prop_assert!(understood.matches.len() <= RULES.most_matches);
        prop_assert!(understood.matches.iter().all(|found| (0.0..=1.0).contains(&found.score)));
        prop_assert!(understood.matches.is_sorted_by(|a, b| a.score >= b.score));
        prop_assert!(understood.ask_person || !understood.matches.is_empty());
    }

    #[test]
    fn no_text_is_too_strange(words in "\\PC{0,300}") {
        let _ = CATALOGUE.understand(&words, &RULES);
    }
}
