use super::*;
use trustlens_core::Timestamp;
use trustlens_web::protocol::Detail;

fn settings() -> Settings {
    Settings::at(Timestamp::from_unix(0))
}

/// A worker of a few lines that dies when it reads, or judges a case with, a source of a fateful name.
struct FakeWorker {
    case: Vec<String>,
    dies_reading: &'static str,
    dies_judging: &'static str,
}

/// Lets the ledger and fake workers talk until all is quiet. Says what the last report was made of, and how many
/// workers it took.
fn run(ledger: &mut Ledger<()>, dies_reading: &'static str, dies_judging: &'static str) -> (Vec<String>, usize) {
    let mut judged = Vec::new();
    let mut workers = 1;
    let mut worker = FakeWorker { case: Vec::new(), dies_reading, dies_judging };
    while let Some((request, _)) = ledger.next_request() {
        match worker.answer(request) {
            Ok(responses) => {
                for response in responses {
                    if ledger.hear(&response) {
                        judged.clone_from(&worker.case);
                    }
                }
            }
            Err(reading) => {
                if let Some(source) = reading {
                    ledger.hear(&Response::Reading(source));
                }
                ledger.died("boom");
                worker = FakeWorker { case: Vec::new(), dies_reading, dies_judging };
                workers += 1;
                assert!(workers < 100, "it goes round in circles");
            }
        }
    }
    (judged, workers)
}

impl FakeWorker {
    fn answer(&mut self, request: Request) -> Result<Vec<Response>, Option<SourceId>> {
        match request {
            Request::Add { source, name } if name == self.dies_reading => Err(Some(source)),
            Request::Add { source, name } => {
                self.case.push(name);
                Ok(vec![Response::Added { source, inputs: vec![self.case.len() - 1] }])
            }
            Request::Report { .. } if self.case.iter().any(|name| name == self.dies_judging) => Err(None),
            Request::Report { sequence, .. } => Ok(vec![Response::Finished(sequence)]),
            Request::Remove { input } => {
                self.case[input] = "(removed)".to_owned();
                Ok(Vec::new())
            }
            Request::Unlock { password } => {
                self.case.push(password);
                Ok(Vec::new())
            }
            Request::Detail(_) | Request::Cancel { .. } => Ok(Vec::new()),
        }
    }
}

fn ledger_with(names: &[&str]) -> Ledger<()> {
    let mut ledger = Ledger::new(settings());
    for name in names {
        ledger.give((*name).to_owned(), ());
    }
    ledger
}

#[test]
fn all_sources_are_sent_before_the_report_is_asked_for() {
    let names: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    let mut ledger = ledger_with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(ledger.work(), Work::Reading(0, 100));
    assert_eq!(run(&mut ledger, "", ""), (names, 1));
    assert_eq!(ledger.work(), Work::Idle);
}

#[test]
fn a_password_goes_to_the_worker_once_and_again_to_its_successor() {
    let mut ledger = ledger_with(&["a"]);
    run(&mut ledger, "", "");
    ledger.unlock("secret".to_owned());
    ledger.unlock("secret".to_owned());
    let (judged, _) = run(&mut ledger, "", "");
    assert_eq!(judged, ["secret"], "and the case is judged anew");
    ledger.died("boom");
    let (judged, _) = run(&mut ledger, "", "");
    assert_eq!(judged, ["secret", "a"], "what it opens is opened as soon as it comes");
}

#[test]
fn few_sources_are_under_way_at_a_time() {
    let mut ledger = ledger_with(&["x"; 100]);
    let sent = std::iter::from_fn(|| ledger.next_request()).count();
    assert_eq!(sent, WINDOW);
    assert!(ledger.is_waiting());
}

#[test]
fn what_cannot_be_read_is_left_out_and_the_rest_survives() {
    let mut ledger = ledger_with(&["a", "evil", "b"]);
    assert_eq!(run(&mut ledger, "evil", ""), (vec!["a".to_owned(), "b".to_owned()], 2));
    let failures = ledger.failures();
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].name, "evil");
    assert!(failures[0].reason.contains("boom"), "{}", failures[0].reason);

    ledger.try_again(failures[0].source);
    assert_eq!(run(&mut ledger, "", "").0.last().map(String::as_str), Some("evil"));
    assert!(ledger.failures().is_empty());
}

#[test]
fn what_cannot_be_judged_is_found_and_left_out() {
    let names: Vec<String> = (0..33).map(|number| number.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for culprit in ["0", "1", "16", "31", "32"] {
        let mut ledger = ledger_with(&names);
        let (judged, workers) = run(&mut ledger, "", culprit);
        assert_eq!(ledger.failures().iter().map(|failure| failure.name.as_str()).collect::<Vec<_>>(), [culprit]);
        assert_eq!(judged.len(), 32, "culprit {culprit}");
        assert!(workers < 12, "{workers} workers for culprit {culprit}");
    }
}

#[test]
fn a_single_accident_costs_nothing() {
    let mut ledger = ledger_with(&["a", "b"]);
    run(&mut ledger, "", "");
    ledger.died("closed from outside");
    assert_eq!(run(&mut ledger, "", "").0, ["a", "b"]);
    assert!(ledger.failures().is_empty());
}

#[test]
fn a_worker_that_cannot_live_is_given_up() {
    let mut ledger = ledger_with(&["a"]);
    for _ in 0..DEATHS_BEFORE_STOP {
        assert_ne!(ledger.work(), Work::Stopped);
        ledger.died("could not be loaded");
    }
    assert_eq!(ledger.work(), Work::Stopped);
    assert_eq!(ledger.next_request(), None);
    ledger.resume();
    assert_eq!(run(&mut ledger, "", "").0, ["a"]);
}

#[test]
fn what_is_taken_away_is_not_judged() {
    let mut ledger = ledger_with(&["a", "b"]);
    run(&mut ledger, "", "");
    ledger.take_away_input(0);
    assert_eq!(ledger.next_request(), Some((Request::Remove { input: 0 }, None)));
    assert!(matches!(ledger.next_request(), Some((Request::Report { .. }, None))));
    assert_eq!(ledger.count(), 1);
}

#[test]
fn what_is_taken_away_while_it_is_read_is_removed_afterwards() {
    let mut ledger = ledger_with(&["a", "b"]);
    assert!(matches!(ledger.next_request(), Some((Request::Add { source: 0, .. }, Some(())))));
    ledger.take_away(0);
    ledger.hear(&Response::Added { source: 0, inputs: vec![7, 8] });
    assert_eq!(ledger.next_request(), Some((Request::Remove { input: 7 }, None)));
}

#[test]
fn what_was_not_added_yet_removes_nothing_when_it_is_taken_away() {
    let mut ledger = ledger_with(&["a", "b", "c"]);
    run(&mut ledger, "", "");
    ledger.died("boom");
    // For the next worker, 1 will be the number of c.
    ledger.take_away_input(1);
    assert_eq!(run(&mut ledger, "", "").0, ["a", "c"]);
}

fn stopped() -> Failure {
    Failure { source: 0, name: "a".to_owned(), reason: STOPPED.to_owned() }
}

#[test]
fn a_source_that_is_being_read_is_cancelled() {
    let mut ledger = ledger_with(&["a", "b"]);
    assert!(matches!(ledger.next_request(), Some((Request::Add { source: 0, .. }, Some(())))));
    ledger.hear(&Response::Reading(0));
    ledger.hear(&Response::ReadingProgress { source: 0, done: 4, total: 9 });
    assert_eq!(ledger.work(), Work::ReadingBytes { source: 0, name: "a".into(), done: 4, total: 9 });
    ledger.cancel(0);
    ledger.cancel(0);
    assert_eq!(ledger.next_request(), Some((Request::Cancel { source: 0 }, None)), "before b is sent");
    assert!(matches!(ledger.next_request(), Some((Request::Add { source: 1, .. }, Some(())))));
    assert_eq!(ledger.next_request(), None, "once is enough, and the worker owes answers");
    assert!(ledger.failures().is_empty());

    ledger.hear(&Response::Unreadable { source: 0, reason: STOPPED.to_owned() });
    assert_eq!(ledger.failures(), [stopped()]);
    assert_eq!(ledger.work(), Work::Reading(0, 1));
    ledger.hear(&Response::Added { source: 1, inputs: vec![0] });
    assert!(matches!(ledger.next_request(), Some((Request::Report { .. }, None))));
}

#[test]
fn a_source_that_was_cancelled_can_be_tried_again() {
    let mut ledger = ledger_with(&["a"]);
    ledger.next_request();
    ledger.cancel(0);
    ledger.next_request();
    ledger.hear(&Response::Unreadable { source: 0, reason: STOPPED.to_owned() });
    ledger.try_again(0);
    assert_eq!(run(&mut ledger, "", "").0, ["a"]);
    assert!(ledger.failures().is_empty());
}

#[test]
fn a_source_that_was_not_sent_yet_is_cancelled_at_once() {
    let mut ledger = ledger_with(&["a", "b"]);
    ledger.cancel(0);
    assert_eq!(ledger.failures(), [stopped()]);
    assert_eq!(run(&mut ledger, "", "").0, ["b"]);
    ledger.try_again(0);
    assert!(matches!(ledger.next_request(), Some((Request::Add { source: 0, .. }, Some(())))));
}

#[test]
fn a_source_that_was_added_before_it_could_be_cancelled_stays() {
    let mut ledger = ledger_with(&["a"]);
    ledger.next_request();
    ledger.cancel(0);
    ledger.hear(&Response::Added { source: 0, inputs: vec![0] });
    assert!(ledger.failures().is_empty());
    assert!(
        matches!(ledger.next_request(), Some((Request::Report { .. }, None))),
        "there is nothing to cancel any more"
    );
    ledger.cancel(0);
    assert_eq!(ledger.next_request(), None);
}

#[test]
fn a_source_that_is_taken_away_is_read_no_further() {
    let mut ledger = ledger_with(&["a", "b"]);
    ledger.next_request();
    ledger.next_request();
    ledger.take_away(0);
    assert_eq!(ledger.next_request(), Some((Request::Cancel { source: 0 }, None)));
    ledger.hear(&Response::Unreadable { source: 0, reason: STOPPED.to_owned() });
    ledger.hear(&Response::Added { source: 1, inputs: vec![0] });
    assert!(ledger.failures().is_empty());
    assert!(matches!(ledger.next_request(), Some((Request::Report { .. }, None))));
}

#[test]
fn what_was_cancelled_is_not_given_to_the_next_worker() {
    let mut ledger = ledger_with(&["a", "b"]);
    ledger.next_request();
    ledger.cancel(0);
    ledger.died("boom");
    assert_eq!(ledger.failures(), [stopped()]);
    assert_eq!(run(&mut ledger, "", "").0, ["b"]);
}

#[test]
fn an_engine_that_was_not_loaded_costs_no_source() {
    let mut ledger = ledger_with(&["a", "b"]);
    for _ in 0..=DEATHS_BEFORE_STOP {
        while ledger.next_request().is_some() {}
        ledger.not_loaded();
        assert!(ledger.wants_worker());
    }
    assert_eq!(run(&mut ledger, "", "").0, ["a", "b"]);
    assert!(!ledger.wants_worker());
}

#[test]
fn an_empty_case_waits_for_nothing() {
    let mut ledger = ledger_with(&["a"]);
    ledger.next_request();
    ledger.hear(&Response::Added { source: 0, inputs: vec![0] });
    ledger.next_request();
    assert!(ledger.is_waiting());
    ledger.take_away_input(0);
    run_removal(&mut ledger);
    assert!(!ledger.is_waiting());
    assert_eq!(ledger.work(), Work::Idle);
}

#[test]
fn an_outdated_report_is_not_the_end() {
    let mut ledger = ledger_with(&["a"]);
    ledger.next_request();
    ledger.hear(&Response::Added { source: 0, inputs: vec![0] });
    ledger.next_request();
    assert!(ledger.wants(1));
    ledger.change_settings(&mut |settings| settings.at = Timestamp::from_unix(86_400));
    ledger.next_request();
    assert!(!ledger.wants(1));
    assert!(!ledger.hear(&Response::Finished(1)));
    assert!(ledger.hear(&Response::Finished(2)));
}

#[test]
fn changed_numbers_are_noticed() {
    let mut ledger = ledger_with(&["a", "b"]);
    run(&mut ledger, "", "");
    assert!(!ledger.take_renumbered());
    ledger.take_away_input(0);
    run_removal(&mut ledger);
    ledger.died("boom");
    run(&mut ledger, "", "");
    assert!(ledger.take_renumbered(), "b was input 1 and is input 0 now");
}

fn run_removal(ledger: &mut Ledger<()>) {
    while let Some((request, _)) = ledger.next_request() {
        if let Request::Report { sequence, .. } = request {
            ledger.hear(&Response::Finished(sequence));
        }
    }
}

#[test]
fn what_was_said_of_the_cluster_is_said_to_the_next_worker() {
    let mut ledger = ledger_with(&["a"]);
    run(&mut ledger, "", "");
    ledger.change_settings(&mut |settings| settings.release = Some("12.5".to_owned()));
    assert!(report_for(&mut ledger, Some("12.5")), "the case is judged anew");
    ledger.change_settings(&mut |settings| settings.release = Some("12.5".to_owned()));
    assert_eq!(ledger.next_request(), None, "nothing has changed");
    ledger.died("boom");
    assert!(report_for(&mut ledger, Some("12.5")));
}

/// Answers all until a report is asked for, and says whether that is for a release.
fn report_for(ledger: &mut Ledger<()>, wanted: Option<&str>) -> bool {
    while let Some((request, _)) = ledger.next_request() {
        match request {
            Request::Add { source, .. } => drop(ledger.hear(&Response::Added { source, inputs: vec![0] })),
            Request::Report { sequence, settings } => {
                ledger.hear(&Response::Finished(sequence));
                return settings.release.as_deref() == wanted;
            }
            _ => {}
        }
    }
    false
}

#[test]
fn the_catalogue_needs_no_case_and_survives_a_crash() {
    let mut ledger = Ledger::<()>::new(settings());
    assert!(!ledger.wants_worker());
    ledger.want(Subject::Record(0, 1));
    assert!(!ledger.wants_worker(), "of an empty case there are no details");
    ledger.want(Subject::Catalogue);
    assert!(ledger.wants_worker());
    while ledger.next_request().is_some() {}
    assert!(ledger.wants_worker(), "it has not come yet");
    ledger.died("boom");
    assert_eq!(ledger.next_request(), Some((Request::Detail(Subject::Catalogue), None)));
    ledger.hear(&Response::Detail(Subject::Catalogue, Detail::Catalogue(Vec::new())));
    assert!(!ledger.wants_worker());
}
