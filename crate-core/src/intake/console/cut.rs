//! Cuts a session into the outputs of its commands.

use super::text::{Line, Text};
use super::{Mark, Place, Section};

/// The prompt of CUCM's command line, in lower case.
const PROMPT: &str = "admin:";

/// Words of the longest command behind which output is looked for.
const COMMAND_WORDS: usize = 8;

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
        let prompts = prompts(&line.text, sections);
        if prompts.is_empty() {
            cutter.take(line.clone());
            continue;
        }
        let offsets = offsets_of_prompts(bytes, line);
        let mut parts = prompts.iter().peekable();
        if let Some(first) = parts.peek().filter(|first| !first.leads) {
            cutter.take(line.part(0..first.column, line.offset));
        }
        while let Some(prompt) = parts.next() {
            let end = parts.peek().map_or(line.text.len(), |next| next.column);
            let begins = if prompt.leads { 0 } else { prompt.column };
            let offset = if prompt.leads { Some(line.offset) } else { offsets.get(prompt.number).copied() };
            cutter.take_prompt(prompt, line.part(begins..end, offset.unwrap_or(line.offset)));
        }
    }
    cutter.finish(bytes.len())
}

/// Whether any line tells of an output: most text is none of the command line.
pub(super) fn tells<'a>(mut lines: impl Iterator<Item = Line<'a>>, sections: &'static [Section]) -> bool {
    lines.any(|line| {
        let trimmed = line.text.trim();
        let is_marked = sections.iter().any(|section| (section.mark)(trimmed).is_some());
        is_marked || prompts(&line.text, sections).iter().any(|prompt| prompt.section.is_some())
    })
}

/// A prompt and what was typed at it.
struct Prompt {
    /// Its number among all that look like a prompt in the line, counted from 0.
    number: usize,
    /// The byte of the line at which the prompt's text begins.
    column: usize,
    /// Whether nothing but blanks or the name of a node stands before it in its line.
    leads: bool,
    /// The node that stands before it.
    node: Option<String>,
    /// What was typed, in single blanks.
    command: String,
    /// The kind of output that the command prints.
    section: Option<&'static Section>,
    /// What the output's first line tells, where a line break was lost behind the command.
    mark: Option<Mark>,
}

/// The prompts in a line: at its beginning, behind the name of a node, glued to the end of an output, or wherever a known command
/// and the beginning of its output follow.
fn prompts(line: &str, sections: &'static [Section]) -> Vec<Prompt> {
    let is_prompt = |column: &usize| {
        line.get(*column..column + PROMPT.len()).is_some_and(|start| start.eq_ignore_ascii_case(PROMPT))
    };
    let colons = line.match_indices(':').filter_map(|(colon, _)| (colon + 1).checked_sub(PROMPT.len()));
    let columns: Vec<usize> = colons.filter(is_prompt).collect();
    let mut found = Vec::new();
    for (number, column) in columns.iter().copied().enumerate() {
        let end = columns.get(number + 1).copied().unwrap_or(line.len());
        let before = line.get(..column).unwrap_or_default();
        let typed = line.get(column + PROMPT.len()..end).unwrap_or_default();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let (section, count, mark) = recognise(&words, sections);
        let command = words.get(..count).unwrap_or_default().join(" ");
        let node = if number == 0 { node_of(before.trim_start()) } else { None };
        let leads = number == 0 && (node.is_some() || before.trim_start().is_empty());
        let glued = before.ends_with(['.', ')', '-']);
        if leads || glued || (section.is_some() && mark.is_some()) {
            found.push(Prompt { number, column, leads, node, command, section, mark });
        }
    }
    found
}

/// The kind of output that a command prints, how many words the command has, and what the line behind it tells, if the output goes on in
/// the line of its command.
fn recognise(words: &[&str], sections: &'static [Section]) -> (Option<&'static Section>, usize, Option<Mark>) {
    let command = |count: usize| words.get(..count).unwrap_or_default().join(" ").to_ascii_lowercase();
    for count in 1..words.len().min(COMMAND_WORDS) {
        let output = words.get(count..).unwrap_or_default().join(" ");
        let told = |section: &&Section| if (section.command)(&command(count)) { (section.mark)(&output) } else { None };
        if let Some((section, mark)) = sections.iter().find_map(|section| Some((section, told(&section)?))) {
            return (Some(section), count, Some(mark));
        }
    }
    let section = sections.iter().find(|section| (section.command)(&command(words.len())));
    (section, words.len(), None)
}

/// The node that stands alone before a prompt. "Run admin:show itl" is prose, "cucm-pub admin:show itl" is not; but prose goes on behind
/// the command, and then no section knows that.
fn node_of(before: &str) -> Option<String> {
    let apart = before.ends_with(|letter: char| letter.is_whitespace() || "]#$:".contains(letter));
    let node = host(before.trim_end().trim_matches(['[', ']', '(', ')', '#', '$', ':']));
    let is_node = apart
        && !node.is_empty()
        && node.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter));
    is_node.then(|| node.to_owned())
}

/// The host of `user@host`, or all of it.
fn host(node: &str) -> &str {
    node.rsplit('@').next().unwrap_or(node)
}

/// The name in a line such as `Host Name : cucm-pub` (`show status`) or `Machine Name : cucm-pub` (`show myself`).
fn host_name(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let key: String = key.chars().filter(|letter| !letter.is_whitespace()).collect();
    let value = value.trim();
    let is_name = !value.is_empty() && !value.contains(char::is_whitespace);
    let is_key = ["hostname", "machinename"].iter().any(|known| key.eq_ignore_ascii_case(known));
    (is_key && is_name).then_some(value)
}

/// Whether a line is one that a session begins with.
fn is_login(line: &str) -> bool {
    ["login as:", "Command Line Interface is starting up", "Welcome to the Platform Command Line Interface"]
        .iter()
        .any(|beginning| line.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning)))
}

/// Where the prompts of a line stand in the input, in bytes.
fn offsets_of_prompts(bytes: &[u8], line: &Line<'_>) -> Vec<usize> {
    let rest = bytes.get(line.offset..).unwrap_or_default();
    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    let windows = rest.get(..end).unwrap_or_default().windows(PROMPT.len());
    let is_prompt = |window: &[u8]| window.eq_ignore_ascii_case(PROMPT.as_bytes());
    windows.enumerate().filter(|(_, window)| is_prompt(window)).map(|(at, _)| line.offset + at).collect()
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
        self.close();
        if let (Some(_), Some(node)) = (prompt.section, &prompt.node) {
            self.node = Some(node.clone());
        }
        self.open = Open {
            section: prompt.section,
            command: prompt.section.map(|_| prompt.command.clone()),
            lines: vec![line],
            flavour: prompt.mark.and_then(|mark| mark.flavour),
            seen: prompt.mark.map(|mark| mark.place).into_iter().collect(),
        };
    }

    /// A line goes to what is open, unless it tells that something else begins.
    fn take(&mut self, line: Line<'a>) {
        let trimmed = line.text.trim();
        if is_login(trimmed) {
            self.close();
            self.node = None;
        }
        // In certificates and lists such a line would be somebody else's.
        if self.open.section.is_none_or(|section| (section.command)("show status"))
            && let Some(name) = host_name(trimmed)
        {
            self.node = Some(name.to_owned());
        }
        let ends_before = self.open.seen.contains(&Place::Last)
            || (trimmed.starts_with("-----BEGIN ") && self.open.section.is_some_and(|section| !section.holds_pem));
        if ends_before && !trimmed.is_empty() {
            self.close();
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
            Place::Body | Place::Last => true,
        };
        same_section && same_flavour && in_place
    }
}
