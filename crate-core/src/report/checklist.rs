//! Proposals and plans as checklists in Markdown (GitHub's, with task boxes): what somebody prints, or keeps in a ticket, and ticks while working.
//!
//! Every step, wait and verification has a box of its own. Commands stand in code blocks, where nothing means anything to Markdown; all other text
//! is escaped, for names come from files.

use super::model::{Boot, Caution, Decision, Plan, Proposal, Refusal, Safety, Step, Tool, Window};
use super::ways::Told;
use crate::timestamp::Timestamp;
use std::fmt::Write;

/// A proposal as a checklist. One that is refused says so first, then why, then the safe way instead. `tool` and `at` are those of the report that
/// it is from.
#[must_use]
pub fn of_proposal(proposal: &Proposal, tool: &Tool, at: Timestamp) -> String {
    let mut list = Checklist::default();
    let changes = proposal.changes.join("; ");
    let title = if proposal.safety == Safety::Refused { "REFUSED" } else { "Plan" };
    list.heading(1, &format!("{title}: {changes}"));
    let word = proposal.safety.name().to_uppercase();
    let warning = if proposal.safety == Safety::Refused {
        " Phones would be locked out. Do not make these changes so."
    } else {
        ""
    };
    list.line(&format!("**{word}.{warning}** {}", escaped(&proposal.summary)));
    list.made_by(tool, at);
    if let Some(day) = proposal.begin_by {
        list.line(&format!("Begin on {} at the latest: a certificate that this rests on ends soon after.", day.date()));
    }
    list.sentences("Made for", &proposal.basis);
    list.refusals(&proposal.refusals);
    list.cautions(&proposal.cautions);
    list.sentences("Why in this order", &proposal.order);
    match (proposal.safety, proposal.windows.as_slice()) {
        (Safety::Refused, []) => list.line("There is no safe way to make these changes as the case stands."),
        (Safety::Refused, _) => list.heading(2, "The safe way instead"),
        _ => {}
    }
    let count = proposal.windows.len();
    for (number, window) in (1_usize..).zip(&proposal.windows) {
        list.heading(2, &format!("Window {number} of {count}: {}", window.title));
        list.window(window, number == count);
    }
    if !proposal.asleep.is_empty() {
        list.heading(2, "Phones that sleep through all of it, at their next start");
        list.boots("", &proposal.asleep);
    }
    if !proposal.way_out.is_empty() {
        list.heading(2, "How phones come back that are locked out all the same");
        for plan in &proposal.way_out {
            list.title(3, plan);
            list.plan(plan, &mut |_, _| {});
        }
    }
    list.sentences("What was not known", &proposal.lacking);
    list.0
}

/// A plan as a checklist. `tool` and `at` are those of the report that it is from.
#[must_use]
pub fn of_plan(plan: &Plan, tool: &Tool, at: Timestamp) -> String {
    let mut list = Checklist::default();
    list.title(1, plan);
    list.made_by(tool, at);
    list.plan(plan, &mut |_, _| {});
    list.0
}

/// Markdown as it grows.
#[derive(Default)]
struct Checklist(String);

impl Checklist {
    /// A line of Markdown. Writing into a String does not fail.
    fn put(&mut self, line: &str) {
        let _ = writeln!(self.0, "{line}");
    }

    /// An empty line, unless there is one, or nothing yet.
    fn part(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.put("");
        }
    }

    /// A paragraph of Markdown.
    fn line(&mut self, markdown: &str) {
        self.part();
        self.put(markdown);
    }

    fn heading(&mut self, level: usize, words: &str) {
        self.line(&format!("{} {}", "#".repeat(level), escaped(words)));
    }

    fn made_by(&mut self, tool: &Tool, at: Timestamp) {
        self.line(&format!("Made by Trustlens {}, judged by {}.", tool.version, at.date()));
    }

    fn sentences(&mut self, heading: &str, all: &[String]) {
        if all.is_empty() {
            return;
        }
        self.heading(2, heading);
        self.part();
        for sentence in all {
            self.put(&format!("- {}", escaped(sentence)));
        }
    }

    fn refusals(&mut self, refusals: &[Refusal]) {
        if !refusals.is_empty() {
            self.heading(2, "Why not");
        }
        let mut told = Told::default();
        for refusal in refusals {
            self.heading(3, &format!("{}: {}", refusal.rule, refusal.title));
            self.line(&escaped(&refusal.why));
            if !refusal.phones.is_empty() {
                self.line("Phones that would be lost, and the way to that:");
                self.part();
            }
            for boot in &refusal.phones {
                self.boots("", std::slice::from_ref(boot));
                for (decision, is_news) in told.reasons(boot) {
                    self.decision(decision, is_news);
                }
            }
            self.line(&format!("**Instead:** {}", escaped(&refusal.instead)));
            self.line(&format!("Source: {}", escaped(&refusal.source)));
        }
    }

    fn decision(&mut self, decision: &Decision, is_news: bool) {
        let again = if is_news { "" } else { " It asks and is answered as above." };
        self.put(&format!("  - {} {}{again}", escaped(&decision.headline()), escaped(&decision.outcome)));
        if !is_news {
            return;
        }
        for (number, step) in (1..).zip(&decision.path) {
            let [rule, question] = [&step.rule, &step.question].map(|text| escaped(text));
            let because = escaped(&step.because);
            self.put(&format!("    {number}. {rule}: {question} **{}**. {because}", step.reply.name()));
        }
    }

    fn cautions(&mut self, cautions: &[Caution]) {
        if cautions.is_empty() {
            return;
        }
        self.heading(2, "Mind");
        self.part();
        for Caution { rule, title, advice, plan, source } in cautions {
            let [rule, title, advice, plan, source] = [rule, title, advice, plan, source].map(|text| escaped(text));
            let plan = if plan.is_empty() { plan } else { format!(" Plan {plan}.") };
            self.put(&format!("- [ ] **{rule}: {title}.** {advice}{plan} Source: {source}"));
        }
    }

    fn window(&mut self, window: &Window, is_last: bool) {
        if !window.meanwhile.is_empty() {
            self.line("What does not work meanwhile:");
            self.part();
        }
        for one in &window.meanwhile {
            let [service, what, source] = [&one.service, &one.what, &one.source].map(|text| escaped(text));
            self.put(&format!("- {service}: {what} Source: {source}"));
        }
        for (place, plan) in window.plans.iter().enumerate() {
            self.title(3, plan);
            self.plan(plan, &mut |step, list| {
                for moment in window.moments.iter().filter(|moment| moment.plan == place && moment.step == step) {
                    list.put(&format!("  - Phones now: {}", escaped(&moment.after)));
                    list.boots("    ", &moment.phones);
                }
            });
        }
        if !window.wait.is_empty() {
            let words = if is_last { "Done when" } else { "Wait before the next window" };
            self.line(&format!("- [ ] **{words}:** {}", escaped(&window.wait)));
        }
    }

    fn boots(&mut self, indent: &str, boots: &[Boot]) {
        for Boot { phone, verdict, outcome, advice, .. } in boots {
            let [phone, outcome, advice] = [phone, outcome, advice].map(|text| escaped(text));
            let advice = if advice.is_empty() { advice } else { format!(" Do: {advice}") };
            self.put(&format!("{indent}- {phone}: **{}**. {outcome}{advice}", verdict.name()));
        }
    }

    fn title(&mut self, level: usize, plan: &Plan) {
        self.heading(level, &format!("{}: {}", plan.key, plan.title));
    }

    /// A plan below its title; `after` adds what belongs to each step, counted from 1.
    fn plan(&mut self, plan: &Plan, after: &mut dyn FnMut(usize, &mut Self)) {
        self.line(&escaped(&plan.basis));
        if !plan.affected.is_empty() {
            self.line(&format!("Affected: {}", escaped(&plan.affected)));
        }
        self.boxes("Before the first step, see that", &plan.before);
        self.line("**Steps**");
        self.part();
        for (number, step) in (1_usize..).zip(&plan.steps) {
            self.step(&format!("**{number}.** "), step);
            after(number, self);
            self.wait(step);
        }
        self.boxes("It has worked when", &plan.verify);
        if !plan.way_back.is_empty() {
            self.line(&format!("**The way back:** {}", escaped(&plan.way_back)));
        }
        if !plan.not_next.is_empty() {
            self.line("**What not to do next**");
            self.part();
        }
        for sentence in &plan.not_next {
            self.put(&format!("- {}", escaped(sentence)));
        }
        self.line(&format!("Source: {}", escaped(&plan.source)));
    }

    fn boxes(&mut self, heading: &str, steps: &[Step]) {
        if steps.is_empty() {
            return;
        }
        self.line(&format!("**{heading}**"));
        self.part();
        for step in steps {
            self.step("", step);
            self.wait(step);
        }
    }

    fn step(&mut self, number: &str, step: &Step) {
        self.put(&format!("- [ ] {number}{}", escaped(&step.action)));
        if !step.place.is_empty() {
            self.put(&format!("  - On: {}", escaped(&step.place)));
        }
        if step.commands.is_empty() {
            return;
        }
        let fence = fence(&step.commands);
        self.part();
        self.put(&format!("  {fence}text"));
        for command in &step.commands {
            self.put(&format!("  {command}"));
        }
        self.put(&format!("  {fence}"));
        self.part();
    }

    fn wait(&mut self, step: &Step) {
        if let Some(wait) = &step.wait {
            self.put(&format!("- [ ] Wait: {}", escaped(wait)));
        }
    }
}

/// Backticks that none of these lines can close.
fn fence(lines: &[String]) -> String {
    let runs = lines.iter().flat_map(|line| line.split(|character| character != '`')).map(str::len);
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}

/// Text in which no character means anything to Markdown.
///
/// Emphasis, code, links, HTML, entities and addresses that would become links are escaped wherever they stand; the marks of lists, headings and
/// quotes where a line could begin. An underline within a word is none, and is left, for names are full of them.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut before = None;
    // Blanks at the start would make code of it, and a line that ends could begin anything.
    let mut characters =
        text.trim_start().chars().map(|character| if character == '\n' { ' ' } else { character }).peekable();
    let mut is_start = true;
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let is_within = |place: Option<char>| place.is_some_and(char::is_alphanumeric);
        let is_mark = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '&' | '|' => true,
            '_' => !(is_within(before) && is_within(next)),
            '#' | '+' | '-' | '=' => before.is_none(),
            // "1." and "1)" begin a list.
            '.' | ')' if is_start && is_within(before) && next.is_none_or(char::is_whitespace) => true,
            '.' => ends_with_www(&written),
            ':' => next == Some('/'),
            _ => false,
        };
        if is_mark {
            written.push('\\');
        }
        written.push(character);
        is_start &= character.is_ascii_digit();
        before = Some(character);
    }
    written
}

fn ends_with_www(text: &str) -> bool {
    text.len().checked_sub(3).and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::model::{DecisionStep, Meanwhile, Moment, OfferKind, Reply, Verdict};
    use super::*;

    fn step(action: &str, command: &str, wait: Option<&str>) -> Step {
        Step {
            action: action.to_owned(),
            commands: vec![command.to_owned()],
            place: "publisher".to_owned(),
            wait: wait.map(str::to_owned),
        }
    }

    fn plan(key: &str, command: &str) -> Plan {
        Plan {
            key: key.to_owned(),
            title: "Renew a certificate".to_owned(),
            basis: "Release 12.5, mixed mode.".to_owned(),
            affected: "All phones start again.".to_owned(),
            before: vec![step("A backup is there.", "utils disaster_recovery history backup", None)],
            steps: vec![
                step("Renew it.", command, Some("The node says that it is done.")),
                step("Restart TFTP.", "utils service restart Cisco Tftp", None),
            ],
            verify: vec![step("The list is new.", "show itl", None)],
            way_back: "None.".to_owned(),
            not_next: vec!["Do not renew TVS in the same window.".to_owned()],
            source: "doc 214231".to_owned(),
        }
    }

    fn asked(rule: &str, question: &str, because: &str) -> DecisionStep {
        DecisionStep {
            rule: rule.to_owned(),
            question: question.to_owned(),
            reply: Reply::No,
            because: because.to_owned(),
            evidence: Vec::new(),
            then: "go on".to_owned(),
            ways: None,
            source: "doc 118893".to_owned(),
        }
    }

    fn boot(verdict: Verdict) -> Boot {
        let decision = Decision {
            offered: "ITLFile.tlv".to_owned(),
            input: None,
            kind: OfferKind::Itl,
            verdict,
            outcome: "It keeps the list that it has.".to_owned(),
            rule: "L-SIGNER-BY-TVS".to_owned(),
            path: vec![
                asked(
                    "L-SIGNER-IN-ITL",
                    "Does its ITL hold the signer?",
                    "The ITL that it holds has no record of the new CallManager.",
                ),
                asked(
                    "L-SIGNER-BY-TVS",
                    "Does TVS vouch for the signer?",
                    "TVS has a certificate that the phone does not know.",
                ),
            ],
            needs: Vec::new(),
        };
        Boot {
            phone: "A phone that holds ITLFile.tlv of 2025-03-01".to_owned(),
            without_security_by_default: false,
            holds: vec![0],
            verdict,
            outcome: "It is locked out.".to_owned(),
            decisions: vec![decision],
            remedy: "P-LOCKED".to_owned(),
            advice: "Reset the signer.".to_owned(),
        }
    }

    fn window(title: &str, key: &str, command: &str) -> Window {
        Window {
            title: title.to_owned(),
            plans: vec![plan(key, command)],
            moments: vec![Moment {
                after: "TFTP was restarted.".to_owned(),
                plan: 0,
                step: 1,
                phones: vec![boot(Verdict::Accepted)],
            }],
            meanwhile: vec![Meanwhile {
                service: "Extension mobility".to_owned(),
                what: "Phones cannot log in.".to_owned(),
                source: "doc 214231".to_owned(),
            }],
            wait: "All phones have registered.".to_owned(),
        }
    }

    /// CallManager and TVS in one go, on a cluster whose lists CallManager signs: what domain.md, section 4.2, forbids.
    pub(crate) fn refused() -> Proposal {
        Proposal {
            changes: vec!["Renew CallManager".to_owned(), "Renew TVS".to_owned()],
            basis: vec!["Release 12.5, as was said.".to_owned(), "CallManager of cucm_pub signs the ITL.".to_owned()],
            safety: Safety::Refused,
            summary: "Phones would find neither a signer that they know nor a TVS.".to_owned(),
            refusals: vec![Refusal {
                rule: "C-CALLMANAGER-TVS".to_owned(),
                title: "CallManager and TVS in one window".to_owned(),
                why: "Phones know neither the new signer nor the new TVS.".to_owned(),
                phones: vec![boot(Verdict::Refused)],
                instead: "Renew CallManager, wait for all phones, and renew TVS then.".to_owned(),
                source: "domain.md, section 4.2".to_owned(),
            }],
            windows: vec![
                window("CallManager", "P-CM", "set cert regen CallManager"),
                window("TVS", "P-TVS", "set cert regen TVS"),
            ],
            order: vec!["doc 214231 puts TVS last; the Security Guide puts it first.".to_owned()],
            cautions: vec![Caution {
                rule: "C-EMCC".to_owned(),
                title: "EMCC".to_owned(),
                advice: "Exchange certificates again.".to_owned(),
                plan: "P-MIGRATE".to_owned(),
                source: "doc 214231".to_owned(),
            }],
            asleep: vec![boot(Verdict::Refused)],
            way_out: vec![plan("P-LOCKED", "utils ctl reset localkey")],
            begin_by: Timestamp::parse("2026-12-05").ok(),
            lacking: vec!["The ITL that phones hold.".to_owned()],
        }
    }

    fn tool() -> Tool {
        Tool { name: "trustlens".to_owned(), version: "0.1.0".to_owned() }
    }

    fn at() -> Timestamp {
        Timestamp::parse("2026-11-29").unwrap()
    }

    #[test]
    fn a_refusal_says_so_at_the_top_and_gives_the_safe_way() {
        let text = of_proposal(&refused(), &tool(), at());
        assert!(text.starts_with("# REFUSED: Renew CallManager; Renew TVS\n"), "{text}");
        let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in\n{text}"));
        let order = [
            "**REFUSED. Phones would be locked out.",
            "Made by Trustlens 0.1.0, judged by 2026-11-29.",
            "Begin on 2026-12-05 at the latest",
            "- CallManager of cucm_pub signs the ITL.",
            "## Why not",
            "    1. L-SIGNER-IN-ITL: Does its ITL hold the signer? **no**. The ITL",
            "**Instead:** Renew CallManager, wait",
            "## The safe way instead",
            "## Window 1 of 2: CallManager",
            "- [ ] **1.** Renew it.",
            "  ```text\n  set cert regen CallManager\n  ```",
            "  - Phones now: TFTP was restarted.",
            "- [ ] Wait: The node says that it is done.",
            "- [ ] **2.** Restart TFTP.",
            "- [ ] The list is new.",
            "- [ ] **Wait before the next window:** All phones have registered.",
            "## Window 2 of 2: TVS",
            "- [ ] **Done when:** ",
            "## What was not known",
        ];
        assert!(order.map(place).is_sorted(), "{text}");
    }

    #[test]
    fn a_safe_plan_has_no_refusal_and_a_single_plan_is_a_list_too() {
        let safe = Proposal { safety: Safety::Safe, refusals: Vec::new(), ..refused() };
        let text = of_proposal(&safe, &tool(), at());
        assert!(text.starts_with("# Plan: Renew CallManager; Renew TVS\n\n**SAFE.** "), "{text}");
        assert!(!text.contains("REFUSED") && !text.contains("instead"), "{text}");
        let text = of_plan(&plan("P-TVS", "set cert regen TVS"), &tool(), at());
        assert!(text.starts_with("# P-TVS: Renew a certificate\n"), "{text}");
        // Before, two steps, a wait, and a verification.
        assert_eq!(text.matches("- [ ] ").count(), 5, "{text}");
        assert!(text.contains("judged by 2026-11-29.\n\nRelease 12.5"), "{text}");
    }

    #[test]
    fn names_from_files_mean_nothing_to_markdown() {
        for (text, markdown) in [
            ("cucm_pub.example.com", "cucm_pub.example.com"),
            ("_cucm_", "\\_cucm\\_"),
            ("[x](http://evil)", "\\[x\\](http\\://evil)"),
            ("<img src=x>", "\\<img src=x\\>"),
            ("WWW.evil.example", "WWW\\.evil.example"),
            ("# a - b", "\\# a - b"),
            ("12. a. 3. b", "12\\. a. 3. b"),
            ("2.5 a", "2.5 a"),
            ("    a\n- b", "a - b"),
            ("*a* `b` ~~c~~ &lt; d|e \\", "\\*a\\* \\`b\\` \\~\\~c\\~\\~ \\&lt; d\\|e \\\\"),
        ] {
            assert_eq!(escaped(text), markdown);
        }
    }

    #[test]
    fn a_command_does_not_end_its_block() {
        assert_eq!(fence(&["show itl".to_owned()]), "```");
        assert_eq!(fence(&["a ```` b".to_owned(), "c ` d".to_owned()]), "`````");
    }

    #[test]
    fn phones_are_lost_where_one_ends_without_the_list() {
        let awake = Proposal { safety: Safety::Caution, asleep: Vec::new(), ..refused() };
        assert!(refused().loses_phones() && !awake.loses_phones());
        assert!(Proposal { asleep: vec![boot(Verdict::Refused)], ..awake }.loses_phones());
    }
}
