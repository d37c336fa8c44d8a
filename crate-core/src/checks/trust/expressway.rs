//! Which certificates are those of an Expressway? No extension says so; the names that people give tell, where they tell.

use crate::case::evaluation::JudgedCertificate;

/// Whether a certificate is that of an Expressway-C, going by its host name or its file name: `expc01.example.com`, `exp-c`,
/// `expressway-c.pem`, `vcsc`. A name without the letter says nothing: an Expressway-E does not talk to CUCM.
pub(super) fn is_core(judged: &JudgedCertificate<'_>) -> bool {
    let x509 = &judged.entry.certificate;
    if x509.is_ca() {
        return false;
    }
    let name = x509.subject().get("CN").unwrap_or_default();
    let host = name.split('.').next().unwrap_or_default();
    let files = judged.entry.file_names.iter().map(|name| {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
        base.split('.').next().unwrap_or(base)
    });
    std::iter::once(host).chain(files).any(names_core)
}

fn names_core(name: &str) -> bool {
    const PRODUCTS: [&str; 4] = ["exp", "expressway", "expwy", "vcs"];
    let lower = name.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .map(|word| word.trim_end_matches(|letter: char| letter.is_ascii_digit()))
        .collect();
    let is_product = |word: &str| PRODUCTS.contains(&word);
    words.iter().any(|word| word.strip_suffix('c').is_some_and(is_product))
        || words.windows(2).any(|pair| matches!(pair, [product, "c" | "core"] if is_product(product)))
}

#[cfg(test)]
mod tests {
    use super::names_core;

    #[test]
    fn hosts_that_are_called_like_an_expressway_core() {
        for core in ["expc01", "exp-c", "EXP-C1", "lab-expressway-c", "vcsc", "expressway_core", "expressway-c_1a2b"] {
            assert!(names_core(core), "{core}");
        }
        for other in ["expe01", "exp-e", "expressway", "exchange", "cucm-pub", "export-c", "vcs"] {
            assert!(!names_core(other), "{other}");
        }
    }
}
