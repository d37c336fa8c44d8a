//! `run sql` with the security mode of the cluster (formats.md, section 8.3).

use super::PROMPT;

/// What the database answers when it is asked for `ClusterSecurityMode`: 1 for mixed, 0 for non-secure.
#[must_use]
pub fn show_security_mode(is_mixed: bool) -> String {
    let value = u8::from(is_mixed);
    // A column is as wide as its longest text.
    format!(
        "{PROMPT}run sql select paramname,paramvalue from processconfig where paramname='ClusterSecurityMode'\n{:19} {:10}\n{:=<19} \
         {:=<10}\n{:19} {value:<10}\n{PROMPT}\n",
        "paramname", "paramvalue", "", "", "ClusterSecurityMode"
    )
}
