//! What can be wrong with a value that somebody typed, scanned or read from a card.

use kernel::Locale;

/// Why a value was not accepted; never holds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A resident ID has 18 characters.
    #[error("a resident ID does not have 18 characters")]
    ResidentIdLength,
    /// A resident ID has digits, and `X` at most at its end.
    #[error("a resident ID holds other characters than digits and a final X")]
    ResidentIdCharacters,
    /// Digits 7 to 14 are no date, or one in the future or too long ago.
    #[error("a resident ID holds no plausible date of birth")]
    ResidentIdBirth,
    /// The check character does not fit the rest.
    #[error("the check character of a resident ID does not fit")]
    ResidentIdCheck,
    /// A card number has 13 to 19 digits.
    #[error("a card number does not have 13 to 19 digits")]
    CardDigits,
    /// The check digit does not fit the rest.
    #[error("the check digit of a card number does not fit")]
    CardCheck,
    /// Not a mobile number of mainland China.
    #[error("not a mobile number")]
    Phone,
    /// A name is missing.
    #[error("a name is empty")]
    NameEmpty,
    /// A name has more than 60 characters.
    #[error("a name is too long")]
    NameLong,
    /// A name holds digits or signs.
    #[error("a name holds characters that no name has")]
    NameCharacters,
    /// A passport has 5 to 15 letters and digits.
    #[error("not a passport number")]
    Passport,
    /// A permit for residents of Hong Kong and Macau has `H` or `M` and 8 or 10 digits.
    #[error("not the number of a mainland travel permit for Hong Kong and Macau residents")]
    HkMacauPermit,
    /// A permit for residents of Taiwan has 8 or 10 digits.
    #[error("not the number of a mainland travel permit for Taiwan residents")]
    TaiwanPermit,
}

impl Flaw {
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ResidentIdLength => "customer.resident_id_length",
            Self::ResidentIdCharacters => "customer.resident_id_characters",
            Self::ResidentIdBirth => "customer.resident_id_birth",
            Self::ResidentIdCheck => "customer.resident_id_check",
            Self::CardDigits => "customer.card_digits",
            Self::CardCheck => "customer.card_check",
            Self::Phone => "customer.phone",
            Self::NameEmpty => "customer.name_empty",
            Self::NameLong => "customer.name_long",
            Self::NameCharacters => "customer.name_characters",
            Self::Passport => "customer.passport",
            Self::HkMacauPermit => "customer.hk_macau_permit",
            Self::TaiwanPermit => "customer.taiwan_permit",
        }
    }

    /// Returns the sentence that stands beside the field, in Chinese and English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ResidentIdLength
            | Self::ResidentIdCharacters
            | Self::ResidentIdBirth
            | Self::ResidentIdCheck => self.words_of_resident_id(),
            Self::Passport | Self::HkMacauPermit | Self::TaiwanPermit => self.words_of_document(),
            Self::CardDigits => (
                "银行卡号应为 13 至 19 位数字，请核对。",
                "A card number has 13 to 19 digits; please check it.",
            ),
            Self::CardCheck => (
                "银行卡号校验不通过，可能有一位输错，请逐位核对或刷卡。",
                "The card number fails its check: a digit is probably wrong. Please compare each one or swipe the card.",
            ),
            Self::Phone => (
                "请输入 11 位中国内地手机号，例如 138 开头的号码。",
                "Please enter a mobile number of mainland China: 11 digits beginning with 13 to 19.",
            ),
            Self::NameEmpty => ("请填写姓名。", "Please enter the name."),
            Self::NameLong => ("姓名最多 60 个字符。", "A name has at most 60 characters."),
            Self::NameCharacters => (
                "姓名不能包含数字或符号，请与证件上的写法一致。",
                "A name holds no digits or signs; please write it as on the document.",
            ),
        }
    }

    const fn words_of_resident_id(self) -> (&'static str, &'static str) {
        match self {
            Self::ResidentIdLength => (
                "居民身份证号码应为 18 位，请核对位数；15 位旧号码已停用。",
                "A resident ID number has 18 characters; please count them. The old ones of 15 digits are no longer valid.",
            ),
            Self::ResidentIdCharacters => (
                "居民身份证号码只含数字，末位可以是 X，请重新输入。",
                "A resident ID number has digits only, the last may be X. Please enter it again.",
            ),
            Self::ResidentIdBirth => (
                "居民身份证号码第 7 至 14 位应为出生日期，请核对。",
                "Characters 7 to 14 of a resident ID number are the date of birth; please check them.",
            ),
            _ => (
                "居民身份证号码校验不通过，可能有一位输错，请逐位核对或使用读卡器。",
                "The resident ID number fails its check: a character is probably wrong. Please compare each one or use the reader.",
            ),
        }
    }

    const fn words_of_document(self) -> (&'static str, &'static str) {
        match self {
            Self::HkMacauPermit => (
                "港澳居民来往内地通行证号码应为 H 或 M 加 8 位或 10 位数字。",
                "The permit number of a Hong Kong or Macau resident is H or M with 8 or 10 digits.",
            ),
            Self::TaiwanPermit => (
                "台湾居民来往大陆通行证号码应为 8 位或 10 位数字。",
                "The permit number of a Taiwan resident has 8 or 10 digits.",
            ),
            _ => (
                "护照号码应为 5 至 15 位字母或数字。",
                "A passport number has 5 to 15 letters and digits.",
            ),
        }
    }

    /// Returns the sentence in a language.
    pub const fn sentence(self, locale: Locale) -> &'static str {
        let (zh, en) = self.words();
        locale.pick(zh, en)
    }
}
