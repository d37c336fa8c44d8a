use super::super::{Glyph, button, icon, part, plain_table, remark, text};
use super::faults::chosen_faults;
use crate::browser;
use crate::desk::DeskHandle;
use crate::shared::Shared;
use crate::state::{Action, Dialog};
use crate::words;
use crate::workbench::{Made, Making};
use trustlens_core::lab::Description;
use trustlens_web::lab::protocol::FileEntry;
use yew::prelude::*;

/// What is going to be made, the button for it, and what came of it.
pub fn making(desk: &DeskHandle) -> Html {
    let bench = &desk.state.lab;
    html! {
        <section class="card lab-make" aria-labelledby="lab-make-heading">
            <h2 id="lab-make-heading" tabindex="-1">{ "Make it" }</h2>
            <p>{ in_words(bench.form.description()) }</p>
            { chosen_faults(desk) }
            { obstacle_list(bench.obstacles()) }
            if !bench.is_making() {
                { make_button(desk) }
            }
            { outcome(desk) }
            <div class="visually-hidden" role="status">{ announcement(&bench.making) }</div>
        </section>
    }
}

/// "Release 14, mixed mode, 3 nodes, no phones, seed “a course”."
fn in_words(description: &Description) -> String {
    let Description { release, mode, nodes, phones, seed, .. } = description;
    let phones = if phones.count == 0 { "no phones".to_owned() } else { words::count(phones.count, "phone") };
    let seed = seed.as_ref().map_or_else(|| "random keys".to_owned(), |seed| format!("keys from the seed “{seed}”"));
    format!("Release {release}, {}, {}, {phones}, {seed}.", words::mode(*mode), words::count(nodes.len(), "node"))
}

/// What keeps something from being made: for each a sentence, with a way to the element that has the `id`.
pub fn obstacle_list(obstacles: Vec<(Option<String>, String)>) -> Html {
    let number = words::count(obstacles.len(), "problem");
    let entry = |(place, problem): (Option<String>, String)| {
        let Some(place) = place else { return html! { <li>{ problem }</li> } };
        let show = Callback::from(move |_: MouseEvent| {
            browser::uncover(&place);
        });
        html! { <li><button type="button" class="opener" onclick={show}><span>{ problem }</span></button></li> }
    };
    html! {
        <div role="status">
            if !obstacles.is_empty() {
                <div class="lab-obstacles">
                    <p>{ icon(Glyph::Error) }<strong>{ format!("{number} to mend first:") }</strong></p>
                    <ul class="sentences">{ for obstacles.into_iter().map(entry) }</ul>
                </div>
            }
        </div>
    }
}

fn make_button(desk: &DeskHandle) -> Html {
    let make = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.lab.make(desk.state.lab.form.description().clone());
            browser::focus("lab-make-heading");
        })
    };
    let disabled = !desk.state.lab.obstacles().is_empty();
    let class = if matches!(desk.state.lab.making, Making::Made(_)) { "button" } else { "button primary" };
    html! {
        <div class="button-row">
            <button type="button" {class} {disabled} onclick={make}>{ "Make the cluster" }</button>
        </div>
    }
}

fn outcome(desk: &DeskHandle) -> Html {
    match &desk.state.lab.making {
        Making::Idle => Html::default(),
        Making::Working { done, total, what } => progress(desk, *done, *total, what),
        Making::Stopped => remark("You stopped it before it was made."),
        Making::Failed(reason) => html! { <div class="notice" role="alert"><p>{ reason }</p></div> },
        Making::Made(made) => result(desk, made),
    }
}

fn progress(desk: &DeskHandle, done: usize, total: usize, what: &str) -> Html {
    let is_known = total > 0;
    let counted = if is_known { format!("{done} of {}", words::count(total, "step")) } else { "Starting".to_owned() };
    let stop = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.lab.stop(desk.state.lab.form.description().clone());
            // The button goes away, and the focus should not go with it.
            browser::focus("lab-make-heading");
        })
    };
    html! {
        <div class="lab-progress">
            <label for="lab-progress">{ counted }</label>
            <progress id="lab-progress" value={is_known.then(|| done.to_string())} max={is_known.then(|| total.to_string())} />
            <p class="soft">{ words::sentence(what) }</p>
            <div class="button-row">{ button("button", None, "Cancel", stop) }</div>
        </div>
    }
}

fn result(desk: &DeskHandle, made: &Shared<Made>) -> Html {
    let size = made.files.iter().map(|file| file.size).sum();
    let open = {
        let (desk, made) = (desk.clone(), made.clone());
        Callback::from(move |_: MouseEvent| {
            if desk.state.has_case() {
                desk.tell.emit(Action::Asked(Some(Dialog::OpenMade)));
            } else {
                desk.inspect(&made.file(), Some(&made.settings), false);
            }
        })
    };
    let save = {
        let made = made.clone();
        Callback::from(move |_: MouseEvent| browser::save(&made.archive, &made.archive_name()))
    };
    html! {
        <div class="lab-result">
            { part("It is made") }
            <p>{ format!("{}, {}.", words::count(made.files.len(), "file"), words::bytes(size)) }</p>
            if made.description != *desk.state.lab.form.description() {
                { remark("You have changed the description since.") }
            }
            <div class="button-row">
                { button("button primary", Some(Glyph::Lens), "Open in the inspector", open) }
                { button("button", Some(Glyph::File), "Save as zip", save) }
            </div>
            { for by_folder(&made.files).map(|(folder, files)| folder_view(folder, files)) }
        </div>
    }
}

/// The files by the first folder in their path.
fn by_folder(files: &[FileEntry]) -> impl Iterator<Item = (&str, &[FileEntry])> {
    files
        .chunk_by(|one, other| folder_of(one) == folder_of(other))
        .map(|group| (group.first().map_or("", folder_of), group))
}

fn folder_of(file: &FileEntry) -> &str {
    file.name.split_once('/').map_or("", |(folder, _)| folder)
}

fn folder_view(folder: &str, files: &[FileEntry]) -> Html {
    let (title, label) = match folder {
        "" => ("Beside the folders".to_owned(), "Files beside the folders".to_owned()),
        _ => (format!("{folder}/"), format!("Files in {folder}")),
    };
    let within =
        |file: &FileEntry| file.name.strip_prefix(folder).unwrap_or(&file.name).trim_start_matches('/').to_owned();
    let row = |file: &FileEntry| vec![text(&within(file)), text(&words::bytes(file.size))];
    html! {
        <details key={folder.to_owned()}>
            <summary><span class="code">{ title }</span>{ " " }<span class="soft">{ words::count(files.len(), "file") }</span></summary>
            { plain_table(label, &[("File", "wide"), ("Size", "number")], files.iter().map(row).collect()) }
        </details>
    }
}

/// For those who hear the page. Numbers of progress are left out: they would be read aloud without end.
fn announcement(making: &Making) -> String {
    match making {
        Making::Idle | Making::Failed(_) => String::new(),
        Making::Working { .. } => "Making the cluster. This may take a while, and can be cancelled.".to_owned(),
        Making::Made(made) => format!("The cluster is made: {}.", words::count(made.files.len(), "file")),
        Making::Stopped => "Stopped.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trustlens_core::report::ClusterMode;

    #[test]
    fn files_are_shown_by_folder() {
        let file = |name: &str| FileEntry { name: name.to_owned(), size: 1 };
        let files =
            [file("README.txt"), file("cucm-pub/ITLFile.tlv"), file("cucm-pub/tomcat-trust/a.pem"), file("keys/a.pem")];
        let folders: Vec<(&str, usize)> = by_folder(&files).map(|(folder, files)| (folder, files.len())).collect();
        assert_eq!(folders, [("", 1), ("cucm-pub", 2), ("keys", 1)]);
    }

    #[test]
    fn a_description_is_told_in_a_sentence() {
        let mut description = Description::healthy("12.5", ClusterMode::Mixed, 1);
        assert_eq!(in_words(&description), "Release 12.5, mixed mode, 1 node, no phones, random keys.");
        description.phones.count = 2;
        description.seed = Some("a".to_owned());
        assert_eq!(in_words(&description), "Release 12.5, mixed mode, 1 node, 2 phones, keys from the seed “a”.");
    }
}
