use super::remark;
use crate::browser::{self, Example};
use crate::desk::DeskHandle;
use crate::session::Gift;
use crate::state::Action;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Cases to look at without any file at hand.
pub fn example_menu(desk: &DeskHandle) -> Html {
    let list = match desk.state.examples.as_deref() {
        None => remark("Loading the list …"),
        Some(Err(reason)) => remark(reason),
        Some(Ok(examples)) => html! { <ul>{ for examples.iter().map(|example| button(desk, example)) }</ul> },
    };
    html! {
        <section class="examples" aria-labelledby="examples-heading">
            <h2 id="examples-heading">{ "Open an example" }</h2>
            { list }
        </section>
    }
}

/// Asks the page's server for the list of examples.
pub fn load_examples(tell: Callback<Action>) {
    spawn_local(async move { tell.emit(Action::ExamplesCame(browser::fetch_examples().await)) });
}

fn button(desk: &DeskHandle, example: &Example) -> Html {
    let onclick = {
        let (desk, example) = (desk.clone(), example.clone());
        Callback::from(move |_| {
            desk.session.prepare();
            let (desk, example) = (desk.clone(), example.clone());
            spawn_local(async move {
                match load(&example).await {
                    Ok(gifts) => {
                        for (field, text) in &example.settings {
                            desk.enter(*field, text.clone());
                        }
                        desk.session.give(gifts);
                    }
                    Err(reason) => desk.tell.emit(Action::Noticed(Some(reason))),
                }
            });
        })
    };
    html! {
        <li key={example.title.clone()}>
            <button type="button" class="example" {onclick}>
                <strong>{ &example.title }</strong>
                <span>{ &example.line }</span>
            </button>
        </li>
    }
}

async fn load(example: &Example) -> Result<Vec<Gift>, String> {
    let mut gifts = Vec::with_capacity(example.files.len());
    for path in &example.files {
        let blob = browser::fetch_file(path).await?;
        // The first folder is the example's; those below it are of the case, called after nodes and trust stores.
        let name = path.split_once('/').map_or(path.as_str(), |(_, within)| within).to_owned();
        gifts.push(Gift { name, blob });
    }
    Ok(gifts)
}
