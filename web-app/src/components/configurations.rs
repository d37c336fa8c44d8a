use super::{Fact, ShowMore, facts, link, remark, span};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use trustlens_core::report::Configuration;
use yew::prelude::*;

/// Every phone configuration of the case.
pub fn configurations(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.configurations.is_empty() {
        return remark("There is no phone configuration in the case.");
    }
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |count: usize| {
            let all = report.configurations.iter().take(count);
            html! { <div class="cards">{ for all.map(|configuration| card(&desk, &report, configuration)) }</div> }
        })
    };
    html! { <ShowMore count={report.configurations.len()} noun="configuration" {draw} /> }
}

fn card(desk: &DeskHandle, report: &Snapshot, configuration: &Configuration) -> Html {
    let id = Route::Configurations(Some(configuration.input)).element_id();
    let heading = format!("{id}-heading");
    let name = report.input_name(configuration.input);
    let device = configuration.device_name.as_deref().unwrap_or(&name);
    html! {
        <section key={configuration.input} class="card" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>
                { device.to_owned() }
                { for configuration.device_security_mode.as_deref().map(|mode| span("badge", mode)) }
            </h2>
            { facts(desk, about(report, configuration)) }
        </section>
    }
}

fn about(report: &Snapshot, configuration: &Configuration) -> [Option<Fact>; 11] {
    let list = |label, items: &[String]| (!items.is_empty()).then(|| Fact::words(label, items.join(", ")));
    let answer = |label, yes: Option<bool>| yes.map(|yes| Fact::words(label, if yes { "yes" } else { "no" }));
    let input = Route::Inputs(Some(configuration.input));
    [
        Fact::maybe("Device security mode", configuration.device_security_mode.as_ref()),
        Fact::maybe("Transport", configuration.transport.as_ref()),
        Fact::maybe("Firmware", configuration.load.as_ref()),
        list("CallManager group", &configuration.call_managers),
        list("TFTP servers", &configuration.tftp_servers),
        list("CAPF", &configuration.capf_servers),
        Fact::maybe("CAPF authentication", configuration.capf_authentication.as_ref()),
        configuration.certificate_hash.as_ref().map(|hash| Fact::copyable("MD5 of the phone's certificate", hash)),
        answer("Encrypted configuration", configuration.encrypted),
        answer("Whole configuration", configuration.full),
        Some(Fact::html("Stands in", link(&input, &report.input_name(configuration.input)))),
    ]
}
