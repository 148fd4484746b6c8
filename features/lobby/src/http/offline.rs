//! What a registered kiosk does for when the network is down; it shows its secret in the body of every call.

use access::{ClientAddress, Ctx};
use app::App;
use axum::extract::State;
use kernel::{BranchId, ServiceId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Answer, Fields, Json, Problem, Problems};

use super::tickets::limit;
use crate::model::kiosk::{BridgeUrl, Kiosk, KioskId, LeaseId};
use crate::service::kiosks::leasing::{self, Leased};
use crate::service::kiosks::recognise;
use crate::service::kiosks::reporting::{self, OfflineTicket, Outcome};

/// At most this many numbers are reported at a time.
const MOST_REPORTED: usize = 100;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(identify_kiosk))
        .routes(routes!(lease_numbers))
        .routes(routes!(report_tickets))
}

/// A kiosk that says who it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct KioskCall {
    /// The secret that the kiosk was given when it was registered.
    device: String,
}

/// What a kiosk has to know of itself.
#[derive(Debug, Serialize, ToSchema)]
struct OwnKioskView {
    /// Its id.
    id: KioskId,
    /// Where it stands.
    branch_id: BranchId,
    /// What the branch calls it.
    name: String,
    /// Where its slip printer is reached, on the kiosk itself; `null` means that the browser prints.
    bridge_url: Option<String>,
}

/// Numbers for when the network is down.
#[derive(Debug, Serialize, ToSchema)]
struct LeaseView {
    /// The block.
    id: LeaseId,
    /// The day of the branch for which its numbers count.
    business_day: String,
    /// The server's clock.
    now: Timestamp,
    /// From then on no number of the block is issued.
    ends_at: Timestamp,
    /// What stands before a token in the address of a phone page.
    phone_root: String,
    /// The numbers, to be issued in this order.
    numbers: Vec<LeasedNumberView>,
}

/// A number for when the network is down.
#[derive(Debug, Serialize, ToSchema)]
struct LeasedNumberView {
    /// The number.
    number: String,
    /// The secret of whoever will hold it.
    token: String,
}

/// What a kiosk issued while the network was down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportTickets {
    /// The secret that the kiosk was given when it was registered.
    device: String,
    /// The numbers in the order of their issue, at most a hundred.
    #[schema(max_items = 100)]
    tickets: Vec<ReportedTicket>,
}

/// A number that was issued while the network was down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportedTicket {
    /// The secret of whoever holds it, as it was leased.
    token: String,
    /// What is wanted.
    service_id: ServiceId,
    /// The care group that the visitor chose.
    #[serde(default)]
    care_group: Option<String>,
    /// Whether large type and an accessible counter are wanted.
    #[serde(default)]
    accessible: bool,
    /// When it was issued, by the server's clock as the kiosk last knew it; corrected where that cannot be.
    issued_at: Timestamp,
}

/// What came of a report.
#[derive(Debug, Serialize, ToSchema)]
struct ReportView {
    /// What came of each number, in the order of the report.
    outcomes: Vec<Outcome>,
}

/// Tells a kiosk who it is and where it prints.
#[utoipa::path(post, path = "/public/kiosks/identify", tag = "kiosks", request_body = KioskCall, security(()),
    responses((status = 200, description = "The kiosk.", body = OwnKioskView), Problems))]
async fn identify_kiosk(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Json(body): Json<KioskCall>,
) -> Result<Json<OwnKioskView>, Problem> {
    limit(&ctx, &app, client)?;
    Ok(Json(recognise(&app, &body.device).await?.into()))
}

/// Gives a kiosk a block of numbers that it may issue today while the network is down.
///
/// Nobody else ever gets one of them; what is not issued expires with the day.
#[utoipa::path(post, path = "/public/kiosks/lease", tag = "kiosks", request_body = KioskCall, security(()),
    responses((status = 201, description = "The numbers.", body = LeaseView), Problems))]
async fn lease_numbers(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Json(body): Json<KioskCall>,
) -> Result<Answer<LeaseView>, Problem> {
    limit(&ctx, &app, client)?;
    let leased = leasing::lease(&ctx, &app, &body.device).await?;
    let phone_root = format!("{}/phone/", app.config.public_url.trim_end_matches('/'));
    web::created(&ctx, leased, |leased| LeaseView::of(leased, phone_root)).await
}

/// Reports what a kiosk issued while the network was down; reported again, nothing more happens.
///
/// The numbers become visits as of the time of their issue.
#[utoipa::path(post, path = "/public/kiosks/report", tag = "kiosks", request_body = ReportTickets, security(()),
    responses((status = 200, description = "What came of each number.", body = ReportView), Problems))]
async fn report_tickets(
    ctx: Ctx,
    client: ClientAddress,
    State(app): State<App>,
    Json(body): Json<ReportTickets>,
) -> Result<Answer<ReportView>, Problem> {
    limit(&ctx, &app, client)?;
    few(&body.tickets)?;
    let tickets = body.tickets.into_iter().map(OfflineTicket::from).collect();
    let outcomes = reporting::report(&ctx, &app, &body.device, tickets).await?;
    web::answer(&ctx, outcomes, |outcomes| ReportView { outcomes }).await
}

/// Checks that a report is not endless.
fn few(tickets: &[ReportedTicket]) -> Result<(), Fields> {
    let mut fields = Fields::default();
    fields.check(
        tickets.len() <= MOST_REPORTED,
        "/tickets",
        "kiosk.too_many_tickets",
        "一次最多上报 100 个号码，请分次上报。",
        "At most 100 numbers can be reported at a time; please report the rest afterwards.",
    );
    fields.into_result()
}

impl From<Kiosk> for OwnKioskView {
    fn from(kiosk: Kiosk) -> Self {
        let bridge_url = kiosk.bridge.as_ref().map(BridgeUrl::as_str).map(str::to_owned);
        Self { id: kiosk.id, branch_id: kiosk.branch, name: kiosk.name, bridge_url }
    }
}

impl LeaseView {
    fn of(leased: Leased, phone_root: String) -> Self {
        let Leased { lease, numbers } = leased;
        let number = |(number, token): (crate::model::number::TicketNumber, _)| LeasedNumberView {
            number: number.to_string(),
            token: crate::model::token::TicketToken::reveal(&token),
        };
        Self {
            id: lease.id,
            business_day: lease.day.to_string(),
            now: lease.leased_at,
            ends_at: lease.ends_at,
            phone_root,
            numbers: numbers.into_iter().map(number).collect(),
        }
    }
}

impl From<ReportedTicket> for OfflineTicket {
    fn from(ticket: ReportedTicket) -> Self {
        let ReportedTicket { token, service_id, care_group, accessible, issued_at } = ticket;
        Self { token, service: service_id, care_group, accessible, issued_at }
    }
}
