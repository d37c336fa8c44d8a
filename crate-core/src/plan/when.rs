//! Which situations a sentence or a step belongs to.

use super::Situation;
use crate::case::Release;
use crate::report::ClusterMode;

/// The situations that something belongs to: all that its conditions allow.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    since: Option<Release>,
    before: Option<Release>,
    mode: Option<ClusterMode>,
    tokens: Option<Tokens>,
    reused: Option<bool>,
    old_phones: bool,
    renewed: Option<bool>,
}

/// Who signs the CTL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tokens {
    /// Hardware tokens.
    Sign,
    /// The cluster itself.
    DoNotSign,
    /// The cluster itself, as far as is known: what belongs here is only left out where tokens surely sign.
    DoNotSurelySign,
}

/// In every situation.
pub(super) const ALWAYS: When =
    When { since: None, before: None, mode: None, tokens: None, reused: None, old_phones: false, renewed: None };

/// In mixed mode.
pub(super) const MIXED: When = When { mode: Some(ClusterMode::Mixed), ..ALWAYS };

/// In non-secure mode.
pub(super) const NONSECURE: When = When { mode: Some(ClusterMode::NonSecure), ..ALWAYS };

/// As long as the certificate is still to be renewed.
pub(super) const TO_RENEW: When = When { renewed: Some(false), ..ALWAYS };

/// Where phones without Security By Default are there.
pub(super) const OLD_PHONES: When = When { old_phones: true, ..ALWAYS };

/// The first release with a CTL that no token signs, with ITLRecovery, and with the commands `utils ctl` and `utils itl`.
pub(super) const TOKENLESS: (u16, u16) = (10, 0);

/// The first release whose lists ITLRecovery signs.
pub(super) const RECOVERY_SIGNS: (u16, u16) = (12, 0);

impl When {
    /// From this release on.
    pub(super) const fn since(self, (major, minor): (u16, u16)) -> Self {
        Self { since: Some(Release::new(major, minor)), ..self }
    }

    /// From this service update on.
    pub(super) const fn since_update(self, major: u16, minor: u16, update: u16) -> Self {
        Self { since: Some(Release::with_update(major, minor, update)), ..self }
    }

    /// Before this release.
    pub(super) const fn before(self, (major, minor): (u16, u16)) -> Self {
        Self { before: Some(Release::new(major, minor)), ..self }
    }

    /// Where hardware tokens sign the CTL.
    pub(super) const fn with_tokens(self) -> Self {
        Self { tokens: Some(Tokens::Sign), ..self }
    }

    /// Where no hardware token signs the CTL.
    pub(super) const fn without_tokens(self) -> Self {
        Self { tokens: Some(Tokens::DoNotSign), ..self }
    }

    /// Unless hardware tokens are known to sign the CTL.
    pub(super) const fn unless_tokens(self) -> Self {
        Self { tokens: Some(Tokens::DoNotSurelySign), ..self }
    }

    /// Where the CallManager certificate is the Tomcat certificate, or is not.
    pub(super) const fn reused(self, reused: bool) -> Self {
        Self { reused: Some(reused), ..self }
    }

    /// Where phones without Security By Default are there.
    pub(super) const fn and_old_phones(self) -> Self {
        Self { old_phones: true, ..self }
    }

    /// What to print before something in a situation: nothing where it surely belongs there, the conditions where that is open. `None`
    /// where it does not belong there.
    pub(super) fn prefix(self, situation: &Situation<'_>) -> Option<String> {
        let mut open: Vec<String> = Vec::new();
        for (holds, words) in self.conditions(situation).into_iter().flatten() {
            match holds {
                Some(true) => {}
                Some(false) => return None,
                None => open.push(words),
            }
        }
        Some(if open.is_empty() { String::new() } else { format!("Only {}: ", open.join(", ")) })
    }

    /// Every condition: whether it holds, and its words.
    fn conditions(self, situation: &Situation<'_>) -> [Option<(Option<bool>, String)>; 7] {
        let releases = situation.releases;
        let mode_is = |mode| (situation.mode != ClusterMode::Unknown).then_some(situation.mode == mode);
        let opposite = |wanted: bool, holds: Option<bool>| holds.map(|holds| holds == wanted);
        [
            self.mode.map(|mode| {
                let words = if mode == ClusterMode::Mixed { "in mixed mode" } else { "in non-secure mode" };
                (mode_is(mode), words.to_owned())
            }),
            self.since.map(|since| (releases.at_least(since), format!("from release {since} on"))),
            self.before.map(|before| (opposite(false, releases.at_least(before)), format!("before release {before}"))),
            self.tokens.map(|wanted| match wanted {
                Tokens::Sign => (tokens(situation), "with a CTL that hardware tokens sign".to_owned()),
                Tokens::DoNotSign => (opposite(false, tokens(situation)), "with a CTL that no token signs".to_owned()),
                Tokens::DoNotSurelySign => (Some(tokens(situation) != Some(true)), String::new()),
            }),
            self.reused.map(|wanted| {
                let not = if wanted { "" } else { "not " };
                (
                    opposite(wanted, reused(situation)),
                    format!("where the CallManager certificate is {not}the Tomcat certificate"),
                )
            }),
            self.old_phones.then(|| {
                let there = situation.phones_without_security_by_default.map(|count| count > 0);
                (
                    there,
                    "with phones without Security By Default (7940, 7960, 793x, Jabber, many TelePresence)".to_owned(),
                )
            }),
            self.renewed.map(|wanted| (Some(situation.renewed == wanted), String::new())),
        ]
    }
}

/// Whether hardware tokens sign the CTL: before 10.0 nothing else can, from 14 SU3 on they cannot.
fn tokens(situation: &Situation<'_>) -> Option<bool> {
    situation.signed_by_token.or_else(|| {
        let may_be_tokenless = situation.releases.at_least(Release::new(10, 0)) != Some(false);
        let may_have_tokens = situation.releases.at_least(Release::with_update(14, 0, 3)) != Some(true);
        match (may_be_tokenless, may_have_tokens) {
            (false, _) => Some(true),
            (_, false) => Some(false),
            _ => None,
        }
    })
}

/// Whether the CallManager certificate is the Tomcat certificate: possible from 14 on.
fn reused(situation: &Situation<'_>) -> Option<bool> {
    situation.tomcat_is_callmanager.or(situation.releases.surely_before(14, 0).then_some(false))
}
