//! The decision table of phones: what is asked of a trust list and of a signed file, in which order, what follows from each answer, and where it
//! is documented.
//!
//! Read it from the top. "Next" is the row below; "to" names a row further down, so that every way comes to an end.

use super::questions::{self, Answer, Asked};
use crate::report::DecisionStep;
use std::fmt::Write as _;

/// One question of the table.
#[derive(Debug)]
pub struct Rule {
    /// The stable id: `L-…` of trust lists, `F-…` of signed files.
    pub id: &'static str,
    /// What is asked.
    pub question: &'static str,
    pub(super) ask: fn(&Asked<'_>) -> Answer,
    /// What follows from yes.
    pub yes: Then,
    /// What follows from no.
    pub no: Then,
    /// Where it is documented.
    pub source: &'static str,
}

/// What follows from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The row below is asked.
    Next,
    /// A row further down is asked.
    To(&'static str),
    /// The phone takes it; in a sentence.
    Accept(&'static str),
    /// The phone does not ask for it; in a sentence.
    NotAsked(&'static str),
    /// The phone refuses it and keeps what it has; in a sentence.
    Refuse(&'static str),
}

const GUIDE: &str = "Cisco Security Guide 14, Default Security";
const GUIDE_AND_213407: &str =
    "Cisco Security Guide 14, Default Security; Cisco doc 213407, Migrate Phones Between Secure Clusters";
const DOC_118893: &str = "Cisco doc 118893, CUCM Mixed Mode with Tokenless CTL";
const DOC_116232: &str = "Cisco doc 116232, CUCM Security By Default and ITL Operation; Cisco doc 213407";

const BAD_LIST: &str = "The signature does not hold, so the phone keeps the list that it has.";
const BAD_FILE: &str = "The signature does not hold, so the phone ignores the file and keeps its configuration.";

/// What is asked when a phone is offered a CTL or an ITL.
pub static TRUST_LIST: &[Rule] = &[
    Rule {
        id: "L-READABLE",
        question: "Can a phone load the file?",
        ask: questions::is_readable,
        yes: Then::Next,
        no: Then::Refuse("The phone cannot load the file, and keeps the list that it has, if any."),
        source: "Cisco Security Guide 14, Default Security (39 certificates, 64 KB); docs/formats.md, section 3",
    },
    Rule {
        id: "L-ASKED",
        question: "Does the phone ask for such a list?",
        ask: questions::is_asked_for,
        yes: Then::Next,
        no: Then::NotAsked("A phone without Security By Default never asks for an ITL."),
        source: DOC_118893,
    },
    Rule {
        id: "L-NOTHING-HELD",
        question: "Does the phone hold no list at all?",
        ask: questions::holds_nothing,
        yes: Then::Accept("It takes its first list on trust, whoever signed it."),
        no: Then::Next,
        source: "Cisco Preferred Architecture for Collaboration 12.x, Security; Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "L-EMPTIED",
        question: "Is it an ITL, and does the phone hold an emptied ITL and no CTL?",
        ask: questions::takes_any_list,
        yes: Then::Accept("With an emptied ITL it takes any other."),
        no: Then::Next,
        source: GUIDE_AND_213407,
    },
    Rule {
        id: "L-SIGNER-IN-CTL",
        question: "Does the signer stand in the CTL that the phone holds, as a System Administrator Security Token (SAST)?",
        ask: questions::ctl_names_signer,
        yes: Then::To("L-OPENS-BY-CTL"),
        no: Then::Next,
        source: GUIDE_AND_213407,
    },
    Rule {
        id: "L-TFTP-IN-CTL",
        question: "Is it an ITL, and does its signer stand in the CTL that the phone holds, as TFTP or CCM+TFTP?",
        ask: questions::ctl_names_tftp,
        yes: Then::To("L-OPENS-BY-CTL"),
        no: Then::Next,
        source: "Cisco Security Guide 14, Default Security (a phone that has a CTL checks the ITL by it; the TFTP server's CallManager certificate \
                 authenticates the ITL)",
    },
    Rule {
        id: "L-SIGNER-IN-ITL",
        question: "Does the signer stand in the ITL that the phone holds, as a System Administrator Security Token (SAST)?",
        ask: questions::itl_names_signer,
        yes: Then::To("L-OPENS-BY-ITL"),
        no: Then::Next,
        source: GUIDE,
    },
    Rule {
        id: "L-KNOWS-TVS",
        question: "Does the phone know the Trust Verification Service (TVS)?",
        ask: questions::knows_tvs,
        yes: Then::Next,
        no: Then::Refuse(
            "A phone without Security By Default never takes a list from a new signer; its CTL has to be deleted by hand.",
        ),
        source: DOC_118893,
    },
    Rule {
        id: "L-VOUCHED-LATELY",
        question: "Did TVS vouch for the signer within the last 24 hours?",
        ask: questions::was_vouched_for,
        yes: Then::To("L-OPENS-BY-TVS"),
        no: Then::Next,
        source: "Cisco doc 213407 (\"TVS added cert to TVS cache - expires in 24 hours\")",
    },
    Rule {
        id: "L-ITL-NAMES-TVS",
        question: "Does the ITL that the phone holds name a TVS?",
        ask: questions::itl_names_tvs,
        yes: Then::Next,
        no: Then::Refuse("The phone does not know the signer, and without a TVS in its ITL it has nobody to ask."),
        source: GUIDE,
    },
    Rule {
        id: "L-TVS-REACHED",
        question: "Does the phone reach a TVS of its CallManager group (TCP port 2445)?",
        ask: questions::reaches_tvs,
        yes: Then::Next,
        no: Then::Refuse("The phone does not know the signer, and reaches no TVS that it could ask."),
        source: DOC_116232,
    },
    Rule {
        id: "L-TVS-PROVES-ITSELF",
        question: "Does one of them show a certificate that stands as TVS in the ITL that the phone holds?",
        ask: questions::tvs_proves_itself,
        yes: Then::Next,
        no: Then::Refuse(
            "The phone does not know the signer, and believes none of the TVS that answer: their certificates are not in its ITL.",
        ),
        source: DOC_116232,
    },
    Rule {
        id: "L-TVS-VOUCHES",
        question: "Does TVS hold the signer's certificate as one that may sign lists?",
        ask: questions::tvs_vouches,
        yes: Then::To("L-OPENS-BY-TVS"),
        no: Then::Refuse("TVS does not know the signer, so the phone does not believe it."),
        source: "Cisco doc 213407, Migrate Phones Between Secure Clusters; Cisco doc 118893",
    },
    Rule {
        id: "L-OPENS-BY-CTL",
        question: "Does the signature hold, by the certificate in the CTL?",
        ask: questions::holds_by_ctl,
        yes: Then::Accept("The phone knows the signer from its CTL, and the signature holds."),
        no: Then::Refuse(BAD_LIST),
        source: GUIDE,
    },
    Rule {
        id: "L-OPENS-BY-ITL",
        question: "Does the signature hold, by the certificate in the ITL?",
        ask: questions::holds_by_itl,
        yes: Then::Accept("The phone knows the signer from its ITL, and the signature holds."),
        no: Then::Refuse(BAD_LIST),
        source: GUIDE,
    },
    Rule {
        id: "L-OPENS-BY-TVS",
        question: "Does the signature hold, by the certificate that TVS vouches for?",
        ask: questions::holds_by_tvs,
        yes: Then::Accept("TVS vouches for the signer, and the signature holds."),
        no: Then::Refuse(BAD_LIST),
        source: "Cisco doc 213407, Migrate Phones Between Secure Clusters",
    },
];

/// What is asked when a phone is offered a signed file: its configuration above all. By then it has decided on the lists.
pub static SIGNED_FILE: &[Rule] = &[
    Rule {
        id: "F-READABLE",
        question: "Can a phone read the file?",
        ask: questions::is_readable,
        yes: Then::Next,
        no: Then::Refuse("The phone cannot read the file, and keeps its configuration."),
        source: "docs/formats.md, section 2",
    },
    Rule {
        id: "F-NOTHING-HELD",
        question: "Does the phone hold no list at all?",
        ask: questions::holds_nothing,
        yes: Then::Accept("Without a list it takes any configuration."),
        no: Then::Next,
        source: "Cisco doc 213407 (\"no CTL, assume TFTP NONSECURE\"); Cisco Security Guide 14, Default Security",
    },
    Rule {
        id: "F-EMPTIED",
        question: "Does the phone hold an emptied ITL and no CTL?",
        ask: questions::takes_any_file,
        yes: Then::Accept("With an emptied ITL it takes any configuration."),
        no: Then::Next,
        source: GUIDE_AND_213407,
    },
    Rule {
        id: "F-SIGNER-IN-CTL",
        question: "Does the signer stand in the CTL that the phone holds, as TFTP or CCM+TFTP?",
        ask: questions::ctl_names_signer,
        yes: Then::To("F-OPENS-BY-CTL"),
        no: Then::Next,
        source: GUIDE_AND_213407,
    },
    Rule {
        id: "F-SIGNER-IN-ITL",
        question: "Does the signer stand in the ITL that the phone holds, as TFTP or CCM+TFTP?",
        ask: questions::itl_names_signer,
        yes: Then::To("F-OPENS-BY-ITL"),
        no: Then::Next,
        source: GUIDE,
    },
    Rule {
        id: "F-KNOWS-TVS",
        question: "Does the phone know the Trust Verification Service (TVS)?",
        ask: questions::knows_tvs,
        yes: Then::Next,
        no: Then::Refuse(
            "A phone without Security By Default takes signed files only from servers that its CTL names.",
        ),
        source: DOC_118893,
    },
    Rule {
        id: "F-VOUCHED-LATELY",
        question: "Did TVS vouch for the signer within the last 24 hours?",
        ask: questions::was_vouched_for,
        yes: Then::To("F-OPENS-BY-TVS"),
        no: Then::Next,
        source: "Cisco doc 213407 (\"TVS added cert to TVS cache - expires in 24 hours\")",
    },
    Rule {
        id: "F-ITL-NAMES-TVS",
        question: "Does the ITL that the phone holds name a TVS?",
        ask: questions::itl_names_tvs,
        yes: Then::Next,
        no: Then::Refuse("The phone does not know the signer, and without a TVS in its ITL it has nobody to ask."),
        source: GUIDE,
    },
    Rule {
        id: "F-TVS-REACHED",
        question: "Does the phone reach a TVS of its CallManager group (TCP port 2445)?",
        ask: questions::reaches_tvs,
        yes: Then::Next,
        no: Then::Refuse("The phone does not know the signer, and reaches no TVS that it could ask."),
        source: DOC_116232,
    },
    Rule {
        id: "F-TVS-PROVES-ITSELF",
        question: "Does one of them show a certificate that stands as TVS in the ITL that the phone holds?",
        ask: questions::tvs_proves_itself,
        yes: Then::Next,
        no: Then::Refuse(
            "The phone does not know the signer, and believes none of the TVS that answer: their certificates are not in its ITL.",
        ),
        source: DOC_116232,
    },
    Rule {
        id: "F-TVS-VOUCHES",
        question: "Does TVS hold the signer's certificate as one of a TFTP server?",
        ask: questions::tvs_vouches,
        yes: Then::To("F-OPENS-BY-TVS"),
        no: Then::Refuse("TVS does not know the signer, so the phone ignores the file and keeps its configuration."),
        source: "Cisco doc 213407, Migrate Phones Between Secure Clusters; Cisco doc 118893",
    },
    Rule {
        id: "F-OPENS-BY-CTL",
        question: "Does the signature hold, by the certificate in the CTL?",
        ask: questions::holds_by_ctl,
        yes: Then::Accept("The phone knows the signer from its CTL, and the signature holds."),
        no: Then::Refuse(BAD_FILE),
        source: GUIDE,
    },
    Rule {
        id: "F-OPENS-BY-ITL",
        question: "Does the signature hold, by the certificate in the ITL?",
        ask: questions::holds_by_itl,
        yes: Then::Accept("The phone knows the signer from its ITL, and the signature holds."),
        no: Then::Refuse(BAD_FILE),
        source: GUIDE,
    },
    Rule {
        id: "F-OPENS-BY-TVS",
        question: "Does the signature hold, by the certificate that TVS vouches for?",
        ask: questions::holds_by_tvs,
        yes: Then::Accept("TVS vouches for the signer, and the signature holds."),
        no: Then::Refuse(BAD_FILE),
        source: "Cisco doc 213407, Migrate Phones Between Secure Clusters",
    },
];

impl Then {
    /// What follows, in a clause: where the path of a decision goes on.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Next => DecisionStep::NEXT.to_owned(),
            Self::To(id) => format!("on to {id}"),
            Self::Accept(words) => format!("the phone takes it. {words}"),
            Self::NotAsked(words) => format!("not asked for. {words}"),
            Self::Refuse(words) => format!("the phone refuses it. {words}"),
        }
    }
}

/// Both tables in Markdown, for docs/phones.md.
#[must_use]
pub fn markdown() -> String {
    let mut text = BEGINNING.to_owned();
    for (title, rules) in [("A CTL or an ITL", TRUST_LIST), ("A signed file", SIGNED_FILE)] {
        let _ = write!(text, "\n## {title}\n\n| Rule | Question | Yes | No | Source |\n|---|---|---|---|---|\n");
        for rule in rules {
            let Rule { id, question, yes, no, source, .. } = rule;
            let _ = writeln!(text, "| {id} | {question} | {} | {} | {source} |", yes.words(), no.words());
        }
    }
    text.push_str(UNCERTAIN);
    text
}

const BEGINNING: &str = "# Would a phone take it?

What Trustlens asks to say whether a phone takes a list or a configuration. `make docs` writes these tables from the code; a test compares them.

A phone that starts asks for its CTL, its ITL and its configuration, in this order, and each is judged by what became of those before. The tables are asked from the \
top. A question that nothing in the case answers stays open: where both answers come to the same, that counts, and else Trustlens says what is missing.

A phone that refuses says so at most in a status message (\"Trust List update failed\"); it keeps what it has, and may stay registered.
";

const UNCERTAIN: &str = "
## Where documents are silent or contradict each other

* **L-NOTHING-HELD**: a first list is taken on trust, and no document says that its signature is looked at. Trustlens takes it that it is not.
* **L-EMPTIED**, **F-EMPTIED**: an emptied ITL believes anybody (Security Guide). A rollback does not empty the CTL, by which phones go on checking (doc 213407): \
Trustlens takes it that an emptied ITL counts only where no CTL is held.
* **L-TFTP-IN-CTL**: before 12.0 the TFTP server's CallManager certificate signs the ITL, and a CTL names that of most servers as CCM+TFTP, not as SAST. The Security \
Guide says that a phone with a CTL authenticates the ITL by it, and that the CallManager certificate of the TFTP server authenticates the ITL; a first start in mixed \
mode ends with \"CTL and ITL installed\". For a CTL that is offered, only SAST records count.
* **L-TVS-PROVES-ITSELF**: one TVS that the phone believes is enough, whatever the others show.
* **F-SIGNER-IN-ITL**: a SAST alone signs no configuration.
* **L-OPENS-BY-TVS**, **F-OPENS-BY-TVS**: once TVS has handed out the certificate, the signature has to hold by it, as by any other.
";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_way_through_the_tables_ends() {
        for rules in [TRUST_LIST, SIGNED_FILE] {
            let ids: HashSet<&str> = rules.iter().map(|rule| rule.id).collect();
            assert_eq!(ids.len(), rules.len(), "ids are unique");
            for (place, rule) in rules.iter().enumerate() {
                for then in [rule.yes, rule.no] {
                    match then {
                        Then::Next => assert!(place + 1 < rules.len(), "{}", rule.id),
                        Then::To(id) => {
                            let target = rules.iter().position(|other| other.id == id);
                            assert!(target.is_some_and(|target| target > place), "{} to {id}", rule.id);
                        }
                        _ => {}
                    }
                }
                assert!(rule.question.ends_with('?') && !rule.source.is_empty());
            }
        }
    }

    #[test]
    fn the_document_has_a_row_for_each_rule_and_names_no_other() {
        let text = markdown();
        for rule in TRUST_LIST.iter().chain(SIGNED_FILE) {
            let rows = text.lines().filter(|line| line.starts_with(&format!("| {} |", rule.id)));
            let cells: Vec<usize> = rows.map(|row| row.matches('|').count()).collect();
            assert_eq!(cells, [6], "{}", rule.id);
        }
        for named in text.split("**").skip(1).step_by(2) {
            assert!(TRUST_LIST.iter().chain(SIGNED_FILE).any(|rule| rule.id == named), "{named}");
        }
    }

    #[test]
    fn no_row_is_out_of_reach() {
        for rules in [TRUST_LIST, SIGNED_FILE] {
            let mut reached = HashSet::from([rules[0].id]);
            for (place, rule) in rules.iter().enumerate() {
                for then in [rule.yes, rule.no] {
                    match then {
                        Then::Next => drop(reached.insert(rules[place + 1].id)),
                        Then::To(id) => drop(reached.insert(id)),
                        _ => {}
                    }
                }
            }
            assert_eq!(reached.len(), rules.len());
        }
    }
}
