//! `show itl` and `show ctl`.

use super::{Mark, Section, Text};
use crate::formats::transcript::{self, NoList, Output, PrintedLine, Stage, TrustListTranscript, stage};
use crate::intake::{Artifact, Recognised};
use crate::report::{InputKind, ListKind};
use crate::text::count;

pub(super) const SECTION: Section = Section {
    command: |command| matches!(command, "show itl" | "show ctl"),
    mark: |line| {
        let (stage, kind) = stage(line)?;
        let flavour = kind.map(name_of_kind);
        Some(match stage {
            Stage::Head(number) => Mark::head(number, flavour),
            Stage::FirstRecord => Mark::first(flavour),
            Stage::Records => Mark::body(flavour),
            Stage::Last => Mark::last(flavour),
        })
    },
    holds_pem: false,
    name: |text| {
        let kind = text.lines().iter().find_map(|line| stage(line.text.trim())?.1);
        command_of_kind(kind.unwrap_or(ListKind::Unknown))
    },
    read,
};

fn read(text: &Text<'_>) -> Option<Recognised> {
    let lines = text.lines().iter().map(|line| PrintedLine {
        text: &line.text,
        offset: line.offset,
        end: line.end,
        is_ended: line.is_ended,
    });
    Some(match transcript::read(lines)? {
        Output::List(transcript) => list(*transcript),
        Output::NoList(no_list) => without_list(no_list),
    })
}

fn list(transcript: TrustListTranscript) -> Recognised {
    let records = transcript.list.records.iter().filter(|record| !record.elements.is_empty()).count();
    let what = name_of_kind(transcript.kind);
    let part = if transcript.facts.whole == Some(true) { "" } else { "; the text is not whole" };
    let command = command_of_kind(transcript.kind);
    let description = format!("{what} with {}, as \"{command}\" printed it{part}", count(records, "record"));
    Recognised {
        problems: transcript.problems.clone(),
        artifact: Artifact::Transcript(transcript),
        ..Recognised::new(InputKind::Transcript, description)
    }
}

fn without_list(no_list: NoList) -> Recognised {
    let what = name_of_kind(no_list.kind);
    let says = if no_list.unreadable {
        format!("the server cannot read its {what}")
    } else {
        format!("the server has no {what}")
    };
    let description = format!("output of \"{}\": {says}", command_of_kind(no_list.kind));
    Recognised { artifact: Artifact::NoList(no_list), ..Recognised::new(InputKind::Transcript, description) }
}

fn name_of_kind(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Itl => "ITL",
        ListKind::Ctl => "CTL",
        ListKind::Unknown => "trust list",
    }
}

fn command_of_kind(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Itl => "show itl",
        ListKind::Ctl => "show ctl",
        ListKind::Unknown => "show itl or show ctl",
    }
}
