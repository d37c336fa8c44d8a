//! What is asked, and what the simulation found: what the [rules](super::rules) look at.

use super::build::{Built, LISTED};
use super::effects::{renamed, renewed};
use super::world::World;
use crate::case::Release;
use crate::case::evaluation::Evaluation;
use crate::plan::{Change, Situation};
use crate::report::{Boot, ClusterMode, Identity, same_host};
use crate::timestamp::Timestamp;

/// What is asked of a case.
pub(super) struct Question<'q, 'case> {
    pub(super) evaluation: &'q Evaluation<'case>,
    pub(super) situation: Situation<'q>,
    /// The cluster before anything is done.
    pub(super) world: &'q World<'case>,
    /// The changes, each once, with the signer by its kind.
    pub(super) changes: Vec<Change>,
    /// Kinds of certificates that stand in lists of now as servers do not hold them any more, with the name of the list.
    pub(super) stale: &'q [(Identity, String)],
    /// What the simulation found.
    pub(super) found: Found,
}

/// What the simulation found: starts that were refused, unless it says otherwise.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Of phones that are awake, if everything is done in one go.
    pub(super) at_once: Vec<Boot>,
    /// Of phones that are awake, in the windows.
    pub(super) in_windows: Vec<Boot>,
    /// Of phones that are off meanwhile.
    pub(super) asleep: Vec<Boot>,
    /// Of phones that hold an earlier list, in the windows, though they would take the lists of now.
    pub(super) behind: Vec<Boot>,
    /// Of phones that do not even take the lists of now.
    pub(super) locked_already: Vec<Boot>,
    /// Of phones without Security By Default, whose CTL has to be deleted by hand.
    pub(super) old_phones: Vec<Boot>,
    /// Whether a plan has their CTL deleted on the way.
    pub(super) deletes_ctl: bool,
    /// What is not known and decides, each once.
    pub(super) open: Vec<String>,
}

impl<'q, 'case> Question<'q, 'case> {
    pub(super) fn new(evaluation: &'q Evaluation<'case>, situation: Situation<'q>, built: &'q Built<'case>) -> Self {
        let mut question = Self {
            evaluation,
            situation,
            world: &built.world,
            changes: Vec::new(),
            stale: &built.stale,
            found: Found::default(),
        };
        for change in &evaluation.changes {
            let change = match change {
                Change::RenewSigner => Change::Renew { identity: question.signer(), node: None },
                other => other.clone(),
            };
            if !question.changes.contains(&change) {
                question.changes.push(change);
            }
        }
        question
    }

    /// The kind of certificate that signs the ITL.
    pub(super) fn signer(&self) -> Identity {
        if self.world.recovery_signs { Identity::Itlrecovery } else { Identity::Callmanager }
    }

    /// Whether CallManager signs the ITL: by its release, or because a reset with `localkey` was not brought to its end.
    pub(super) fn call_manager_signs(&self) -> bool {
        let by_call_manager = self.world.tftp.iter().any(|node| {
            let own = self.world.slots.get(node.own).map(|slot| &slot.held.certificate);
            own.zip(node.itl.offer.signer.as_ref()).is_some_and(|(own, signer)| own.is_same(signer))
        });
        !self.world.recovery_signs || by_call_manager
    }

    /// Whether CallManager uses the certificate of Tomcat.
    pub(super) fn reuses_tomcat(&self) -> bool {
        self.situation.tomcat_is_callmanager == Some(true)
    }

    /// What a renewal of a kind renews: with a reused certificate, Tomcat is CallManager.
    fn in_lists(&self, identity: Identity) -> Identity {
        match identity {
            Identity::Tomcat if self.reuses_tomcat() => Identity::Callmanager,
            Identity::TomcatEcdsa if self.reuses_tomcat() => Identity::CallmanagerEcdsa,
            other => other,
        }
    }

    /// The places of the certificates that a change renews.
    pub(super) fn places(&self, change: &Change) -> Vec<usize> {
        match change {
            Change::Renew { identity, node } => renewed(self.world, self.in_lists(*identity), node.as_deref()),
            Change::Rename { node } => renamed(self.world, node),
            _ => Vec::new(),
        }
    }

    /// Whether a change touches what phones trust.
    pub(super) fn touches(&self, change: &Change) -> bool {
        match change {
            Change::Renew { identity, .. } => LISTED.contains(&self.in_lists(*identity)),
            _ => true,
        }
    }

    /// Why a change would change nothing; none when it would change something.
    pub(super) fn is_void(&self, change: &Change) -> Option<&'static str> {
        let (releases, mode) = (self.evaluation.releases, self.evaluation.context.mode);
        match change {
            Change::Renew { identity: Identity::Itlrecovery, .. } if releases.surely_before(10, 0) => {
                Some("ITLRecovery came with release 10.0.")
            }
            Change::Renew { identity: Identity::CallmanagerEcdsa, .. } if releases.surely_before(11, 0) => {
                Some("CallManager-ECDSA came with release 11.0.")
            }
            Change::Renew { identity: Identity::Capf, node: Some(node) } if !same_host(node, &self.world.publisher) => {
                Some(
                    "CAPF runs on the publisher alone: the certificate of a subscriber's CAPF is used by nothing, and from 14 on there is none.",
                )
            }
            Change::Tokenless if releases.surely_before(10, 0) => {
                Some("Before release 10.0 only hardware tokens sign a CTL.")
            }
            Change::Tokenless if mode == ClusterMode::NonSecure => {
                Some("In non-secure mode there is no CTL to be signed without tokens.")
            }
            Change::Tokenless if !self.world.has_tokens() && self.has_ctl() => {
                Some("No hardware token signs the CTL of now.")
            }
            Change::Mixed if mode == ClusterMode::Mixed => Some("The cluster is in mixed mode already."),
            Change::NonSecure if mode == ClusterMode::NonSecure => Some("The cluster is in non-secure mode already."),
            _ => None,
        }
    }

    /// Whether the case has the CTL of now.
    fn has_ctl(&self) -> bool {
        self.world.ctl.as_ref().is_some_and(|ctl| ctl.offer.input.is_some())
    }

    /// The changes that touch what phones trust.
    pub(super) fn touching(&self) -> Vec<&Change> {
        self.changes.iter().filter(|change| self.touches(change) && self.is_void(change).is_none()).collect()
    }

    /// Whether a kind of certificate is renewed, by itself or as the certificate of Tomcat.
    pub(super) fn renews(&self, wanted: Identity) -> bool {
        self.changes.iter().any(|change| match change {
            Change::Renew { identity, .. } => self.in_lists(*identity) == wanted || *identity == wanted,
            _ => false,
        })
    }

    pub(super) fn has(&self, is_it: fn(&Change) -> bool) -> bool {
        self.changes.iter().any(is_it)
    }

    /// Whether a kind stands in a list of now as the servers do not hold it any more.
    pub(super) fn is_stale(&self, identity: Identity) -> bool {
        self.stale.iter().any(|(kind, _)| *kind == identity)
    }

    /// Whether the CTL has to be written anew for a change.
    pub(super) fn writes_ctl(&self, change: &Change) -> bool {
        self.world.is_mixed
            && match change {
                Change::Renew { identity, .. } => {
                    LISTED.contains(&self.in_lists(*identity)) && *identity != Identity::Tvs
                }
                Change::Rename { .. } | Change::Readdress { .. } => true,
                _ => false,
            }
    }

    /// Whether a release, or a later one, may run there.
    pub(super) fn may_be(&self, major: u16, minor: u16) -> bool {
        self.evaluation.releases.at_least(Release::new(major, minor)) != Some(false)
    }

    /// The certificates that were made after the backup, in words.
    pub(super) fn made_after_backup(&self) -> Vec<String> {
        let Some(backup) = self.evaluation.context.backup else { return Vec::new() };
        let later = |made: Option<Timestamp>| made.is_some_and(|made| made > backup);
        self.world.slots.iter().filter(|slot| later(slot.made)).map(super::world::Slot::described).collect()
    }
}
