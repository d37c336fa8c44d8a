//! Cuts a session into the outputs of its commands.

use super::text::{Line, Text};
use super::{Mark, Place, Section};

/// The prompt of CUCM's command line, in lower case.
const PROMPT: &str = "admin:";

/// A part of a session: an output, or text that belongs to none.
pub(super) struct Piece<'a> {
    /// The kind of output.
    pub(super) section: Option<&'static Section>,
    /// The command as it was typed, in single blanks.
    command: Option<String>,
    /// The node that printed it, where the session tells.
    node: Option<String>,
    /// Its lines.
    pub(super) text: Text<'a>,
    /// Where it begins, in bytes of the input.
    pub(super) start: usize,
    /// Where it ends, in bytes of the input.
    pub(super) end: usize,
}

impl Piece<'_> {
    /// What it is called: `show itl on cucm-pub`.
    pub(super) fn name(&self) -> String {
        let known = || self.section.map_or("text", |section| (section.name)(&self.text));
        let name = self.command.as_deref().map_or_else(|| known().to_owned(), str::to_owned);
        match &self.node {
            Some(node) => format!("{name} on {node}"),
            None => name,
        }
    }

    /// The number of its first line, counted from 1.
    pub(super) fn line(&self) -> usize {
        self.text.lines().first().map_or(1, |line| line.number)
    }
}

/// Cuts a session: at every prompt, at lines that only one kind of output has, and where such an output begins anew.
pub(super) fn cut<'a>(bytes: &[u8], text: &Text<'a>, sections: &'static [Section]) -> Vec<Piece<'a>> {
    let mut cutter = Cutter { sections, node: None, open: Open::default(), done: Vec::new() };
    for line in text.lines() {
        match prompt(&line.text) {
            Some(prompt) if prompt.glued => {
                let offset = offset_of_prompt(bytes, line, prompt.column);
                let (before, after) = line.split(prompt.column, offset);
                cutter.take(before);
                cutter.take_prompt(&prompt, after);
            }
            Some(prompt) => cutter.take_prompt(&prompt, line.clone()),
            None => cutter.take(line.clone()),
        }
    }
    cutter.finish(bytes.len())
}

/// A prompt and what was typed at it.
struct Prompt {
    /// The byte of the line at which the prompt's text begins.
    column: usize,
    /// Whether output stands before it in the same line.
    glued: bool,
    /// The node that stands before it.
    node: Option<String>,
    /// What was typed, in single blanks.
    command: String,
}

/// The prompt in a line: at its beginning, behind the name of a node, or glued to the end of an output.
fn prompt(line: &str) -> Option<Prompt> {
    let lower = line.to_ascii_lowercase();
    let column = lower.find(PROMPT)?;
    let before = line.get(..column)?.trim_start();
    let command = line.get(column + PROMPT.len()..)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let node = before.trim_end().trim_matches(['[', ']', '(', ')', '#', '$', ':']);
    if before.is_empty() {
        return Some(Prompt { column, glued: false, node: None, command });
    }
    if before.ends_with(['.', ')', '-']) {
        return Some(Prompt { column, glued: true, node: None, command });
    }
    let apart = before.ends_with(|letter: char| letter.is_whitespace() || "]#$:".contains(letter));
    let is_node = apart
        && !node.is_empty()
        && node.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._@".contains(letter));
    // "Run admin:show itl" is prose, "cucm-pub admin:show itl" is not; prose goes on behind the command, and no section knows that.
    is_node.then(|| Prompt { column, glued: false, node: Some(host(node).to_owned()), command })
}

/// The host of `user@host`, or all of it.
fn host(node: &str) -> &str {
    node.rsplit('@').next().unwrap_or(node)
}

/// The name in a line such as `Host Name : cucm-pub` (`show status`, `show myself`).
fn host_name(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let key: String = key.chars().filter(|letter| !letter.is_whitespace()).collect();
    let value = value.trim();
    let is_name = !value.is_empty() && !value.contains(char::is_whitespace);
    (key.eq_ignore_ascii_case("hostname") && is_name).then_some(value)
}

/// Whether a line is one that a session begins with.
fn is_login(line: &str) -> bool {
    ["login as:", "Command Line Interface is starting up", "Welcome to the Platform Command Line Interface"]
        .iter()
        .any(|beginning| line.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning)))
}

/// Where the prompt at a column of a line stands in the input.
fn offset_of_prompt(bytes: &[u8], line: &Line<'_>, column: usize) -> usize {
    let at = |offset: usize| {
        let start = bytes.get(offset..offset + PROMPT.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(PROMPT.as_bytes()))
    };
    let exact = line.offset + column;
    if at(exact) {
        return exact;
    }
    // The line was cleaned: the prompt stands some bytes later than in the text.
    let end = bytes.get(exact..).and_then(|rest| rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')));
    let end = end.map_or(bytes.len(), |end| exact + end);
    (exact..end).find(|offset| at(*offset)).unwrap_or(line.offset)
}

/// The piece that lines are added to.
#[derive(Default)]
struct Open<'a> {
    section: Option<&'static Section>,
    command: Option<String>,
    lines: Vec<Line<'a>>,
    flavour: Option<&'static str>,
    seen: Vec<Place>,
}

struct Cutter<'a> {
    sections: &'static [Section],
    node: Option<String>,
    open: Open<'a>,
    done: Vec<Piece<'a>>,
}

impl<'a> Cutter<'a> {
    /// A prompt ends what was open, and begins the output of its command.
    fn take_prompt(&mut self, prompt: &Prompt, line: Line<'a>) {
        let lower = prompt.command.to_ascii_lowercase();
        let section = self.sections.iter().find(|section| (section.command)(&lower));
        self.close();
        if let (Some(_), Some(node)) = (section, &prompt.node) {
            self.node = Some(node.clone());
        }
        self.open = Open {
            section,
            command: section.is_some().then(|| prompt.command.clone()),
            lines: vec![line],
            ..Open::default()
        };
    }

    /// A line goes to what is open, unless it tells that something else begins.
    fn take(&mut self, line: Line<'a>) {
        let trimmed = line.text.trim();
        if is_login(trimmed) {
            self.close();
            self.node = None;
        }
        if self.open.section.is_none()
            && let Some(name) = host_name(trimmed)
        {
            self.node = Some(name.to_owned());
        }
        let told = self.sections.iter().find_map(|section| Some((section, (section.mark)(trimmed)?)));
        if let Some((section, mark)) = told {
            if !self.open.goes_on(section, mark) {
                self.close();
                self.open = Open { section: Some(section), ..Open::default() };
            }
            self.open.flavour = self.open.flavour.or(mark.flavour);
            if !self.open.seen.contains(&mark.place) {
                self.open.seen.push(mark.place);
            }
        }
        self.open.lines.push(line);
    }

    fn close(&mut self) {
        let Open { section, command, lines, .. } = std::mem::take(&mut self.open);
        let Some(start) = lines.first().map(|line| line.offset) else { return };
        if let Some(last) = self.done.last_mut() {
            last.end = start;
        }
        let start = if self.done.is_empty() { 0 } else { start };
        let node = self.node.clone();
        self.done.push(Piece { section, command, node, text: Text::of(lines), start, end: start });
    }

    fn finish(mut self, end: usize) -> Vec<Piece<'a>> {
        self.close();
        if let Some(last) = self.done.last_mut() {
            last.end = end;
        }
        self.done
    }
}

impl Open<'_> {
    /// Whether a line with this mark belongs to what is open.
    fn goes_on(&self, section: &'static Section, mark: Mark) -> bool {
        let same_section = self.section.is_some_and(|open| std::ptr::eq(open, section));
        let same_flavour = match (self.flavour, mark.flavour) {
            (Some(open), Some(told)) => open == told,
            _ => true,
        };
        let in_place = match mark.place {
            Place::Head(_) => self.seen.iter().all(|seen| matches!(seen, Place::Head(_)) && *seen != mark.place),
            Place::First => !self.seen.contains(&Place::First),
            Place::Body => true,
        };
        same_section && same_flavour && in_place
    }
}
