//! Which passwords are good enough.
//!
//! Length and a list of what everybody tries first, as NIST SP 800-63B asks; no rules about kinds of characters.

use kernel::Locale;

/// More characters than this are refused, so that nobody makes us hash a book.
const LONGEST: usize = 128;

/// What everybody tries first; compared without case.
const COMMON: &[&str] = &[
    "0123456789",
    "0987654321",
    "1029384756",
    "1111111111",
    "1122334455",
    "1231231231",
    "12341234",
    "1234512345",
    "123456789",
    "1234567890",
    "12345678910",
    "1234567891",
    "123456123456",
    "123456789a",
    "123456789q",
    "1234qwerasdf",
    "1357924680",
    "147258369",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "5201314520",
    "5201314520a",
    "9876543210",
    "987654321a",
    "a123456789",
    "aa123456789",
    "aa12345678",
    "aaa123456789",
    "abc123456789",
    "abcd123456",
    "abcd1234567",
    "abcdef123456",
    "abcdefghij",
    "admin12345",
    "admin123456",
    "adminadmin",
    "administrator",
    "asdfghjkl;",
    "asdfghjkl123",
    "changeme123",
    "football123",
    "huanying123",
    "iloveyou123",
    "iloveyou1314",
    "letmein123",
    "mima123456",
    "p@ssw0rd123",
    "p@ssword123",
    "passw0rd123",
    "password01",
    "password1!",
    "password12",
    "password123",
    "password1234",
    "password123456",
    "q123456789",
    "qazwsxedcrfv",
    "qq123456789",
    "qwer123456",
    "qwerasdfzxcv",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "qwertyuiop123",
    "root123456",
    "shouwen123",
    "shouwen123456",
    "superman123",
    "test123456",
    "testtest123",
    "woaini1314",
    "woaini1314520",
    "woaini520",
    "woaini5201314",
    "w123456789",
    "welcome123",
    "welcome1234",
    "yinhang123",
    "yinhang123456",
    "z123456789",
    "zaq12wsxcde3",
    "zhongguo123",
    "zxcvbnm123",
    "zxcvbnm123456",
];

/// Why a new password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFlaw {
    /// It has fewer characters than this.
    #[error("the password has fewer than {0} characters")]
    Short(u32),
    /// It has more than 128 characters.
    #[error("the password has more than {LONGEST} characters")]
    Long,
    /// It holds the user name.
    #[error("the password contains the user name")]
    Username,
    /// It is one that everybody tries first.
    #[error("the password is a common one")]
    Common,
}

impl PasswordFlaw {
    /// Returns the code that the caller sees.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short(_) => "session.password_short",
            Self::Long => "session.password_long",
            Self::Username => "session.password_has_username",
            Self::Common => "session.password_common",
        }
    }

    /// Returns what to do about it.
    pub fn sentence(self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::Short(least) => {
                return match locale {
                    Locale::ZhCn => {
                        format!("新密码至少需要 {least} 个字符，可以是一句容易记住的话。")
                    }
                    Locale::En => format!(
                        "The new password needs at least {least} characters; a sentence is easy to remember."
                    ),
                };
            }
            Self::Long => {
                ("新密码不能超过 128 个字符。", "The new password may have at most 128 characters.")
            }
            Self::Username => {
                ("新密码中不能包含用户名。", "The new password must not contain the user name.")
            }
            Self::Common => (
                "这个密码太常见，容易被猜中，请换一个。",
                "This password is too common and easily guessed. Please choose another.",
            ),
        };
        locale.pick(zh, en).to_owned()
    }
}

/// Judges a new password.
pub(super) fn judge(username: &str, password: &str, shortest: u32) -> Result<(), PasswordFlaw> {
    let length = password.chars().count();
    let folded = password.to_lowercase();
    let username = username.trim().to_lowercase();
    if length < shortest as usize {
        Err(PasswordFlaw::Short(shortest))
    } else if length > LONGEST {
        Err(PasswordFlaw::Long)
    } else if username.chars().count() >= 3 && folded.contains(&username) {
        Err(PasswordFlaw::Username)
    } else if COMMON.contains(&folded.trim()) || is_monotonous(&folded) {
        Err(PasswordFlaw::Common)
    } else {
        Ok(())
    }
}

/// Finds passwords of one or two characters repeated, and ones that only count up or down.
fn is_monotonous(password: &str) -> bool {
    let characters: Vec<u32> = password.chars().map(u32::from).collect();
    let mut kinds = characters.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let counts = |step: i64| {
        characters.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step)
    };
    kinds.len() <= 2 || counts(1) || counts(-1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_flaw_is_found() {
        let judge = |password: &str| judge("Wang.Fang", password, 10);
        assert_eq!(judge("短密码"), Err(PasswordFlaw::Short(10)));
        assert_eq!(judge("xwang.fangx9"), Err(PasswordFlaw::Username));
        assert_eq!(judge("WoAiNi1314"), Err(PasswordFlaw::Common));
        assert_eq!(judge("abababababab"), Err(PasswordFlaw::Common));
        assert_eq!(judge("fghijklmnop"), Err(PasswordFlaw::Common));
        let long = "长安".repeat(65);
        assert_eq!(judge(&long), Err(PasswordFlaw::Long));
        assert_eq!(judge("床前明月光疑是地上霜"), Ok(()));
        assert_eq!(judge("three blue trams"), Ok(()));
    }

    #[test]
    fn every_flaw_has_two_languages() {
        for flaw in [
            PasswordFlaw::Short(10),
            PasswordFlaw::Long,
            PasswordFlaw::Username,
            PasswordFlaw::Common,
        ] {
            assert!(flaw.code().starts_with("session.password_"));
            assert_ne!(flaw.sentence(Locale::ZhCn), flaw.sentence(Locale::En));
        }
    }

    proptest! {
        #[test]
        fn what_passes_is_long_enough(password in "\\PC{0,40}", shortest in 1_u32..30) {
            if judge("someone", &password, shortest).is_ok() {
                prop_assert!(password.chars().count() >= shortest as usize);
                prop_assert!(!password.to_lowercase().contains("someone"));
            }
        }
    }
}
