//! What it takes to move phones between clusters, as text.

use super::super::model::{Boot, Decision, Import, Migration, MovingPhones};
use super::wrapped;
use crate::text::columns;
use std::fmt::{self, Write};

/// Columns that names of certificates take at most before what follows them moves to the right.
const WIDEST: usize = 44;

/// Writes one way between two clusters: what comes of it, the phones, the imports, the steps.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(migration: &Migration, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "  from {} to {}", migration.from, migration.to)?;
    wrapped(out, "  outcome    ", &migration.outcome)?;
    migration.meant.iter().try_for_each(|reason| wrapped(out, "  meant      ", reason))?;
    migration.phones.iter().try_for_each(|phones| write_phones(phones, out))?;
    write_imports(migration, out)?;
    for (number, step) in (1..).zip(&migration.steps) {
        wrapped(out, &format!("  step {number}     "), step)?;
    }
    migration.left_behind.iter().try_for_each(|left| wrapped(out, "  stays      ", left))
}

fn write_phones(phones: &MovingPhones, out: &mut impl Write) -> fmt::Result {
    wrapped(out, "  phones     ", &phones.phones)?;
    wrapped(out, "    today    ", &verdict(&phones.today))?;
    wrapped(out, "    then     ", &verdict(&phones.afterwards))
}

/// The verdict with the decision that it rests on.
fn verdict(boot: &Boot) -> String {
    let deciding = boot.decisions.iter().find(|decision| decision.verdict == boot.verdict);
    let why = |decision: &Decision| format!(": {}: {} ({})", decision.offered, decision.outcome, decision.rule);
    format!("{}{}", boot.verdict.name(), deciding.map(why).unwrap_or_default())
}

fn write_imports(migration: &Migration, out: &mut impl Write) -> fmt::Result {
    let width = migration.imports.iter().map(|import| columns(&import.name)).filter(|width| *width <= WIDEST).max();
    let width = width.unwrap_or(0);
    for import in &migration.imports {
        let padding = " ".repeat(width.saturating_sub(columns(&import.name)));
        let Import { name, store, cluster, .. } = import;
        let standing = import.standing.name();
        wrapped(out, &format!("  {standing:<10} "), &format!("{name}{padding}  {store} of {cluster}; {}", import.why))?;
    }
    match migration.more_imports {
        0 => Ok(()),
        more => writeln!(out, "             and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Identity, ImportStanding, OfferKind, Verdict};

    #[test]
    fn a_way_with_a_missing_certificate() {
        let boot = |verdict, outcome: &str| Boot {
            phone: String::new(),
            without_security_by_default: false,
            holds: Vec::new(),
            verdict,
            outcome: String::new(),
            decisions: vec![Decision {
                offered: "ITLFile.tlv".to_owned(),
                input: None,
                kind: OfferKind::Itl,
                verdict,
                outcome: outcome.to_owned(),
                rule: "L-TVS-VOUCHES".to_owned(),
                path: Vec::new(),
                needs: Vec::new(),
            }],
            remedy: String::new(),
            advice: String::new(),
        };
        let migration = Migration {
            from: "a".to_owned(),
            to: "b".to_owned(),
            from_lists: Vec::new(),
            to_lists: Vec::new(),
            meant: Vec::new(),
            today: Verdict::Refused,
            afterwards: Verdict::Accepted,
            outcome: "They refuse.".to_owned(),
            phones: vec![MovingPhones {
                phones: "Phones that hold x".to_owned(),
                holds: Vec::new(),
                lacks_security_by_default: false,
                today: boot(Verdict::Refused, "TVS does not know the signer."),
                afterwards: boot(Verdict::Accepted, "TVS vouches."),
            }],
            imports: vec![Import {
                name: "ITLRECOVERY_b".to_owned(),
                serial: None,
                certificate: None,
                identity: Identity::Itlrecovery,
                node: None,
                store: "Phone-SAST-trust".to_owned(),
                cluster: "a".to_owned(),
                standing: ImportStanding::Missing,
                why: "signs the lists".to_owned(),
                evidence: Vec::new(),
            }],
            more_imports: 0,
            steps: vec!["Import it.".to_owned()],
            left_behind: Vec::new(),
        };
        let mut text = String::new();
        write(&migration, &mut text).unwrap();
        assert_eq!(
            text,
            "  from a to b\n  \
               outcome    They refuse.\n  \
               phones     Phones that hold x\n    \
                 today    refused: ITLFile.tlv: TVS does not know the signer. (L-TVS-VOUCHES)\n    \
                 then     accepted: ITLFile.tlv: TVS vouches. (L-TVS-VOUCHES)\n  \
               missing    ITLRECOVERY_b  Phone-SAST-trust of a; signs the lists\n  \
               step 1     Import it.\n"
        );
    }
}
