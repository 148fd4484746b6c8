//! Photos of items: added, looked at, taken away.

use access::Ctx;
use app::App;
use db::Change;
use serde_json::json;
use vault::Secret;

use super::hall::Hall;
use super::keep::IMAGE;
use super::ticking::{ItemPlace, Standing, Work};
use crate::error::{LobbyError, Thing};
use crate::model::checklist::items::PhotoRule;
use crate::model::checklist::picture::{LARGEST, Picture};
use crate::model::checklist::refusal::ChecklistRefusal;
use crate::model::number::BusinessDay;
use crate::permissions::CHECKLIST_READ;
use crate::store;
use crate::store::photos::{Photo, PhotoId};

/// Adds a photo at a place of an item; the same picture sent twice is there once.
///
/// # Errors
/// The permission is missing, the item takes no photos or no more, these are no bytes of a picture, another one is there.
pub(crate) async fn add(
    ctx: &Ctx,
    app: &App,
    place: ItemPlace<'_>,
    slot: u32,
    bytes: &[u8],
) -> Result<Change<Standing>, LobbyError> {
    let hand = (ctx.staff()?, ctx.now());
    if bytes.len() > LARGEST {
        return Err(ChecklistRefusal::PictureTooLarge.into());
    }
    let picture = Picture::recognise(bytes).ok_or(ChecklistRefusal::NotAPicture)?;
    let (work, item) = Work::on(ctx, app, place).await?;
    if item.photo == PhotoRule::None {
        return Err(ChecklistRefusal::NoPhotos.into());
    }
    if !(1..=work.photos_per_item()).contains(&slot) {
        return Err(LobbyError::NotFound(Thing::Photo));
    }
    let at = (work.list.id, item.code.as_str(), slot);
    if let Some(there) = store::photos::find(&work.tx, at).await? {
        let same = app.vault.open(IMAGE, there.id.uuid(), &there.image)?;
        return if same.expose() == bytes {
            work.finish(Some(&item)).await
        } else {
            Err(ChecklistRefusal::PhotoThere.into())
        };
    }
    let id: PhotoId = ctx.id();
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let image = app.vault.seal(IMAGE, id.uuid(), bytes)?.into();
    store::photos::insert(&work.tx, at, Photo { id, picture, size, image }, hand).await?;
    let detail = json!({ "item": item.code, "place": slot, "bytes": size });
    work.record("checklist.photo_added", detail).await?;
    work.finish(Some(&item)).await
}

/// Takes a photo away.
///
/// # Errors
/// The permission is missing, or there is no such photo.
pub(crate) async fn remove(
    ctx: &Ctx,
    app: &App,
    place: ItemPlace<'_>,
    slot: u32,
) -> Result<Change<Standing>, LobbyError> {
    let (work, item) = Work::on(ctx, app, place).await?;
    let at = (work.list.id, item.code.as_str(), slot);
    let there = store::photos::find(&work.tx, at).await?;
    let there = there.ok_or(LobbyError::NotFound(Thing::Photo))?;
    store::photos::delete(&work.tx, there.id).await?;
    let detail = json!({ "item": item.code, "place": slot, "bytes": there.size });
    work.record("checklist.photo_removed", detail).await?;
    work.finish(Some(&item)).await
}

/// Shows a photo of today or of a day before.
///
/// # Errors
/// The permission is missing or does not reach the branch; there is no such photo.
pub(crate) async fn show(
    ctx: &Ctx,
    app: &App,
    place: ItemPlace<'_>,
    slot: u32,
    day: Option<BusinessDay>,
) -> Result<(Picture, Secret<Vec<u8>>), LobbyError> {
    let hall = Hall::load_for(ctx, app, place.branch, CHECKLIST_READ).await?;
    let (db, day) = (app.db.reader(), day.unwrap_or(hall.day()));
    let missing = || LobbyError::NotFound(Thing::Photo);
    let list = store::checklists::find(db, hall.id(), day, place.kind).await?;
    let at = (list.ok_or_else(missing)?.id, place.item, slot);
    let photo = store::photos::find(db, at).await?.ok_or_else(missing)?;
    Ok((photo.picture, app.vault.open(IMAGE, photo.id.uuid(), &photo.image)?))
}
