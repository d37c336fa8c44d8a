#!/usr/bin/env python3
"""Lets openssl read and verify certificates, requests and private keys, and prints what it says of each as a line of JSON.

    check-certificates.py FILE

FILE has a line of JSON for each, with paths of PEM files relative to it:

* `certificate`, with `chain`, who issued it, from its issuer to the root (empty for a self-signed one), `at`, the time to
  verify at in Unix seconds, and perhaps `purpose`, one of `openssl verify`; or `request`,
* perhaps `key`, the private key that belongs to it.

A line of the answer has `path`, and

* `subject`, `issuer` as pairs, `serial`, `not_before`, `not_after`, `signature_algorithm`, `public_key` and `extensions`, by
  openssl's names: whether they are `critical` and their `value` as text; of a request, `subject`, `public_key` and
  `extensions`,
* `error`, if a certificate cannot be read,
* `verified`: `OK`, or what openssl objects to,
* `key`: `OK`, or why the private key is not valid or belongs to another certificate.
"""

import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import subprocess

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

NAME_OPTIONS = ("-nameopt", "sep_multiline,utf8,sname")
PUBLIC_KEY = r"(-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----)"


def openssl(*arguments):
    """What openssl prints, both to standard output and as errors."""
    ran = subprocess.run(["openssl", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")


def pairs(printed, which):
    """The attributes of a name, in order."""
    block = re.search(rf"^{which}=\n((?:    .*\n)*)", printed, re.M)
    return [line[4:].split("=", 1) for line in block[1].splitlines()] if block else []


def moment(printed, which):
    """A date in RFC 3339."""
    text = re.search(rf"^{which}=(.*) GMT$", printed, re.M)[1]
    return datetime.datetime.strptime(text, "%b %d %H:%M:%S %Y").strftime("%Y-%m-%dT%H:%M:%SZ")


def extensions(printed):
    """The extensions by name. In the text, values stand four columns further right than names."""
    block = re.search(r"^( *)(?:X509v3 extensions|Requested Extensions):\n((?:\1    .*\n)*)", printed, re.M)
    found = {}
    for line in block[2].splitlines() if block else []:
        line = line[len(block[1]) + 4 :]
        if not line.startswith("    "):
            name, _, critical = line.partition(":")
            found[name] = {"critical": critical.strip() == "critical", "value": ""}
        else:
            found[name]["value"] = f"{found[name]['value']}\n{line.strip()}".strip()
    return found


def first_line(printed, pattern):
    """What a pattern finds first."""
    found = re.search(pattern, printed, re.M)
    return found[1].strip() if found else None


def public_key(printed):
    """Kind and size of the key."""
    bits = first_line(printed, r"Public-Key: \((\d+) bit\)")
    return first_line(printed, r"NIST CURVE: (.*)") or f"RSA {bits}"


class Keys:
    """Private keys, each checked once: that is slow, and several certificates may share one."""

    def __init__(self):
        self.checked = {}

    def check(self, path, public_pem):
        """Whether a private key is valid, and the one that belongs to a public key."""
        content = path.read_bytes()
        if content not in self.checked:
            self.checked[content] = openssl("pkey", "-in", path, "-check", "-pubout")
        printed, errors = self.checked[content]
        if not printed.startswith("Key is valid"):
            return f"not valid: {printed} {errors}"
        if public_pem is None or public_pem not in printed:
            return "belongs to another certificate"
        return "OK"


def check_own_signature(path):
    """Whether a self-signed certificate is signed with its own key.

    `openssl verify -check_ss_sig` refuses all without keyCertSign, which those that CUCM makes for servers have not.
    """
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    key, algorithm = certificate.public_key(), certificate.signature_hash_algorithm
    scheme = [padding.PKCS1v15(), algorithm] if isinstance(key, rsa.RSAPublicKey) else [ec.ECDSA(algorithm)]
    try:
        key.verify(certificate.signature, certificate.tbs_certificate_bytes, *scheme)
    except InvalidSignature:
        return "is not signed with its own key"
    return "OK"


def read_certificate(path):
    """What openssl reads in a certificate, and its public key."""
    options = ("-noout", "-text", "-pubkey", "-subject", "-issuer", "-serial", "-dates")
    printed, errors = openssl("x509", "-in", path, *options, *NAME_OPTIONS)
    if "notAfter=" not in printed:
        return {"error": errors}, None
    said = {
        "subject": pairs(printed, "subject"),
        "issuer": pairs(printed, "issuer"),
        "serial": first_line(printed, "^serial=(.*)").lower().lstrip("0"),
        "not_before": moment(printed, "notBefore"),
        "not_after": moment(printed, "notAfter"),
        "signature_algorithm": first_line(printed, "Signature Algorithm: (.*)"),
        "public_key": public_key(printed),
        "extensions": extensions(printed),
    }
    return said, first_line(printed, PUBLIC_KEY)


def read_request(path):
    """What openssl reads in a request, and its public key."""
    options = ("-noout", "-verify", "-text", "-pubkey", "-subject")
    printed, errors = openssl("req", "-in", path, *options, *NAME_OPTIONS)
    said = {
        "subject": pairs(printed, "subject"),
        "public_key": public_key(printed),
        "extensions": extensions(printed),
        # OpenSSL 3 says it as "Certificate request self-signature verify OK".
        "verified": "OK" if (errors + printed).count("verify OK") == 1 else errors,
    }
    return said, first_line(printed, PUBLIC_KEY)


def verify(paths, chain, at, purpose):
    """What openssl says of certificates with the same issuers; without issuers, each is its own."""
    arguments = ["-x509_strict", "-no-CApath", "-no-CAstore", "-attime", at]
    if purpose:
        arguments += ["-purpose", purpose]
    if chain:
        arguments += ["-check_ss_sig", "-CAfile", chain[-1]]
        for intermediate in chain[:-1]:
            arguments += ["-untrusted", intermediate]
    else:
        assert len(paths) == 1
        arguments += ["-CAfile", paths[0]]
    answer, errors = openssl("verify", *arguments, *paths)
    if answer == "".join(f"{path}: OK\n" for path in paths) and not errors:
        return {path: "OK" if chain else check_own_signature(path) for path in paths}
    if len(paths) == 1:
        return {paths[0]: f"{answer} {errors}"}
    return {path: verify([path], chain, at, purpose)[path] for path in paths}


def verified_with(entry):
    """What certificates must share to be verified together; a self-signed one is verified alone."""
    alone = None if entry["chain"] else entry["certificate"]
    return tuple(entry["chain"]), entry["at"], entry.get("purpose"), alone


def main():
    """The command."""
    parser = argparse.ArgumentParser(description="Lets openssl read and verify certificates, requests and keys.")
    parser.add_argument("file", type=pathlib.Path)
    file = parser.parse_args().file
    folder = file.parent
    entries = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    # One process of `openssl verify` for all that differ in nothing but the certificate.
    groups = {}
    for entry in (entry for entry in entries if "certificate" in entry):
        groups.setdefault(verified_with(entry), []).append(folder / entry["certificate"])

    def verify_group(group):
        (chain, at, purpose, _), paths = group
        return verify(paths, [folder / name for name in chain], at, purpose)

    def read(entry):
        if "certificate" in entry:
            return read_certificate(folder / entry["certificate"])
        return read_request(folder / entry["request"])

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        verified = dict(zip(groups, pool.map(verify_group, groups.items())))
        answers = list(pool.map(read, entries))
    keys = Keys()
    for entry, (said, public_pem) in zip(entries, answers):
        name = entry.get("certificate") or entry["request"]
        if "certificate" in entry:
            said["verified"] = verified[verified_with(entry)][folder / name]
        if entry.get("key"):
            said["key"] = keys.check(folder / entry["key"], public_pem)
        print(json.dumps({"path": name, **said}, ensure_ascii=False))


if __name__ == "__main__":
    main()
