//! Descriptions as people write them: TOML or JSON, of which everything may be left out.

use super::Description;
use crate::lab::error::LabError;
use crate::lab::key::KeyKind;
use crate::report::ClusterMode;
use serde::Serialize;
use toml::{Table, Value};

/// The release, the mode and the number of nodes of a description that says none.
const USUAL: (&str, ClusterMode, usize) = ("14", ClusterMode::Mixed, 3);

impl Default for Description {
    /// A healthy cluster of release 14 in mixed mode with three nodes.
    fn default() -> Self {
        let (release, mode, nodes) = USUAL;
        Self::healthy(release, mode, nodes)
    }
}

/// What is said beside a text, on a command line for example: it counts in the place of what the text says. Faults are added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names are those of the description")]
pub struct Overrides {
    pub release: Option<String>,
    pub mode: Option<ClusterMode>,
    /// How many nodes, all of them usual.
    pub nodes: Option<usize>,
    pub key: Option<KeyKind>,
    /// How many phones.
    pub phones: Option<usize>,
    pub seed: Option<String>,
    pub faults: Vec<String>,
}

impl Overrides {
    fn apply(&self, mut given: Table) -> Result<Table, LabError> {
        let mut own = Table::try_from(self).map_err(not_read)?;
        own.remove("faults");
        let phones = own.remove("phones");
        given.extend(own);
        match (given.get_mut("phones"), phones) {
            (Some(Value::Table(given)), Some(count)) => drop(given.insert("count".to_owned(), count)),
            (_, Some(count)) => {
                drop(given.insert("phones".to_owned(), Value::Table(Table::from_iter([("count".to_owned(), count)]))));
            }
            (_, None) => {}
        }
        if !self.faults.is_empty() {
            let faults = self.faults.iter().cloned().map(Value::String);
            match given.get_mut("faults") {
                Some(Value::Array(given)) => given.extend(faults),
                _ => drop(given.insert("faults".to_owned(), Value::Array(faults.collect()))),
            }
        }
        Ok(given)
    }
}

impl Description {
    /// Reads a description in TOML. What it leaves out is as in a [healthy](Description::healthy) cluster of its release, mode and
    /// number of nodes; `nodes` may be a number, or tables of which each leaves out what is usual.
    ///
    /// ```
    /// use trustlens_core::lab::Description;
    ///
    /// let text = "release = \"12.5\"\nnodes = 2\nseed = \"a course\"\nphones = { count = 3 }";
    /// let description = Description::from_toml(text)?;
    /// assert_eq!((description.nodes.len(), description.phones.count), (2, 3));
    /// # Ok::<(), trustlens_core::lab::LabError>(())
    /// ```
    ///
    /// # Errors
    /// When it is no TOML, or a field is not known or has a value of the wrong kind. [`Description::check`] looks at the values.
    pub fn from_toml(text: &str) -> Result<Self, LabError> {
        Self::from_toml_with(text, &Overrides::default())
    }

    /// The same, with what is said beside the text.
    ///
    /// # Errors
    /// See [`Description::from_toml`].
    pub fn from_toml_with(text: &str, overrides: &Overrides) -> Result<Self, LabError> {
        let given: Table = text.parse().map_err(|error: toml::de::Error| not_read(error))?;
        Self::from_table(overrides.apply(given)?)
    }

    /// Reads a description in JSON; see [`Description::from_toml`].
    ///
    /// # Errors
    /// As for TOML.
    pub fn from_json(text: &str) -> Result<Self, LabError> {
        Self::from_json_with(text, &Overrides::default())
    }

    /// The same, with what is said beside the text.
    ///
    /// # Errors
    /// See [`Description::from_toml`].
    pub fn from_json_with(text: &str, overrides: &Overrides) -> Result<Self, LabError> {
        let mut given: serde_json::Value = serde_json::from_str(text).map_err(not_read)?;
        drop_nulls(&mut given);
        let given = Table::try_from(given).map_err(not_read)?;
        Self::from_table(overrides.apply(given)?)
    }

    /// The whole description in TOML.
    ///
    /// # Errors
    /// When it cannot be written, which its types rule out.
    pub fn to_toml(&self) -> Result<String, LabError> {
        toml::to_string_pretty(self).map_err(not_read)
    }

    fn from_table(mut given: Table) -> Result<Self, LabError> {
        let (release, mode, nodes) = USUAL;
        let release = given.get("release").and_then(Value::as_str).unwrap_or(release).to_owned();
        let mode = match given.get("mode").and_then(Value::as_str) {
            Some("non-secure") => ClusterMode::NonSecure,
            _ => mode,
        };
        let count = match given.get("nodes") {
            Some(Value::Integer(count)) => usize::try_from(*count).unwrap_or_default().min(super::MOST_NODES + 1),
            Some(Value::Array(nodes)) => nodes.len().min(super::MOST_NODES + 1),
            _ => nodes,
        };
        if matches!(given.get("nodes"), Some(Value::Integer(_))) {
            given.remove("nodes");
        }
        let usual = Self::healthy(&release, mode, count);
        let mut whole = Table::try_from(&usual).map_err(not_read)?;
        merge(&mut whole, given);
        whole.try_into().map_err(|error: toml::de::Error| not_read(error.message()))
    }
}

/// Puts what is given in the place of what is usual, table by table.
fn merge(usual: &mut Table, given: Table) {
    for (key, value) in given {
        match (usual.get_mut(&key), value) {
            (Some(Value::Table(usual)), Value::Table(given)) => merge(usual, given),
            (Some(Value::Array(usual)), Value::Array(given)) if key == "nodes" => merge_nodes(usual, given),
            (_, Value::Datetime(date)) => drop(usual.insert(key, Value::String(date.to_string()))),
            (_, value) => drop(usual.insert(key, value)),
        }
    }
}

fn merge_nodes(usual: &mut Vec<Value>, given: Vec<Value>) {
    let mut usual_nodes = std::mem::take(usual).into_iter();
    for node in given {
        match (usual_nodes.next(), node) {
            (Some(Value::Table(mut whole)), Value::Table(node)) => {
                merge(&mut whole, node);
                usual.push(Value::Table(whole));
            }
            (_, node) => usual.push(node),
        }
    }
}

fn drop_nulls(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

fn not_read(reason: impl std::fmt::Display) -> LabError {
    LabError::field("the description", reason.to_string().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::NodeDescription;

    #[test]
    fn a_description_comes_back_from_its_text() {
        let mut description = Description::healthy("15", ClusterMode::NonSecure, 4).signed();
        description.seed = Some("one".to_owned());
        description.lists.signer_version = Some((1, 1));
        description.key = KeyKind::P384;
        let text = description.to_toml().unwrap();
        assert_eq!(Description::from_toml(&text), Ok(description.clone()));
        let json = serde_json::to_string(&description).unwrap();
        assert_eq!(Description::from_json(&json), Ok(description));
    }

    #[test]
    fn what_is_left_out_is_usual_for_the_release() {
        let text = "release = \"9.1\"\nmade_at = 2012-05-01\n[[nodes]]\nname = \"london.example.org\"\n[[nodes]]";
        let description = Description::from_toml(text).unwrap();
        let usual = Description::healthy("9.1", ClusterMode::Mixed, 2);
        assert_eq!(description.made_at.date(), "2012-05-01");
        assert_eq!(description.ctl_signer, usual.ctl_signer);
        assert_eq!(
            description.nodes[0],
            NodeDescription { name: "london.example.org".to_owned(), ..usual.nodes[0].clone() }
        );
        assert_eq!(description.nodes[1], usual.nodes[1]);
    }

    #[test]
    fn what_is_said_beside_a_text_counts_in_its_place() {
        let overrides = Overrides {
            release: Some("9.1".to_owned()),
            nodes: Some(2),
            phones: Some(3),
            faults: vec!["two".to_owned()],
            ..Overrides::default()
        };
        let text = "release = \"15\"\nkey = \"rsa-1024\"\nfaults = [\"one\"]\n[[nodes]]\nname = \"a.example.org\"\n[phones]\nmic = false";
        let description = Description::from_toml_with(text, &overrides).unwrap();
        let usual = Description::healthy("9.1", ClusterMode::Mixed, 2);
        assert_eq!((description.ctl_signer, &description.nodes), (usual.ctl_signer, &usual.nodes));
        assert_eq!((description.key, description.phones.count, description.phones.mic), (KeyKind::Rsa1024, 3, false));
        assert_eq!(description.faults, ["one", "two"]);
        let alone = Description::from_json_with("{}", &overrides).unwrap();
        assert_eq!((alone.phones.count, alone.faults.len()), (3, 1));
    }

    #[test]
    fn an_unknown_field_is_named() {
        let error = Description::from_toml("relase = \"12.5\"").unwrap_err().to_string();
        assert!(error.contains("relase"), "{error}");
        let error = Description::from_toml("key = \"rsa-999\"").unwrap_err().to_string();
        assert!(error.contains("rsa-2048"), "{error}");
    }
}
