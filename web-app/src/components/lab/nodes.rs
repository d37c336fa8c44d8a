use super::super::{Glyph, button, icon, plain_table, span};
use super::controls::{Kind, input, problem_of, slot, text_field, tick};
use crate::browser;
use crate::desk::DeskHandle;
use crate::state::Action;
use crate::workbench::field::domain;
use crate::workbench::{Act, Field};
use trustlens_core::lab::MOST_NODES;
use trustlens_core::report::NodeService;
use yew::prelude::*;

/// What can be said to run on a node; that the first is the publisher is no choice.
const SERVICES: [(NodeService, &str); 5] = [
    (NodeService::Callmanager, "CallManager"),
    (NodeService::Tftp, "TFTP"),
    (NodeService::Tvs, "TVS"),
    (NodeService::Capf, "CAPF"),
    (NodeService::ImPresence, "IM&P"),
];

/// The nodes, a row each, and what is the same for all of them.
pub fn nodes(desk: &DeskHandle) -> Html {
    let description = desk.state.lab.form.description();
    let mut columns = vec![("Name", "wide"), ("Address", "")];
    columns.extend(SERVICES.map(|(_, name)| (name, "service")));
    columns.push(("Remove", "service"));
    let rows = (0..description.nodes.len()).map(|number| row(desk, number)).collect();
    let placeholder = if domain(description).is_some() { "None" } else { "Several" };
    html! {
        <>
            <div class="lab-fields">
                { text_field(&slot(desk, Field::Domain), "Domain of all nodes", "", Kind { placeholder, ..Kind::default() }) }
            </div>
            <div class="lab-nodes">{ plain_table("Nodes of the cluster".to_owned(), &columns, rows) }</div>
            if description.nodes.len() < MOST_NODES {
                <div class="button-row">
                    { button("button", None, "Add a node", desk.on_press(|| Action::Lab(Act::NodeAdded))) }
                </div>
            }
        </>
    }
}

fn row(desk: &DeskHandle, number: usize) -> Vec<Html> {
    let is_first = number == 0;
    let place = if is_first { "the publisher".to_owned() } else { format!("node {}", number + 1) };
    let cell = |field: Field, what: &str| {
        let slot = slot(desk, field);
        html! { <>{ input(&slot, Kind::default(), Some(format!("{what} of {place}"))) }{ problem_of(&slot) }</> }
    };
    let runs = slot(desk, Field::NodeRuns(number, NodeService::Callmanager));
    let name = html! {
        <>
            { cell(Field::NodeName(number), "Name") }
            if is_first {
                { span("soft hint", "Publisher") }
            }
            { problem_of(&runs) }
        </>
    };
    let service = |(service, name): (NodeService, &str)| match service {
        // CAPF runs on the publisher alone, IM and Presence never there.
        NodeService::Capf if !is_first => span("soft", "–"),
        NodeService::ImPresence if is_first => span("soft", "–"),
        _ => tick(&slot(desk, Field::NodeRuns(number, service)), "", Some(format!("{name} on {place}"))),
    };
    let mut cells = vec![name, cell(Field::NodeAddress(number), "Address")];
    cells.extend(SERVICES.map(service));
    cells.push(if is_first { span("soft", "–") } else { remove(desk, number, &place) });
    cells
}

fn remove(desk: &DeskHandle, number: usize, place: &str) -> Html {
    let onclick = desk.tell.reform(move |_: MouseEvent| {
        // The button goes away, and the focus should not go with it.
        browser::focus("lab-nodes-heading");
        Action::Lab(Act::NodeRemoved(number))
    });
    let name = format!("Remove {place}");
    html! {
        <button type="button" class="button quiet icon-only" aria-label={name.clone()} title={name} {onclick}>{ icon(Glyph::Remove) }</button>
    }
}
