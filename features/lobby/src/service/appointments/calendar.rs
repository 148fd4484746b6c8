//! The file for the customer's own calendar.

use access::Ctx;
use app::App;
use kernel::{Locale, Timestamp};
use organisation::api::{Paper, Service};

use super::holder::{self, Held};
use crate::error::LobbyError;
use crate::model::appointment::AppointmentState;
use crate::model::appointment::calendar::CalendarEntry;

/// Writes the file of an appointment, in the language in which it was booked.
///
/// # Errors
/// The link is not known; the database is away.
pub(crate) async fn file(ctx: &Ctx, app: &App, token: &str) -> Result<String, LobbyError> {
    Ok(write(app, &holder::show(ctx, app, token).await?, ctx.now()))
}

/// Writes the file of an appointment whose holder is known.
pub(super) fn write(app: &App, held: &Held, now: Timestamp) -> String {
    let appointment = &held.shown.kept.appointment;
    let (locale, branch) = (appointment.language, &held.shown.hall.branch);
    let service = held.shown.hall.find_service(appointment.service);
    let what = service.map_or("", |service| locale.pick(&service.name, &service.name_en));
    let place = format!(
        "{} {}",
        locale.pick(&branch.name, &branch.name_en),
        locale.pick(&branch.address, &branch.address_en)
    );
    let (notes, address) = (notes(held, service.map(AsRef::as_ref), locale), held.address(app));
    let title = format!("{}{what}", locale.pick("到店预约：", "Branch appointment: "));
    let given_up = matches!(appointment.state, AppointmentState::Cancelled { .. });
    let entry = CalendarEntry {
        id: appointment.id,
        sequence: appointment.moves + u32::from(given_up),
        slot: appointment.slot,
        holds: !given_up,
        title: &title,
        place: &place,
        notes: &notes,
        address: &address,
        alarms_min: &held.shown.rules.reminders_min,
    };
    entry.write(now)
}

/// Says by what to check in, what to bring, and until when the appointment is kept.
fn notes(held: &Held, service: Option<&Service>, locale: Locale) -> String {
    let code = &held.shown.kept.appointment.code;
    let kept_min = held.shown.rules.check_in.hold_min;
    let papers: &[Paper] = service.map_or(&[], |service| &service.papers);
    let names: Vec<&str> =
        papers.iter().map(|paper| locale.pick(&paper.name, &paper.name_en)).collect();
    let mut lines = Vec::new();
    match locale {
        Locale::ZhCn => {
            lines.push(format!("预约码：{code}。到店后请在取号机签到。"));
            lines.push(format!("预约保留到预约时间后 {kept_min} 分钟，之后可取普通号。"));
            if !names.is_empty() {
                lines.push(format!("请携带：{}", names.join("、")));
            }
        }
        Locale::En => {
            lines.push(format!("Code: {code}. Please check in at the kiosk when you come."));
            lines.push(format!(
                "It is kept until {kept_min} minutes after the appointed time; later you get an ordinary number."
            ));
            if !names.is_empty() {
                lines.push(format!("Please bring: {}", names.join("; ")));
            }
        }
    }
    lines.join("\n")
}
