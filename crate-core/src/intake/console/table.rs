//! Tables as `run sql` prints them: the names of the columns, a rule of `=` below each, and rows whose columns begin where the rules do.
//!
//! Narrow terminals break the lines of wide tables; PEM blocks in a cell bring line breaks of their own.

use super::blocks::Blocks;

/// Stands for a PEM block in a row. Cleaned text holds no such character.
const BLOCK: char = '\u{1}';

/// A table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Names of the columns in lower case.
    pub(super) columns: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// A cell for each column, blank ones and those with a PEM block empty.
    pub(super) cells: Vec<String>,
    /// The PEM block in it, by its place in [`Blocks::all`].
    pub(super) block: Option<usize>,
}

impl Row {
    /// The text in a column; none when it is blank or there is no such column.
    pub(super) fn get<'a>(&'a self, table: &Table, column: &str) -> Option<&'a str> {
        let place = table.columns.iter().position(|name| name == column)?;
        self.cells.get(place).map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

/// Reads the first table of an output.
pub(super) fn read(blocks: &Blocks) -> Option<Table> {
    let masked = mask(blocks);
    let lines: Vec<&str> = masked.lines().collect();
    let first_rule = lines.iter().position(|line| is_rule(line))?;
    let rules = lines.iter().skip(first_rule).take_while(|line| is_part_of_rule(line)).count();
    let width = lines.iter().skip(first_rule).take(rules).map(|line| line.chars().count()).max()?;
    let rule = joined(lines.iter().skip(first_rule).take(rules).copied(), width);
    let starts = starts(&rule);

    // Names of columns hold no blanks, so the last words before the rules are the names, however the lines are broken.
    let before: Vec<&str> = lines.iter().take(first_rule).flat_map(|line| line.split_whitespace()).collect();
    let names = before.get(before.len().checked_sub(starts.len())?..)?;
    let columns = names.iter().map(|name| name.to_ascii_lowercase()).collect();

    let body: Vec<&str> =
        lines.iter().skip(first_rule + rules).copied().filter(|line| !line.trim().is_empty()).collect();
    let mut rows = Vec::new();
    let mut next_block = masked.lines().take(first_rule).flat_map(str::chars).filter(|one| *one == BLOCK).count();
    for row in logical_rows(&body, rules, width) {
        rows.push(read_row(&row, &starts, &mut next_block));
    }
    Some(Table { columns, rows })
}

/// The text with a character in place of each PEM block.
fn mask(blocks: &Blocks) -> String {
    let mut masked = String::with_capacity(blocks.plain.len());
    let mut position = 0;
    for block in &blocks.all {
        masked.push_str(blocks.plain.get(position..block.start).unwrap_or_default());
        masked.push(BLOCK);
        position = block.end;
    }
    masked.push_str(blocks.plain.get(position..).unwrap_or_default());
    masked
}

/// Whether a line is the end of one with rules that a terminal has broken.
fn is_part_of_rule(line: &str) -> bool {
    let mark = line.trim_start().chars().next().filter(|mark| matches!(mark, '=' | '-'));
    mark.is_some_and(|mark| line.chars().all(|one| one == mark || one == ' '))
}

/// Whether a line holds nothing but rules.
fn is_rule(line: &str) -> bool {
    line.contains("==") && line.chars().all(|one| one == '=' || one == ' ')
        || line.contains("----") && line.chars().all(|one| one == '-' || one == ' ')
}

/// Lines that a terminal of this width has broken, as one.
fn joined<'a>(lines: impl Iterator<Item = &'a str>, width: usize) -> String {
    let mut whole = String::new();
    let mut length = 0;
    for (index, line) in lines.enumerate() {
        // Blanks at the end of a line were dropped.
        while length < index * width {
            whole.push(' ');
            length += 1;
        }
        whole.push_str(line);
        length += line.chars().count();
    }
    whole
}

/// Where each rule begins, in characters.
fn starts(rule: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before = ' ';
    for (column, one) in rule.chars().enumerate() {
        if one != ' ' && before == ' ' {
            starts.push(column);
        }
        before = one;
    }
    starts
}

/// The rows, each as one line.
fn logical_rows(body: &[&str], lines_of_a_row: usize, width: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut close = |open: &mut Vec<&str>| {
        if !open.is_empty() {
            rows.push(joined(open.iter().copied(), width));
            open.clear();
        }
    };
    let fits = body.len().is_multiple_of(lines_of_a_row);
    for line in body {
        open.push(line);
        // A line that is not full ends its row, unless blanks at its end were dropped: then the number of lines tells.
        let is_full = line.chars().count() >= width;
        let ends = match lines_of_a_row {
            ..=1 => true,
            many => line.contains(BLOCK) || open.len() >= many || !(is_full || fits),
        };
        if ends {
            close(&mut open);
        }
    }
    close(&mut open);
    rows
}

fn read_row(row: &str, starts: &[usize], next_block: &mut usize) -> Row {
    let Some((before, after)) = row.split_once(BLOCK) else {
        return Row { cells: cells(row, starts), block: None };
    };
    let block = Some(*next_block);
    // Two blocks in one row: the second belongs to it, but there is one certificate a row.
    *next_block += 1 + after.chars().filter(|one| *one == BLOCK).count();
    let column = starts.iter().rposition(|start| *start <= before.chars().count()).unwrap_or(0);
    let mut cells = cells(before, starts);
    cells.truncate(column);
    cells.push(String::new());
    // What follows the block has moved; its columns are as far apart as their rules.
    let (_, following) = starts.split_at_checked(column + 1).unwrap_or_default();
    let first = following.first().copied().unwrap_or(0);
    let moved: Vec<usize> = following.iter().map(|start| start - first).collect();
    cells.extend(self::cells(after.trim_start_matches([' ', BLOCK]), &moved));
    cells.resize(starts.len(), String::new());
    Row { cells, block }
}

/// The cells of a line whose columns begin at these characters.
fn cells(line: &str, starts: &[usize]) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    let is_word = |column: usize| characters.get(column).is_some_and(|one| *one != ' ');
    let cuts_a_word = starts.iter().any(|start| start.checked_sub(1).is_some_and(is_word));
    if cuts_a_word {
        // The columns are not where the rules are: blanks were lost on the way. Words are the best that is left.
        let mut words = line.split_whitespace().map(str::to_owned);
        return starts.iter().map(|_| words.next().unwrap_or_default()).collect();
    }
    let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
    let cell = |(start, end): (&usize, usize)| {
        let part = characters.get(*start..end.min(characters.len())).unwrap_or_default();
        part.iter().collect::<String>().trim().to_owned()
    };
    starts.iter().zip(ends).map(cell).collect()
}
