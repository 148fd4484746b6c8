//! The door: requests become typed values, faults become problems, answers are remembered for those who repeat themselves.
//!
//! A handler extracts, calls its service and converts:
//!
//! ```ignore
//! async fn close_ticket(ctx: Ctx, State(app): State<App>, Path(id): Path<TicketId>, Json(body): Json<CloseTicket>)
//!     -> Result<Answer<TicketView>, Problem> {
//!     let change = service::close(&ctx, &app, id, body.reason).await?;
//!     web::answer(&ctx, change, TicketView::from).await
//! }
//! ```
//!
//! # Map
//! - [`problem`]: [`Problem`] (RFC 9457) from any [`kernel::Fault`]; the only place with status numbers.
//! - [`extract`]: [`Json`], [`Path`], [`Query`], whose rejections are problems.
//! - [`answer`](mod@answer) and [`idempotency`]: answers that commit together with what they tell.
//! - [`written`]: [`Written`], an answer that many get.
//! - [`gate`]: [`Gate`], who may use an operation, asked before anything of the request is read.
//! - [`fields`]: [`Fields`], several wrong fields told at once.
//! - [`patch`]: [`Patch`], absent, null and value told apart.
//! - [`openapi`]: what every operation of the document has in common.
//! - [`paging`]: `limit` and `cursor`.
//! - [`middleware`]: trace ids and security headers.
//! - [`migrations`]: the table of remembered answers.

pub mod answer;
pub mod extract;
pub mod fields;
pub mod gate;
pub mod idempotency;
pub mod middleware;
pub mod migrations;
pub mod openapi;
pub mod paging;
pub mod patch;
pub mod problem;
pub mod written;

pub use access::Ctx;
pub use answer::{Answer, accepted, answer, created};
pub use extract::{Json, Path, Query};
pub use fields::Fields;
pub use gate::Gate;
pub use paging::PageQuery;
pub use patch::Patch;
pub use problem::{Problem, Problems};
pub use written::Written;
