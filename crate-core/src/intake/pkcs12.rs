//! PKCS#12 files: their certificates, once a password opens them. A private key in one is told and never decrypted.

use super::archive::passwords;
use super::{Allowance, Artifact, Candidate, Recognised, of_all};
use crate::crypto::password::{MOST_ROUNDS, Secret};
use crate::formats::certificate::Certificate;
use crate::formats::pkcs12::{Bags, Encrypted, Part, Pkcs12};
use crate::report::{InputKind, Problem};
use crate::text::count;

pub(super) use crate::formats::pkcs12::looks_like;

/// What to do instead of passing on a file with a private key.
const CERTIFICATES_ALONE: &str = "openssl pkcs12 -in FILE -nokeys -out certificates.pem";

/// Reads a PKCS#12 file as far as the passwords open it: those that were given, an empty one, and none at all.
pub(super) fn read(candidate: &Candidate<'_>, allowance: &mut Allowance) -> Recognised {
    let file = match Pkcs12::read(candidate.bytes) {
        Ok(file) => file,
        Err(error) => {
            let problem = of_all(format!(
                "it cannot be opened: {error}; fetch it again, and treat it as a private key: it may hold one"
            ));
            let mut recognised = Recognised::new(InputKind::PrivateKey, "a PKCS#12 file that cannot be read, not kept");
            recognised.problems.push(problem);
            return recognised;
        }
    };
    let mut opening = Opening { allowance, contents: Contents::default() };
    let locked = opening.open(file, candidate.passwords);
    let contents = opening.contents;
    if locked { contents.waiting(candidate.passwords.len()) } else { contents.recognised() }
}

/// What was found in a file, and what is to be said of it.
#[derive(Default)]
struct Contents {
    certificates: Vec<Certificate>,
    private_keys: usize,
    secrets: usize,
    problems: Vec<Problem>,
}

/// How a password did.
enum Attempt {
    /// It opens the file, or the checksum says that it would.
    Fits,
    /// It does not.
    Wrong,
    /// Nothing can be said.
    Unknown,
}

struct Opening<'a> {
    allowance: &'a mut Allowance,
    contents: Contents,
}

impl Opening<'_> {
    /// Takes out what can be read, and says whether the rest waits for a password.
    fn open(&mut self, file: Pkcs12, given: &[String]) -> bool {
        let secrets: Vec<Secret<'_>> = [Secret::Password(""), Secret::Missing]
            .into_iter()
            .chain(given.iter().map(|given| Secret::Password(given)))
            .collect();
        let by_checksum = self.by_checksum(&file, &secrets);
        if let Some(Err(name)) = &file.mac {
            self.contents.say(format!("its checksum is made with {name}, which is not checked here"));
        }
        let mut encrypted = Vec::new();
        for part in file.parts {
            match part {
                Part::Open(bags) => self.contents.take(bags),
                Part::Encrypted(part) => encrypted.push(part),
                Part::Other(what) => self.contents.say(format!("a part of it was not read: {what}")),
            }
        }
        encrypted.retain(|part| part.scheme.rounds().is_some() || self.contents.too_many_rounds());
        if encrypted.is_empty() {
            if matches!(by_checksum, (None, Attempt::Wrong)) {
                self.contents.say(
                    "its checksum was not checked, for want of the password that it was made with: whether the file was changed is not known",
                );
            }
            return false;
        }
        match by_checksum {
            (Some(secret), _) => {
                for part in encrypted {
                    if !self.take_with(&part, &[secret]) {
                        self.contents.say("the password fits the file's checksum, but not all that is encrypted in it: the file is damaged, or has two passwords");
                    }
                }
                false
            }
            (None, checksum) => {
                let mut opened = false;
                let mut locked = false;
                for part in encrypted {
                    let opens = self.take_with(&part, &secrets);
                    opened |= opens;
                    locked |= !opens;
                }
                if opened && matches!(checksum, Attempt::Wrong) {
                    self.contents.say("its checksum does not fit although the password does: the file was changed or damaged after it was made");
                }
                locked
            }
        }
    }

    /// The password under which the checksum fits. Without one: whether it could be checked at all.
    fn by_checksum<'s>(&mut self, file: &Pkcs12, secrets: &[Secret<'s>]) -> (Option<Secret<'s>>, Attempt) {
        let Some(Ok(mac)) = &file.mac else { return (None, Attempt::Unknown) };
        let Some(rounds) = mac.rounds() else {
            self.contents.say(format!(
                "its checksum takes more than {MOST_ROUNDS} rounds of hashing for each password and was not checked"
            ));
            return (None, Attempt::Unknown);
        };
        for secret in secrets {
            if !self.allowance.take_rounds(rounds) {
                self.contents.used_up();
                return (None, Attempt::Unknown);
            }
            if file.mac_fits(*secret) == Some(true) {
                return (Some(*secret), Attempt::Fits);
            }
        }
        (None, Attempt::Wrong)
    }

    /// Opens a part with one of the passwords and takes out what is in it.
    fn take_with(&mut self, part: &Encrypted, secrets: &[Secret<'_>]) -> bool {
        for secret in secrets {
            if !self.allowance.take_rounds(part.scheme.rounds().unwrap_or(u64::MAX)) {
                self.contents.used_up();
                return false;
            }
            if let Some(bags) = part.open(*secret) {
                self.contents.take(bags);
                return true;
            }
        }
        false
    }
}

impl Contents {
    fn say(&mut self, message: impl Into<String>) {
        self.problems.push(of_all(message));
    }

    fn used_up(&mut self) {
        self.say(
            "trying passwords takes more rounds of hashing than are spent on one thing given; add this file by itself",
        );
    }

    /// Says that a part asks for too much work.
    fn too_many_rounds(&mut self) -> bool {
        self.say(format!(
            "a part of it was not read: it takes more than {MOST_ROUNDS} rounds of hashing, or too much memory, for each password; \
             export the certificates alone ({CERTIFICATES_ALONE})"
        ));
        false
    }

    fn take(&mut self, bags: Bags) {
        for der in bags.certificates {
            match Certificate::decode(&der) {
                Ok((certificate, _)) => {
                    for remark in certificate.problems() {
                        self.problems
                            .push(of_all(format!("in a certificate, byte {}: {}", remark.offset, remark.message)));
                    }
                    self.certificates.push(certificate);
                }
                Err(error) => self.say(format!("a certificate in it cannot be read: {error}")),
            }
        }
        self.private_keys += bags.private_keys;
        self.secrets += bags.secrets;
        if bags.others > 0 {
            self.say(format!(
                "{} in it hold what is not looked at here, such as revocation lists",
                count(bags.others, "bag")
            ));
        }
        if let Some(error) = bags.broken {
            self.say(format!("not all of it could be read: {error}"));
        }
    }

    /// Says that there is a key, what became of it, and what to do.
    fn tell_keys(&mut self, became: &str) {
        let keys = match (self.private_keys, self.secrets) {
            (0, 0) => return,
            (1, 0) => "a private key".to_owned(),
            (0, 1) => "a secret key".to_owned(),
            (keys, 0) => count(keys, "private key"),
            (keys, secrets) => count(keys + secrets, "private or secret key"),
        };
        let message = format!(
            "this file holds {keys}, {became}; do not pass the file on, and give others the certificates alone ({CERTIFICATES_ALONE})"
        );
        self.problems.insert(0, of_all(message));
    }

    /// "1 private key": what the file holds that is not kept.
    fn keys(&self) -> Option<String> {
        match (self.private_keys, self.secrets) {
            (0, 0) => None,
            (0, secrets) => Some(count(secrets, "secret key")),
            (keys, 0) => Some(count(keys, "private key")),
            (keys, secrets) => Some(format!("{} and {}", count(keys, "private key"), count(secrets, "secret key"))),
        }
    }

    fn recognised(mut self) -> Recognised {
        self.tell_keys("of which nothing was decrypted or kept");
        let certificates = count(self.certificates.len(), "certificate");
        let kept = if self.private_keys + self.secrets == 1 { "which is not kept" } else { "which are not kept" };
        let (kind, with) = match (self.keys(), self.certificates.len()) {
            (Some(keys), 0) => (InputKind::PrivateKey, format!("with {keys}, {kept}")),
            (Some(keys), _) => (InputKind::PrivateKey, format!("with {keys}, {kept}, and {certificates}")),
            (None, 0) => (InputKind::CertificateBundle, "with nothing in it that could be read".to_owned()),
            (None, _) => (InputKind::CertificateBundle, format!("with {certificates}")),
        };
        Recognised {
            certificates: self.certificates,
            problems: self.problems,
            ..Recognised::new(kind, format!("PKCS#12 {with}"))
        }
    }

    /// The same for a file that no password opens yet.
    fn waiting(mut self, tried: usize) -> Recognised {
        let message = match tried {
            0 => "give its password to see the certificates in it".to_owned(),
            tried => format!("it does not open with {}; give another", passwords(tried)),
        };
        self.say(message);
        self.tell_keys("which is never decrypted here and is not kept once a password opens the file");
        let with = match self.keys() {
            Some(keys) => format!(" with {keys}"),
            None => String::new(),
        };
        Recognised {
            artifact: Artifact::Locked,
            certificates: self.certificates,
            problems: self.problems,
            ..Recognised::new(InputKind::PrivateKey, format!("PKCS#12{with}, locked with a password"))
        }
    }
}
