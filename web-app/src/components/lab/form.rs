use super::controls::{Kind, field, input, select_field, slot, text_field, ticks};
use super::nodes::nodes;
use crate::browser;
use crate::desk::DeskHandle;
use crate::state::Action;
use crate::workbench::field::{CERTIFICATE_HASHES, DIGESTS, MIXED, MULTI_SERVER, NO, NON_SECURE, SIGNED, YES};
use crate::workbench::{Act, Field};
use trustlens_core::crypto::HashAlgorithm;
use trustlens_core::lab::{KeyKind, MOST_PHONES, RELEASES};
use yew::prelude::*;

/// The value of the choice of releases that stands for one that is written.
const OTHER: &str = "other";

const DATE: Kind = Kind { input: "date", placeholder: "" };
const PLAIN: Kind = Kind { input: "", placeholder: "" };
const COUNT: Kind = Kind { input: "number", placeholder: "" };

/// The form for a description: what most people want to say.
pub fn form(desk: &DeskHandle) -> Html {
    html! {
        <>
            <section class="card" aria-labelledby="lab-cluster-heading">
                <h2 id="lab-cluster-heading">{ "Cluster" }</h2>
                <div class="lab-fields">
                    { release(desk) }
                    { select_field(&slot(desk, Field::Mode), "Mode", "", &[
                        (MIXED, "Mixed: with a CTL".to_owned()),
                        (NON_SECURE, "Non-secure: without a CTL".to_owned()),
                    ]) }
                    { text_field(&slot(desk, Field::NodeCount), "Number of nodes", "", COUNT) }
                    { text_field(&slot(desk, Field::PhoneCount), "Number of phones", &format!("At most {MOST_PHONES}."), COUNT) }
                    { select_field(&slot(desk, Field::Key), "Keys", "Short ones are made faster.", &KeyKind::OFFERED.map(|kind| (kind.name(), key(kind)))) }
                    { text_field(&slot(desk, Field::Seed), "Seed", "The same seed and description give the same bytes. Without one, keys are random.", PLAIN) }
                </div>
            </section>
            <section class="card" aria-labelledby="lab-nodes-heading">
                <h2 id="lab-nodes-heading" tabindex="-1">{ "Nodes" }</h2>
                { nodes(desk) }
            </section>
        </>
    }
}

/// The rest of the form, in parts that open.
pub fn further(desk: &DeskHandle) -> Html {
    html! {
        <section class="card lab-more" aria-labelledby="lab-more-heading">
            <h2 id="lab-more-heading">{ "More of the cluster" }</h2>
            { more("Certificates", certificates(desk)) }
            { more("Trust lists", lists(desk)) }
            { more("Phones", phones(desk)) }
            { more("Dates and names", names(desk)) }
        </section>
    }
}

fn more(title: &str, fields: Html) -> Html {
    html! { <details><summary>{ title.to_owned() }</summary><div class="lab-fields">{ fields }</div></details> }
}

fn release(desk: &DeskHandle) -> Html {
    let bench = &desk.state.lab;
    let now = bench.form.text(Field::Release);
    let writes = bench.writes_release || !RELEASES.contains(&now.as_str());
    let id = Field::Release.id();
    let onchange = desk.tell.reform(|event: Event| {
        let chosen = browser::value_of(&event);
        Action::Lab(if chosen == OTHER { Act::WritesRelease } else { Act::Wrote(Field::Release, chosen) })
    });
    // The newest first: that is what most want.
    let option = |release: &&'static str| {
        html! { <option value={*release} selected={!writes && now == **release}>{ *release }</option> }
    };
    let choice_id = if writes { format!("{id}-choice") } else { id.clone() };
    let name = writes.then_some("Release, chosen from a list");
    let control = html! {
        <>
            <select id={choice_id} aria-label={name} aria-describedby={format!("{id}-problem")} {onchange}>
                { for RELEASES.iter().rev().map(option) }
                <option value={OTHER} selected={writes}>{ "Another" }</option>
            </select>
            if writes {
                { input(&slot(desk, Field::Release), Kind { placeholder: "13.1", ..PLAIN }, None) }
            }
        </>
    };
    field(
        &slot(desk, Field::Release),
        "Release",
        "Brings the ways of that release for all that you do not change.",
        control,
    )
}

fn key(kind: KeyKind) -> String {
    match kind.rsa_bits() {
        Some(bits) => format!("RSA, {bits} bits"),
        None => format!("RSA, 2048 bits, and EC {}", kind.name().to_uppercase()),
    }
}

/// Hashes to choose from, by their names.
pub fn hashes<const N: usize>(hashes: [HashAlgorithm; N]) -> [(&'static str, String); N] {
    hashes.map(|hash| (hash.name(), hash.name().to_owned()))
}

fn certificates(desk: &DeskHandle) -> Html {
    html! {
        <>
            { ticks(
                "Signed by an authority",
                "A root and an intermediate below it are made. What is not ticked is self-signed.",
                &SIGNED.map(|kind| (slot(desk, Field::Signed(kind)), kind.name().to_owned())),
            ) }
            { ticks(
                "Multi-server",
                "One certificate with the names of all nodes, on all of them: since 10.5, TVS since 14.",
                &MULTI_SERVER.map(|kind| (slot(desk, Field::MultiServer(kind)), kind.name().to_owned())),
            ) }
            { select_field(&slot(desk, Field::CertificateHash), "Hash of certificates", "", &hashes(CERTIFICATE_HASHES)) }
        </>
    }
}

fn lists(desk: &DeskHandle) -> Html {
    html! {
        <>
            { select_field(&slot(desk, Field::Digest), "Hash of lists and configurations", "", &hashes(DIGESTS)) }
            { select_field(&slot(desk, Field::CtlSigner), "The CTL is signed", "", &[
                (YES, "Without tokens (since 10.0)".to_owned()),
                (NO, "By hardware tokens".to_owned()),
            ]) }
            { text_field(&slot(desk, Field::Version), "VERSION", "1.2 in lists of CUCM.", PLAIN) }
            { text_field(&slot(desk, Field::SignerVersion), "SIGNERVERSION (tag 28)", "CUCM writes none; certutils writes 1.1 for its phones.", Kind { placeholder: "None", ..PLAIN }) }
            { select_field(&slot(desk, Field::Order), "Order of tags", "", &[
                (YES, "As CUCM writes them".to_owned()),
                (NO, "As certutils writes them".to_owned()),
            ]) }
            { ticks( "Further", "", &[
                (slot(desk, Field::NamesOfPhones), "Each list also under the names that phones ask for".to_owned()),
                (slot(desk, Field::EllipticInLists), "EC certificates of CallManager in the lists".to_owned()),
            ]) }
        </>
    }
}

fn phones(desk: &DeskHandle) -> Html {
    let hint = if desk.state.lab.form.description().phones.count == 0 {
        "There are no phones: say above how many."
    } else {
        ""
    };
    ticks(
        "Certificates of phones",
        hint,
        &[
            (slot(desk, Field::Lsc), "An LSC that CAPF issued".to_owned()),
            (slot(desk, Field::Mic), "One that looks like a MIC: a made authority issued it, not Cisco".to_owned()),
        ],
    )
}

fn names(desk: &DeskHandle) -> Html {
    html! {
        <>
            { text_field(&slot(desk, Field::MadeAt), "Certificates made on", "Lists are made a day later.", DATE) }
            { text_field(&slot(desk, Field::JudgedAt), "Judged by the date", "At least three days after.", DATE) }
            { text_field(&slot(desk, Field::Organisation), "Names beside the common name", "In the order of the certificate, with commas between.", PLAIN) }
        </>
    }
}
