//! The Trust Verification Service looks certificates up.

use super::super::reading::{cache_key, role, tvs_dump, tvs_message};
use super::{Known, SKIP, Tells, Writer, all, line, word};

const SECURE: &str = "Cisco doc 213407";
const DIRECTORY: &str = "Cisco doc 118699";
const TOKENLESS: &str = "Cisco doc 118893";

const fn tvs(literals: &'static [&'static str], meaning: &'static str) -> Known {
    line(literals, meaning).writer(Writer::Tvs).check("TXT-04").source(SECURE)
}

pub(super) const LINES: &[Known] = &[
    tvs(&["Got a new ph conn ", " on "], "The phone at {address} connects to TVS.")
        .values(&[word("address"), SKIP])
        .tells(Tells::PhoneAddress)
        .example("18:01:05.334 | debug 8:UNKNOWN:Got a new ph conn 10.1.2.3 on 8, Total Acc = 7.."),
    tvs(&["tvsSSLHandShake Session ciphers - "], "The TLS handshake with the phone agreed on {cipher}.")
        .values(&[word("cipher")])
        .example("18:01:05.855 | debug 10.1.2.3: tvsSSLHandShake Session ciphers - AES256-SHA"),
    tvs(&["TLS HS Done for ph_conn"], "The TLS handshake with the phone succeeded: the phone knows this TVS certificate.")
        .good()
        .example("18:01:05.855 | debug TLS HS Done for ph_conn"),
    tvs(&["MsgType", ": TVS_MSG_"], "{it}")
        .values(&[SKIP, word("type")])
        .read(tvs_message)
        .example("18:01:06.345 | debug MsgType : TVS_MSG_QUERY_CERT_REQ"),
    tvs(&["tvsHandleQueryCertReq : Subject Name is: "], "The phone asks about the certificate of {subject}.")
        .values(&[all("subject")])
        .example("18:01:06.345 | debug tvsHandleQueryCertReq : Subject Name is: CN=cucm-pub.example.com;OU=Lab;O=Example;L=Town;ST=Land;C=AU"),
    tvs(&["tvsHandleQueryCertReq : Issuer Name is: "], "Its issuer is {issuer}.")
        .values(&[all("issuer")])
        .example("18:01:06.345 | debug tvsHandleQueryCertReq : Issuer Name is: CN=Example Issuing CA"),
    tvs(&["tvsHandleQueryCertReq : Serial Number is: "], "Its serial number is {serial}.")
        .values(&[word("serial")])
        .example("18:01:06.345 | debug tvsHandleQueryCertReq : Serial Number is: 24000000179479B8F124AC3F3B000000000017"),
    tvs(&["tvsGetIssuerNameFromX509 - issuerName : ", " and Length"], "The phone asks about a certificate of the issuer {issuer}.")
        .values(&[all("issuer"), SKIP])
        .source(DIRECTORY)
        .example("04:04:15.272 |   debug tvsGetIssuerNameFromX509 - issuerName : CN=cucm-pub;OU=Lab;O=Example;L=Town;ST=Land;C=AU and Length: 43"),
    tvs(&["tvsGetSerialNumberFromX509 - serialNumber : ", " and Length"], "The serial number of the certificate is {serial}.")
        .values(&[word("serial"), SKIP])
        .source(DIRECTORY)
        .example("04:04:15.272 |   debug tvsGetSerialNumberFromX509 - serialNumber : 6F969D5B784D0448980F7557A90A6344 and Length: 16"),
    tvs(&["This is SAST eToken cert"], "The certificate is that of a hardware token that signs CTLs.")
        .source(TOKENLESS)
        .example("23:00:22.052 | debug tvsHandleQueryCertReq : This is SAST eToken cert"),
    tvs(&["Looking up the certificate cache using Unique MAP ID : "], "TVS looks for the certificate with the serial number {it}.")
        .values(&[all("key")])
        .read(cache_key)
        .example("18:01:06.345 | debug CertificateDBCache::getCertificateInformation - Looking up the certificate cache using Unique MAP ID : 24000000179479B8F124AC3F3B000000000017CN=Example Issuing CA"),
    tvs(
        &["CertificateDBCache::getCertificateInformation - Cannot find the certificate in the cache"],
        "The certificate is not among those of the database; TVS looks into the CTL next.",
    )
    .harmless()
    .source(TOKENLESS)
    .example("23:00:22.052 | debug ERROR:CertificateDBCache::getCertificateInformation - Cannot find the certificate in the cache"),
    tvs(
        &["CertificateCTLCache::getCertificateInformation - Cannot find the certificate in the cache"],
        "The certificate is not among those of the CTL either.",
    )
    .bad()
    .source(DIRECTORY)
    .example("05:54:47.836 |   debug ERROR:CertificateCTLCache::getCertificateInformation - Cannot find the certificate in the cache"),
    tvs(
        &["getCertificateInformation(cert) : certificate not found"],
        "TVS does not know the certificate and will not vouch for it. Upload it to the trust store of the node (CallManager-trust, Phone-SAST-trust or \
         tomcat-trust) and restart TVS.",
    )
    .bad()
    .source(DIRECTORY)
    .example("05:54:47.836 |   debug getCertificateInformation(cert) : certificate not found"),
    tvs(&["getCertificateInformation - Found entry {rolecount : "], "TVS knows the certificate, with this many roles: {count}.")
        .values(&[word("count")])
        .good()
        .example("18:01:06.345 | debug CertificateDBCache::getCertificateInformation - Found entry {rolecount : 2}"),
    tvs(&["getCertificateInformation - {role : "], "The certificate has the role {it}.")
        .values(&[word("role")])
        .read(role)
        .example("18:01:06.345 | debug CertificateDBCache::getCertificateInformation - {role : 0}"),
    tvs(&["getCertificateInformation - Certificate found and equal"], "TVS knows exactly this certificate.")
        .good()
        .source(DIRECTORY)
        .example("04:04:15.272 |   debug CertificateDBCache::getCertificateInformation - Certificate found and equal"),
    tvs(&["Sending QUERY_CERT_RES msg"], "TVS answers the question about the certificate.")
        .example("18:01:06.346 | debug 8:UNKNOWN:Sending QUERY_CERT_RES msg"),
    tvs(&["Sending CERT_VERIF_RES msg"], "TVS answers whether the certificate is to be trusted.")
        .source(DIRECTORY)
        .example("04:04:15.272 |   debug 2:UNKNOWN:Sending CERT_VERIF_RES msg"),
    tvs(&["localCTLCacheMonitor - CTLFile.tlv has been modified"], "The CTL on the server has changed, and TVS reads it anew.")
        .source(TOKENLESS)
        .example("17:10:35.825 | debug CertificateCache::localCTLCacheMonitor - CTLFile.tlv has been modified . Recaching CTL Certificate Cache"),
    tvs(&["tvs_sql_get_all_CTL_certificate - Unique Key used for Caching :: "], "TVS knows from the CTL the certificate with the serial number {it}.")
        .values(&[all("key")])
        .read(cache_key)
        .source(TOKENLESS)
        .example("17:10:35.827 | debug tvs_sql_get_all_CTL_certificate - Unique Key used for Caching :: 744B5199770516E799E91E81D3C8109BCN=CAPF-0a1b2c3d;OU=Lab;O=Example;C=AU, length : 91"),
    tvs(&["57 01 0"], "{it}")
        .at_start()
        .values(&[all("bytes")])
        .read(tvs_dump)
        .example("18:01:06.345 | debug 57 01 03 00 00 00 03 e9"),
];
