//! How sessions are cut, with two made-up kinds of output: one that is a table with a head, one that tells itself by its lines.

use super::*;
use crate::report::InputKind;

static MADE_UP: &[Section] = &[
    Section {
        command: |command| command == "show table",
        mark: |line| {
            let marks = [
                ("head of red", Mark::head(0, Some("red"))),
                ("head of blue", Mark::head(0, Some("blue"))),
                ("head", Mark::head(1, None)),
                ("row 1 of blue", Mark::first(Some("blue"))),
                ("row 1", Mark::first(None)),
                ("row ", Mark::body(None)),
                ("end of table", Mark::last(None)),
            ];
            marks.into_iter().find(|(beginning, _)| line.starts_with(beginning)).map(|(_, mark)| mark)
        },
        holds_pem: false,
        name: |_| "show table",
        read: |text| {
            let rows = text.lines().iter().filter(|line| line.text.contains("row ")).count();
            (rows > 0).then(|| Recognised::new(InputKind::Transcript, format!("a table of {rows}")))
        },
    },
    Section {
        command: |command| command.starts_with("show item "),
        mark: |line| line.starts_with("item ").then_some(Mark::body(None)),
        holds_pem: true,
        name: |_| "show item",
        read: |_| Some(Recognised::new(InputKind::Transcript, "an item")),
    },
];

fn recognised(text: &str) -> Option<Recognised> {
    let candidate = Candidate { name: "paste.txt", bytes: text.as_bytes(), passwords: &[] };
    read(&candidate, &mut Allowance::default(), MADE_UP)
}

/// The members of a session: name, line, and text.
fn members(text: &str) -> Vec<(String, u64, String)> {
    let recognised = recognised(text).unwrap();
    assert_eq!(recognised.kind, InputKind::Transcript);
    let member = |member: Member| {
        let origin = member.origin.unwrap();
        let start = usize::try_from(origin.offset.unwrap()).unwrap();
        assert_eq!(
            &text.as_bytes()[start..start + member.bytes.len()],
            member.bytes,
            "the offset is that of the bytes"
        );
        (member.name, origin.line.unwrap(), String::from_utf8(member.bytes).unwrap())
    };
    recognised.members.into_iter().map(member).collect()
}

#[test]
fn one_output_is_that_output() {
    for text in [
        "admin:show table\nhead\nrow 1\nrow 2\nadmin:",
        "head\nrow 1\nrow 2",
        "hello,\n> ADMIN: Show  Table\n> row 1\n> row 2\n\nbye",
    ] {
        let recognised = recognised(text).unwrap();
        assert_eq!(recognised.description, "a table of 2", "{text}");
        assert!(recognised.members.is_empty());
    }
    assert!(recognised("nothing of the kind\nadmin:show version\n").is_none());
    assert!(recognised("Run admin:show table on the publisher.\n").is_none());
    assert!(recognised("admin:show table\nadmin:").is_none(), "a command without output");
}

#[test]
fn several_outputs_become_members_with_names_and_places() {
    let session = "admin:show table\nhead of red\nrow 1\n\nadmin:show item A\nx\nitem 2\nadmin:show version\nactive\nadmin:show table\nrow 2\nadmin:\n";
    let found = members(session);
    let names: Vec<(&str, u64)> = found.iter().map(|(name, line, _)| (name.as_str(), *line)).collect();
    assert_eq!(names, [("show table", 1), ("show item A", 5), ("show table (2)", 10)]);
    assert_eq!(found[1].2, "admin:show item A\nx\nitem 2\n");
    let description = recognised(session).unwrap().description;
    assert_eq!(description, "a console session with 3 outputs: show table, show item A, show table");
    for (_, _, text) in found {
        assert!(recognised(&text).unwrap().members.is_empty(), "a member is one output");
    }
}

#[test]
fn prompts_may_be_glued_and_tell_the_node() {
    let found = members("> head\n> row 1\n> end.admin:show table row 2\ncucm-sub admin:show table\nrow 3\n");
    let names: Vec<(&str, &str)> = found.iter().map(|(name, _, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(
        names,
        [
            ("show table", "> head\n> row 1\n> end."),
            ("show table (2)", "admin:show table row 2\n"),
            ("show table on cucm-sub", "cucm-sub admin:show table\nrow 3\n")
        ]
    );
    let told = members(
        "admin:show status\nHost Name : cucm-pub\nadmin:show table\nrow 1\nlogin as: admin\nadmin:show table\nrow 1\n",
    );
    assert_eq!((told[0].0.as_str(), told[1].0.as_str()), ("show table on cucm-pub", "show table"));
    assert_eq!(members("row 1\nsuperadmin:show table\nrow 1").len(), 2, "no prompt, but the row is seen again");
}

#[test]
fn line_breaks_may_be_lost() {
    let found = members(
        "admin: show table head of red row 1 row 2 admin:file delete x deleted = 1 admin:show table row 1 admin:\n",
    );
    let names: Vec<(&str, &str)> = found.iter().map(|(name, _, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(
        names,
        [
            ("show table", "admin: show table head of red row 1 row 2 admin:file delete x deleted = 1 "),
            ("show table (2)", "admin:show table row 1 admin:\n")
        ]
    );
    assert!(recognised("Please run admin:show table and admin:show item.").is_none());
}

#[test]
fn outputs_without_prompt_are_told_apart() {
    let parts = |text: &str| members(text).len();
    assert_eq!(parts("head\nrow 1\nrow 2\nhead\nrow 1\n"), 2, "a head behind the body");
    assert_eq!(parts("row 1\nrow 2\nrow 1\n"), 2, "the first row again");
    assert_eq!(parts("head of red\nhead\nrow 3\nhead of blue\nhead\nrow 1\n"), 2);
    assert_eq!(parts("head of red\nrow 3\nrow 1 of blue\nrow 2\n"), 2, "another flavour");
    assert_eq!(parts("head\nrow 1\nitem 4\n"), 2, "another kind");
    assert!(recognised("head of red\nhead\nrow 2\nrow 1\nrow 2\n").unwrap().members.is_empty(), "rows in any order");
}

#[test]
fn what_is_of_worth_between_outputs_is_a_member() {
    let key = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    let found = members(&format!("{key}admin:show table\nrow 1\nadmin:show version\nwith thanks\n"));
    assert_eq!(found[0], ("text from line 1".to_owned(), 1, key.to_owned()));
    assert_eq!(found[1].0, "show table");
    assert_eq!(found.len(), 2, "text that holds nothing is left out");

    let names = |text: &str| members(text).into_iter().map(|(name, _, _)| name).collect::<Vec<_>>();
    let others = |line: u64| ["show table".to_owned(), format!("text from line {line}")];
    assert_eq!(names(&format!("admin:show table\nrow 1\n{key}")), others(3), "a block ends an output");
    assert_eq!(names(&format!("row 1\nend of table\n\nhere it is:\n{key}")), others(4), "so does the last line");
    assert!(
        recognised(&format!("admin:show item A\nitem 1\n{key}")).unwrap().members.is_empty(),
        "unless blocks stand in it"
    );
}

#[test]
fn members_are_taken_from_the_allowance() {
    let text = b"admin:show table\nrow 1\nadmin:show table\nrow 1\n";
    let candidate = Candidate { name: "paste.txt", bytes: text, passwords: &[] };
    let mut allowance = Allowance { members: 1, ..Allowance::default() };
    let recognised = read(&candidate, &mut allowance, MADE_UP).unwrap();
    assert_eq!((recognised.members.len(), allowance.members), (1, 0));
    assert!(recognised.problems[0].message.contains("more outputs follow"));
}
