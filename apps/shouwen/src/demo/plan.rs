//! The demo bank as a table. Every name in it is made up.

use organisation::api::{CounterKind, Facility};

/// The bank, in Chinese; there is no city of this name.
pub const BANK: &str = "晴川市商业银行";

/// The bank, in English.
pub const BANK_EN: &str = "Qingchuan City Bank";

/// The code of its head office.
pub const HEAD_OFFICE: &str = "QC-00";

/// The password of every demo account, for trying out the sign-in form.
pub const PASSWORD: &str = "qingchuan-demo-2026";

/// A branch.
#[derive(Debug)]
pub struct BranchPlan {
    /// Its code.
    pub code: &'static str,
    /// Its name, in Chinese.
    pub name: &'static str,
    /// Its name, in English.
    pub name_en: &'static str,
    /// Where it is, in Chinese.
    pub address: &'static str,
    /// Where it is, in English.
    pub address_en: &'static str,
    /// Its telephone; no area has the code 0300.
    pub phone: &'static str,
    /// What makes it usable for everybody.
    pub facilities: &'static [Facility],
    /// Its counters.
    pub counters: &'static [CounterKind],
    /// Services of the pack that it does not offer.
    pub without: &'static [&'static str],
    /// Its staff.
    pub staff: &'static [StaffPlan],
    /// Its share of the customers, in per cent.
    pub share: u32,
}

/// A member of staff: name, name in English letters, what they do, role, skills, counter from 1.
#[derive(Debug)]
pub struct StaffPlan(
    pub &'static str,
    pub &'static str,
    pub &'static str,
    pub &'static str,
    pub &'static [&'static str],
    pub Option<usize>,
);

const CASH: CounterKind = CounterKind::Cash;
const OPEN: CounterKind = CounterKind::Open;
const OFFICE: CounterKind = CounterKind::Office;

const TELLER: &str = "teller";
const LOBBY: &str = "lobby_manager";
const MANAGER: &str = "branch_manager";

/// What tellers at cash counters can do.
const BASIC: &[&str] = &["cash", "complex", "personal"];
/// What those can do who also know foreign money.
const FOREIGN: &[&str] = &["cash", "complex", "foreign_exchange", "personal"];
/// What those can do who serve companies.
const CORPORATE: &[&str] = &["cash", "corporate", "personal"];
/// What those can do who advise on saving and investing.
const WEALTH: &[&str] = &["personal", "wealth"];
/// What those can do who lend.
const LOAN: &[&str] = &["loan", "personal"];
/// What those can do who advise at a small branch.
const ADVISER: &[&str] = &["complex", "loan", "personal", "wealth"];
const NONE: &[&str] = &[];

/// The staff of the head office.
pub const OFFICE_STAFF: &[StaffPlan] = &[
    StaffPlan("沈知远", "Shen Zhiyuan", "运营管理部总经理", "head_office", NONE, None),
    StaffPlan("顾云舒", "Gu Yunshu", "服务管理岗", "head_office", NONE, None),
    StaffPlan("严正清", "Yan Zhengqing", "合规部总经理", "compliance", NONE, None),
    StaffPlan("温以宁", "Wen Yining", "消费者权益保护岗", "compliance", NONE, None),
    StaffPlan("石磊", "Shi Lei", "信息科技部系统管理员", "administrator", NONE, None),
    StaffPlan("阮青", "Ruan Qing", "信息科技部系统管理员", "administrator", NONE, None),
];

/// The branches.
pub const BRANCHES: &[BranchPlan] = &[
    BranchPlan {
        code: "QC-01",
        name: "滨江支行",
        name_en: "Riverside Branch",
        address: "晴川市滨江区江畔路 88 号",
        address_en: "88 Riverbank Road, Riverside District, Qingchuan",
        phone: "0300-555-0101",
        facilities: &[
            Facility::StepFree,
            Facility::LowCounter,
            Facility::AccessibleToilet,
            Facility::Wheelchair,
            Facility::HearingAid,
            Facility::ReadingGlasses,
            Facility::NursingRoom,
        ],
        counters: &[CASH, CASH, CASH, OPEN, OPEN, OFFICE],
        without: &[],
        share: 45,
        staff: &[
            StaffPlan("林若溪", "Lin Ruoxi", "支行行长", MANAGER, NONE, None),
            StaffPlan("周雅琴", "Zhou Yaqin", "大堂经理", LOBBY, NONE, None),
            StaffPlan("赵明轩", "Zhao Mingxuan", "大堂经理", LOBBY, NONE, None),
            StaffPlan("王晓燕", "Wang Xiaoyan", "高柜柜员", TELLER, BASIC, Some(1)),
            StaffPlan("李浩然", "Li Haoran", "高柜柜员", TELLER, FOREIGN, Some(2)),
            StaffPlan("陈思雨", "Chen Siyu", "对公柜员", TELLER, CORPORATE, Some(3)),
            StaffPlan("刘佳怡", "Liu Jiayi", "综合柜员", TELLER, FOREIGN, Some(4)),
            StaffPlan("杨俊杰", "Yang Junjie", "综合柜员", TELLER, BASIC, Some(5)),
            StaffPlan("黄诗涵", "Huang Shihan", "理财经理", TELLER, WEALTH, Some(6)),
            StaffPlan("吴文博", "Wu Wenbo", "个贷客户经理", TELLER, LOAN, None),
            StaffPlan("徐静怡", "Xu Jingyi", "高柜柜员", TELLER, BASIC, None),
            StaffPlan("孙宇航", "Sun Yuhang", "综合柜员", TELLER, BASIC, None),
            StaffPlan("朱梦琪", "Zhu Mengqi", "高柜柜员", TELLER, BASIC, None),
            StaffPlan("马天宇", "Ma Tianyu", "对公柜员", TELLER, CORPORATE, None),
        ],
    },
    BranchPlan {
        code: "QC-02",
        name: "学府路支行",
        name_en: "College Road Branch",
        address: "晴川市文苑区学府路 216 号",
        address_en: "216 College Road, Wenyuan District, Qingchuan",
        phone: "0300-555-0102",
        facilities: &[Facility::StepFree, Facility::LowCounter, Facility::ReadingGlasses],
        counters: &[CASH, CASH, OPEN, OFFICE],
        without: &["corporate_account", "corporate_settlement"],
        share: 33,
        staff: &[
            StaffPlan("郭建华", "Guo Jianhua", "支行行长", MANAGER, NONE, None),
            StaffPlan("何美玲", "He Meiling", "大堂经理", LOBBY, NONE, None),
            StaffPlan("高子墨", "Gao Zimo", "大堂经理", LOBBY, NONE, None),
            StaffPlan("罗欣悦", "Luo Xinyue", "高柜柜员", TELLER, FOREIGN, Some(1)),
            StaffPlan("郑凯文", "Zheng Kaiwen", "高柜柜员", TELLER, BASIC, Some(2)),
            StaffPlan("梁雨桐", "Liang Yutong", "综合柜员", TELLER, FOREIGN, Some(3)),
            StaffPlan("谢依然", "Xie Yiran", "理财经理", TELLER, ADVISER, Some(4)),
            StaffPlan("宋志强", "Song Zhiqiang", "高柜柜员", TELLER, BASIC, None),
            StaffPlan("唐语嫣", "Tang Yuyan", "综合柜员", TELLER, BASIC, None),
            StaffPlan("许嘉豪", "Xu Jiahao", "综合柜员", TELLER, BASIC, None),
            StaffPlan("邓婉清", "Deng Wanqing", "个贷客户经理", TELLER, LOAN, None),
        ],
    },
    BranchPlan {
        code: "QC-03",
        name: "老城支行",
        name_en: "Old Town Branch",
        address: "晴川市老城区钟鼓街 9 号",
        address_en: "9 Bell and Drum Street, Old Town District, Qingchuan",
        phone: "0300-555-0103",
        facilities: &[Facility::ReadingGlasses],
        counters: &[CASH, CASH, OPEN],
        without: &["corporate_account", "corporate_settlement", "foreign_exchange"],
        share: 22,
        staff: &[
            StaffPlan("韩国平", "Han Guoping", "支行行长", MANAGER, NONE, None),
            StaffPlan("冯春梅", "Feng Chunmei", "大堂经理", LOBBY, NONE, None),
            StaffPlan("曹子轩", "Cao Zixuan", "高柜柜员", TELLER, BASIC, Some(1)),
            StaffPlan("彭晓雯", "Peng Xiaowen", "高柜柜员", TELLER, BASIC, Some(2)),
            StaffPlan("曾庆龙", "Zeng Qinglong", "综合柜员", TELLER, ADVISER, Some(3)),
            StaffPlan("萧雅文", "Xiao Yawen", "高柜柜员", TELLER, BASIC, None),
            StaffPlan("田春生", "Tian Chunsheng", "综合柜员", TELLER, ADVISER, None),
            StaffPlan("董佩佩", "Dong Peipei", "综合柜员", TELLER, BASIC, None),
            StaffPlan("袁大江", "Yuan Dajiang", "大堂副理", LOBBY, NONE, None),
        ],
    },
];

/// What the bank calls the work of its people, in Chinese and English.
const TITLES: &[(&str, &str)] = &[
    ("运营管理部总经理", "Head of Operations"),
    ("服务管理岗", "Service Quality Officer"),
    ("合规部总经理", "Head of Compliance"),
    ("消费者权益保护岗", "Consumer Protection Officer"),
    ("信息科技部系统管理员", "System Administrator"),
    ("支行行长", "Branch Manager"),
    ("大堂经理", "Lobby Manager"),
    ("大堂副理", "Assistant Lobby Manager"),
    ("高柜柜员", "Cash Teller"),
    ("对公柜员", "Corporate Teller"),
    ("综合柜员", "Universal Teller"),
    ("理财经理", "Wealth Manager"),
    ("个贷客户经理", "Personal Loan Officer"),
    (DEVICE, "Kiosk (device)"),
];

/// The title of the machine at the entrance.
pub const DEVICE: &str = "自助取号机（设备）";

/// Returns the English name of a title; empty for one that is not of this bank.
pub fn title_en(title: &str) -> &'static str {
    TITLES.iter().find(|(zh, _)| *zh == title).map_or("", |(_, en)| en)
}

/// Says whether a counter of this kind does a service that asks for this skill.
pub fn does(kind: CounterKind, skill: Option<&str>) -> bool {
    match kind {
        CounterKind::Office => matches!(skill, Some("wealth" | "loan" | "personal")),
        CounterKind::Cash => !matches!(skill, Some("wealth" | "loan")),
        CounterKind::Open | CounterKind::Hall => skill != Some("cash"),
    }
}

/// Says whether a counter of this kind is there for a service that asks for this skill in the first place.
pub fn is_for(kind: CounterKind, skill: Option<&str>) -> bool {
    match kind {
        CounterKind::Office => matches!(skill, Some("wealth" | "loan")),
        CounterKind::Cash => skill == Some("cash"),
        CounterKind::Open | CounterKind::Hall => matches!(skill, Some("personal" | "complex")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn everybody() -> impl Iterator<Item = &'static StaffPlan> {
        OFFICE_STAFF.iter().chain(BRANCHES.iter().flat_map(|branch| branch.staff))
    }

    #[test]
    fn forty_people_of_different_names_work_here() {
        assert_eq!(everybody().count(), 40);
        let names: HashSet<_> = everybody().map(|person| (person.0, person.1)).collect();
        assert_eq!(names.len(), 40);
    }

    #[test]
    fn everybody_has_a_title_in_both_languages() {
        for person in everybody() {
            assert!(!title_en(person.2).is_empty(), "`{}` has no English name", person.2);
        }
    }

    #[test]
    fn every_counter_has_its_teller_and_nobody_sits_on_anothers_chair() {
        for branch in BRANCHES {
            let mut seats: Vec<_> = branch.staff.iter().filter_map(|person| person.5).collect();
            seats.sort_unstable();
            assert_eq!(seats, (1..=branch.counters.len()).collect::<Vec<_>>(), "{}", branch.name);
        }
    }

    #[test]
    fn every_branch_has_every_role_of_a_branch() {
        for branch in BRANCHES {
            for role in [TELLER, LOBBY, MANAGER] {
                assert!(
                    branch.staff.iter().any(|person| person.3 == role),
                    "{} has no {role}",
                    branch.name
                );
            }
        }
        assert_eq!(BRANCHES.iter().map(|branch| branch.share).sum::<u32>(), 100);
    }
}
