//! What a person reads first.

use super::Files;
use crate::lab::description::Description;
use crate::lab::error::LabError;
use crate::lab::faults;
use crate::report::ClusterMode;
use crate::report::text::wrapped;
use std::fmt::Write as _;

/// What goes with everything that the lab makes.
pub const WARNING: &str = "These keys and certificates are for a lab and good for nothing else: whoever has the files or their seed has \
                           every key. Never install any of it on a real cluster or phone, and never put it in the place of real files.";

/// `README.txt`, `nodes.txt` and `lab.toml`.
pub(super) fn read_me(asked: &Description, cluster: &Description) -> Result<Files, LabError> {
    let mut text = "A CLUSTER OF THE LAB - made by Trustlens for teaching and testing\n\n".to_owned();
    let _ = wrapped(&mut text, "", WARNING);
    text.push('\n');
    let mode = if cluster.mode == ClusterMode::Mixed { "mixed" } else { "non-secure" };
    let _ = writeln!(text, "Release {}, {mode} mode, judged by {}.", cluster.release, cluster.judged_at.date());
    let mut nodes = String::new();
    for node in &cluster.nodes {
        let runs: Vec<&str> = node.runs.iter().map(|service| service.name()).collect();
        let _ = writeln!(nodes, "{} {} {}", node.name, node.address, runs.join(" "));
    }
    let _ = writeln!(text, "{}", indent(&nodes));
    if asked.faults.is_empty() {
        text.push_str("\nNothing is broken on purpose. Short keys, and dates of long ago, are told of all the same.\n");
    } else {
        text.push_str("\nBroken on purpose:\n");
    }
    for fault in asked.faults.iter().filter_map(|name| faults::find(name)) {
        let _ = writeln!(text, "  {}  {} (provokes {})", fault.name, fault.title, fault.check);
        let _ = wrapped(&mut text, "    ", fault.about);
    }
    text.push_str(CONTENTS);
    let _ = writeln!(
        text,
        "\nTo look at it, drop all of it into the page, or in this folder:\n  trustlens inspect --at {} --release {} --mode {mode} --nodes nodes.txt{} .",
        cluster.judged_at.date(),
        cluster.release,
        cluster.backup.map(|backup| format!(" --backup {}", backup.date())).unwrap_or_default()
    );
    text.push_str("\nTo make it again (with a seed to the byte, without one with other keys):\n  trustlens lab new --description lab.toml --output FOLDER\n");
    let named = [("README.txt", text), ("nodes.txt", nodes), ("lab.toml", asked.to_toml()?)];
    Ok(named.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect())
}

const CONTENTS: &str = "
What is there:
  HOST/ITLFile.tlv, CTLFile.tlv   the trust lists that this node serves
  HOST/UNIT.pem                   its own certificates, as CUCM calls them
  HOST/STORE-trust/               its trust stores
  HOST/SEP....cnf.xml.sgn         configurations of phones, signed by this node
  HOST/show-*.txt                 what its command line prints
  phones/SEP..../                 LSC and MIC of a phone; no real MIC, a lab's authority issued it
  lab-keys/                       every private key (PKCS#8)
  nodes.txt                       the nodes, for --nodes of the command
  lab.toml                        the description that all of this was made of
";

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
