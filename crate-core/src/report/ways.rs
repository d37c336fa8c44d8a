//! Ways of decisions, each told once: many phones are refused by the same questions with the same answers.

use super::model::{Boot, Decision, Reply, Verdict};

/// The ways that were told already.
#[derive(Debug, Default)]
pub(super) struct Told<'a>(Vec<Vec<(&'a str, Reply)>>);

impl<'a> Told<'a> {
    /// The decisions by which a phone is lost, each with whether its way was not told before. What it takes is no reason.
    pub(super) fn reasons(&mut self, boot: &'a Boot) -> Vec<(&'a Decision, bool)> {
        let is_reason = |decision: &&Decision| matches!(decision.verdict, Verdict::Refused | Verdict::Open);
        boot.decisions.iter().filter(is_reason).map(|decision| (decision, self.is_news(decision))).collect()
    }

    fn is_news(&mut self, decision: &'a Decision) -> bool {
        let way: Vec<(&str, Reply)> = decision.path.iter().map(|step| (step.rule.as_str(), step.reply)).collect();
        let is_news = !self.0.contains(&way);
        if is_news {
            self.0.push(way);
        }
        is_news
    }
}
