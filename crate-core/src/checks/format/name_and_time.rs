//! FMT-08

use super::super::{Check, Observations, any_list, byte};
use crate::case::evaluation::{Evaluation, JudgedList};
use crate::formats::signed_header::tag;
use crate::formats::trust_list::kind_of_name;
use crate::report::Severity;
use crate::timestamp::Timestamp;

/// 1990-01-01T00:00:00Z: before it there were no trust lists.
const EARLIEST: i64 = 631_152_000;

pub(in crate::checks) static CHECK: Check = Check {
    id: "FMT-08",
    severity: Severity::Warning,
    title: "Name and time in the header are plausible",
    meaning: "FILENAME says which list it is (per-phone names have the generic name inside, that is right), and TIMESTAMP when it was made. \
              An ITL under the name of a CTL was renamed by hand; a time before 1990 or in the future comes from a server with a wrong clock.",
    symptoms: "",
    plan: None,
    remedy: "Serve the file under its own name; check the publisher's NTP status with \"utils ntp status\".",
    source: "the file format as observed in files of CUCM and certutils",
    since: "0.1",
    needs: "a trust list",
    wants: &[],
    applies: any_list,
    run,
};

fn run(evaluation: &Evaluation<'_>, observations: &mut Observations) {
    for list in &evaluation.lists {
        name(list, observations);
        time(list, evaluation.at, observations);
    }
}

fn name(list: &JudgedList<'_>, observations: &mut Observations) {
    let header = &list.contents.list.header;
    let Some(inside) = header.file_name() else { return };
    let (given, meant) = (kind_of_name(&list.input.name), kind_of_name(&inside));
    if let (Some(given), Some(meant)) = (given, meant)
        && given != meant
    {
        let offset = header.find(tag::FILENAME).map_or(0, |element| element.offset);
        let detail = format!("The file is called {}, its header says {inside}.", list.input.short_name());
        observations.say("A trust list under the name of the other kind", detail, vec![byte(list.input.id, offset)]);
    }
}

fn time(list: &JudgedList<'_>, at: Timestamp, observations: &mut Observations) {
    let header = &list.contents.list.header;
    let Some(made) = header.timestamp() else { return };
    let offset = header.find(tag::TIMESTAMP).map_or(0, |element| element.offset);
    let title = if made.unix() < EARLIEST {
        "was made before there were trust lists"
    } else if made > at.plus_days(1) {
        "was made after the date it is judged by"
    } else {
        return;
    };
    let detail = format!("TIMESTAMP says {}; judged by {}.", made.for_people(), at.date());
    observations.say(format!("{} {title}", list.input.short_name()), detail, vec![byte(list.input.id, offset)]);
}
