//! Common surnames and characters of given names, to draw invented names from.

/// Surnames with how often they come, in thousandths; the rest are drawn evenly.
pub const SURNAMES: &[(&str, u32)] = &[
    ("王", 72), ("李", 72), ("张", 68), ("刘", 54), ("陈", 46), ("杨", 31), ("赵", 22), ("黄", 22), ("周", 20), ("吴", 20),
    ("徐", 17), ("孙", 15), ("胡", 13), ("朱", 13), ("高", 12), ("林", 12), ("何", 11), ("郭", 11), ("马", 11), ("罗", 10),
    ("梁", 9), ("宋", 8), ("郑", 8), ("谢", 8), ("韩", 7), ("唐", 7), ("冯", 6), ("于", 6), ("董", 6), ("萧", 6),
    ("程", 6), ("曹", 6), ("袁", 6), ("邓", 6), ("许", 6), ("傅", 5), ("沈", 5), ("曾", 5), ("彭", 5), ("吕", 5),
    ("苏", 5), ("卢", 5), ("蒋", 5), ("蔡", 5), ("贾", 4), ("丁", 4), ("魏", 4), ("薛", 4), ("叶", 4), ("阎", 4),
    ("余", 4), ("潘", 4), ("杜", 4), ("戴", 4), ("夏", 4), ("钟", 4), ("汪", 4), ("田", 4), ("任", 4), ("姜", 4),
    ("欧阳", 2), ("上官", 1), ("司徒", 1), ("诸葛", 1),
];

/// Characters of given names of people born before 1970.
pub const OLDER: [&str; 48] = [
    "建", "国", "华", "秀", "英", "桂", "兰", "玉", "珍", "凤", "明", "德", "福", "荣", "贵", "志", "忠", "义", "礼", "芳",
    "淑", "芬", "素", "云", "金", "生", "根", "宝", "春", "梅", "菊", "香", "永", "成", "祥", "瑞", "庆", "平", "安", "惠",
    "清", "琴", "巧", "长", "文", "光", "世", "昌",
];

/// Characters of given names of people born since.
pub const YOUNGER: [&str; 48] = [
    "伟", "静", "敏", "丽", "强", "磊", "洋", "艳", "勇", "娟", "涛", "超", "霞", "鹏", "杰", "婷", "雪", "琳", "晨", "浩",
    "宇", "欣", "怡", "佳", "子", "涵", "梓", "轩", "博", "文", "思", "雨", "嘉", "诗", "梦", "琪", "俊", "凯", "瑶", "悦",
    "睿", "泽", "然", "语", "若", "一", "诺", "远",
];

/// Names of customers who are called differently; they show passports or other documents.
pub const FOREIGN: [&str; 16] = [
    "ANNA KOWALSKI", "DAVID MARTIN", "SATO HARUKA", "KIM MINJUN", "MARIA GARCIA", "IVAN PETROV", "FATIMA HASSAN",
    "JEAN-LUC MOREAU", "EMILY CLARK", "LUCAS SILVA", "NGUYEN THI LAN", "PRIYA SHARMA", "THOMAS MUELLER", "OLGA IVANOVA",
    "JAMES O'BRIEN", "SOFIA ROSSI",
];

/// Names of peoples whose names are written with a point between their parts.
pub const POINTED: [&str; 12] = [
    "阿依古丽·买买提", "艾力·吐尔逊", "古丽娜尔·阿不都", "迪丽拜尔·玉山", "卓玛·央金", "扎西·顿珠", "巴特尔·苏和",
    "娜仁·其木格", "阿曼古丽·卡德尔", "买买提·依明", "次仁·多吉", "热依汗·肉孜",
];
