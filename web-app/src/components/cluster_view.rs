use super::{button, evidence_list, link, part, plain_table, remark, span, text};
use crate::browser;
use crate::cluster::{Field, MIXED, NON_SECURE, line_of};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::state::Action;
use crate::words;
use trustlens_core::report::{ClusterMode, Inference, Node, NodeService};
use yew::prelude::*;

/// Releases to choose from while writing.
const EXAMPLES: [&str; 10] = ["8.6", "9.1", "10.5", "11.5", "12.0", "12.5", "12.5(1)SU3", "14", "14SU3", "15"];

/// How many pieces of evidence are named at once.
const NAMED: usize = 3;

/// What is known of the cluster and why, and the fields to say otherwise.
pub fn cluster_view(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    html! {
        <>
            <p class="soft lead-in">
                { "What the checks must know of the cluster. What you do not say is inferred from the case, as far as that tells." }
            </p>
            <div class="cards">{ for Field::ALL.map(|field| card(desk, report, field)) }</div>
        </>
    }
}

/// The same in a few lines, for the side of the case.
pub fn cluster_summary(desk: &DeskHandle) -> Html {
    let Some(report) = &desk.state.snapshot else { return Html::default() };
    let line = |field: Field| {
        let (value, source) = known(desk, report, field);
        let (label, value) = match field {
            Field::Mode => ("Mode", value.trim_end_matches(" mode").to_owned()),
            _ => (name(field), value),
        };
        html! { <div><dt>{ label }</dt><dd>{ value }{ " " }{ span("soft", source.words()) }</dd></div> }
    };
    html! {
        <section class="cluster-summary" aria-labelledby="cluster-summary-heading">
            <div class="label-row">
                <h2 id="cluster-summary-heading">{ "Cluster" }</h2>
                <a href={Route::Cluster(None).to_string()} aria-label="Change what is known of the cluster">{ "Change" }</a>
            </div>
            <dl>{ for [Field::Release, Field::Mode, Field::Nodes].map(line) }</dl>
        </section>
    }
}

/// Where a fact of the cluster is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Given,
    Inferred,
    Nowhere,
}

impl Source {
    fn words(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Inferred => "inferred",
            Self::Nowhere => "",
        }
    }
}

/// What the case is judged by, and where that is from.
fn known(desk: &DeskHandle, report: &Snapshot, field: Field) -> (String, Source) {
    let context = &report.context;
    let value = match field {
        Field::Release => context.releases.clone().or_else(|| context.release.clone()),
        Field::Mode => (context.mode != ClusterMode::Unknown).then(|| words::mode(context.mode).to_owned()),
        Field::Nodes => (!context.nodes.is_empty()).then(|| words::count(context.nodes.len(), "node")),
        Field::Phones => {
            context.phones_without_security_by_default.map(|number| words::count(number as usize, "phone"))
        }
        Field::Backup => context.backup.map(trustlens_core::Timestamp::date),
    };
    let source = match value {
        None => Source::Nowhere,
        Some(_) if !desk.state.cluster.entry(field).given.is_empty() => Source::Given,
        Some(_) => Source::Inferred,
    };
    (value.unwrap_or_else(|| "not known".to_owned()), source)
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Release => "Release",
        Field::Mode => "Security mode",
        Field::Nodes => "Nodes",
        Field::Phones => "Phones without Security By Default",
        Field::Backup => "Backup",
    }
}

fn card(desk: &DeskHandle, report: &Shared<Snapshot>, field: Field) -> Html {
    let id = Route::Cluster(Some(field)).element_id();
    let (heading, problem_id) = (format!("{id}-heading"), format!("{id}-problem"));
    let (value, source) = known(desk, report, field);
    let entry = desk.state.cluster.entry(field);
    let is_given = !entry.given.is_empty();
    let reset = {
        let desk = desk.clone();
        Callback::from(move |_| desk.enter(field, String::new()))
    };
    html! {
        <section class="card cluster-field" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>
                { name(field) }
                if source != Source::Nowhere {
                    { span("badge", source.words()) }
                }
            </h2>
            if source == Source::Nowhere {
                { remark("Not known: what depends on it stays undecided.") }
            } else {
                <p>{ "The case is judged by: " }<strong>{ value }</strong></p>
            }
            { control(desk, report, field) }
            if let Some(problem) = &entry.problem {
                <p class="field-problem" role="alert" id={problem_id}>
                    { problem }
                    if is_given {
                        { " Until then the case is judged by what you said before." }
                    }
                </p>
            }
            if is_given || entry.problem.is_some() {
                <div class="button-row">
                    { button("button", None, if is_given { "Back to what the case tells" } else { "Empty the field" }, reset) }
                </div>
            }
            { reasons(report, field, is_given) }
            if field == Field::Nodes {
                { nodes(report) }
                { writers(report) }
            }
        </section>
    }
}

fn control(desk: &DeskHandle, report: &Shared<Snapshot>, field: Field) -> Html {
    let card = Route::Cluster(Some(field)).element_id();
    let id = format!("{card}-field");
    let hint = format!("{card}-hint");
    let entry = desk.state.cluster.entry(field);
    let described = match entry.problem {
        Some(_) => format!("{hint} {card}-problem"),
        None => hint.clone(),
    };
    let invalid = entry.problem.is_some().then_some("true");
    let value = entry.text.clone();
    let oninput = desk.tell.reform(move |event: InputEvent| Action::Typed(field, browser::value_of(&event)));
    let onchange = {
        let desk = desk.clone();
        Callback::from(move |event: Event| desk.enter(field, browser::value_of(&event)))
    };
    let (label, words) = match field {
        Field::Release => ("The release of CUCM", "For example 12.5, 12.5(1)SU3, 14SU3 or 15."),
        Field::Mode => (
            "The cluster’s security mode",
            "The enterprise parameter Cluster Security Mode: 1 is mixed, 0 is non-secure.",
        ),
        Field::Nodes => (
            "The nodes, one a line",
            "The name, then addresses and what runs there: cucm-pub.example.com 10.0.0.1 publisher TFTP CallManager CAPF. \
             Name all nodes: that an entry is missing can only be told then.",
        ),
        Field::Phones => (
            "How many there are",
            "Old models such as 7940 and 7960. They know no ITL, and take a CTL from a signer only that they know.",
        ),
        Field::Backup => (
            "The day on which it was made",
            "The backup that would be restored, as in 2026-03-15: whatever was made after it is gone then, while phones still hold it.",
        ),
    };
    let control = match field {
        Field::Release => html! {
            <>
                <input {id} type="text" {value} list="releases" autocomplete="off" spellcheck="false"
                    aria-describedby={described} aria-invalid={invalid} {oninput} {onchange} />
                <datalist id="releases">{ for EXAMPLES.map(|release| html! { <option value={release} /> }) }</datalist>
            </>
        },
        Field::Mode => {
            let option = |name: &'static str, words: &'static str| {
                html! { <option value={name} selected={entry.given == name}>{ words }</option> }
            };
            html! {
                <select {id} aria-describedby={described} {onchange}>
                    { option("", "As the case tells") }
                    { option(MIXED, "Mixed mode") }
                    { option(NON_SECURE, "Non-secure mode") }
                </select>
            }
        }
        Field::Nodes => html! {
            <textarea {id} {value} rows={(entry.text.lines().count() + 1).clamp(4, 14).to_string()} autocomplete="off" spellcheck="false"
                    aria-describedby={described} aria-invalid={invalid} {oninput} {onchange} />
        },
        Field::Phones | Field::Backup => html! {
            <input {id} type="text" {value} inputmode="numeric" autocomplete="off"
                aria-describedby={described} aria-invalid={invalid} {oninput} {onchange} />
        },
    };
    html! {
        <div class="field">
            <label for={format!("{card}-field")}>{ label }</label>
            { control }
            <p class="soft hint" id={hint}>{ words }</p>
            if field == Field::Nodes {
                { node_buttons(desk, report) }
            }
        </div>
    }
}

/// Writing ends when the field is left, which nobody sees of a field with lines: a button says so.
fn node_buttons(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    let entry = desk.state.cluster.entry(Field::Nodes);
    let take = {
        let (desk, text) = (desk.clone(), entry.text.clone());
        Callback::from(move |_| desk.enter(Field::Nodes, text.clone()))
    };
    let inferred: Vec<String> = report.context.nodes.iter().map(line_of).collect();
    let copy = {
        let text = inferred.join("\n");
        desk.tell.reform(move |_: MouseEvent| Action::Typed(Field::Nodes, text.clone()))
    };
    html! {
        <div class="button-row">
            if entry.text.trim() != entry.given {
                { button("button primary", None, "Judge by these nodes", take) }
            }
            if entry.text.trim().is_empty() && !inferred.is_empty() {
                { button("button", None, "Start from the inferred nodes", copy) }
            }
        </div>
    }
}

/// Why something was inferred so.
fn reasons(report: &Shared<Snapshot>, field: Field, is_given: bool) -> Html {
    let reasons: Vec<&Inference> =
        report.context.inferences.iter().filter(|inference| inference.field == field.name()).collect();
    if reasons.is_empty() {
        if !matches!(field, Field::Phones | Field::Backup) && !is_given {
            return remark("Nothing in the case tells.");
        }
        return Html::default();
    }
    let item = |inference: &&Inference| {
        let evidence = &inference.evidence;
        html! {
            <li>
                { &inference.reason }
                if evidence.len() > NAMED {
                    <details>
                        <summary>{ format!("Seen in {}", words::count(evidence.len(), "place")) }</summary>
                        { evidence_list(report, evidence) }
                    </details>
                } else if !evidence.is_empty() {
                    { evidence_list(report, evidence) }
                }
            </li>
        }
    };
    html! {
        <>
            { part(if is_given { "What the case tells" } else { "Why" }) }
            <ul class="sentences">{ for reasons.iter().map(item) }</ul>
        </>
    }
}

const SERVICES: [NodeService; 6] = NodeService::ALL;

/// What runs on each node.
fn nodes(report: &Snapshot) -> Html {
    if report.context.nodes.is_empty() {
        return Html::default();
    }
    let mut columns = vec![("Node", "wide"), ("Addresses", "")];
    columns.extend(SERVICES.map(|service| (service.name(), "")));
    let runs = |node: &Node, service: NodeService| match node.runs(service) {
        Some(true) => text("yes"),
        Some(false) => span("soft", "no"),
        None => span("soft", "not known"),
    };
    let cells = |node: &Node| {
        let addresses = if node.addresses.is_empty() { "–".to_owned() } else { node.addresses.join(", ") };
        let mut cells = vec![text(&node.name), text(&addresses)];
        cells.extend(SERVICES.map(|service| runs(node, service)));
        cells
    };
    html! {
        <>
            { part("What each runs") }
            { plain_table("What each node runs".to_owned(), &columns, report.context.nodes.iter().map(cells).collect()) }
        </>
    }
}

/// Which node wrote each ITL, where that can be told.
fn writers(report: &Snapshot) -> Html {
    if report.context.list_nodes.is_empty() {
        return Html::default();
    }
    let cells = |writer: &trustlens_core::report::ListNode| {
        let list = link(&Route::Lists(Some((writer.input, None))), &report.input_name(writer.input));
        vec![list, text(&writer.node), text(&writer.reason)]
    };
    let rows = report.context.list_nodes.iter().map(cells).collect();
    html! {
        <>
            { part("Whose TFTP service wrote each ITL") }
            { plain_table("Which node wrote each ITL".to_owned(), &[("List", "wide"), ("Node", ""), ("Why", "wide")], rows) }
        </>
    }
}
