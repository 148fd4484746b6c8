//! Masks of names.

use crate::index::{is_han, middle_dot};

/// Surnames of two characters; every other Chinese surname is taken to have one.
const COMPOUND_SURNAMES: [&str; 60] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
    "司徒", "夏侯", "轩辕", "端木", "独孤", "南宫", "西门", "东郭", "百里", "呼延", "闻人", "太史",
    "申屠", "钟离", "濮阳", "淳于", "单于", "澹台", "公冶", "宗政", "赫连", "拓跋", "太叔", "仲孙",
    "鲜于", "闾丘", "司空", "亓官", "司寇", "公西", "漆雕", "乐正", "壤驷", "公良", "夹谷", "宰父",
    "谷梁", "第五", "东门", "南门", "公羊", "梁丘", "左丘", "歐陽", "司馬", "諸葛", "東方", "尉遲",
];

/// Keeps the surname of a Chinese name, one character of each part of other names: `张*`, `欧阳*`, `阿*·买*`, `J* S*`.
///
/// One star stands for any number of characters; a name of a single character is hidden wholly.
pub fn name(value: &str) -> String {
    let value: String = value.trim().chars().map(middle_dot).collect();
    if value.contains('·') {
        let parts: Vec<_> =
            value.split('·').filter(|part| !part.trim().is_empty()).map(initial).collect();
        return parts.join("·");
    }
    if value.chars().any(is_han) {
        return chinese(&value);
    }
    value.split_whitespace().map(initial).collect::<Vec<_>>().join(" ")
}

fn chinese(value: &str) -> String {
    let characters: Vec<char> = value.chars().filter(|c| !c.is_whitespace()).collect();
    let pair: String = characters.iter().take(2).collect();
    let surname = match characters.len() {
        0 | 1 => 0,
        2 => 1,
        _ if COMPOUND_SURNAMES.contains(&pair.as_str()) => 2,
        _ => 1,
    };
    let mut masked: String = characters[..surname].iter().collect();
    masked.push('*');
    masked
}

/// Keeps the first character of a part, nothing of a part that has only one.
fn initial(part: &str) -> String {
    let mut characters = part.trim().chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(_)) => format!("{first}*"),
        _ => "*".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surname_stays() {
        for (given, masked) in [
            ("张三", "张*"),
            (" 张 三丰 ", "张*"),
            ("欧阳修", "欧阳*"),
            ("歐陽鋒", "歐陽*"),
            ("欧阳", "欧*"),
            ("张", "*"),
            ("阿卜杜拉·买买提", "阿*·买*"),
            ("阿卜杜拉•买买提", "阿*·买*"),
            ("John Smith", "J* S*"),
            ("Å", "*"),
            ("·", ""),
            ("", ""),
        ] {
            assert_eq!(name(given), masked, "{given}");
        }
    }
}
