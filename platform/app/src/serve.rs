//! The listening server and its orderly end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;

use crate::App;

/// How many connections may wait to be accepted; screens of a whole bank reconnect at once after a restart.
const BACKLOG: i32 = 4_096;

/// How long requests under way may take to end; open streams end at once.
const DRAIN: Duration = Duration::from_secs(10);

/// Opens the listening socket.
///
/// # Errors
/// The address is taken or not allowed.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// Serves until the app is told to stop, then lets requests end, then tasks, then writes the last anchor of the audit.
///
/// # Errors
/// The socket fails.
pub async fn serve(app: App, listener: TcpListener, router: Router) -> io::Result<()> {
    let stop = app.stop.clone();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let mut server = std::pin::pin!(
        axum::serve(listener, service)
            .with_graceful_shutdown(stop.clone().cancelled_owned())
            .into_future()
    );
    let finished = tokio::select! {
        outcome = &mut server => Some(outcome),
        () = stop.cancelled() => None,
    };
    if finished.is_none() && tokio::time::timeout(DRAIN, &mut server).await.is_err() {
        tracing::warn!(
            drain_s = DRAIN.as_secs(),
            "requests were still open after the drain and are dropped"
        );
    }
    stop.cancel();
    app.tasks.close();
    if tokio::time::timeout(DRAIN, app.tasks.wait()).await.is_err() {
        tracing::warn!(
            drain_s = DRAIN.as_secs(),
            "tasks were still running after the drain and are dropped"
        );
    }
    if let Err(error) = app.audit.anchor(&app.db, app.clock.now()).await {
        tracing::error!(error = %error, "the last anchor of the audit could not be written");
    }
    finished.unwrap_or(Ok(()))
}
