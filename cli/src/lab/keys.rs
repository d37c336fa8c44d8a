//! Making keys, on all processors.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use trustlens_core::lab::{KeyRing, KeySource as _, KeyWish, Seeded};

/// Where keys come from: the words that were given, or the system's randomness.
pub(super) fn source(seed: Option<&str>) -> Result<Seeded, String> {
    if let Some(seed) = seed {
        return Ok(Seeded::new(seed.as_bytes()));
    }
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| {
        format!("the system gives no random numbers ({error}); give --seed for keys that anybody may know")
    })?;
    Ok(Seeded::new(&random))
}

/// Makes the keys that are wanted, several at a time, and says how far it is when somebody watches.
pub(super) fn make(wishes: &[KeyWish], source: &Seeded) -> Result<KeyRing, String> {
    let ring = Mutex::new(KeyRing::default());
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let watched = io::stderr().is_terminal();
    let work = || -> Result<(), String> {
        while let Some(wish) = wishes.get(next.fetch_add(1, Ordering::Relaxed)) {
            let key = source.key(wish).map_err(|error| error.to_string())?;
            ring.lock().unwrap_or_else(PoisonError::into_inner).insert(wish.clone(), key);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if watched {
                let _ = write!(io::stderr(), "\rkeys: {done} of {}", wishes.len());
            }
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(wishes.len().max(1));
    let outcome: Result<(), String> = thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let failed = || Err("a key could not be made: the program failed".to_owned());
        started.into_iter().map(thread::ScopedJoinHandle::join).try_for_each(|end| end.unwrap_or_else(|_| failed()))
    });
    if watched {
        let _ = writeln!(io::stderr());
    }
    outcome.map(|()| ring.into_inner().unwrap_or_else(PoisonError::into_inner))
}
