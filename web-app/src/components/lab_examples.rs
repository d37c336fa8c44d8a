use crate::browser;
use crate::desk::DeskHandle;
use crate::route::{Route, Tab};
use yew::prelude::*;

/// Faults that many people meet: the name in the lab, what it is called here, and what to see.
const FAULTS: [(&str, &str, &str); 4] = [
    ("capf-renewed-after-the-ctl", "CAPF renewed after the CTL", "Secure phones that need a new LSC do not register."),
    (
        "itl-signed-with-another-key",
        "Phones will refuse this ITL",
        "Its header names the right signer, and another key has signed it.",
    ),
    (
        "callmanager-and-tvs-renewed-together",
        "Phones that are locked out",
        "CallManager and TVS were renewed together: nobody is left to vouch for the new ITL.",
    ),
    ("lsc-expired", "An LSC that has expired", "One phone of the cluster no longer registers encrypted."),
];

/// Clusters that the lab breaks on purpose: each opens the lab with what is to be made.
pub fn lab_examples(desk: &DeskHandle) -> Html {
    html! {
        <section class="lab-examples" aria-labelledby="lab-examples-heading">
            <h2 id="lab-examples-heading">{ "Or break a cluster on purpose, in the lab" }</h2>
            <ul>{ for FAULTS.iter().map(|(fault, title, line)| button(desk, fault, title, line)) }</ul>
        </section>
    }
}

fn button(desk: &DeskHandle, fault: &'static str, title: &str, line: &str) -> Html {
    let lab = desk.lab.clone();
    let onclick = Callback::from(move |_| {
        lab.fit(fault.to_owned());
        browser::go_to(&Route::Lab(Tab::Make).to_string());
    });
    html! {
        <li key={fault}>
            <button type="button" class="lab-example" {onclick}>
                <strong>{ title }</strong>
                <span>{ line }</span>
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::FAULTS;
    use trustlens_core::lab::faults;

    #[test]
    fn the_lab_knows_these_faults() {
        for (name, ..) in FAULTS {
            assert!(faults::find(name).is_some(), "{name}");
        }
    }
}
