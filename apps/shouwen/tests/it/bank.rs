//! The demo bank in the test's own process.

use app::AppConfig;
use shouwen::{demo, rooms};
use testing::TestApp;

/// Opens a house with all rooms and loads the demo bank.
pub(crate) async fn demo_bank() -> TestApp {
    let config = AppConfig { demo: true, ..TestApp::config() };
    let house = TestApp::start_with(rooms::all(), config).await;
    demo::prepare(&house.app).await.unwrap();
    house
}
