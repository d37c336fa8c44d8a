//! What is known of the cluster, as text: what was said, what was inferred and why, and how to correct it.

use super::super::model::{ClusterMode, Context, Node, NodeService, Report};
use super::wrapped;
use std::fmt::{self, Write};

/// Nodes that are named in text; the report as data has all of them.
const NODES: usize = 9;

/// Writes in a few lines what the report rests on.
pub(super) fn write(report: &Report, out: &mut impl Write) -> fmt::Result {
    let context = &report.context;
    if is_unknown(context) {
        return Ok(());
    }
    let inferred = |field: &str| {
        if context.inferred.iter().any(|known| known == field) { " (inferred)" } else { "" }
    };
    writeln!(out, "\nCONTEXT")?;
    let releases = match (&context.releases, &context.release) {
        (Some(releases), Some(release)) if releases != release => format!("{releases}, as {release} says"),
        (Some(releases), _) => releases.clone(),
        (None, _) => "not known; say it with --release".to_owned(),
    };
    wrapped(out, "  release    ", &format!("{releases}{}", inferred("release")))?;
    let mode = match context.mode {
        ClusterMode::Mixed => "mixed",
        ClusterMode::NonSecure => "non-secure",
        ClusterMode::Unknown => "not known; say it with --mode",
    };
    wrapped(out, "  mode       ", &format!("{mode}{}", inferred("mode")))?;
    let nodes = match context.nodes.as_slice() {
        [] => "not known; say them with --nodes".to_owned(),
        nodes => {
            let named: Vec<String> = nodes.iter().take(NODES).map(describe).collect();
            let unnamed = nodes.len().saturating_sub(NODES);
            let further = if unnamed > 0 { format!("; and {unnamed} more") } else { String::new() };
            format!("{}{further}", named.join("; "))
        }
    };
    wrapped(out, "  nodes      ", &format!("{nodes}{}", inferred("nodes")))?;
    if let Some(phones) = context.phones_without_security_by_default {
        writeln!(out, "  phones     {phones} without Security By Default")?;
    }
    if let Some(backup) = context.backup {
        writeln!(out, "  backup     made {}", backup.for_people())?;
    }
    if !context.inferred.is_empty() {
        wrapped(
            out,
            "             ",
            "Why so, stands below. Correct it with --release, --mode, --nodes, --phones-without-sbd.",
        )?;
    }
    Ok(())
}

/// Writes why the context was inferred so.
pub(super) fn write_reasons(report: &Report, out: &mut impl Write) -> fmt::Result {
    let Context { inferences, list_nodes, .. } = &report.context;
    if inferences.is_empty() && list_nodes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWHY THE CONTEXT WAS INFERRED SO")?;
    for inference in inferences {
        wrapped(out, &format!("  {:<10} ", inference.field), &inference.reason)?;
    }
    for list in list_nodes {
        let name = report.input(list.input).map_or("an input", |input| input.name.as_str());
        wrapped(out, "  lists      ", &format!("{name} is of {}. {}", list.node, list.reason))?;
    }
    Ok(())
}

fn is_unknown(context: &Context) -> bool {
    context.releases.is_none()
        && context.mode == ClusterMode::Unknown
        && context.nodes.is_empty()
        && context.phones_without_security_by_default.is_none()
        && context.backup.is_none()
}

/// `cucm-pub.example.com, 192.0.2.10 (publisher, TFTP)`.
fn describe(node: &Node) -> String {
    let further = node.addresses.iter().filter(|address| **address != node.name);
    let names: Vec<&str> = std::iter::once(&node.name).chain(further).map(String::as_str).collect();
    let runs: Vec<&str> = node.runs.iter().copied().map(NodeService::name).collect();
    let runs = if runs.is_empty() { String::new() } else { format!(" ({})", runs.join(", ")) };
    format!("{}{runs}", names.join(" "))
}
