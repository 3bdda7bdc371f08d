//! A thread that reads the table of ports again and again, while somebody looks at it.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, Sender, bounded};

use super::{Filter, PortRow, PortsError, table};

/// The table as it was read last, or why there is none.
pub type Table = Result<Arc<[PortRow]>, PortsError>;

/// How long to rest between two readings.
const REST: Duration = Duration::from_millis(500);

/// The table of ports, read twice a second for as long as this lives.
pub struct Watch {
    latest: Arc<Latest>,
    /// Its end is what ends the thread, at once unless it is reading. Nobody waits for that: nothing depends on it.
    _alive: Sender<()>,
}

impl Watch {
    /// Begins to read. `notify` is called, on the thread that reads, whenever there is another table than before.
    #[must_use]
    pub fn start(filter: Filter, notify: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (alive, end) = bounded::<()>(0);
        let latest = Arc::new(Latest::default());
        let to = Arc::clone(&latest);
        let begun = thread::Builder::new().name("ports".into()).spawn(move || {
            loop {
                if to.take(table(filter).map(Arc::from)) {
                    notify();
                }
                if end.recv_timeout(REST) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        if let Err(error) = begun {
            latest.take(Err(PortsError::Refused(error.to_string())));
        }
        Self { latest, _alive: alive }
    }

    /// The last table; `None` before the first.
    #[must_use]
    pub fn latest(&self) -> Option<Table> {
        self.latest.get()
    }
}

#[derive(Default)]
struct Latest(Mutex<Option<Table>>);

impl Latest {
    fn get(&self) -> Option<Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes in what was read. Answers whether it is news.
    fn take(&self, table: Table) -> bool {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = latest.as_ref() != Some(&table);
        if is_news {
            *latest = Some(table);
        }
        is_news
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use crossbeam_channel::unbounded;

    use super::*;

    /// Long enough that a test which would never end, ends.
    const NEVER: Duration = Duration::from_secs(30);

    #[test]
    fn the_same_table_again_is_no_news() {
        let latest = Latest::default();
        assert!(latest.take(Ok(Arc::from([]))));
        assert!(!latest.take(Ok(Arc::from([]))));
        assert!(latest.take(Err(PortsError::Platform)));
        assert!(!latest.take(Err(PortsError::Platform)));
        assert_eq!(latest.get(), Some(Err(PortsError::Platform)));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_new_listener_is_told_of_and_the_thread_ends_with_its_watch() {
        let (tell, told) = unbounded();
        let notify = move || tell.send(()).expect("the test listens until the thread ends");
        let watch = Watch::start(Filter::ALL, Arc::new(notify));
        told.recv_timeout(NEVER).expect("a first table");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let local = listener.local_addr().unwrap();
        let is_there = |table: Table| table.unwrap().iter().any(|row| row.local == local && row.listens());
        while !is_there(watch.latest().unwrap()) {
            told.recv_timeout(NEVER).expect("news");
        }
        drop(watch);
        // The thread took `notify` with it when it ended.
        while told.recv_timeout(NEVER).is_ok() {}
        assert_eq!(told.try_recv(), Err(crossbeam_channel::TryRecvError::Disconnected));
    }
}
