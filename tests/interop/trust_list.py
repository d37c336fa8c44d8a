"""Reads, verifies and writes trust lists and signed files: a second program beside the Rust engine.

Made from docs/formats.md alone, whose sections the comments name, and from nothing of the engine, so that the two can
be held against each other. It takes no damage: whatever does not add up raises `Damaged`. `cryptography` reads
certificates and does the arithmetic of RSA.

    read(data) -> List or SignedFile     all that stands in a file; `Damaged` says where it does not add up
    verify(file, lists)                  the record that signed it; `Refused` says why none did
    write(...), write_signed_file(...)   the bytes of a list or a signed file, signed
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Dict, List as Listing, Optional, Tuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# Tags of the header (section 2).
VERSION, HEADER_LENGTH, SIGNER_ID, SIGNER_NAME, SERIAL_NUMBER, CA_NAME = 1, 2, 3, 4, 5, 6
SIGNATURE_INFO, DIGEST_ALGORITHM, SIGNATURE_ALGORITHM_INFO, SIGNATURE_ALGORITHM, SIGNATURE_MODULUS = 7, 8, 9, 10, 11
SIGNATURE, PAD, FILE_NAME, TIMESTAMP, SIGNER_VERSION = 12, 13, 14, 15, 28

# Tags of a record (section 3).
RECORD_LENGTH, DNS_NAME, SUBJECT, FUNCTION, ISSUER, SERIAL = 1, 2, 3, 4, 5, 6
PUBLIC_KEY, OWN_SIGNATURE, CERTIFICATE, IP_ADDRESS, CERTIFICATE_HASH, HASH_ALGORITHM = 7, 8, 9, 10, 11, 12

# Which tags a record has, in which order, by the program that wrote it (section 3).
CUCM_ORDER = (DNS_NAME, SUBJECT, FUNCTION, ISSUER, SERIAL, PUBLIC_KEY, OWN_SIGNATURE, CERTIFICATE, IP_ADDRESS)
CUCM_HASH_ORDER = (*CUCM_ORDER, CERTIFICATE_HASH, HASH_ALGORITHM)
CERTUTILS_ORDER = (SUBJECT, ISSUER, SERIAL, FUNCTION, PUBLIC_KEY, OWN_SIGNATURE, CERTIFICATE)

# Section 2.2; section 2, tag 11; section 3.1.
DIGEST_CODES = {1: "sha1", 2: "sha256", 3: "sha512"}
MODULUS_BITS = {0: 512, 1: 1024, 2: 2048, 3: 4096}
ROLES = {0: "SAST", 1: "CCM", 2: "CCM+TFTP", 3: "TFTP", 4: "CAPF", 7: "APP-SERVER", 21: "TVS"}
MAY_SIGN_LISTS, MAY_SIGN_FILES = {0}, {2, 3}

# What stands before the digest in the DigestInfo of PKCS#1 v1.5 (RFC 8017, section 9.2, note 1).
DIGEST_INFO = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}
HASHES = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha512": hashes.SHA512}

# How names are abbreviated, in the order in which CUCM writes a name (section 2.1); what is not here comes behind them.
ATTRIBUTES = {
    "2.5.4.3": "CN",
    "2.5.4.11": "OU",
    "2.5.4.10": "O",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.6": "C",
    "2.5.4.5": "serialNumber",
}


class Damaged(Exception):
    """The bytes end, contradict themselves, or are none that the format knows, at an offset."""

    def __init__(self, offset, message):
        super().__init__(f"at {offset}: {message}")
        self.offset = offset


class Refused(Exception):
    """The signature does not hold: no signer, another key, altered content, or another digest than the header says."""


# ---------------------------------------------------------------------------------------------------------------------
# What is read
# ---------------------------------------------------------------------------------------------------------------------


@dataclass
class Header:
    """The header of any file of the family (section 2)."""

    length: int
    version: Tuple[int, int]
    signer_version: Optional[Tuple[int, int]]
    order: str
    signer: str
    serial: bytes
    issuer: str
    digest: str
    modulus_bits: int
    signature: bytes
    file_name: str
    timestamp: Optional[int]
    signature_from: int = 0
    signature_until: int = 0


@dataclass
class Record:
    """A record of a trust list (section 3); what it has no element for is None."""

    offset: int
    length: int
    function: int
    order: Optional[str]
    values: Dict[int, bytes]
    certificate: Optional[x509.Certificate]
    dns_name: Optional[str]
    subject: Optional[str]
    issuer: Optional[str]
    serial: Optional[bytes]
    ip_address: Optional[str]

    def fingerprint(self):
        """SHA-256 of the certificate, or None."""
        return hashlib.sha256(self.values[CERTIFICATE]).hexdigest() if CERTIFICATE in self.values else None


@dataclass
class List:
    """A trust list."""

    data: bytes
    header: Header
    records: Listing[Record] = field(default_factory=list)


@dataclass
class SignedFile:
    """A signed file that is no list (section 4)."""

    data: bytes
    header: Header

    def body(self):
        """The plain file."""
        return self.data[self.header.length :]


# ---------------------------------------------------------------------------------------------------------------------
# Reading
# ---------------------------------------------------------------------------------------------------------------------


class Reader:
    """Takes elements off a stretch of bytes, one after another."""

    def __init__(self, data, start, end):
        self.data, self.at, self.end = data, start, end

    def is_at_end(self):
        """Whether all was taken."""
        return self.at == self.end

    def next_tag(self):
        """The tag of the next element, or None at the end."""
        return self.data[self.at] if self.at < self.end else None

    def number(self, tag, name):
        """Tag and two bytes, as of an element that only announces how long others are."""
        if self.next_tag() != tag:
            found = "the end" if self.is_at_end() else f"tag {self.next_tag()}"
            raise Damaged(self.at, f"{name} (tag {tag}) is missing; {found} is there")
        if self.at + 3 > self.end:
            raise Damaged(self.at, f"{name} is cut")
        value = int.from_bytes(self.data[self.at + 1 : self.at + 3], "big")
        self.at += 3
        return value

    def value(self, tag, name, size=None):
        """The value of the next element, which must have this tag, and this size if one is given."""
        start = self.at
        length = self.number(tag, name)
        if self.at + length > self.end:
            raise Damaged(start, f"{name} has {length} bytes, but {self.end - self.at} are left")
        if size is not None and length != size:
            raise Damaged(start, f"{name} has {length} bytes instead of {size}")
        value = self.data[self.at : self.at + length]
        self.at += length
        return value

    def text(self, tag, name):
        """The value of the next element, a text."""
        start = self.at
        return text(self.value(tag, name), start, name)


def text(value, offset, name):
    """A text of a file: UTF-8 with one NUL, at its end (section 1)."""
    if not value.endswith(b"\0"):
        raise Damaged(offset, f"{name} has no NUL at its end")
    if b"\0" in value[:-1]:
        raise Damaged(offset, f"{name} has more than one NUL")
    try:
        return value[:-1].decode("utf-8")
    except UnicodeDecodeError as error:
        raise Damaged(offset, f"{name} is no UTF-8") from error


def read_header(data):
    """The header at the start of a file; its order of tags must be CUCM's or certutils' (section 2)."""
    reader = Reader(data, 0, len(data))
    version = tuple(reader.value(VERSION, "VERSION", 2))
    length = int.from_bytes(reader.value(HEADER_LENGTH, "HEADERLENGTH", 2), "big")
    if length > len(data):
        raise Damaged(5, f"HEADERLENGTH is {length}, but the file has {len(data)} bytes")
    if length % 4 != 0:
        raise Damaged(5, f"HEADERLENGTH is {length}, no multiple of 4")
    reader.end = length

    signer_version = None
    if reader.next_tag() == SIGNER_VERSION:
        signer_version = tuple(reader.value(SIGNER_VERSION, "signer version", 2))
    start = reader.at
    stated = reader.number(SIGNER_ID, "SIGNERID")
    inner = reader.at
    signer = reader.text(SIGNER_NAME, "SIGNERNAME")
    if reader.next_tag() == SERIAL_NUMBER:
        order = "cucm"
        serial = reader.value(SERIAL_NUMBER, "SERIALNUMBER")
        issuer = reader.text(CA_NAME, "CANAME")
    else:
        order = "certutils"
        issuer = reader.text(CA_NAME, "CANAME")
        serial = reader.value(SERIAL_NUMBER, "SERIALNUMBER")
    if stated != reader.at - inner:
        raise Damaged(start, f"SIGNERID announces {stated} bytes, {reader.at - inner} follow")

    start = reader.at
    stated = reader.number(SIGNATURE_INFO, "SIGNATUREINFO")
    inner = reader.at
    code = reader.value(DIGEST_ALGORITHM, "DIGESTALGORITHM", 1)[0]
    algorithm_start = reader.at
    algorithm_stated = reader.number(SIGNATURE_ALGORITHM_INFO, "SIGNATUREALGOINFO")
    algorithm_inner = reader.at
    algorithm = reader.value(SIGNATURE_ALGORITHM, "SIGNATUREALGORITHM", 1)[0]
    modulus = reader.value(SIGNATURE_MODULUS, "SIGNATUREMODULUS", 1)[0]
    if algorithm_stated != reader.at - algorithm_inner:
        raise Damaged(algorithm_start, f"SIGNATUREALGOINFO announces {algorithm_stated} bytes")
    if stated != reader.at - inner:
        raise Damaged(start, f"SIGNATUREINFO announces {stated} bytes, {reader.at - inner} follow")
    if code not in DIGEST_CODES:
        raise Damaged(inner, f"DIGESTALGORITHM is {code}")
    if algorithm != 0:
        raise Damaged(algorithm_inner, f"SIGNATUREALGORITHM is {algorithm}")
    if modulus not in MODULUS_BITS:
        raise Damaged(algorithm_inner, f"SIGNATUREMODULUS is {modulus}")

    signature_from = reader.at
    signature = reader.value(SIGNATURE, "SIGNATURE", MODULUS_BITS[modulus] // 8)
    signature_until = reader.at
    file_name = reader.text(FILE_NAME, "FILENAME")
    # Only firmware, version 1.1, has none.
    timestamp = None
    if version != (1, 1) or reader.next_tag() == TIMESTAMP:
        timestamp = int.from_bytes(reader.value(TIMESTAMP, "TIMESTAMP", 4), "big")
    needed = -reader.at % 4
    if data[reader.at : length] != bytes([PAD]) * needed:
        raise Damaged(reader.at, f"{needed} pads must be the last of the header, but it goes on to byte {length}")
    return Header(
        length,
        version,
        signer_version,
        order,
        signer,
        serial,
        issuer,
        DIGEST_CODES[code],
        MODULUS_BITS[modulus],
        signature,
        file_name,
        timestamp,
        signature_from,
        signature_until,
    )


def tag_order(tags):
    """Whose order of tags a record has: `cucm`, `certutils`, or None where both would write it so."""
    fits = [
        name
        for name, order in (("cucm", CUCM_HASH_ORDER), ("certutils", CERTUTILS_ORDER))
        if tags == [tag for tag in order if tag in tags]
    ]
    if not fits:
        raise ValueError(f"the tags {tags} stand in nobody's order")
    return fits[0] if len(fits) == 1 else None


def read_record(data, offset):
    """The record at an offset (section 3)."""
    reader = Reader(data, offset, len(data))
    length = int.from_bytes(reader.value(RECORD_LENGTH, "RECORDLENGTH", 2), "big")
    if length < 5 or offset + length > len(data):
        raise Damaged(offset, f"RECORDLENGTH is {length}, but {len(data) - offset} bytes are left")
    reader.end = offset + length
    values, offsets = {}, {}
    while not reader.is_at_end():
        tag, start = reader.next_tag(), reader.at
        if tag not in CUCM_HASH_ORDER:
            raise Damaged(start, f"a record has no tag {tag}")
        if tag in values:
            raise Damaged(start, f"tag {tag} is there twice")
        values[tag], offsets[tag] = reader.value(tag, f"tag {tag}"), start
    try:
        order = tag_order(list(values))
    except ValueError as error:
        raise Damaged(offset, str(error)) from error
    for tag, size in ((FUNCTION, 2), (IP_ADDRESS, 4), (HASH_ALGORITHM, 1)):
        if tag in values and len(values[tag]) != size:
            raise Damaged(offsets[tag], f"tag {tag} has {len(values[tag])} bytes instead of {size}")
    if FUNCTION not in values:
        raise Damaged(offset, "FUNCTION is missing")

    def text_of(tag, name):
        return text(values[tag], offsets[tag], name) if tag in values else None

    record = Record(
        offset,
        length,
        int.from_bytes(values[FUNCTION], "big"),
        order,
        values,
        None,
        text_of(DNS_NAME, "DNSNAME"),
        text_of(SUBJECT, "SUBJECTNAME"),
        text_of(ISSUER, "ISSUERNAME"),
        values.get(SERIAL),
        ".".join(str(part) for part in values[IP_ADDRESS]) if IP_ADDRESS in values else None,
    )
    if CERTIFICATE in values:
        read_certificate(record, offsets)
    elif CERTIFICATE_HASH in values or HASH_ALGORITHM in values:
        check_hash(record)
    elif not set(values) <= {DNS_NAME, FUNCTION, IP_ADDRESS}:
        raise Damaged(offset, "there are fields of a certificate, but no certificate")
    return record


def check_hash(record):
    """A record with the hash of a certificate in its place."""
    name = DIGEST_CODES.get(record.values.get(HASH_ALGORITHM, b"\0")[0])
    if name is None or len(record.values.get(CERTIFICATE_HASH, b"")) != hashlib.new(name).digest_size:
        raise Damaged(record.offset, "the hash of the certificate has not the length that its algorithm makes")


def read_certificate(record, offsets):
    """Reads the certificate of a record; the fields before it must be those of the certificate."""
    values = record.values
    missing = {SUBJECT, ISSUER, SERIAL, PUBLIC_KEY} - set(values)
    if missing:
        raise Damaged(record.offset, f"there is a certificate, but not its fields: tags {sorted(missing)}")
    # `cryptography` takes a certificate apart as one asks for its pieces, and has many ways to say that it cannot.
    try:
        certificate = x509.load_der_x509_certificate(values[CERTIFICATE])
        whole = certificate.public_bytes(Encoding.DER)
        fields = [
            (SUBJECT, "SUBJECTNAME", is_name(record.subject, certificate.subject)),
            (ISSUER, "ISSUERNAME", is_name(record.issuer, certificate.issuer)),
            (SERIAL, "SERIALNUMBER", values[SERIAL] == serial_bytes(certificate)),
            (PUBLIC_KEY, "PUBLICKEY", values[PUBLIC_KEY] == record_public_key(certificate.public_key())),
            # The CTL client left it out.
            (OWN_SIGNATURE, "SIGNATURE", values.get(OWN_SIGNATURE, certificate.signature) == certificate.signature),
        ]
    except (ValueError, KeyError, TypeError, x509.InvalidVersion, UnsupportedAlgorithm) as error:
        raise Damaged(offsets[CERTIFICATE], f"CERTIFICATE cannot be read: {error}") from error
    if whole != values[CERTIFICATE]:
        raise Damaged(offsets[CERTIFICATE], "CERTIFICATE is not the DER of a certificate")
    for tag, name, agrees in fields:
        if not agrees:
            raise Damaged(offsets[tag], f"{name} is not that of the certificate")
    record.certificate = certificate


def read(data):
    """A trust list, by the name in its header (section 2, tag 14), or another signed file."""
    header = read_header(data)
    if not header.file_name.lower().endswith(".tlv"):
        return SignedFile(data, header)
    read_list = List(data, header)
    offset = header.length
    while offset < len(data):
        record = read_record(data, offset)
        if record.order not in (None, header.order):
            raise Damaged(offset, f"the header has {header.order}'s order of tags, this record {record.order}'s")
        read_list.records.append(record)
        offset += record.length
    return read_list


# ---------------------------------------------------------------------------------------------------------------------
# Fields of a certificate as a record has them
# ---------------------------------------------------------------------------------------------------------------------


def serial_bytes(certificate):
    """The serial number, big-endian, without the sign byte of DER (section 2.1)."""
    number = certificate.serial_number
    if number < 0:
        raise ValueError("the format has no way to write a negative serial number")
    return number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")


def record_public_key(key):
    """PUBLICKEY of a record: PKCS#1 for RSA, the uncompressed X9.62 point for EC (section 3, tag 7)."""
    if isinstance(key, rsa.RSAPublicKey):
        return key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    raise ValueError("the format has no way to write such a key")


def attributes(name):
    """Pairs of abbreviation and value, in the certificate's own order."""
    return [(ATTRIBUTES.get(part.oid.dotted_string, part.oid.dotted_string), part.value) for part in name]


def name_text(name, order):
    """A name as a program writes it (section 2.1)."""
    parts = attributes(name)
    if order == "cucm":
        ranks = list(ATTRIBUTES.values())
        # From the end: where a name has two of a kind, the nearer one comes first, as the common name does.
        parts = sorted(reversed(parts), key=lambda part: ranks.index(part[0]) if part[0] in ranks else len(ranks))
    return (";" if order == "cucm" else ",").join(f"{key}={value}" for key, value in parts)


def name_parts(written):
    """The attributes of a written name, to compare by (section 2.1).

    Order, separator and case of the keys do not count, nor do the odd quotes and blanks of a token's name.
    """
    found = re.split(r"(?:^|[;,])\s*([A-Za-z0-9.]+)\s*=", written)
    if found[0] != "":
        return None
    return comparable(zip(found[1::2], found[2::2]))


def comparable(pairs):
    """Pairs of key and value, to compare by."""
    return sorted((key.lower(), value.strip('" ')) for key, value in pairs)


def is_name(written, name):
    """Whether a written name is that of a certificate."""
    return name_parts(written) == comparable(attributes(name))


def without_leading_zeros(serial):
    """A serial number to compare by (section 2.1)."""
    return serial.lstrip(b"\0")


# ---------------------------------------------------------------------------------------------------------------------
# Verifying
# ---------------------------------------------------------------------------------------------------------------------


def signed_bytes(file):
    """What the signature covers: the whole file without the element SIGNATURE (section 2.3)."""
    return file.data[: file.header.signature_from] + file.data[file.header.signature_until :]


def find_signer(header, lists, roles):
    """The first record of one of these roles that has the header's serial number and issuer (section 2.4)."""
    for searched in lists:
        for record in searched.records:
            if (
                record.function in roles
                and record.certificate is not None
                and without_leading_zeros(record.serial) == without_leading_zeros(header.serial)
                and name_parts(record.issuer) == name_parts(header.issuer)
            ):
                return record
    return None


def verify(file, lists=()):
    """The record that signed a file. A list has its signer in itself, another file in one of `lists`."""
    header = file.header
    if isinstance(file, List):
        record = find_signer(header, [file], MAY_SIGN_LISTS)
    else:
        record = find_signer(header, lists, MAY_SIGN_FILES)
    if record is None:
        raise Refused("no record has the signer's serial number and issuer and a role that may sign")
    if name_parts(record.subject) != name_parts(header.signer):
        raise Refused("SIGNERNAME is not the subject of the signer's record")
    key = record.certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise Refused("the signer has no RSA key")
    if key.key_size != header.modulus_bits:
        raise Refused(f"SIGNATUREMODULUS says {header.modulus_bits} bits, the signer's key has {key.key_size}")
    try:
        digest_info = key.recover_data_from_signature(header.signature, padding.PKCS1v15(), None)
    except InvalidSignature as error:
        raise Refused("another key signed: the signer's key does not open the signature") from error
    signed = signed_bytes(file)
    found = next((name for name, front in DIGEST_INFO.items() if digest_info.startswith(front)), None)
    if found != header.digest:
        raise Refused(f"DIGESTALGORITHM says {header.digest}, the signature {found}")
    if digest_info != DIGEST_INFO[found] + hashlib.new(found, signed).digest():
        raise Refused("altered: the signature is of another content")
    # The same once more, with nothing of the above but what is signed.
    try:
        key.verify(header.signature, signed, padding.PKCS1v15(), HASHES[found]())
    except InvalidSignature as error:
        raise Refused("the signature is right to this reader, but not to OpenSSL") from error
    return record


# ---------------------------------------------------------------------------------------------------------------------
# Writing
# ---------------------------------------------------------------------------------------------------------------------


@dataclass
class Signer:
    """Who signs."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


@dataclass
class Entry:
    """What goes into a record; without a certificate, one of a CTL after the cluster went non-secure (section 3)."""

    function: int
    certificate: Optional[x509.Certificate] = None
    dns_name: Optional[str] = None
    ip_address: Optional[str] = None


def element(tag, value):
    """Tag, two bytes of length, value."""
    return bytes([tag]) + len(value).to_bytes(2, "big") + value


def number(value, size=2):
    """A big-endian number."""
    return value.to_bytes(size, "big")


def nul_ended(written):
    """A text value."""
    return written.encode("utf-8") + b"\0"


def write_record(entry, order):
    """The bytes of a record."""
    values = {FUNCTION: number(entry.function)}
    if entry.dns_name is not None:
        values[DNS_NAME] = nul_ended(entry.dns_name)
    if entry.ip_address is not None:
        values[IP_ADDRESS] = bytes(int(part) for part in entry.ip_address.split("."))
    if entry.certificate is not None:
        certificate = entry.certificate
        values[SUBJECT] = nul_ended(name_text(certificate.subject, order))
        values[ISSUER] = nul_ended(name_text(certificate.issuer, order))
        values[SERIAL] = serial_bytes(certificate)
        values[PUBLIC_KEY] = record_public_key(certificate.public_key())
        values[OWN_SIGNATURE] = certificate.signature
        values[CERTIFICATE] = certificate.public_bytes(Encoding.DER)
    tags = CUCM_ORDER if order == "cucm" else CERTUTILS_ORDER
    if not set(values) <= set(tags):
        raise ValueError("certutils writes neither DNSNAME nor IPADDRESS")
    body = b"".join(element(tag, values[tag]) for tag in tags if tag in values)
    return element(RECORD_LENGTH, number(5 + len(body))) + body


def sign(signer, body, *, file_name, digest, timestamp, version, signer_version, order):
    """Header and body, signed."""
    certificate, bits = signer.certificate, signer.key.key_size
    codes = {name: code for code, name in DIGEST_CODES.items()}
    modulus_codes = {size: code for code, size in MODULUS_BITS.items()}
    name = element(SIGNER_NAME, nul_ended(name_text(certificate.subject, order)))
    serial = element(SERIAL_NUMBER, serial_bytes(certificate))
    issuer = element(CA_NAME, nul_ended(name_text(certificate.issuer, order)))
    signer_id = name + serial + issuer if order == "cucm" else name + issuer + serial
    algorithm = element(SIGNATURE_ALGORITHM, b"\0") + element(SIGNATURE_MODULUS, bytes([modulus_codes[bits]]))
    # A container's length and the elements behind it look like one long element.
    info = element(DIGEST_ALGORITHM, bytes([codes[digest]])) + element(SIGNATURE_ALGORITHM_INFO, algorithm)
    before = element(SIGNER_VERSION, bytes(signer_version)) if signer_version else b""
    before += element(SIGNER_ID, signer_id) + element(SIGNATURE_INFO, info)
    after = element(FILE_NAME, nul_ended(file_name)) + element(TIMESTAMP, number(timestamp, 4))
    length = 10 + len(before) + 3 + bits // 8 + len(after)
    after += bytes([PAD]) * (-length % 4)
    length += -length % 4
    before = element(VERSION, bytes(version)) + element(HEADER_LENGTH, number(length)) + before
    signature = signer.key.sign(before + after + body, padding.PKCS1v15(), HASHES[digest]())
    return before + element(SIGNATURE, signature) + after + body


def write(signer, entries, *, file_name, digest, timestamp, signer_version=None, order="cucm"):
    """A trust list. `timestamp` is in Unix seconds; `order` is `cucm` or `certutils`."""
    body = b"".join(write_record(entry, order) for entry in entries)
    return sign(
        signer,
        body,
        file_name=file_name,
        digest=digest,
        timestamp=timestamp,
        version=(1, 2),
        signer_version=signer_version,
        order=order,
    )


def write_signed_file(signer, body, *, file_name, digest, timestamp, order="cucm"):
    """A signed file that is no list: version 1.0, and no tag 28 (section 2)."""
    return sign(
        signer,
        body,
        file_name=file_name,
        digest=digest,
        timestamp=timestamp,
        version=(1, 0),
        signer_version=None,
        order=order,
    )
