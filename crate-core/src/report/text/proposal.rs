//! What is proposed for changes as text: first whether they can be made and why not, then what to do window by window, with what phones do behind
//! the step after which they do it.

use super::super::model::{Boot, Caution, Decision, DecisionStep, Moment, Proposal, Refusal, Safety, Window};
use super::super::ways::Told;
use super::{plan, wrapped};
use std::fmt::{self, Write};

/// Where the outcome of a plan's step is continued.
const BEHIND_STEP: &str = "      ";

/// Writes a proposal.
///
/// # Errors
/// When `out` cannot be written to; a `String` always can.
pub fn write(proposal: &Proposal, out: &mut impl Write) -> fmt::Result {
    wrapped(out, "PLAN  ", &proposal.changes.join("; "))?;
    let verdict = proposal.safety.name().to_uppercase();
    wrapped(out, "  ", &format!("{verdict}. {}", proposal.summary))?;
    if let Some(day) = proposal.begin_by {
        wrapped(
            out,
            "  ",
            &format!("Begin on {} at the latest: a certificate that this rests on ends soon after.", day.date()),
        )?;
    }
    if !proposal.refusals.is_empty() {
        writeln!(out, "\nWHY NOT")?;
    }
    let mut told = Told::default();
    proposal.refusals.iter().try_for_each(|refusal| write_refusal(refusal, &mut told, out))?;
    if !proposal.cautions.is_empty() {
        writeln!(out, "\nMIND")?;
    }
    proposal.cautions.iter().try_for_each(|caution| write_caution(caution, out))?;
    sentences("WHY IN THIS ORDER", &proposal.order, out)?;
    sentences("MADE FOR", &proposal.basis, out)?;
    write_windows(proposal, out)?;
    if !proposal.asleep.is_empty() {
        writeln!(out, "\nPHONES THAT SLEEP THROUGH ALL OF IT, AT THEIR NEXT START")?;
        proposal.asleep.iter().try_for_each(|boot| write_boot("  ", boot, out))?;
    }
    if !proposal.way_out.is_empty() {
        writeln!(out, "\nHOW PHONES COME BACK THAT ARE LOCKED OUT ALL THE SAME")?;
        proposal.way_out.iter().try_for_each(|plan| plan::write(plan, out))?;
    }
    sentences("WHAT WAS NOT KNOWN", &proposal.lacking, out)
}

/// Sentences under a heading; nothing where there are none.
fn sentences(heading: &str, all: &[String], out: &mut impl Write) -> fmt::Result {
    if all.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    all.iter().try_for_each(|sentence| wrapped(out, "  - ", sentence))
}

/// Why not; a way of phones that was told before is not told again.
fn write_refusal<'a>(refusal: &'a Refusal, told: &mut Told<'a>, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("  {}  ", refusal.rule), &refusal.title)?;
    wrapped(out, "    ", &refusal.why)?;
    if !refusal.phones.is_empty() {
        writeln!(out, "    Phones that would be lost, and the way to that:")?;
    }
    for boot in &refusal.phones {
        write_boot("    ", boot, out)?;
        for (decision, is_news) in told.reasons(boot) {
            write_decision(decision, is_news, out)?;
        }
    }
    wrapped(out, "    Instead: ", &refusal.instead)?;
    wrapped(out, "    Source: ", &refusal.source)
}

fn write_decision(decision: &Decision, is_news: bool, out: &mut impl Write) -> fmt::Result {
    let again = if is_news { "" } else { " It asks and is answered as above." };
    wrapped(out, "      ", &format!("{} {}{again}", decision.headline(), decision.outcome))?;
    if !is_news {
        return Ok(());
    }
    decision.path.iter().try_for_each(|step| write_step(step, out))
}

fn write_step(step: &DecisionStep, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("        {}  ", step.rule), &format!("{} {}.", step.question, step.reply.name()))?;
    wrapped(out, "          ", &step.because)
}

fn write_caution(caution: &Caution, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("  {}  ", caution.rule), &caution.title)?;
    let plan = if caution.plan.is_empty() { String::new() } else { format!(" Plan {}.", caution.plan) };
    wrapped(out, "    Do: ", &format!("{}{plan}", caution.advice))?;
    wrapped(out, "    Source: ", &caution.source)
}

/// A phone, and what comes of its start.
fn write_boot(indent: &str, boot: &Boot, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("{indent}- "), &format!("{}: {}. {}", boot.phone, boot.verdict.name(), boot.outcome))?;
    if boot.advice.is_empty() {
        return Ok(());
    }
    let plan = if boot.remedy.is_empty() { String::new() } else { format!(" Plan {}.", boot.remedy) };
    wrapped(out, &format!("{indent}  Do: "), &format!("{}{plan}", boot.advice))
}

fn write_windows(proposal: &Proposal, out: &mut impl Write) -> fmt::Result {
    match (proposal.safety, proposal.windows.as_slice()) {
        (Safety::Refused, []) => writeln!(out, "\nThere is no safe way to make these changes as the case stands.")?,
        (Safety::Refused, _) => writeln!(out, "\nTHE SAFE WAY INSTEAD")?,
        _ => {}
    }
    let count = proposal.windows.len();
    for (number, window) in (1_usize..).zip(&proposal.windows) {
        writeln!(out)?;
        wrapped(out, &format!("WINDOW {number} OF {count}  "), &window.title)?;
        write_window(window, number == count, out)?;
    }
    Ok(())
}

fn write_window(window: &Window, is_last: bool, out: &mut impl Write) -> fmt::Result {
    if !window.meanwhile.is_empty() {
        writeln!(out, "\n  WHAT DOES NOT WORK MEANWHILE")?;
    }
    for one in &window.meanwhile {
        wrapped(out, "  - ", &format!("{}: {} Source: {}", one.service, one.what, one.source))?;
    }
    for (place, plan) in window.plans.iter().enumerate() {
        plan::write_between(plan, out, &mut |step, out| {
            let now = |moment: &&Moment| moment.plan == place && moment.step == step;
            window.moments.iter().filter(now).try_for_each(|moment| write_moment(moment, out))
        })?;
    }
    if window.wait.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    wrapped(out, if is_last { "  Done when: " } else { "  Wait before the next window: " }, &window.wait)
}

fn write_moment(moment: &Moment, out: &mut impl Write) -> fmt::Result {
    wrapped(out, &format!("{BEHIND_STEP}PHONES NOW: "), &moment.after)?;
    moment.phones.iter().try_for_each(|boot| write_boot(BEHIND_STEP, boot, out))
}

#[cfg(test)]
mod tests {
    use super::super::super::checklist::tests::refused;
    use super::*;

    fn shown(proposal: &Proposal) -> String {
        let mut text = String::new();
        write(proposal, &mut text).unwrap();
        text
    }

    #[test]
    fn the_verdict_and_why_come_before_what_to_do() {
        let text = shown(&refused());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.first(), Some(&"PLAN  Renew CallManager; Renew TVS"));
        assert!(lines[1].starts_with("  REFUSED. "), "{text}");
        let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in\n{text}"));
        let order = [
            "WHY NOT",
            "C-CALLMANAGER-TVS  ",
            "ITLFile.tlv (ITL): refused. ",
            "L-SIGNER-IN-ITL  Does its ITL hold the signer? no.",
            "The ITL that it holds has no record of",
            "L-SIGNER-BY-TVS  Does TVS vouch for the signer? no.",
            "Instead: ",
            "MIND",
            "WHY IN THIS ORDER",
            "MADE FOR",
            "THE SAFE WAY INSTEAD",
            "WINDOW 1 OF 2  ",
            "   1. ",
            "PHONES NOW: ",
            "   2. ",
            "Wait before the next window: ",
            "WINDOW 2 OF 2  ",
            "Done when: ",
            "AT THEIR NEXT START",
            "LOCKED OUT ALL THE SAME",
            "WHAT WAS NOT KNOWN",
        ];
        let places = order.map(place);
        assert!(places.is_sorted(), "{places:?} of {order:?} in\n{text}");
    }

    #[test]
    fn a_way_that_many_phones_take_is_told_once() {
        let proposal = refused();
        let mut twice = proposal.clone();
        for refusal in &mut twice.refusals {
            refusal.phones.extend(refusal.phones.clone());
        }
        let count = |proposal: &Proposal, words: &str| shown(proposal).matches(words).count();
        assert_eq!(count(&twice, "L-SIGNER-IN-ITL  "), 1);
        assert_eq!((count(&twice, "ITLFile.tlv (ITL): refused."), count(&twice, "as above.")), (2, 1));
        let mut taken = proposal;
        for decision in taken.refusals.iter_mut().flat_map(|it| &mut it.phones).flat_map(|it| &mut it.decisions) {
            decision.verdict = crate::report::Verdict::Accepted;
        }
        assert_eq!(count(&taken, "L-SIGNER-IN-ITL"), 0, "what a phone takes is no reason");
    }

    #[test]
    fn lines_are_broken_but_commands_are_whole() {
        let text = shown(&refused());
        for line in text.lines() {
            assert!(!line.ends_with(' '), "{line:?}");
            assert!(line.chars().count() <= 100 || !line.trim().contains(' '), "{line:?}");
        }
        assert!(text.lines().any(|line| line.trim() == "set cert regen CallManager"), "{text}");
    }

    #[test]
    fn what_is_safe_says_nothing_of_another_way() {
        let safe = Proposal { safety: Safety::Safe, refusals: Vec::new(), ..refused() };
        let text = shown(&safe);
        assert!(text.contains("\n  SAFE. ") && !text.contains("WHY NOT") && !text.contains("INSTEAD"), "{text}");
        let stuck = Proposal { windows: Vec::new(), ..refused() };
        assert!(shown(&stuck).contains("There is no safe way"));
    }
}
