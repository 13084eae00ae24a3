//! The HTTP service: requests in, JSON and pages out. [`router`] is the whole API on one page;
//! `problem` is every error in one table; [`serve`] runs it on any listener until told to stop.

mod admin;
mod articles;
mod auth;
mod bulk;
mod clicks;
mod export;
mod feed;
mod idle;
mod intake;
mod limits;
mod neighbours;
mod observe;
mod operations;
mod pages;
pub(crate) mod params;
mod pool;
mod problem;
mod query_log;
mod router;
mod search;
mod state;
mod suggest;

use std::{future::Future, io, net::SocketAddr};

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;

use self::idle::Impatient;
pub(crate) use crate::ingest::Outcome;
pub(crate) use operations::tokens;
pub(crate) use problem::{Code, Problem};
pub use router::router;
pub use state::App;
pub(crate) use state::{Reloaded, StartError};

/// Serves until `shutdown` resolves, then lets running requests end, for as long as the
/// configuration allows.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let grace = app.settings().shutdown;
    // Tapped for nothing: what is tapped tells the client's address.
    let listener = Impatient::new(listener, app.settings().idle).tap_io(|_| ());
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let upkeep = tokio::spawn(operations::upkeep(app.clone()));
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        shutdown.await;
        // From here on /readyz says no, so that balancers send nobody more.
        app.stop();
        // The receiver lives as long as the server.
        let _ = stopping.send(true);
    });
    let result = tokio::select! {
        result = server => result,
        () = async {
            // An error means that the sender is gone: the server ended by itself.
            let _ = stopped.wait_for(|stopping| *stopping).await;
            tokio::time::sleep(grace).await;
        } => {
            tracing::warn!("some requests were still running when the time to stop was over");
            Ok(())
        }
    };
    upkeep.abort();
    result
}
