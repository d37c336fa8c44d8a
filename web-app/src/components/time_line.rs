use crate::expiry::{AXIS_LENGTH, Axis};
use crate::words::Tone;
use trustlens_core::Timestamp;
use trustlens_core::report::Certificate;
use yew::prelude::*;

/// The least width of a bar, as a place on the axis: enough to be seen.
const STUB: i64 = 80;

/// The years above the bars of a time line around a date.
pub fn time_axis(at: Timestamp) -> Html {
    let axis = Axis::around(at);
    let year = |(year, start): (i64, Timestamp)| {
        html! { <text x={percent(axis.place(start))} y="12">{ format!("’{:02}", year.rem_euclid(100)) }</text> }
    };
    html! { <svg class="time-axis" aria-hidden="true">{ for axis.years().into_iter().map(year) }</svg> }
}

/// The time during which a certificate is valid, with the date in it. The same is said in words beside it.
pub fn time_bar(certificate: &Certificate, at: Timestamp, tone: Tone) -> Html {
    let axis = Axis::around(at);
    let (from, until) = (axis.place(certificate.not_before), axis.place(certificate.not_after));
    // A bar that lies wholly outside is drawn as a stub at its end of the axis.
    let width = (until - from).max(STUB);
    let start = from.min(AXIS_LENGTH - width);
    let upright = |class: &'static str, time: Timestamp| {
        let place = percent(axis.place(time));
        html! { <line {class} x1={place.clone()} x2={place} y1="0" y2="100%" /> }
    };
    html! {
        <svg class={classes!("time-bar", tone.class())} aria-hidden="true">
            { for axis.years().into_iter().map(|(_, start)| upright("year", start)) }
            <rect x={percent(start)} width={percent(width)} y="30%" height="40%" rx="2" />
            { upright("now", at) }
        </svg>
    }
}

fn percent(place: i64) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}
