use super::{check_link, link, text};
use crate::cluster::Field;
use crate::route::Route;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::Undecided;
use yew::prelude::*;

/// The checks that could not be decided for want of a fact of the cluster, and the way to give it.
pub fn undecided(report: &Snapshot) -> Html {
    if report.undecided.is_empty() {
        return Html::default();
    }
    let mut lacks: Vec<&String> = Vec::new();
    for lack in report.undecided.iter().flat_map(|check| &check.needs) {
        if !lacks.contains(&lack) {
            lacks.push(lack);
        }
    }
    let item = |check: &Undecided| {
        let needs = check.needs.iter().collect::<Vec<_>>();
        html! { <li>{ check_link(&check.check) }{ format!(" {} – needs ", check.title) }{ listed(&needs) }</li> }
    };
    html! {
        <details class="undecided">
            <summary>{ format!("{} could not be decided", words::count(report.undecided.len(), "check")) }</summary>
            if report.undecided.len() > 1 {
                <p>{ "What was given does not tell enough. To decide them, Trustlens needs " }{ listed(&lacks) }{ "." }</p>
            }
            <ul class="links">{ for report.undecided.iter().map(item) }</ul>
        </details>
    }
}

/// Facts, each leading to its field.
fn listed(lacks: &[&String]) -> Html {
    let last = lacks.len().saturating_sub(1);
    let item = |(place, lack): (usize, &&String)| {
        let before = match place {
            0 => "",
            place if place == last => " and ",
            _ => ", ",
        };
        let words = match Field::of_lack(lack) {
            Some(field) => link(&Route::Cluster(Some(field)), lack),
            None => text(lack),
        };
        html! { <>{ before }{ words }</> }
    };
    html! { <>{ for lacks.iter().enumerate().map(item) }</> }
}
