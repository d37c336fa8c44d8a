use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// What the dialog is about.
    pub title: AttrValue,
    /// The person closed it, with Escape for example.
    pub onclose: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A window over the page. The browser keeps the focus in it, closes it at Escape, and gives the focus back.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let element = use_node_ref();
    let opened = element.clone();
    use_effect_with((), move |()| {
        if let Some(dialog) = opened.cast::<HtmlDialogElement>()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    let onclose = props.onclose.reform(|_: Event| ());
    html! {
        <dialog ref={element} aria-labelledby="dialog-title" {onclose}>
            <h2 id="dialog-title">{ &props.title }</h2>
            { props.children.clone() }
        </dialog>
    }
}
