//! What a step of a plan does to what phones trust.
//!
//! Plans are printed and simulated from the same data: a [step](super::draft::Draft) carries what it does. How each is done to a cluster is the
//! table in [`proposal::effects`](super::proposal).

/// What a step does to what phones trust. What is not here – a restart of CallManager, of `HAProxy` – changes no list and no answer of TVS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Effect {
    /// Servers get a new certificate of the kind that the change names.
    Renew,
    /// TVS runs with the certificates of now, its own and those that it vouches for.
    RestartTvs,
    /// TFTP writes the ITL and signs configuration with the certificates of now.
    RestartTftp,
    /// The CTL is written with the certificates of now, by its usual signer.
    UpdateCtl,
    /// The ITL is signed by the publisher's CallManager meanwhile (`utils itl reset localkey`).
    ItlResetLocalkey,
    /// The CTL is signed by the publisher's CallManager meanwhile (`utils ctl reset localkey`).
    CtlResetLocalkey,
    /// A CTL without hardware tokens takes the place of one with them.
    LeaveTokens,
    /// The cluster goes to mixed mode.
    SetMixed,
    /// The cluster goes to non-secure mode.
    SetNonSecure,
    /// A node gets another host name, and with it new self-signed certificates.
    Rename,
    /// A node gets another address.
    Readdress,
    /// The ITL is emptied, as before a rollback to a release before 8.0.
    EmptyItl,
    /// The ITL is filled again after that.
    FillItl,
    /// The keys and certificates of a backup take the place of those made after it.
    Restore,
    /// The signers of another cluster come into the trust stores.
    ImportSigners,
    /// Phones are pointed to the other cluster.
    MovePhones,
    /// Phones without Security By Default have their CTL deleted by hand.
    DeleteCtl,
    /// Phones start, and decide on what they are offered.
    ResetPhones,
}
