use super::{
    Fact, ShowMore, evidence_link, expectation, facts, header_details, link, part, record_table, remark, sentences,
    span, tag, text, verdict,
};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{Evidence, ListSource, PhoneQuestion, Transcript, TrustList};
use yew::prelude::*;

/// Every trust list of the case.
pub fn trust_lists(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.trust_lists.is_empty() {
        return remark("There is no ITL or CTL in the case.");
    }
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |count: usize| {
            let cards = (0..count).map(|place| trust_list_card(&desk, &report, place, false));
            html! { <div class="cards">{ for cards }</div> }
        })
    };
    html! { <ShowMore count={report.trust_lists.len()} noun="trust list" {draw} /> }
}

/// The trust list at a place of the report: the verdict, the header, the records. For the overview the verdict's
/// word and the records.
pub fn trust_list_card(desk: &DeskHandle, report: &Shared<Snapshot>, place: usize, is_short: bool) -> Html {
    let Some(list) = report.trust_lists.get(place) else { return Html::default() };
    let route = Route::Lists(Some((list.input, None)));
    let id = route.element_id();
    let heading = format!("{id}-heading");
    let (tone, word) = words::list_verdict(list);
    let name = report.input_name(list.input);
    html! {
        <section key={list.input} class="card trust-list" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>
                { if is_short { link(&route, &name) } else { text(&name) } }
                { span("badge", words::list_kind(list.list)) }
                if list.source == ListSource::Transcript {
                    { span("badge", "from text") }
                }
                if is_short {
                    { tag(tone, word) }
                }
            </h2>
            if !is_short {
                { verdict((tone, word), &list.signature.reason, Html::default()) }
                <p>{ link(&phone_with(list.input), "Would a phone with this list take what it is offered?") }</p>
                { expectation(report, list.input) }
                <div class="columns">
                    { facts(desk, header_facts(list)) }
                    if let Some(transcript) = &list.transcript {
                        { facts(desk, transcript_facts(report, transcript)) }
                    } else {
                        { facts(desk, file_facts(report, list.input)) }
                    }
                </div>
                if let Some(transcript) = list.transcript.as_ref().filter(|transcript| !transcript.gaps.is_empty()) {
                    { part("What the text lacks") }
                    { sentences(&transcript.gaps) }
                }
                if list.source == ListSource::Binary {
                    { header_details(desk, list.input) }
                }
                { part(&words::count(list.records.len(), "record")) }
            }
            { record_table(desk, report, place) }
        </section>
    }
}

/// Asks what a phone does that holds a list.
fn phone_with(input: usize) -> Route {
    Route::Phone(Some(PhoneQuestion { holds: vec![input], ..PhoneQuestion::default() }))
}

fn header_facts(list: &TrustList) -> [Option<Fact>; 8] {
    [
        list.signer.subject.as_ref().map(|name| Fact::name("Signer", name)),
        list.signer.issuer.as_ref().map(|name| Fact::name("Signer's issuer", name)),
        list.signer.serial.as_ref().map(|serial| Fact::copyable("Signer's serial number", serial)),
        list.timestamp.map(|time| Fact::words("Made at", time.for_people())),
        Fact::maybe("File name inside", list.file_name.as_ref()),
        Fact::maybe("Version", list.version.as_ref()),
        list.digest.as_ref().map(|digest| Fact::words("Digest", words::digest(digest))),
        list.header_length.map(|length| Fact::words("Header length", words::bytes(length))),
    ]
}

/// What the text says of the file that it was printed from.
fn transcript_facts(report: &Snapshot, transcript: &Transcript) -> [Option<Fact>; 7] {
    let whole = match transcript.whole {
        Some(true) => "yes: the printed lengths add up to the length of the file",
        Some(false) => "no: the printed lengths do not add up to the length of the file",
        None => "not known: a length is missing",
    };
    let verified = transcript.verified.map(|verified| if verified { "it did" } else { "it did not" });
    let same_as = transcript.same_as.map(|input| {
        let itself = Evidence { input: Some(input), ..Evidence::default() };
        Fact::html("The same list as a file", evidence_link(report, &itself))
    });
    [
        Some(Fact::words("Is the text whole?", whole)),
        same_as,
        verified.map(|verified| Fact::words("Did the server say that it verified the file?", verified)),
        transcript.length.map(|length| Fact::words("Size of the file", words::bytes(length))),
        Fact::maybe("Last modified", transcript.modified.as_ref()),
        transcript.md5.as_ref().map(|md5| Fact::copyable("MD5 of the file", md5)),
        transcript.sha1.as_ref().map(|sha1| Fact::copyable("SHA-1 of the file", sha1)),
    ]
}

/// What `show itl`, `show ctl` and phones print of a file.
pub fn file_facts(report: &Snapshot, input: usize) -> Vec<Fact> {
    let Some(input) = report.input(input) else { return Vec::new() };
    vec![
        Fact::words("Size of the file", words::bytes(input.size)),
        Fact::copyable("MD5 of the file", &input.md5),
        Fact::copyable("SHA-1 of the file", &input.sha1),
        Fact::copyable("SHA-256 of the file", &input.sha256),
    ]
}
