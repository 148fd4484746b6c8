//! What customers said, one by one.

use access::Ctx;
use app::App;
use kernel::{Page, PageRequest};

use super::follow_ups::require_branch;
use super::{mark, read_mark};
use crate::error::VoiceError;
use crate::keeping;
use crate::model::rating::Rating;
use crate::permissions::RATING_READ;
use crate::store::ratings;

pub(crate) use crate::store::ratings::Filter;

/// Lists ratings that the caller may see, newest first; tellers see those of visits they have served.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Page<Rating>, VoiceError> {
    let scope = ctx.require(RATING_READ)?;
    require_branch(&scope, filter.branch)?;
    let before = read_mark(page.cursor.as_deref())?;
    let rows = ratings::list(app.db.reader(), &scope, filter, before, page.limit + 1).await?;
    let Page { items, next } = Page::cut(rows, page.limit, |row| mark(row.at, row.id));
    let items = items.iter().map(|row| keeping::open_rating(&app.vault, row));
    Ok(Page { items: items.collect::<Result<_, _>>()?, next })
}
