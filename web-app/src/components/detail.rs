use super::remark;
use crate::desk::DeskHandle;
use crate::shared::Shared;
use trustlens_web::protocol::{Detail, Subject};
use yew::prelude::*;

/// Properties of [`WithDetail`].
#[derive(Properties, PartialEq)]
pub struct WithDetailProps {
    /// What is at hand.
    pub desk: DeskHandle,
    /// What to know more of.
    pub subject: Subject,
    /// What is drawn in the meantime.
    #[prop_or_default]
    pub meanwhile: Option<Shared<Detail>>,
    /// Draws the detail once it has come.
    pub draw: Callback<Shared<Detail>, Html>,
}

/// Asks for a detail of the report that is not in it, and draws it once it has come.
#[component]
pub fn WithDetail(props: &WithDetailProps) -> Html {
    let desk = props.desk.clone();
    let detail = desk.state.detail(&props.subject).cloned();
    use_effect_with((props.subject.clone(), detail.is_none()), move |(subject, is_missing)| {
        if *is_missing {
            desk.session.want(subject.clone());
        }
    });
    match detail.or_else(|| props.meanwhile.clone()) {
        None => remark("Loading …"),
        Some(detail) if *detail == Detail::Gone => remark("This is no longer in the case."),
        Some(detail) => props.draw.emit(detail),
    }
}
