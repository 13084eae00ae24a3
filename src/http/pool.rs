//! Engine work, off the async runtime: a bounded number of jobs at a time, a bounded queue
//! before them, and a deadline that counts from the moment of asking.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Semaphore, time::Instant};

/// Waiting jobs for each running one; more would only time out in the queue.
const QUEUE_FACTOR: usize = 64;

/// Runs blocking jobs.
#[derive(Debug, Clone)]
pub struct Pool {
    slots: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    most_waiting: usize,
    timeout: Duration,
}

/// Why a job brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    #[error("not done in time")]
    Timeout,
    #[error("too many jobs are waiting")]
    Overloaded,
    #[error("a job panicked: {0}")]
    Panicked(String),
}

impl Pool {
    /// A pool that runs `threads` jobs at a time, each within `timeout`.
    pub fn new(threads: usize, timeout: Duration) -> Self {
        Pool {
            slots: Arc::new(Semaphore::new(threads.max(1))),
            waiting: Arc::default(),
            most_waiting: threads.max(1) * QUEUE_FACTOR,
            timeout,
        }
    }

    /// Runs a job and waits for it, within the time limit. A job that is late goes on and keeps
    /// its slot until it ends, so that late jobs cannot pile up.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        self.run_within(self.timeout, job).await
    }

    /// The same with a time limit of its own.
    pub async fn run_within<T: Send + 'static>(
        &self,
        limit: Duration,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let deadline = Instant::now() + limit;
        let place = Place::take(&self.waiting, self.most_waiting).ok_or(PoolError::Overloaded)?;
        let slot = tokio::time::timeout_at(deadline, Arc::clone(&self.slots).acquire_owned())
            .await
            .map_err(|_| PoolError::Timeout)?
            .map_err(|_| PoolError::Overloaded)?;
        drop(place);
        let work = tokio::task::spawn_blocking(move || {
            let _slot = slot;
            job()
        });
        match tokio::time::timeout_at(deadline, work).await {
            Ok(Ok(result)) => Ok(result),
            Ok(Err(error)) => Err(PoolError::Panicked(error.to_string())),
            Err(_) => Err(PoolError::Timeout),
        }
    }
}

/// A place in the queue, given back also when the client goes away.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let place = Place(Arc::clone(waiting));
        (before < most).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn late_and_panicking_jobs_are_errors_and_the_queue_is_bounded() {
        let ample = Duration::from_secs(60);
        let pool = Pool::new(1, Duration::from_millis(30));
        let (go, waits) = std::sync::mpsc::channel::<()>();
        let slow = move || waits.recv();
        assert!(matches!(pool.run(slow).await, Err(PoolError::Timeout)));
        // The late job still holds the only slot.
        assert!(matches!(pool.run(|| ()).await, Err(PoolError::Timeout)));
        let places: Vec<_> = (0..QUEUE_FACTOR)
            .filter_map(|_| Place::take(&pool.waiting, QUEUE_FACTOR))
            .collect();
        assert!(matches!(pool.run(|| ()).await, Err(PoolError::Overloaded)));
        drop(places);
        drop(go);
        let panicking = pool.run_within(ample, || panic!("on purpose")).await;
        assert!(matches!(panicking, Err(PoolError::Panicked(_))));
        assert_eq!(pool.run_within(ample, || 7).await.ok(), Some(7));
    }
}
