use super::{Glyph, button, icon};
use crate::browser;
use crate::desk::DeskHandle;
use crate::state::{Action, Work};
use crate::words::{self, thousands};
use trustlens_web::protocol::SourceId;
use yew::prelude::*;

/// What is being done at the moment, how far it is, and what a person must know of it.
pub fn status_bar(desk: &DeskHandle) -> Html {
    let state = &desk.state;
    let dismiss = desk.tell.reform(|_: MouseEvent| Action::Noticed(None));
    let resume = {
        let desk = desk.clone();
        Callback::from(move |_| desk.session.resume())
    };
    html! {
        <>
            if let Some(notice) = &state.notice {
                <div class="notice" role="alert">
                    <p>{ notice }</p>
                    { button("button quiet", None, "Close", dismiss) }
                </div>
            }
            if let Some(words) = trouble(&state.work) {
                <div class="notice" role="alert">
                    <p>{ words }</p>
                    { button("button", None, "Try again", resume) }
                </div>
            }
            { progress(desk) }
        </>
    }
}

/// What keeps the page from going on, and what the person can do about it.
fn trouble(work: &Work) -> Option<String> {
    let words = match work {
        Work::Stopped => "The program that reads files stopped several times, and no single file is to blame. \
             Everything you gave is kept here. If it happens again, reload the page."
            .to_owned(),
        Work::NotLoaded { is_offline: true, .. } => {
            "This browser is offline. The part of Trustlens that reads files is loaded once it is needed, and has not \
             come yet. Everything you gave is kept here: connect to the network and try again."
                .to_owned()
        }
        Work::NotLoaded { reason, .. } => {
            let reason = if reason.is_empty() { String::new() } else { format!(" The browser says: {reason}") };
            format!(
                "The part of Trustlens that reads files could not be loaded. Everything you gave is kept here. If \
                 trying again does not help, reload the page and give your files once more.{reason}"
            )
        }
        _ => return None,
    };
    Some(words)
}

fn progress(desk: &DeskHandle) -> Html {
    let (words, done, total) = match desk.state.work {
        Work::Idle | Work::Stopped | Work::NotLoaded { .. } => return Html::default(),
        Work::Collecting(found) => (format!("Collecting files: {} found", thousands(found as u64)), 0, 0),
        Work::Loading => ("Loading the part of Trustlens that reads files".to_owned(), 0, 0),
        Work::Reading(done, total) => {
            (format!("Reading {} of {}", thousands(done as u64), words::count(total, "source")), done, total)
        }
        Work::ReadingBytes { source, ref name, done, total } => {
            let words = format!("Reading {name}: {}", words::megabytes(done, total));
            return bar(&words, done, total, stop_button(desk, source, name));
        }
        Work::Judging(_, 0) => ("Judging the case".to_owned(), 0, 0),
        Work::Judging(done, total) => {
            (format!("Judging: {} of {}", thousands(done as u64), thousands(total as u64)), done, total)
        }
    };
    bar(&words, done as u64, total as u64, Html::default())
}

/// A total of 0 means that how far it is cannot be told.
fn bar(words: &str, done: u64, total: u64, stop: Html) -> Html {
    let value = (total > 0).then(|| done.to_string());
    let max = (total > 0).then(|| total.to_string());
    html! {
        <div class="progress">
            { icon(Glyph::Lens) }
            <div>
                <label for="progress">{ words.to_owned() }</label>
                <progress id="progress" {value} {max} />
            </div>
            { stop }
        </div>
    }
}

fn stop_button(desk: &DeskHandle, source: SourceId, name: &str) -> Html {
    let onclick = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.session.cancel(source);
            // The button goes away, and the focus should not go with it.
            browser::focus("main-heading");
        })
    };
    let name = format!("Stop reading {name}");
    html! { <button type="button" class="button" aria-label={name} {onclick}>{ "Stop" }</button> }
}
