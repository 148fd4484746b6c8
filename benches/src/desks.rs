//! As many counters with tellers as the targets name, made through the API by an administrator.

use std::ops::Range;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::client::Client;

/// A password for people who exist for seconds.
const FIRST: &str = "bench-opening-hours-2026";
const OWN: &str = "bench-closing-time-2026";

/// A counter with its teller.
pub(crate) struct Desk {
    /// The teller's connection.
    pub(crate) client: Client,
    /// The counter.
    pub(crate) counter: String,
    /// The visit at hand.
    pub(crate) visit: Option<String>,
}

/// Opens new counters of a branch under these numbers, each with a teller of its own.
pub(crate) async fn open(address: &str, branch: &str, numbers: Range<usize>) -> Result<Vec<Desk>> {
    let mut administrator = Client::sign_in(address, "administrator", None, 0).await?;
    let skills = administrator.get("/skills?limit=100").await?;
    let skills = skills["items"].as_array().context("no skills")?;
    let skills: Vec<&Value> = skills.iter().map(|skill| &skill["code"]).collect();
    let mut desks = Vec::new();
    for number in numbers {
        let counter = json!({
            "number": format!("B{number}"), "name": format!("测量 {number} 号"), "name_en": format!("Bench {number}"),
            "kind": "cash"
        });
        let counter = administrator.post(&format!("/branches/{branch}/counters"), &counter).await?;
        let mut client = teller(&mut administrator, address, branch, number, &skills).await?;
        let counter = counter["id"].as_str().context("no counter")?.to_owned();
        client.post(&format!("/counters/{counter}/open"), &json!({})).await?;
        desks.push(Desk { client, counter, visit: None });
    }
    Ok(desks)
}

async fn teller(
    administrator: &mut Client,
    address: &str,
    branch: &str,
    number: usize,
    skills: &[&Value],
) -> Result<Client> {
    let staff = json!({
        "employee_number": format!("BENCH{number:04}"), "name": "测量柜员", "name_en": "Bench Teller",
        "job_title": "测量", "branch_id": branch, "skills": skills
    });
    let staff = administrator.post("/staff", &staff).await?;
    let staff = staff["id"].as_str().context("no member of staff")?;
    let grant = json!({ "role": "teller", "branch_id": branch });
    administrator.post(&format!("/staff/{staff}/grants"), &grant).await?;
    let username = format!("bench-{number}");
    let account = json!({ "username": username, "password": FIRST });
    administrator.post(&format!("/staff/{staff}/account"), &account).await?;
    let mut client = Client::connect(address).await?;
    client.sign_in_as(&username, FIRST).await?;
    // An account that somebody else made is good for nothing before its owner has chosen a password.
    client.post("/session/password", &json!({ "current": FIRST, "new": OWN })).await?;
    client.sign_in_as(&username, OWN).await?;
    Ok(client)
}
