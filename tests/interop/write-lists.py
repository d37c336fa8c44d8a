#!/usr/bin/env python3
"""Writes trust lists and signed files for another program to verify, and what that program must read in them.

    write-lists.py FOLDER                       for RSA keys of 1024, 2048 and 4096 bits, which it makes
    write-lists.py FOLDER --key PEM [PEM ...]   for these RSA keys, files of PEM without password

For each key, SHA-1, SHA-256 and SHA-512, and CUCM's and certutils' order of tags, it makes a folder `ORDER-BITS-DIGEST`
with an ITL, a CTL and a signed configuration file. `written.jsonl` has a line for each, of the form that
verify-lists.py prints, without `header_length`.
"""

import argparse
import datetime
import hashlib
import json
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

import trust_list
from trust_list import Entry, Signer

SIZES = (1024, 2048, 4096)
SAST, CCM_TFTP, TFTP, CAPF, TVS = 0, 2, 3, 4, 21
NOT_BEFORE, NOT_AFTER = datetime.datetime(2025, 3, 1, 8, 30), datetime.datetime(2045, 2, 24, 8, 30)
# 2026-11-02T09:14:27Z
WRITTEN = 1793610867
DOMAIN = "interop.example"
CONFIGURATION = (
    b"<device>\n<deviceProtocol>SIP</deviceProtocol>\n<deviceSecurityMode>3</deviceSecurityMode>\n"
    b"<transportLayerProtocol>3</transportLayerProtocol>\n</device>\n"
)


def name(common_name):
    """A name as CUCM's certificates have it."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.LOCALITY_NAME, "Bergen"),
            x509.NameAttribute(NameOID.STATE_OR_PROVINCE_NAME, "Vestland"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "Telefoni"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Blåfjell"),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NO"),
        ]
    )


def certificate(common_name, key, serial_number, issuer=None):
    """A certificate: self-signed, or under a `(certificate, key)`."""
    issuer_name = issuer[0].subject if issuer else name(common_name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(common_name))
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(serial_number)
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_AFTER)
    )
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256())


class Cluster:
    """The certificates of a cluster whose RSA keys are all one key, and whose lists it signs."""

    def __init__(self, key):
        self.key = key
        # A first bit of one, and a first byte of zero, would both go wrong where the sign byte of DER is handled badly.
        self.recovery = certificate(f"ITLRECOVERY_pub.{DOMAIN}", key, 0x83E90800000000000000000000000001)
        self.call_manager = certificate(f"pub.{DOMAIN}", key, 0x7F0000000000000000000000000000AA)
        self.capf = certificate("CAPF-5f1e2d3c", key, 0x10)
        under = (self.capf, key)
        self.tvs = certificate(f"tvs.{DOMAIN}", key, 0x00FF10, under)
        self.elliptic = [
            certificate(f"{host}-EC.{DOMAIN}", ec.generate_private_key(curve), 0x5000 + at)
            for at, (host, curve) in enumerate(
                (("pub", ec.SECP256R1()), ("sub1", ec.SECP384R1()), ("sub2", ec.SECP521R1()))
            )
        ]

    def itl(self, order):
        """The records of an ITL."""
        host = f"pub.{DOMAIN}" if order == "cucm" else None
        return [
            Entry(SAST, self.recovery, host),
            Entry(SAST, self.call_manager, host),
            Entry(CCM_TFTP, self.call_manager, host),
            *[Entry(TFTP, elliptic, host) for elliptic in self.elliptic],
            Entry(CAPF, self.capf, host),
            Entry(TVS, self.tvs, host),
        ]

    def ctl(self, order):
        """The records of a CTL; CUCM's has addresses, and one record without certificate."""
        entries = [
            Entry(SAST, self.recovery),
            Entry(CCM_TFTP, self.call_manager),
            Entry(CAPF, self.capf),
        ]
        if order == "cucm":
            for entry in entries:
                entry.dns_name, entry.ip_address = f"pub.{DOMAIN}", "10.20.1.5"
            entries.append(Entry(CCM_TFTP, None, "10.20.1.6", "10.20.1.6"))
        return entries


def record_as_json(entry, order):
    """What must be read of a record."""
    said = {
        "function": entry.function,
        "role": trust_list.ROLES[entry.function],
        "dns_name": entry.dns_name,
        "subject": None,
        "issuer": None,
        "serial": None,
        "ip_address": entry.ip_address,
        "certificate": None,
    }
    if entry.certificate is not None:
        said |= signer_as_json(entry.certificate, order)
        said["certificate"] = fingerprint(entry.certificate)
    return said


def signer_as_json(signer, order):
    """What must be read of the fields that are a certificate's."""
    return {
        "subject": trust_list.name_text(signer.subject, order),
        "issuer": trust_list.name_text(signer.issuer, order),
        "serial": f"{signer.serial_number:x}".zfill(2 * ((signer.serial_number.bit_length() + 7) // 8)),
    }


def fingerprint(of):
    """The SHA-256 of a certificate."""
    return hashlib.sha256(of.public_bytes(Encoding.DER)).hexdigest()


def write_folder(folder, cluster, order, digest):
    """Writes the files of one folder and yields what must be read in each."""
    bits = cluster.key.key_size
    place = folder / f"{order}-{bits}-{digest}"
    place.mkdir(parents=True)
    # certutils writes tag 28 into all lists; in CUCM's order one with it and one without.
    versions = {"ITLFile.tlv": (1, 1), "CTLFile.tlv": (1, 0) if order == "certutils" else None}
    options = {"digest": digest, "timestamp": WRITTEN, "order": order}

    def said(path, signer, **more):
        return {
            "path": path.relative_to(folder).as_posix(),
            "signer": signer_as_json(signer.certificate, order),
            "order": order,
            "digest": digest,
            "modulus_bits": bits,
            "file_name": path.name,
            "timestamp": WRITTEN,
            **more,
            "signature": {"valid": True, "certificate": fingerprint(signer.certificate)},
        }

    signer = Signer(cluster.key, cluster.recovery)
    for file_name, entries in (("ITLFile.tlv", cluster.itl(order)), ("CTLFile.tlv", cluster.ctl(order))):
        version = versions[file_name]
        path = place / file_name
        path.write_bytes(trust_list.write(signer, entries, file_name=file_name, signer_version=version, **options))
        yield said(
            path,
            signer,
            kind="trust-list",
            version="1.2",
            signer_version=f"{version[0]}.{version[1]}" if version else None,
            records=[record_as_json(entry, order) for entry in entries],
        )

    signer = Signer(cluster.key, cluster.call_manager)
    path = place / "SEP001122334455.cnf.xml.sgn"
    path.write_bytes(trust_list.write_signed_file(signer, CONFIGURATION, file_name=path.name, **options))
    yield said(
        path,
        signer,
        kind="signed-file",
        version="1.0",
        signer_version=None,
        body=hashlib.sha256(CONFIGURATION).hexdigest(),
    )


def main():
    """The command."""
    parser = argparse.ArgumentParser(description="Writes trust lists and signed files, and what must be read in them.")
    parser.add_argument("folder", type=pathlib.Path, help="is made, and must be empty")
    parser.add_argument("--key", type=pathlib.Path, nargs="+", metavar="PEM", help="RSA keys to sign with")
    given = parser.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        parser.error(f"{given.folder} is not empty: nothing is overwritten")
    if given.key:
        keys = [load_pem_private_key(path.read_bytes(), None) for path in given.key]
    else:
        keys = [rsa.generate_private_key(65537, size) for size in SIZES]
    lines = []
    for key in keys:
        cluster = Cluster(key)
        for order in ("cucm", "certutils"):
            for digest in ("sha1", "sha256", "sha512"):
                lines += write_folder(given.folder, cluster, order, digest)
    (given.folder / "written.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


if __name__ == "__main__":
    main()
