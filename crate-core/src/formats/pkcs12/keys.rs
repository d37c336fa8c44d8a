//! Taking the private keys out of a file: for the lab alone, which signs with keys that a person gives for it.

use super::{
    Bags, DEPTH, DerError, Element, Encrypted, OID_BAGS, OID_DATA, OID_ENCRYPTED, Pkcs12, Reader, Secret, content_info,
    encrypted, inside, octets, tag,
};
use p256::elliptic_curve::zeroize::Zeroizing;

/// A private key as its bag holds it: PKCS#8, or PKCS#8 that is encrypted by itself. Wiped when it goes.
pub(crate) type KeyBag = Zeroizing<Vec<u8>>;

impl Pkcs12 {
    /// The keys of the file. Parts that the password does not open are passed over: [`Encrypted::open`] tells of them.
    ///
    /// # Errors
    /// When the structure of a part is broken.
    pub(crate) fn key_bags(&self, secret: Secret<'_>) -> Result<Vec<KeyBag>, DerError> {
        let mut contents = inside(&Reader::new(&self.authenticated).allow_indefinite().expect(tag::SEQUENCE)?);
        let mut keys = Vec::new();
        while !contents.is_empty() {
            let (kind, content) = content_info(&contents.any()?)?;
            let plain = match kind.as_str() {
                OID_DATA => Some(octets(&content)?),
                OID_ENCRYPTED => match encrypted(&content)? {
                    Ok(encrypted) => encrypted.decrypt(secret),
                    Err(_) => None,
                },
                _ => None,
            };
            if let Some(plain) = plain.map(Zeroizing::new) {
                take(&plain, 0, &mut keys)?;
            }
        }
        Ok(keys)
    }
}

impl Encrypted {
    /// The bags as bytes; none when the password is wrong.
    fn decrypt(&self, secret: Secret<'_>) -> Option<Vec<u8>> {
        let plain = Zeroizing::new(self.scheme.decrypt(secret, &self.data)?);
        // A wrong password that leaves a right padding gives what has no structure.
        Bags::default().take(&plain, 0).ok()?;
        Some(plain.to_vec())
    }
}

/// The keys among some bags (RFC 7292 section 4.2).
fn take(contents: &[u8], depth: usize, keys: &mut Vec<KeyBag>) -> Result<(), DerError> {
    let mut bags = inside(&Reader::new(contents).allow_indefinite().expect(tag::SEQUENCE)?);
    while !bags.is_empty() {
        let bag: Element<'_> = bags.expect(tag::SEQUENCE)?;
        let mut fields = inside(&bag);
        let kind = fields.expect(tag::OID)?.oid()?;
        let value = fields.expect(tag::constructed(0))?;
        match kind.strip_prefix(OID_BAGS) {
            Some("1" | "2") => keys.push(Zeroizing::new(value.content.to_vec())),
            Some("6") if depth < DEPTH => take(value.content, depth + 1, keys)?,
            _ => {}
        }
    }
    Ok(())
}
