#!/usr/bin/env python3
"""Reads and verifies every trust list (*.tlv) and signed file (*.sgn) below a folder.

    verify-lists.py FOLDER

Prints a line of JSON for each, by path. A line has `path` and either `error`, why the file cannot be read, or:

* `kind` (`trust-list`, `signed-file`), `version`, `signer_version` (tag 28), `order` of tags (`cucm`, `certutils`),
  `header_length`, `signer` with `subject`, `issuer` and `serial`, `digest`, `modulus_bits`, `file_name`, `timestamp` in
  Unix seconds,
* `records` of a list: `function`, `role`, `dns_name`, `subject`, `issuer`, `serial`, `ip_address`, and `certificate`,
  its SHA-256,
* `body` of another file: its SHA-256,
* `signature`: `valid`, and `certificate`, the SHA-256 of the signer's, or `reason`, why it is not valid.

Serial numbers are hexadecimal as they stand in the file. The signer of a signed file is looked up in the lists beside
it; where none is there, in those of the nearest folder around it that has some below.
It ends with 1 where a file cannot be read or is not validly signed, and where there is no file.
"""

import argparse
import hashlib
import json
import pathlib
import sys

import trust_list


def record_as_json(record):
    """What was read of a record."""
    return {
        "function": record.function,
        "role": trust_list.ROLES.get(record.function),
        "dns_name": record.dns_name,
        "subject": record.subject,
        "issuer": record.issuer,
        "serial": None if record.serial is None else record.serial.hex(),
        "ip_address": record.ip_address,
        "certificate": record.fingerprint(),
    }


def version_as_json(version):
    """`1.2`."""
    return None if version is None else ".".join(str(part) for part in version)


def file_as_json(file):
    """What was read of a file."""
    header = file.header
    said = {
        "kind": "trust-list" if isinstance(file, trust_list.List) else "signed-file",
        "version": version_as_json(header.version),
        "signer_version": version_as_json(header.signer_version),
        "order": header.order,
        "header_length": header.length,
        "signer": {"subject": header.signer, "issuer": header.issuer, "serial": header.serial.hex()},
        "digest": header.digest,
        "modulus_bits": header.modulus_bits,
        "file_name": header.file_name,
        "timestamp": header.timestamp,
    }
    if isinstance(file, trust_list.List):
        said["records"] = [record_as_json(record) for record in file.records]
    else:
        said["body"] = hashlib.sha256(file.body()).hexdigest()
    return said


def verdict_as_json(file, lists):
    """The verdict on a signature."""
    try:
        return {"valid": True, "certificate": trust_list.verify(file, lists).fingerprint()}
    except trust_list.Refused as refusal:
        return {"valid": False, "reason": str(refusal)}


def lists_near(path, folder, lists):
    """The lists in the folder of a file, else those of the nearest folder around it that has some below."""
    beside = [found for place, found in lists.items() if place.parent == path.parent]
    for around in path.parents:
        if beside or not around.is_relative_to(folder):
            break
        beside = [found for place, found in lists.items() if place.is_relative_to(around)]
    return beside


def main():
    """The command."""
    parser = argparse.ArgumentParser(description="Reads and verifies every *.tlv and *.sgn below a folder.")
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".tlv", ".sgn") and path.is_file())
    files, errors = {}, {}
    for path in paths:
        try:
            files[path] = trust_list.read(path.read_bytes())
        except trust_list.Damaged as damage:
            errors[path] = str(damage)
    lists = {path: file for path, file in files.items() if isinstance(file, trust_list.List)}
    all_hold = bool(paths) and not errors
    for path in paths:
        said = {"path": path.relative_to(folder).as_posix()}
        if path in errors:
            said["error"] = errors[path]
        else:
            signature = verdict_as_json(files[path], lists_near(path, folder, lists))
            all_hold = all_hold and signature["valid"]
            said |= {**file_as_json(files[path]), "signature": signature}
        print(json.dumps(said, ensure_ascii=False))
    if not paths:
        print(f"{folder}: no *.tlv and no *.sgn below", file=sys.stderr)
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
