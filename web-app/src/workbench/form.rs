//! The form for a description: what stands in its fields.

use super::field::{Field, domain};
use trustlens_core::lab::{Description, MOST_NODES, NodeDescription};

/// A description in the making.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Form {
    /// What the fields say, as far as they say something.
    description: Description,
    /// The options that the person chose: another release does not change them.
    touched: Vec<Field>,
    /// Fields whose text says nothing.
    drafts: Vec<Draft>,
}

/// A text that says nothing yet: the person is still writing, or it is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Draft {
    field: Field,
    text: String,
    problem: Option<String>,
}

impl Form {
    /// What the fields say, as far as they say something.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// What stands in a field.
    pub fn text(&self, field: Field) -> String {
        self.draft(field).map_or_else(|| field.text(&self.description), |draft| draft.text.clone())
    }

    /// Fields whose text is wrong, with a sentence for each.
    pub fn unread(&self) -> impl Iterator<Item = (Field, &str)> {
        self.drafts.iter().filter_map(|draft| Some((draft.field, draft.problem.as_deref()?)))
    }

    fn draft(&self, field: Field) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.field == field)
    }

    /// The person is writing into a field of which only the whole text is taken.
    pub fn type_into(&mut self, field: Field, text: String) {
        self.drafts.retain(|draft| draft.field != field);
        self.drafts.push(Draft { field, text, problem: None });
    }

    /// The person wrote or chose something.
    pub fn write(&mut self, field: Field, text: String) {
        self.drafts.retain(|draft| draft.field != field);
        let outcome = match field {
            Field::NodeCount => self.set_count(&text),
            _ => field.put(&mut self.description, &text),
        };
        if let Err(problem) = outcome {
            self.drafts.push(Draft { field, text, problem: Some(problem) });
            return;
        }
        if field == Field::Release {
            self.follow_release();
        } else if Field::options().any(|option| option == field) && !self.touched.contains(&field) {
            self.touched.push(field);
        }
    }

    /// Takes a whole description. What differs from the usual one of its release counts as chosen.
    pub fn take(&mut self, description: Description) {
        let usual = Description::healthy(&description.release, description.mode, description.nodes.len());
        let touched = Field::options().filter(|field| field.text(&description) != field.text(&usual)).collect();
        *self = Self { description, touched, drafts: Vec::new() };
    }

    /// Gives what the person has not chosen the values that are usual for the release.
    fn follow_release(&mut self) {
        let Description { release, mode, nodes, .. } = &self.description;
        let usual = Description::healthy(release, *mode, nodes.len());
        for field in Field::options().filter(|field| !self.touched.contains(field)) {
            // A text that a description gave is read by the same field.
            let _ = field.put(&mut self.description, &field.text(&usual));
        }
    }

    /// Adds a node of the usual kind.
    pub fn add_node(&mut self) {
        let nodes = &mut self.description.nodes;
        let is_taken = |node: &NodeDescription| {
            nodes.iter().any(|other| other.host() == node.host() || other.address == node.address)
        };
        let candidates = (nodes.len()..).map(|number| NodeDescription::usual(number, 0));
        let Some(mut node) = candidates.take(MOST_NODES * 2).find(|node| !is_taken(node)) else { return };
        if let Some(domain) = nodes.first().and_then(|first| first.name.split_once('.')).map(|(_, domain)| domain) {
            node.name = format!("{}.{domain}", node.host());
        }
        nodes.push(node);
    }

    /// Takes a node away, but never the publisher.
    pub fn remove_node(&mut self, number: usize) {
        if number > 0 && number < self.description.nodes.len() {
            self.description.nodes.remove(number);
            let is_of_nodes = |field| matches!(field, Field::NodeName(_) | Field::NodeAddress(_));
            self.drafts.retain(|draft| !is_of_nodes(draft.field));
        }
    }

    fn set_count(&mut self, text: &str) -> Result<(), String> {
        let count = text.trim().parse::<usize>().ok().filter(|count| (1..=MOST_NODES).contains(count));
        let count = count.ok_or_else(|| format!("Write a whole number from 1 to {MOST_NODES}."))?;
        let Description { release, mode, nodes, .. } = &self.description;
        let usual = |count| Description::healthy(release, *mode, count);
        let mut untouched = usual(nodes.len());
        let domain = domain(&self.description).map(ToOwned::to_owned);
        if let Some(domain) = &domain {
            Field::Domain.put(&mut untouched, domain)?;
        }
        if untouched.nodes == *nodes {
            self.description.nodes = usual(count).nodes;
            Field::Domain.put(&mut self.description, &domain.unwrap_or_default())?;
        } else {
            self.description.nodes.truncate(count);
            while self.description.nodes.len() < count {
                self.add_node();
            }
        }
        Ok(())
    }

    /// Chooses a fault, or does without it.
    pub fn toggle_fault(&mut self, name: &str) {
        let faults = &mut self.description.faults;
        match faults.iter().position(|other| other == name) {
            Some(place) => drop(faults.remove(place)),
            None => faults.push(name.to_owned()),
        }
    }

    /// Whether a fault is chosen.
    pub fn has_fault(&self, name: &str) -> bool {
        self.description.faults.iter().any(|other| other == name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::{NO, YES};
    use super::*;
    use trustlens_core::crypto::HashAlgorithm;
    use trustlens_core::lab::CtlSigner;
    use trustlens_core::report::{ClusterMode, Identity, NodeService};

    fn written(fields: &[(Field, &str)]) -> Form {
        let mut form = Form::default();
        for (field, text) in fields {
            form.write(*field, (*text).to_owned());
        }
        form
    }

    #[test]
    fn another_release_brings_what_is_usual_for_it() {
        let form = written(&[(Field::Release, "9.1")]);
        let usual = Description::healthy("9.1", ClusterMode::Mixed, 3);
        assert_eq!(*form.description(), usual);
        assert_eq!(usual.ctl_signer, CtlSigner::Etoken);
        let form = written(&[(Field::Release, "9.1"), (Field::Release, "14")]);
        assert_eq!(*form.description(), Description::default());
    }

    #[test]
    fn what_the_person_chose_stays_with_another_release() {
        let form = written(&[
            (Field::Digest, "SHA-256"),
            (Field::MultiServer(Identity::Tomcat), YES),
            (Field::Release, "12.5"),
        ]);
        assert_eq!(form.description().lists.digest, HashAlgorithm::Sha256);
        assert_eq!(form.description().multi_server, [Identity::Tomcat], "TVS is usual since 14 alone");
        let mut form = Form::default();
        let mut opened = Description::healthy("12.5", ClusterMode::NonSecure, 1);
        opened.lists.digest = HashAlgorithm::Sha256;
        form.take(opened);
        form.write(Field::Release, "15".to_owned());
        assert_eq!(form.description().lists.digest, HashAlgorithm::Sha256, "so it does when it came from a file");
        assert_eq!(form.description().multi_server, [Identity::Tvs]);
    }

    #[test]
    fn a_text_that_says_nothing_stays_in_its_field() {
        let mut form = written(&[(Field::Version, "1.")]);
        assert_eq!((form.text(Field::Version), form.unread().count()), ("1.".to_owned(), 1));
        assert_eq!(form.description().lists.version, (1, 2));
        form.write(Field::Version, "1.1".to_owned());
        assert_eq!((form.description().lists.version, form.unread().count()), ((1, 1), 0));
    }

    #[test]
    fn nodes_come_as_they_usually_are_until_one_is_changed() {
        let form = written(&[(Field::Domain, "example.org"), (Field::NodeCount, "5")]);
        let names: Vec<&str> = form.description().nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!((names[0], names[4]), ("cucm-pub.example.org", "cucm-tftp.example.org"));
        let mut form = written(&[(Field::NodeName(1), "london.example.com"), (Field::NodeCount, "6")]);
        assert_eq!((form.description().nodes.len(), form.text(Field::NodeName(1)).as_str()), (6, "london.example.com"));
        assert_eq!(form.description().check(), Ok(()));
        form.write(Field::NodeCount, "0".to_owned());
        assert_eq!((form.description().nodes.len(), form.unread().count()), (6, 1));
        form.write(Field::NodeCount, "2".to_owned());
        assert_eq!(form.description().nodes.len(), 2);
    }

    #[test]
    fn a_number_of_nodes_is_taken_once_it_is_whole() {
        let mut form = written(&[(Field::NodeName(1), "london.example.com")]);
        form.type_into(Field::NodeCount, "1".to_owned());
        assert_eq!((form.text(Field::NodeCount).as_str(), form.unread().count()), ("1", 0));
        form.write(Field::NodeCount, "12".to_owned());
        assert_eq!(
            (form.description().nodes.len(), form.text(Field::NodeName(1)).as_str()),
            (12, "london.example.com")
        );
    }

    #[test]
    fn a_node_is_added_with_a_name_and_an_address_of_its_own() {
        let mut form = written(&[(Field::NodeCount, "4")]);
        form.remove_node(2);
        form.add_node();
        assert_eq!(form.description().nodes.len(), 4);
        assert_eq!(form.description().check(), Ok(()));
        form.remove_node(0);
        assert!(form.description().nodes[0].runs.contains(&NodeService::Publisher), "the publisher stays");
    }

    #[test]
    fn services_are_set_node_by_node() {
        let form = written(&[(Field::NodeRuns(1, NodeService::Tftp), NO)]);
        assert_eq!(form.text(Field::NodeRuns(1, NodeService::Tftp)), NO);
        assert_eq!(form.text(Field::NodeRuns(0, NodeService::Tftp)), YES);
    }

    #[test]
    fn faults_are_chosen_and_left() {
        let mut form = Form::default();
        form.toggle_fault("one");
        form.toggle_fault("two");
        form.toggle_fault("one");
        assert!(form.has_fault("two") && !form.has_fault("one"));
    }
}
