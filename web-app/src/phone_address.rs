//! A question about phones in the address of the page: `holds=1,2&offered=5&sbd=no&tvs=cucm-pub`.

use std::fmt::Write as _;
use trustlens_core::report::{PhoneQuestion, TvsReach};

/// The question as it stands in an address. What a person need not say is left out.
pub fn write(question: &PhoneQuestion) -> String {
    let mut parts = vec![format!("holds={}", numbers(&question.holds))];
    if !question.offered.is_empty() {
        parts.push(format!("offered={}", numbers(&question.offered)));
    }
    if question.without_security_by_default {
        parts.push("sbd=no".to_owned());
    }
    match &question.tvs {
        TvsReach::All => {}
        TvsReach::Nodes(nodes) if !nodes.is_empty() => {
            let nodes: Vec<String> = nodes.iter().map(|node| encoded(node)).collect();
            parts.push(format!("tvs={}", nodes.join(",")));
        }
        TvsReach::None | TvsReach::Nodes(_) => parts.push("tvs=none".to_owned()),
    }
    parts.join("&")
}

/// The question in an address; none where it holds none.
pub fn read(text: &str) -> Option<PhoneQuestion> {
    let mut question = PhoneQuestion::default();
    let mut is_asked = false;
    for (key, value) in text.split('&').filter_map(|part| part.split_once('=')) {
        let inputs = || value.split(',').filter_map(|number| number.parse().ok()).collect();
        match key {
            "holds" => question.holds = inputs(),
            "offered" => question.offered = inputs(),
            "sbd" => question.without_security_by_default = value == "no",
            "tvs" => {
                question.tvs = match value {
                    "all" => TvsReach::All,
                    "none" => TvsReach::None,
                    nodes => TvsReach::Nodes(nodes.split(',').map(decoded).collect()),
                }
            }
            _ => continue,
        }
        is_asked = true;
    }
    is_asked.then_some(question)
}

fn numbers(inputs: &[usize]) -> String {
    inputs.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

/// Names of nodes are anything that a file says.
fn encoded(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => text.push(char::from(byte)),
            _ => {
                // Writing into a String does not fail.
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

/// What is no code of a character stands for itself.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let code = part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        bytes.extend(part.as_bytes().iter().skip(if code.is_some() { 2 } else { 0 }));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_as_it_was_written() {
        let questions = [
            PhoneQuestion::default(),
            PhoneQuestion { holds: vec![1, 2], offered: vec![5], ..PhoneQuestion::default() },
            PhoneQuestion { without_security_by_default: true, tvs: TvsReach::None, ..PhoneQuestion::default() },
            PhoneQuestion {
                tvs: TvsReach::Nodes(vec!["cucm-pub.example.com".to_owned(), "Würfel, & 100 %/?#".to_owned()]),
                ..PhoneQuestion::default()
            },
        ];
        for question in questions {
            let written = write(&question);
            assert!(written.bytes().all(|byte| byte.is_ascii_graphic()), "{written}");
            assert_eq!(read(&written), Some(question), "{written}");
        }
    }

    #[test]
    fn addresses_are_read_as_people_write_them() {
        assert_eq!(read(""), None);
        assert_eq!(read("nothing=1"), None);
        assert_eq!(read("holds="), Some(PhoneQuestion::default()), "a first start");
        let asked = read("holds=1,x,2&offered=5&sbd=no&tvs=none").unwrap();
        assert_eq!((asked.holds, asked.offered), (vec![1, 2], vec![5]));
        assert_eq!((asked.without_security_by_default, asked.tvs), (true, TvsReach::None));
        assert_eq!(read("tvs=%zz%4").map(|asked| asked.tvs), Some(TvsReach::Nodes(vec!["%zz%4".to_owned()])));
        assert_eq!(
            write(&PhoneQuestion { tvs: TvsReach::Nodes(Vec::new()), ..PhoneQuestion::default() }),
            "holds=&tvs=none"
        );
    }
}
