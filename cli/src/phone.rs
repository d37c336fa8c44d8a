//! `trustlens phone`

use crate::arguments::{Phone, PhoneFormat};
use crate::{CLEAN, FOUND, case, sources};
use serde_json::json;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use trustlens_core::phone;
use trustlens_core::phone::rules::{self, Rule, SIGNED_FILE, TRUST_LIST};
use trustlens_core::report::text::{self, decision};
use trustlens_core::report::{Boot, PhoneChoices, PhoneQuestion, Verdict};

/// Prints what phones would do, or the rules by which they decide, and returns the exit status.
pub(crate) fn run(options: &Phone) -> Result<u8, String> {
    if options.rules {
        return print(&rules_as(options.format)?).map(|()| CLEAN);
    }
    if options.format == PhoneFormat::Markdown {
        return Err("--format markdown is the table of questions; it goes with --rules".to_owned());
    }
    let starts = starts(options)?;
    print(&match options.format {
        PhoneFormat::Json => data(serde_json::to_string_pretty(&starts))?,
        _ => decision::render(&starts),
    })?;
    let takes_all = |start: &Boot| matches!(start.verdict, Verdict::Accepted | Verdict::NotAsked);
    Ok(if starts.iter().all(takes_all) { CLEAN } else { FOUND })
}

/// What phones would do with what was given.
fn starts(options: &Phone) -> Result<Vec<Boot>, String> {
    if options.holds.is_empty() && options.offered.is_empty() && options.paths.is_empty() {
        return Err("say what phones hold (--holds LIST) and what they are offered (--offered LIST)".to_owned());
    }
    let settings = case::settings(&options.about)?;
    let mut case = case::empty(&[&options.holds, &options.offered, &options.paths], &options.about)?;
    let question = PhoneQuestion {
        holds: sources::add(&options.holds, &mut case)?,
        offered: sources::add(&options.offered, &mut case)?,
        without_security_by_default: options.without_sbd,
        tvs: options.tvs.clone(),
    };
    sources::add(&options.paths, &mut case)?;
    let evaluation = case.evaluate(&settings);
    let choices = phone::choices(&evaluation, Some(question.clone()));
    refuse_nothing(options, &choices)?;
    let starts = phone::answer(&evaluation, &question);
    if starts.is_empty() {
        return Err("nothing is offered that phones do not hold already; say with --offered what is".to_owned());
    }
    Ok(starts)
}

/// What was given and holds nothing of what it was given for is a mistake, not an answer.
fn refuse_nothing(options: &Phone, choices: &PhoneChoices) -> Result<(), String> {
    let is_list = |input: &usize| choices.lists.iter().any(|list| list.input == *input);
    let (holds, offered) = (&choices.question.holds, &choices.question.offered);
    let names = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    if !options.holds.is_empty() && !holds.iter().any(is_list) {
        return Err(format!("there is no trust list in {}, so nothing that a phone could hold", names(&options.holds)));
    }
    let is_offer = |input: &usize| is_list(input) || choices.files.contains(input);
    if !options.offered.is_empty() && !offered.iter().any(is_offer) {
        return Err(format!("there is neither a trust list nor a signed file in {}", names(&options.offered)));
    }
    if choices.lists.is_empty() && choices.files.is_empty() {
        return Err(format!("there is neither a trust list nor a signed file in {}", names(&options.paths)));
    }
    Ok(())
}

/// Both tables of questions.
fn rules_as(format: PhoneFormat) -> Result<String, String> {
    let tables = [("A CTL OR AN ITL", TRUST_LIST), ("A SIGNED FILE", SIGNED_FILE)];
    Ok(match format {
        PhoneFormat::Markdown => rules::markdown(),
        PhoneFormat::Text => {
            let mut text = String::new();
            for (heading, rules) in tables {
                let gap = if text.is_empty() { "" } else { "\n" };
                // Writing into a String does not fail.
                let _ = writeln!(text, "{gap}{heading}");
                for rule in rules {
                    write_rule(rule, &mut text);
                }
            }
            text
        }
        PhoneFormat::Json => {
            let rules = tables.into_iter().flat_map(|(_, rules)| rules);
            let rows = rules.map(|rule| {
                json!({"id": rule.id, "question": rule.question, "yes": rule.yes.words(), "no": rule.no.words(), "source": rule.source})
            });
            data(serde_json::to_string_pretty(&rows.collect::<Vec<_>>()))?
        }
    })
}

/// A question, what follows from yes and from no, and where that is documented.
fn write_rule(rule: &Rule, text: &mut String) {
    let lines = [
        (rule.id, rule.question.to_owned()),
        ("  yes", rule.yes.words()),
        ("  no", rule.no.words()),
        ("  source", rule.source.to_owned()),
    ];
    text.push('\n');
    for (label, words) in lines {
        // Writing into a String does not fail.
        let _ = text::wrapped(text, &format!("{label:<20}"), &words);
    }
}

fn data(written: serde_json::Result<String>) -> Result<String, String> {
    written.map(|text| text + "\n").map_err(|error| error.to_string())
}

fn print(text: &str) -> Result<(), String> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        // `trustlens phone … | head` is no failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot print: {error}")),
        _ => Ok(()),
    }
}
