//! Plans that change what phones trust, one after another: the latest day on which each can be begun.
//!
//! One certificate at a time, and all phones registered again before the next (domain.md, section 4.2): so the windows of such plans do not overlap. Laid
//! out from the last end backwards, each window ends as late as its own certificate and the windows after it allow.

use crate::plan::Key;
use crate::timestamp::Timestamp;

/// A plan that is carried out once, for certificates that end at about the same time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// The plan.
    pub plan: Key,
    /// When the first of its certificates ends.
    pub ends: Timestamp,
    /// Days before its window, during it, and after it: see [`Kind`](super::lead_times::Kind).
    pub days: Days,
}

/// Days of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// Before the change.
    pub preparation: u32,
    /// The change, until all phones have followed.
    pub window: u32,
    /// Between that and the end.
    pub reserve: u32,
}

/// When a run has to be begun.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// The latest moment.
    pub begin: Timestamp,
    /// The plans whose windows come after it and keep it from being begun later, in their order.
    pub then: Vec<Key>,
    /// The number of its group: those that keep each other from being begun later.
    pub group: usize,
}

/// Which of two windows with the same deadline comes first: the order of Cisco's doc 214231 (domain.md, section 4.2), after a change from tokens.
const ORDER: &[Key] = &[Key::Tokenless, Key::Tomcat, Key::Capf, Key::Callmanager, Key::Tvs, Key::Itlrecovery];

impl Days {
    /// All of them.
    pub(super) fn total(self) -> u32 {
        self.preparation.saturating_add(self.window).saturating_add(self.reserve)
    }

    /// The same, shortened in proportion to no more than so many days.
    pub(super) fn within(self, most: u32) -> Self {
        let total = self.total().max(1);
        let share = |days: u32| u32::try_from(u64::from(days) * u64::from(most) / u64::from(total)).unwrap_or(days);
        let (preparation, window) = (share(self.preparation), share(self.window));
        // What is lost by rounding goes into the reserve.
        Self { preparation, window, reserve: most.saturating_sub(preparation).saturating_sub(window) }
    }

    /// The most of both, kind by kind.
    pub(super) fn most(self, other: Self) -> Self {
        Self {
            preparation: self.preparation.max(other.preparation),
            window: self.window.max(other.window),
            reserve: self.reserve.max(other.reserve),
        }
    }
}

impl Slot {
    /// When the window of its run begins.
    pub(super) fn window_of(&self, run: &Run) -> Timestamp {
        self.begin.plus_days(i64::from(run.days.preparation))
    }
}

impl Run {
    /// The latest moment at which its window may end.
    fn deadline(&self) -> Timestamp {
        self.ends.plus_days(-i64::from(self.days.reserve))
    }
}

/// The slot of each run, in the order of the runs.
pub(super) fn schedule(runs: &[Run]) -> Vec<Slot> {
    let rank = |key: Key| ORDER.iter().position(|other| *other == key).unwrap_or(ORDER.len());
    let mut order: Vec<(usize, &Run)> = runs.iter().enumerate().collect();
    order.sort_by_key(|(place, run)| std::cmp::Reverse((run.deadline(), rank(run.plan), *place)));
    let mut slots: Vec<(usize, Slot)> = Vec::with_capacity(runs.len());
    let mut next: Option<(Timestamp, Vec<Key>)> = None;
    let mut group = 0;
    for (place, run) in order {
        let deadline = run.deadline();
        let (end, then) = match next.take() {
            Some((start, then)) if start < deadline => (start, then),
            _ => {
                group += 1;
                (deadline, Vec::new())
            }
        };
        let start = end.plus_days(-i64::from(run.days.window));
        let begin = start.plus_days(-i64::from(run.days.preparation));
        // Each plan is named once: there may be thousands of runs, and there are few plans.
        let others = then.iter().copied().filter(|key| *key != run.plan);
        next = Some((start, std::iter::once(run.plan).chain(others).collect()));
        slots.push((place, Slot { begin, then, group }));
    }
    slots.sort_by_key(|(place, _)| *place);
    slots.into_iter().map(|(_, slot)| slot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(plan: Key, ends: &str, preparation: u32, window: u32, reserve: u32) -> Run {
        Run { plan, ends: Timestamp::parse(ends).unwrap(), days: Days { preparation, window, reserve } }
    }

    fn begins(runs: &[Run]) -> Vec<String> {
        schedule(runs).iter().map(|slot| slot.begin.date()).collect()
    }

    #[test]
    fn a_plan_alone_takes_the_days_that_it_takes() {
        assert_eq!(begins(&[run(Key::Callmanager, "2030-03-31", 14, 44, 14)]), ["2030-01-18"], "72 days before");
    }

    #[test]
    fn windows_that_would_overlap_add_up() {
        let runs = [run(Key::Callmanager, "2030-12-31", 0, 10, 0), run(Key::Itlrecovery, "2030-12-31", 5, 20, 0)];
        let slots = schedule(&runs);
        // The later in Cisco's order goes last: ITLRecovery from 12-11, CallManager in the ten days before.
        assert_eq!(slots.iter().map(|slot| slot.begin.date()).collect::<Vec<_>>(), ["2030-12-01", "2030-12-06"]);
        assert_eq!(slots[0].then, [Key::Itlrecovery]);
        assert_eq!(slots[1].then, []);
        assert_eq!(slots[0].group, slots[1].group);
    }

    #[test]
    fn reserve_may_overlap_with_a_window() {
        let runs = [run(Key::Capf, "2030-12-31", 0, 10, 90), run(Key::Tvs, "2030-12-31", 0, 10, 0)];
        assert_eq!(begins(&runs), ["2030-09-22", "2030-12-21"], "while LSCs are issued anew, TVS may be renewed");
        let slots = schedule(&runs);
        assert_ne!(slots[0].group, slots[1].group);
        assert_eq!(slots[0].then, []);
    }

    #[test]
    fn a_chain_of_three_is_one_group_and_a_later_one_another() {
        let runs = [
            run(Key::Tvs, "2030-06-30", 0, 10, 0),
            run(Key::Callmanager, "2030-06-25", 0, 10, 0),
            run(Key::Capf, "2030-06-15", 0, 10, 0),
            run(Key::Itlrecovery, "2035-01-01", 0, 10, 0),
        ];
        let slots = schedule(&runs);
        assert_eq!(begins(&runs), ["2030-06-20", "2030-06-10", "2030-05-31", "2034-12-22"]);
        assert_eq!(slots[2].then, [Key::Callmanager, Key::Tvs]);
        assert!(slots[..3].iter().all(|slot| slot.group == slots[0].group));
        assert_ne!(slots[3].group, slots[0].group);
    }

    #[test]
    fn windows_never_overlap_and_none_ends_after_its_deadline() {
        let plans = [Key::Capf, Key::Callmanager, Key::Tvs, Key::Itlrecovery];
        let runs: Vec<Run> = (0..200_u32)
            .map(|number| {
                let plan = plans[number as usize % 4];
                // Spread without a pattern, by steps that share no divisor with their range.
                let ends = Timestamp::parse("2030-01-01").unwrap().plus_days(i64::from(number * 37 % 1009));
                Run { plan, ends, days: Days { preparation: 0, window: 1 + number % 13, reserve: number % 29 } }
            })
            .collect();
        let slots = schedule(&runs);
        let mut windows: Vec<(Timestamp, Timestamp)> = Vec::new();
        for (run, slot) in runs.iter().zip(&slots) {
            let end = slot.begin.plus_days(i64::from(run.days.window));
            assert!(end <= run.deadline());
            windows.push((slot.begin, end));
        }
        windows.sort_unstable();
        assert!(windows.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    }
}
