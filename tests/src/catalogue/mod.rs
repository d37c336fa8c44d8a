//! For every check a case in which it finds something, and one in which it looks and finds nothing.
//!
//! One file a family, with one row a check or more. A row's cases are mostly [clusters](crate::cluster) that are right but for one thing.

mod capture;
mod certificate;
mod cross;
mod ctl;
mod format;
mod itl;
mod phone;
mod planning;
mod request;
mod role;
mod signature;
mod simulation;
mod text;
mod trust;
mod usage;

use crate::cluster::{Cluster, date};
use trustlens_core::Settings;
use trustlens_core::plan::Change;
use trustlens_core::report::ClusterMode;

/// What is given to Trustlens: inputs, each with its name, and what is said of the cluster.
#[derive(Debug, Clone)]
pub struct Given {
    /// The inputs in their order.
    pub inputs: Vec<(String, Vec<u8>)>,
    /// The date, and what else is said.
    pub settings: Settings,
}

/// One row: a check, and what makes it speak and keeps it silent.
#[derive(Debug)]
pub struct Fixture {
    /// The id of the check.
    pub check: &'static str,
    /// What is wrong in the case in which it speaks.
    pub about: &'static str,
    /// The case in which it finds something.
    pub fires: fn() -> Given,
    /// The case in which it looks and finds nothing.
    pub silent: fn() -> Given,
    /// Why the check does not even apply to the silent case, where it cannot apply and stay silent.
    pub does_not_apply: Option<&'static str>,
}

impl Fixture {
    /// A row.
    #[must_use]
    pub const fn new(check: &'static str, about: &'static str, fires: fn() -> Given, silent: fn() -> Given) -> Self {
        Self { check, about, fires, silent, does_not_apply: None }
    }

    /// The same for a check that speaks whenever it applies; the reason says why.
    #[must_use]
    pub const fn silent_without_applying(self, why: &'static str) -> Self {
        Self { does_not_apply: Some(why), ..self }
    }
}

/// Every row, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Fixture> {
    [
        format::FIXTURES,
        signature::FIXTURES,
        itl::FIXTURES,
        ctl::FIXTURES,
        cross::FIXTURES,
        simulation::FIXTURES,
        certificate::FIXTURES,
        usage::FIXTURES,
        role::FIXTURES,
        phone::FIXTURES,
        trust::FIXTURES,
        request::FIXTURES,
        text::FIXTURES,
        capture::FIXTURES,
        planning::FIXTURES,
    ]
    .into_iter()
    .flatten()
}

/// The files of a cluster, with everything said of it.
impl From<Cluster> for Given {
    fn from(cluster: Cluster) -> Self {
        Self { inputs: cluster.files(), settings: cluster.settings() }
    }
}

impl Given {
    /// The files of a cluster, with nothing said but the date.
    #[must_use]
    pub fn date_alone(cluster: &Cluster) -> Self {
        Self { inputs: cluster.files(), settings: cluster.date_alone() }
    }

    /// Files below `tests/fixtures`, each given by its own name alone, judged on 2026-11-23.
    #[must_use]
    pub fn fixtures(paths: &[&str]) -> Self {
        let named = paths.iter().map(|path| (crate::file_name(path).to_owned(), crate::fixture(path)));
        Self { inputs: named.collect(), settings: crate::settings() }
    }

    /// One input, judged on 2026-11-23.
    #[must_use]
    pub fn input(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { inputs: vec![(name.to_owned(), bytes.into())], settings: crate::settings() }
    }

    /// The same with another input.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.inputs.push((name.to_owned(), bytes.into()));
        self
    }

    /// The same without the inputs whose name holds `part`.
    ///
    /// # Panics
    /// When there are none.
    #[must_use]
    pub fn without(mut self, part: &str) -> Self {
        let before = self.inputs.len();
        self.inputs.retain(|(name, _)| !name.contains(part));
        assert!(self.inputs.len() < before, "no input is called {part}");
        self
    }

    /// Of the inputs only those whose name holds `part`.
    ///
    /// # Panics
    /// When there are none.
    #[must_use]
    pub fn only(mut self, part: &str) -> Self {
        self.inputs.retain(|(name, _)| name.contains(part));
        assert!(!self.inputs.is_empty(), "no input is called {part}");
        self
    }

    /// The same with the first input whose name holds `part` under another name.
    #[must_use]
    pub fn renamed(mut self, part: &str, name: &str) -> Self {
        name.clone_into(&mut self.first(part).0);
        self
    }

    /// The same with the bytes of the first input whose name holds `part` changed.
    #[must_use]
    pub fn changed(mut self, part: &str, change: impl FnOnce(&mut Vec<u8>)) -> Self {
        change(&mut self.first(part).1);
        self
    }

    /// The same judged by another date.
    #[must_use]
    pub fn judged_at(mut self, text: &str) -> Self {
        self.settings.at = date(text);
        self
    }

    /// The same with another release said.
    #[must_use]
    pub fn release(mut self, release: &str) -> Self {
        self.settings.release = Some(release.to_owned());
        self
    }

    /// The same with another mode said.
    #[must_use]
    pub fn mode(mut self, mode: ClusterMode) -> Self {
        self.settings.mode = Some(mode);
        self
    }

    /// The same with changes that somebody plans.
    #[must_use]
    pub fn planned(mut self, changes: &[Change]) -> Self {
        self.settings.changes = changes.to_vec();
        self
    }

    fn first(&mut self, part: &str) -> &mut (String, Vec<u8>) {
        let found = self.inputs.iter_mut().find(|(name, _)| name.contains(part));
        found.unwrap_or_else(|| panic!("no input is called {part}"))
    }
}

/// A healthy cluster of release 12.5 with three nodes in mixed mode: the usual silent case, and what most others begin with.
#[must_use]
pub fn mixed() -> Cluster {
    Cluster::healthy("12.5", ClusterMode::Mixed, 3)
}

/// The same in non-secure mode.
#[must_use]
pub fn non_secure() -> Cluster {
    Cluster::healthy("12.5", ClusterMode::NonSecure, 3)
}

/// A cluster with one thing changed.
#[must_use]
pub fn but(mut cluster: Cluster, change: impl FnOnce(&mut Cluster)) -> Given {
    change(&mut cluster);
    cluster.into()
}
