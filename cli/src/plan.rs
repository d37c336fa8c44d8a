//! `trustlens plan`

use crate::arguments::plan::{Plan, PlanFormat};
use crate::{CLEAN, FOUND, case, sources};
use std::io::{self, Write};
use trustlens_core::plan::{Change, proposal};
use trustlens_core::report::{ListKind, Node, Proposal, Report, checklist, same_host, text};
use trustlens_core::text::listed;
use trustlens_core::{Case, Detail, Settings};

/// Prints how the changes can be made, or why not, and returns the exit status.
pub(crate) fn run(options: &Plan) -> Result<u8, String> {
    if options.rules {
        return match io::stdout().lock().write_all(proposal::markdown().as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot print: {error}")),
            _ => Ok(CLEAN),
        };
    }
    let mut changes = chosen(options);
    if changes.is_empty() && options.migrate_to.is_empty() {
        return Err(format!(
            "nothing is to be changed; say what with --regenerate ({}), --rename, --readdress, --tokenless, --non-secure, --mixed, --restore or \
             --migrate-to",
            listed(&Change::renewable())
        ));
    }
    let mut settings = case::settings(&options.about)?;
    let mut case = case::open(&options.paths, &options.about)?;
    // The nodes are those of the cluster that is changed, and not of the one that phones move to.
    let now = draw(&mut case, &settings);
    name_nodes(&mut changes, &now.context.nodes)?;
    if !options.migrate_to.is_empty() {
        sources::add(&options.migrate_to, &mut case)?;
        changes.push(Change::Migrate { to: list_beyond(&now, &draw(&mut case, &settings))? });
    }
    settings.changes = changes;
    let report = draw(&mut case, &settings);
    let Some(proposal) = &report.proposal else {
        return Err("no plan can be made of this".to_owned());
    };
    match print(&report, proposal, options.format) {
        // `trustlens plan … | head` is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(format!("cannot print: {error}")),
        _ => {}
    }
    Ok(if proposal.loses_phones() { FOUND } else { CLEAN })
}

fn draw(case: &mut Case, settings: &Settings) -> Report {
    case.report(settings, Detail::Slim, &mut |_progress| {})
}

/// What was asked for, but where phones move to.
fn chosen(options: &Plan) -> Vec<Change> {
    let mut changes = options.regenerate.clone();
    changes.extend(options.rename.iter().map(|node| Change::Rename { node: node.clone() }));
    changes.extend(options.readdress.iter().map(|node| Change::Readdress { node: node.clone() }));
    let moves = [
        (options.tokenless, Change::Tokenless),
        (options.non_secure, Change::NonSecure),
        (options.mixed, Change::Mixed),
        (options.restore, Change::Restore),
    ];
    changes.extend(moves.into_iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, change)| change));
    changes
}

/// Writes nodes as the cluster does, with their domain; or names those that are known.
fn name_nodes(changes: &mut [Change], nodes: &[Node]) -> Result<(), String> {
    for change in changes {
        let (Change::Renew { node: Some(node), .. } | Change::Rename { node } | Change::Readdress { node }) = change
        else {
            continue;
        };
        let Some(known) = nodes.iter().find(|known| same_host(&known.name, node)) else {
            let names: Vec<&str> = nodes.iter().map(|node| node.name.as_str()).collect();
            let known = match names.as_slice() {
                [] => "nothing tells the nodes of this cluster".to_owned(),
                names => format!("known are {}", listed(names)),
            };
            return Err(format!("there is no node {node:?}; {known}. Give all nodes with --nodes"));
        };
        node.clone_from(&known.name);
    }
    Ok(())
}

/// The list of the cluster that phones move to: the first ITL that the case did not hold before, else the first CTL.
fn list_beyond(before: &Report, after: &Report) -> Result<usize, String> {
    let known = before.inputs.iter().map(|input| input.id).max();
    let new = after.trust_lists.iter().filter(|list| Some(list.input) > known);
    let list = new.min_by_key(|list| list.list != ListKind::Itl);
    list.map(|list| list.input).ok_or_else(|| "there is no trust list in what --migrate-to names".to_owned())
}

fn print(report: &Report, proposal: &Proposal, format: PlanFormat) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        PlanFormat::Text => {
            let mut shown = format!("Trustlens {}, judged by {}\n\n", report.tool.version, report.evaluated_at.date());
            // Writing into a String does not fail.
            let _ = text::proposal::write(proposal, &mut shown);
            out.write_all(shown.as_bytes())?;
        }
        PlanFormat::Json => {
            serde_json::to_writer_pretty(&mut out, proposal)?;
            out.write_all(b"\n")?;
        }
        PlanFormat::Checklist => {
            out.write_all(checklist::of_proposal(proposal, &report.tool, report.evaluated_at).as_bytes())?;
        }
    }
    out.flush()
}
