//! How much one client may ask, and for how long a request may take.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock, clock::DefaultClock};

use super::{App, Code, Problem};

/// Probes and scrapes must get through when readers do not.
const UNLIMITED: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Requests by client address.
pub struct RateLimit {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl RateLimit {
    /// A limit of so many requests a second after a burst; `None` for 0.
    pub fn new(per_second: u32, burst: u32) -> Option<Self> {
        let quota = Quota::per_second(NonZeroU32::new(per_second)?)
            .allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN));
        Some(RateLimit {
            limiter: DefaultKeyedRateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        })
    }

    fn check(&self, address: IpAddr) -> Result<(), Problem> {
        self.limiter.check_key(&bucket(address)).map_err(|refusal| {
            let wait = refusal.wait_time_from(self.clock.now());
            Problem::too_many(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
        })
    }

    /// Forgets addresses that were not seen lately.
    pub fn tidy(&self) {
        self.limiter.retain_recent();
    }
}

/// One subscriber holds a whole /64 of IPv6 addresses.
fn bucket(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// Middleware: refuses who asks too often.
pub async fn rate(State(app): State<App>, request: Request, next: Next) -> Response {
    if let Some(limit) = app.rate_limit()
        && !UNLIMITED.contains(&request.uri().path())
        && let Some(address) = client_address(&app, &request)
        && let Err(problem) = limit.check(address)
    {
        return problem.into_response();
    }
    next.run(request).await
}

fn client_address(app: &App, request: &Request) -> Option<IpAddr> {
    let stated = app
        .settings()
        .client_address_header
        .as_deref()
        .and_then(|name| {
            // The last entry is the one that our own proxy added; those before are the client's word.
            let value = request
                .headers()
                .get_all(name)
                .iter()
                .next_back()?
                .to_str()
                .ok()?;
            value.rsplit(',').next()?.trim().parse().ok()
        });
    let peer = || {
        request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip())
    };
    stated.or_else(peer)
}

/// Middleware: a request is answered or refused within the configured time, slow bodies included.
pub async fn deadline(State(app): State<App>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(app.settings().timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(Code::TooSlow).into_response(),
    }
}
