//! What would have been under other counters, skills, weights or numbers of customers.

use std::collections::BTreeMap;

use access::Ctx;
use app::App;
use axum::extract::State;
use deadlines::{ClockTime, Interval};
use jiff::civil::Date;
use kernel::{BranchId, CounterId, ServiceId};
use organisation::api::{Counter, Service};
use queueing::{ALL, Band, ClassRule, Points};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Json, Path, Problem, Problems};

use super::parts::{CodeView, ServiceNameView};
use crate::model::number::BusinessDay;
use crate::model::what_if::outcome::{ClassOutcome, Outcome};
use crate::model::what_if::{Changes, CounterChange, CounterUse, MoreCounter, Weight};
use crate::service::what_if::{self, Choices, Question, WhatIf};

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_choices, ask_what_if))
}

/// What can be imagined otherwise at a branch.
#[derive(Debug, Serialize, ToSchema)]
struct WhatIfChoicesView {
    /// The business day of the branch; later days have not been.
    today: String,
    /// Its counters.
    counters: Vec<WhatIfCounterView>,
    /// What it offers.
    services: Vec<ServiceNameView>,
    /// The classes with their weights.
    classes: Vec<WhatIfClassView>,
}

/// A counter.
#[derive(Debug, Serialize, ToSchema)]
struct WhatIfCounterView {
    /// Its id.
    id: CounterId,
    /// The number on its sign.
    number: String,
    /// Its name, in Chinese.
    name: String,
    /// Its name, in English.
    name_en: String,
    /// What it renders; empty means everything.
    services: Vec<ServiceId>,
}

/// A class with its weight.
#[derive(Debug, Serialize, ToSchema)]
struct WhatIfClassView {
    /// The class.
    #[serde(flatten)]
    class: CodeView,
    /// Points on arrival.
    base: f64,
    /// Points for every minute of waiting.
    rate_per_min: f64,
}

/// What is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskWhatIf {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// The last day; at most 92 days are asked about.
    #[schema(value_type = String, format = Date)]
    to: Date,
    /// How many come, of a hundred who came.
    #[serde(default = "as_many")]
    #[schema(minimum = 10, maximum = 300)]
    arrivals_percent: u32,
    /// Counters that are used otherwise.
    #[serde(default)]
    counters: Vec<ChangeCounterUse>,
    /// Counters that are open besides, on every day.
    #[serde(default)]
    #[schema(max_items = 20)]
    more: Vec<AddCounter>,
    /// Classes that gain otherwise.
    #[serde(default)]
    weights: Vec<ChangeWeight>,
}

fn as_many() -> u32 {
    Changes::default().arrivals_percent
}

/// A counter that is used otherwise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeCounterUse {
    /// Which one.
    counter_id: CounterId,
    /// What whoever sits there renders; `null` when nobody sits there.
    services: Option<Vec<ServiceId>>,
}

/// A counter that is open besides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AddCounter {
    /// What is rendered there; `null` means everything.
    services: Option<Vec<ServiceId>>,
    /// From when by the clock on the wall, such as `09:00`.
    #[schema(value_type = String, example = "09:00")]
    from: ClockTime,
    /// Until when.
    #[schema(value_type = String, example = "11:30")]
    to: ClockTime,
}

/// A class that gains otherwise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeWeight {
    /// The code of the class.
    class: String,
    /// Points on arrival.
    #[schema(value_type = f64, minimum = 0)]
    base: Points,
    /// Points for every minute of waiting.
    #[schema(value_type = f64, minimum = 0)]
    rate_per_min: Points,
}

/// What would have been.
#[derive(Debug, Serialize, ToSchema)]
struct WhatIfView {
    /// How many days somebody came on; of one day no confidence band can be told.
    days: usize,
    /// How many visits of these days were simulated.
    visits: usize,
    /// What everybody met.
    all: WhatIfRowView,
    /// What each class met, in the order of the rules.
    classes: Vec<WhatIfRowView>,
    /// The share of their time on duty in which counters were busy.
    occupancy: WhatIfFigureView,
    /// Hours of open counters on a day.
    counter_hours: WhatIfFigureView,
}

/// What one class met.
#[derive(Debug, Serialize, ToSchema)]
struct WhatIfRowView {
    /// The class; `null` is everybody.
    class: Option<CodeView>,
    /// The target of the class in seconds; `null` where classes have several.
    target_s: Option<u32>,
    /// How many came on a day.
    came: WhatIfFigureView,
    /// The mean wait of a day, in seconds.
    mean_s: WhatIfFigureView,
    /// The median wait of a day, in seconds.
    p50_s: WhatIfFigureView,
    /// The wait that nine in ten did not exceed on a day, in seconds.
    p90_s: WhatIfFigureView,
    /// The share of those who came who were called within the target.
    within_target: WhatIfFigureView,
    /// The share of those who came who were never called.
    unserved: WhatIfFigureView,
    /// How the mean wait changed, compared day by day, in seconds.
    mean_change_s: Option<BandView>,
    /// How the wait of nine in ten changed, compared day by day, in seconds.
    p90_change_s: Option<BandView>,
}

/// A figure three times: `null` where nobody was there to count.
#[derive(Debug, Serialize, ToSchema)]
struct WhatIfFigureView {
    /// By the record.
    recorded: Option<BandView>,
    /// Simulated as it was.
    before: Option<BandView>,
    /// Simulated with the changes.
    after: Option<BandView>,
}

/// A mean over days with its 95 % confidence band.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
struct BandView {
    /// The mean.
    mean: f64,
    /// The lower end; `null` for a single day.
    low: Option<f64>,
    /// The upper end; `null` for a single day.
    high: Option<f64>,
}

/// Tells what can be imagined otherwise at a branch.
#[utoipa::path(get, path = "/branches/{branch_id}/what-if", tag = "staffing",
    params(("branch_id" = BranchId, Path)),
    security(("session" = ["staffing:plan"])),
    responses((status = 200, description = "What can be changed.", body = WhatIfChoicesView), Problems))]
async fn show_choices(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
) -> Result<Json<WhatIfChoicesView>, Problem> {
    Ok(Json((&what_if::choices(&ctx, &app, branch).await?).into()))
}

/// Simulates past days of a branch with the dispatch of the hall, as they were and as they are imagined; nothing is changed.
#[utoipa::path(post, path = "/branches/{branch_id}/what-if", tag = "staffing",
    request_body = AskWhatIf, params(("branch_id" = BranchId, Path)),
    security(("session" = ["staffing:plan"])),
    responses((status = 200, description = "What would have been.", body = WhatIfView), Problems))]
async fn ask_what_if(
    ctx: Ctx,
    State(app): State<App>,
    Path(branch): Path<BranchId>,
    Json(body): Json<AskWhatIf>,
) -> Result<Json<WhatIfView>, Problem> {
    Ok(Json((&what_if::ask(&ctx, &app, branch, body.into()).await?).into()))
}

impl From<&Choices> for WhatIfChoicesView {
    fn from(choices: &Choices) -> Self {
        let (hall, dispatch) = (&choices.hall, &choices.rules.dispatch);
        let class = |rule: &ClassRule| WhatIfClassView {
            class: CodeView::find(&dispatch.names, &rule.code),
            base: rule.base.to_f64(),
            rate_per_min: rule.rate_per_min.to_f64(),
        };
        let service = |service: &std::sync::Arc<Service>| service.as_ref().into();
        Self {
            today: hall.day().to_string(),
            counters: hall.counters.iter().map(|counter| counter.as_ref().into()).collect(),
            services: hall.offered.iter().map(service).collect(),
            classes: dispatch.policy.rules().classes.iter().map(class).collect(),
        }
    }
}

impl From<&Counter> for WhatIfCounterView {
    fn from(counter: &Counter) -> Self {
        Self {
            id: counter.id,
            number: counter.number.clone(),
            name: counter.name.clone(),
            name_en: counter.name_en.clone(),
            services: counter.services.clone(),
        }
    }
}

impl From<AskWhatIf> for Question {
    fn from(body: AskWhatIf) -> Self {
        let counter = |change: ChangeCounterUse| CounterChange {
            counter: change.counter_id,
            to: change.services.map_or(CounterUse::Closed, CounterUse::Renders),
        };
        let more = |more: AddCounter| MoreCounter {
            services: more.services,
            hours: Interval { from: more.from, to: more.to },
        };
        let weight = |weight: ChangeWeight| Weight {
            class: weight.class,
            base: weight.base,
            rate_per_min: weight.rate_per_min,
        };
        Self {
            from: BusinessDay::from(body.from),
            to: BusinessDay::from(body.to),
            changes: Changes {
                arrivals_percent: body.arrivals_percent,
                counters: body.counters.into_iter().map(counter).collect(),
                more: body.more.into_iter().map(more).collect(),
                weights: body.weights.into_iter().map(weight).collect(),
            },
        }
    }
}

impl From<&WhatIf> for WhatIfView {
    fn from(told: &WhatIf) -> Self {
        let dispatch = &told.rules.dispatch;
        let known = dispatch.policy.rules().classes.iter().map(|rule| rule.code.as_str());
        let came = |code: &&str| told.before.classes.contains_key(*code);
        let class = |code: &str| row(told, code, Some(CodeView::find(&dispatch.names, code)));
        let figure = |of: fn(&Outcome) -> Option<Band>| WhatIfFigureView {
            recorded: of(&told.recorded).map(BandView::from),
            before: of(&told.before).map(BandView::from),
            after: of(&told.after).map(BandView::from),
        };
        Self {
            days: told.days,
            visits: told.visits,
            all: row(told, ALL, None),
            classes: known.filter(came).map(class).collect(),
            occupancy: figure(|outcome| outcome.occupancy),
            counter_hours: figure(|outcome| outcome.counter_hours),
        }
    }
}

fn row(told: &WhatIf, code: &str, class: Option<CodeView>) -> WhatIfRowView {
    let of = |classes: &BTreeMap<String, ClassOutcome>, get: fn(&ClassOutcome) -> Option<Band>| {
        classes.get(code).and_then(get).map(BandView::from)
    };
    let figure = |get: fn(&ClassOutcome) -> Option<Band>| WhatIfFigureView {
        recorded: of(&told.recorded.classes, get),
        before: of(&told.before.classes, get),
        after: of(&told.after.classes, get),
    };
    let [mean, p90] = told.differences.get(code).copied().unwrap_or_default();
    WhatIfRowView {
        target_s: class.as_ref().and(told.before.classes.get(code)).map(|class| class.target_s),
        class,
        came: figure(|class| Some(class.came)),
        mean_s: figure(|class| class.mean_s),
        p50_s: figure(|class| class.p50_s),
        p90_s: figure(|class| class.p90_s),
        within_target: figure(|class| Some(class.within_target)),
        unserved: figure(|class| Some(class.unserved)),
        mean_change_s: mean.map(BandView::from),
        p90_change_s: p90.map(BandView::from),
    }
}

impl From<Band> for BandView {
    fn from(band: Band) -> Self {
        let [low, high] = band.range.map_or([None, None], |range| range.map(Some));
        Self { mean: band.mean, low, high }
    }
}
