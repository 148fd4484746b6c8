//! Alerts of the hall.

use access::Ctx;
use app::App;
use axum::extract::State;
use kernel::{BranchId, Locale, PageRequest, Timestamp, VisitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Json, PageQuery, Path, Problem, Problems, Query};

use super::people::StaffNameView;
use crate::model::alert::{AlertArgs, AlertKind, AlertLevel, sentence};
use crate::service::alerts::{self, AlertRecord};
use crate::store::alerts::AlertId;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_alerts)).routes(routes!(acknowledge_alert))
}

/// Something that needs somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertView {
    /// Its id.
    id: AlertId,
    /// What about.
    kind: AlertKind,
    /// How serious.
    level: AlertLevel,
    /// The visit, if it is about one.
    visit_id: Option<VisitId>,
    /// Its number.
    number: Option<String>,
    /// When it was raised.
    raised_at: Timestamp,
    /// The numbers that the sentence tells.
    args: AlertArgs,
    /// What it says, in the caller's language.
    sentence: String,
    /// What somebody said who asks for a person, long numbers hidden; never in the answer to taking it up.
    words: Option<String>,
    /// Who took it up.
    acknowledged_by: Option<StaffNameView>,
    /// When it was taken up.
    acknowledged_at: Option<Timestamp>,
    /// When its cause was gone.
    resolved_at: Option<Timestamp>,
}

/// Which alerts are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AlertQuery {
    /// Only those that still need somebody.
    open: Option<bool>,
    /// At most this many, 1 to 100; 25 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u64>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// One page of alerts.
#[derive(Debug, Serialize, ToSchema)]
struct AlertPage {
    /// The alerts, newest first.
    items: Vec<AlertView>,
    /// The cursor of the next page; `null` at the end.
    next: Option<String>,
}

/// Lists the alerts of a branch, newest first.
#[utoipa::path(get, path = "/branches/{branch_id}/alerts", tag = "board", params(("branch_id" = BranchId, Path), AlertQuery),
    security(("session" = ["board:read"])),
    responses((status = 200, description = "One page of alerts.", body = AlertPage), Problems))]
async fn list_alerts(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Query(query): Query<AlertQuery>,
) -> Result<Json<AlertPage>, Problem> {
    let page: PageRequest = PageQuery { limit: query.limit, cursor: query.cursor }.into();
    let page = alerts::list(&ctx, &app, branch, query.open.unwrap_or(false), &page).await?;
    let items = page.items.into_iter().map(|record| AlertView::of(record, ctx.locale)).collect();
    Ok(Json(AlertPage { items, next: page.next }))
}

/// Takes an alert up; whoever comes second is told so.
#[utoipa::path(post, path = "/alerts/{alert_id}/acknowledge", tag = "board", params(("alert_id" = AlertId, Path)),
    security(("session" = ["alert:acknowledge"])),
    responses((status = 200, description = "The alert.", body = AlertView), Problems))]
async fn acknowledge_alert(
    ctx: Ctx,
    State(app): State<App>,
    Path(id): Path<AlertId>,
) -> Result<Answer<AlertView>, Problem> {
    let alert = alerts::acknowledge(&ctx, &app, id).await?;
    web::answer(&ctx, alert, |record| AlertView::of(record, ctx.locale)).await
}

impl AlertView {
    /// Shows an alert in a language.
    pub(crate) fn of(record: AlertRecord, locale: Locale) -> Self {
        let AlertRecord { alert, rules, words, by, service } = record;
        let group = alert.args.care_group.as_deref().and_then(|code| rules.find_care_group(code));
        let (what, what_en) = match (&alert.kind, group, service) {
            (AlertKind::CareWaiting, Some(group), _) => (group.name.clone(), group.name_en.clone()),
            (AlertKind::Unattended, _, Some(service)) => {
                (service.name.clone(), service.name_en.clone())
            }
            _ => rules.class_names(alert.args.class.as_deref().unwrap_or_default()),
        };
        let number = alert.number.as_deref().unwrap_or_default();
        Self {
            id: alert.id,
            kind: alert.kind,
            level: alert.level,
            visit_id: alert.visit,
            raised_at: alert.raised_at,
            sentence: sentence(
                alert.kind,
                &alert.args,
                number,
                locale.pick(&what, &what_en),
                locale,
            ),
            number: alert.number,
            args: alert.args,
            words,
            acknowledged_by: by.map(StaffNameView::from),
            acknowledged_at: alert.acknowledged.map(|(_, at)| at),
            resolved_at: alert.resolved_at,
        }
    }
}
