//! What customers said, one by one.

use std::sync::Arc;

use access::Ctx;
use app::App;
use kernel::{Page, PageRequest};
use organisation::api::{Service, StaffName, find_service, staff_names};

use super::follow_ups::require_branch;
use super::{mark, read_mark};
use crate::error::VoiceError;
use crate::keeping;
use crate::model::rating::Rating;
use crate::permissions::RATING_READ;
use crate::store::ratings;

pub(crate) use crate::store::ratings::Filter;

/// A rating with the names that its view shows.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// What the customer said.
    pub(crate) rating: Rating,
    /// What was wanted.
    pub(crate) service: Option<Arc<Service>>,
    /// Who served.
    pub(crate) staff: Option<StaffName>,
}

/// Lists ratings that the caller may see, newest first; tellers see those of visits they have served.
pub(crate) async fn list(
    ctx: &Ctx,
    app: &App,
    filter: &Filter,
    page: &PageRequest,
) -> Result<Page<Told>, VoiceError> {
    let scope = ctx.require(RATING_READ)?;
    require_branch(&scope, filter.branch)?;
    let before = read_mark(page.cursor.as_deref())?;
    let rows = ratings::list(app.db.reader(), &scope, filter, before, page.limit + 1).await?;
    let Page { items, next } = Page::cut(rows, page.limit, |row| mark(row.at, row.id));
    let ratings = items.iter().map(|row| keeping::open_rating(&app.vault, row));
    let items = tell(app, ratings.collect::<Result<_, _>>()?).await?;
    Ok(Page { items, next })
}

/// Adds the names, which come from memory.
async fn tell(app: &App, ratings: Vec<Rating>) -> Result<Vec<Told>, VoiceError> {
    let staff: Vec<_> = ratings.iter().filter_map(|rating| rating.visit.staff).collect();
    let names = staff_names(app, &staff).await?;
    let mut told = Vec::with_capacity(ratings.len());
    for rating in ratings {
        let service = match rating.visit.service {
            Some(id) => find_service(app, id).await?,
            None => None,
        };
        let staff = rating.visit.staff.and_then(|id| names.get(&id).cloned());
        told.push(Told { rating, service, staff });
    }
    Ok(told)
}
