use super::trust_lists::file_facts;
use super::{Fact, ShowMore, facts, header_details, link, part, remark, span, verdict};
use crate::desk::DeskHandle;
use crate::route::Route;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::words;
use trustlens_core::report::{Encryption, SignedFile};
use yew::prelude::*;

/// Every signed and every encrypted file of the case.
pub fn signed_files(desk: &DeskHandle, report: &Shared<Snapshot>) -> Html {
    if report.signed_files.is_empty() {
        return remark("There is no signed file (.sgn) in the case.");
    }
    let draw = {
        let (desk, report) = (desk.clone(), report.clone());
        Callback::from(move |count: usize| {
            let files = report.signed_files.iter().take(count);
            html! { <div class="cards">{ for files.map(|file| card(&desk, &report, file)) }</div> }
        })
    };
    html! { <ShowMore count={report.signed_files.len()} noun="signed file" {draw} /> }
}

fn card(desk: &DeskHandle, report: &Snapshot, file: &SignedFile) -> Html {
    let id = Route::SignedFiles(Some(file.input)).element_id();
    let heading = format!("{id}-heading");
    let kind = if file.encryption.is_some() { "Encrypted file" } else { "Signed file" };
    html! {
        <section key={file.input} class="card" {id} aria-labelledby={heading.clone()} tabindex="-1">
            <h2 id={heading}>{ report.input_name(file.input) }{ span("badge", kind) }</h2>
            { verdict(words::verdict(file.signature.status), &file.signature.reason, Html::default()) }
            if let Some(list) = file.signature.found_in {
                <p class="soft">
                    { "Verified with a record of " }
                    { link(&Route::Lists(Some((list, file.signature.record))), &report.input_name(list)) }
                    { "." }
                </p>
            }
            <div class="columns">
                { facts(desk, header_facts(file)) }
                <div>{ facts(desk, body_facts(file)) }{ facts(desk, file_facts(report, file.input)) }</div>
            </div>
            if let Some(encryption) = &file.encryption {
                { part("Encryption") }
                <p>{ &encryption.note }</p>
                { facts(desk, encryption_facts(encryption)) }
            }
            { header_details(desk, file.input) }
        </section>
    }
}

fn header_facts(file: &SignedFile) -> [Option<Fact>; 8] {
    [
        file.signer.subject.as_ref().map(|name| Fact::name("Signer", name)),
        file.signer.issuer.as_ref().map(|name| Fact::name("Signer's issuer", name)),
        file.signer.serial.as_ref().map(|serial| Fact::copyable("Signer's serial number", serial)),
        file.timestamp.map(|time| Fact::words("Made at", time.for_people())),
        Fact::maybe("File name inside", file.file_name.as_ref()),
        Fact::maybe("Version", file.version.as_ref()),
        file.digest.as_ref().map(|digest| Fact::words("Digest", words::digest(digest))),
        file.header_length.map(|length| Fact::words("Header length", words::bytes(length))),
    ]
}

fn body_facts(file: &SignedFile) -> [Fact; 2] {
    [Fact::words("Body", file.body_description.clone()), Fact::words("Size of the body", words::bytes(file.body_size))]
}

fn encryption_facts(encryption: &Encryption) -> [Option<Fact>; 7] {
    let number = |label, value: Option<u64>, unit| value.map(|value| Fact::words(label, format!("{value} {unit}")));
    [
        Some(Fact::words("Cipher", encryption.cipher.clone())),
        encryption.initialization_vector.as_ref().map(|vector| Fact::copyable("Initialisation vector", vector)),
        number("Padding", encryption.padding.map(u64::from), "bytes"),
        number("Key wrapped for an RSA key of", encryption.key_bits.map(u64::from), "bits"),
        number("Wrapped key", encryption.wrapped_key_size, "bytes"),
        encryption.digest.as_ref().map(|digest| Fact::words("Digest algorithm", words::digest(digest))),
        encryption.plain_digest.as_ref().map(|digest| Fact::copyable("Digest of the plain text", digest)),
    ]
}
