//! `warta serve`: the HTTP service, until a signal.

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context as _;
use serde_json::json;
use tokio::net::TcpListener;

use super::{Context, context::Flag, holder::Note, logging};
use crate::{
    config::{Layers, Settings, load},
    engine::{Engine, tantivy::TantivyEngine},
    http::{self, App},
};

/// How long the end of the process waits for work that was given up.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// Flags of `warta serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port, instead of the configured ones; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
}

impl Args {
    /// The configuration keys that the flags set.
    pub fn flags(&self) -> Vec<Flag> {
        self.listen
            .iter()
            .map(|listen| ("--listen", "server.listen", json!(listen)))
            .collect()
    }
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let layers = context.layers(&args.flags());
    let settings = Settings::resolve(&load(&layers)?)?;
    logging::start(&settings);
    let engine: Arc<dyn Engine> =
        Arc::new(TantivyEngine::create_or_open(&settings.engine_options())?);
    let articles = engine.articles();
    serve(engine, settings, layers, |address| {
        context.note(&format!(
            "Warta serves {articles} articles at http://{address} (stop with Ctrl-C)"
        ));
        Ok(Then::Stay)
    })
}

/// What follows once the server was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Serve until a signal.
    Stay,
    /// Stop: it was only asked for one thing.
    Stop,
}

/// Serves an engine until Ctrl-C or SIGTERM; SIGHUP reads rules again from `layers`. `ready` is called with the address, on a thread of
/// its own, once connections are accepted; its error ends the server.
pub fn serve(
    engine: Arc<dyn Engine>,
    settings: Settings,
    layers: Layers,
    ready: impl FnOnce(SocketAddr) -> anyhow::Result<Then> + Send,
) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the server's threads")?;
    let listen = settings.listen;
    let index = settings.index_path.clone();
    let app = App::builder(engine, settings).layers(layers).build()?;
    let listener = runtime.block_on(TcpListener::bind(listen)).with_context(|| {
        format!("cannot listen on {listen}; stop what uses this port, or choose another with --listen")
    })?;
    let address = listener.local_addr().context("cannot tell the address")?;
    let _note = Note::leave(&index, address);
    runtime.spawn(reload_at_hangup(app.clone()));
    let enough = tokio::sync::Notify::new();
    std::thread::scope(|scope| {
        let announced = scope.spawn(|| {
            let result = ready(address);
            if !matches!(result, Ok(Then::Stay)) {
                enough.notify_one();
            }
            result
        });
        runtime
            .block_on(async {
                let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
                let server = http::serve(listener, app, async {
                    // An error means that nobody is left to stop it, which is a reason to stop.
                    let _ = stopped.await;
                });
                tokio::pin!(server);
                tokio::select! {
                    result = &mut server => return result,
                    () = signal() => {}
                    () = enough.notified() => {}
                }
                drop(stop);
                server.await
            })
            .context("the server failed")?;
        match announced.join() {
            Ok(result) => result.map(drop),
            Err(_) => anyhow::bail!("announcing the server failed"),
        }
    })?;
    // A search that is still running must not keep the process.
    runtime.shutdown_timeout(LAST_WAIT);
    Ok(ExitCode::SUCCESS)
}

/// Reads rules again at each SIGHUP.
async fn reload_at_hangup(app: App) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut hangups) = signal(SignalKind::hangup()) else {
            tracing::warn!("SIGHUP cannot be heard; POST /v1/admin/reload reads rules again");
            return;
        };
        while hangups.recv().await.is_some() {
            let app = app.clone();
            match tokio::task::spawn_blocking(move || app.reload()).await {
                Ok(Ok(reloaded)) => tracing::info!(?reloaded, "rules were read again"),
                Ok(Err(error)) => tracing::warn!(%error, "the old rules stay in force"),
                Err(error) => tracing::error!(%error, "reading rules again failed"),
            }
        }
    }
    #[cfg(not(unix))]
    drop(app);
}

/// Resolves at Ctrl-C or SIGTERM.
async fn signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("stopping: running requests may end");
}
