//! Why something cannot be done with a checklist, told so that a clerk knows what to do next.

use kernel::{Fault, Kind, Locale};

/// Something that the rules of checklists do not allow now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ChecklistRefusal {
    /// The branch has not finished its opening checklist and gives out no number yet.
    #[error("the branch is getting ready to open")]
    NotOpenedYet,
    /// The item is not done without a photo.
    #[error("the item needs a photo")]
    PhotoNeeded,
    /// No photos belong to this item.
    #[error("the item takes no photos")]
    NoPhotos,
    /// Another photo stands at this place of the item.
    #[error("another photo stands there")]
    PhotoThere,
    /// What was sent is no JPEG, PNG or WebP.
    #[error("this is no picture")]
    NotAPicture,
    /// The photo is larger than 2 MiB.
    #[error("the photo is too large")]
    PictureTooLarge,
    /// The item does not wait for a second person.
    #[error("there is nothing to confirm")]
    NothingToConfirm,
    /// Whoever said it cannot confirm it.
    #[error("the same person cannot confirm")]
    SecondPersonNeeded,
    /// Nothing was done with the item.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// A colleague changed the item at the same moment.
    #[error("the item was changed meanwhile")]
    ItemChangedMeanwhile,
    /// The branch may give out numbers already.
    #[error("the branch is open already")]
    NothingToOverride,
    /// The open item was resolved before.
    #[error("the open item was resolved before")]
    AlreadyResolved,
    /// Whoever wrote a handover note cannot acknowledge it.
    #[error("the author cannot acknowledge")]
    OwnHandover,
    /// A colleague acknowledged the handover note before.
    #[error("the handover note was acknowledged before")]
    HandoverRead,
}

impl Fault for ChecklistRefusal {
    fn kind(&self) -> Kind {
        match self {
            Self::NotAPicture | Self::PictureTooLarge => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotOpenedYet => "lobby.not_opened_yet",
            Self::PhotoNeeded => "lobby.photo_needed",
            Self::NoPhotos => "lobby.no_photos",
            Self::PhotoThere => "lobby.photo_there",
            Self::NotAPicture => "lobby.not_a_picture",
            Self::PictureTooLarge => "lobby.picture_too_large",
            Self::NothingToConfirm => "lobby.nothing_to_confirm",
            Self::SecondPersonNeeded => "lobby.second_person_needed",
            Self::NothingToUndo => "lobby.nothing_to_undo",
            Self::ItemChangedMeanwhile => "lobby.item_changed_meanwhile",
            Self::NothingToOverride => "lobby.nothing_to_override",
            Self::AlreadyResolved => "lobby.already_resolved",
            Self::OwnHandover => "lobby.own_handover",
            Self::HandoverRead => "lobby.handover_read",
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = self.sentences();
        locale.pick(zh, en).to_owned()
    }
}

impl ChecklistRefusal {
    const fn sentences(self) -> (&'static str, &'static str) {
        match self {
            Self::NotOpenedYet => (
                "本网点正在做开门准备，暂时不能取号。请稍候，或请工作人员帮忙。",
                "This branch is getting ready to open and gives out no numbers yet. Please wait a moment, or ask the staff.",
            ),
            Self::PhotoNeeded => {
                ("这一项要先拍照，再勾选完成。", "This item needs a photo before it can be ticked.")
            }
            Self::NoPhotos => ("这一项不用拍照。", "This item takes no photos."),
            Self::PhotoThere => (
                "这个位置已有同事上传的照片，请刷新后放到下一个位置。",
                "A colleague has put a photo there. Please refresh and use the next place.",
            ),
            Self::NotAPicture => (
                "只能上传 JPEG、PNG 或 WebP 照片，请换一张。",
                "Only JPEG, PNG or WebP photos can be added. Please choose another one.",
            ),
            Self::PictureTooLarge => (
                "照片超过 2 MB，请压缩后再上传。",
                "The photo is larger than 2 MB. Please make it smaller first.",
            ),
            Self::NothingToConfirm => (
                "这一项现在不需要第二人确认，请刷新查看。",
                "This item does not wait for a second person now. Please refresh.",
            ),
            Self::SecondPersonNeeded => (
                "双人项目要由另一位同事确认，请同事用自己的账号操作。",
                "A second person has to confirm this. Please ask a colleague to do so with their own account.",
            ),
            Self::NothingToUndo => (
                "这一项还没有记录，无须撤回。",
                "Nothing was noted for this item; there is nothing to undo.",
            ),
            Self::ItemChangedMeanwhile => (
                "同事刚刚更新了这一项，请看过最新情况再操作。",
                "A colleague has just changed this item. Please look at it again before going on.",
            ),
            Self::NothingToOverride => (
                "本网点已经可以取号，无须特批开门。",
                "This branch can give out numbers already; there is nothing to override.",
            ),
            Self::AlreadyResolved => {
                ("这个问题已有同事处理完毕。", "A colleague has resolved this already.")
            }
            Self::OwnHandover => (
                "交接记录要由接班的同事确认。",
                "A handover note is acknowledged by whoever takes over.",
            ),
            Self::HandoverRead => {
                ("这条交接记录已有同事确认。", "A colleague has acknowledged this note already.")
            }
        }
    }
}
