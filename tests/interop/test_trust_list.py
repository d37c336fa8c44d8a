"""Tests of the reader and writer themselves: what holds is accepted, whatever is changed is not.

    python3 -m unittest discover tests/interop
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import warnings

import trust_list
from trust_list import Damaged, Refused

HERE = pathlib.Path(__file__).resolve().parent


def run(command, *arguments):
    """What a command beside this file prints; it must succeed."""
    called = [sys.executable, str(HERE / command), *map(str, arguments)]
    return subprocess.run(called, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")


def is_accepted(data):
    """Whether a list is read and its signature holds."""
    with warnings.catch_warnings():
        # `cryptography` warns of what a changed name may hold.
        warnings.simplefilter("ignore")
        try:
            trust_list.verify(trust_list.read(data))
        except (Damaged, Refused):
            return False
    return True


class ReaderAndWriter(unittest.TestCase):
    """The two against each other."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name) / "lists"
        run("write-lists.py", cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_reads_what_was_written(self):
        """What the commands say of each file agrees."""
        lines = (self.folder / "written.jsonl").read_text("utf-8").splitlines()
        written = {line["path"]: line for line in map(json.loads, lines)}
        read = {line["path"]: line for line in map(json.loads, run("verify-lists.py", self.folder).splitlines())}
        self.assertEqual(3 * 3 * 2 * 3, len(written))
        for line in read.values():
            self.assertEqual(0, line.pop("header_length") % 4)
        self.assertEqual(written, read)

    def test_refuses_every_change_of_a_byte(self):
        """The signature covers all but itself; every length is checked."""
        for folder in ("cucm-1024-sha1", "certutils-1024-sha512"):
            data = (self.folder / folder / "CTLFile.tlv").read_bytes()
            self.assertTrue(is_accepted(data))
            for at in range(len(data)):
                change = 1 + at % 255
                changed = data[:at] + bytes([data[at] ^ change]) + data[at + 1 :]
                self.assertFalse(is_accepted(changed), f"{folder}: byte {at} changed by {change}")

    def test_refuses_every_cut_and_addition(self):
        """Nothing may be missing, nothing may follow."""
        data = (self.folder / "cucm-2048-sha256" / "CTLFile.tlv").read_bytes()
        for length in range(len(data)):
            self.assertFalse(is_accepted(data[:length]), f"cut to {length}")
        for more in (b"\0", b"\r", data, data[trust_list.read_header(data).length :]):
            self.assertFalse(is_accepted(data + more), f"with {len(more)} bytes more")


class Names(unittest.TestCase):
    """Names as section 2.1 of docs/formats.md has them."""

    def test_spellings_of_a_name_agree(self):
        """Order, separator, blanks and case of the keys do not count."""
        cucm = "CN=pub.example;OU=IT;O=Ship;L=Bergen;ST=Vestland;C=NO"
        certutils = "L=Bergen,ST=Vestland,CN=pub.example,OU=IT,O=Ship,C=NO"
        pasted = "cn=pub.example;ou=IT;O=Ship;L=Bergen; ST=Vestland; C=NO"
        self.assertEqual(trust_list.name_parts(cucm), trust_list.name_parts(certutils))
        self.assertEqual(trust_list.name_parts(cucm), trust_list.name_parts(pasted))

    def test_name_of_a_token(self):
        """Its quotes are odd."""
        self.assertEqual(
            [("cn", "SAST-ADN0054f509"), ("o", "Cisco Systems"), ("ou", "IPCBU")],
            trust_list.name_parts('cn="SAST-ADN0054f509        ";ou=IPCBU;o="Cisco Systems'),
        )

    def test_other_values_differ(self):
        """The value counts as it is, separators in it too."""
        for one, other in (
            ("CN=a;O=b", "CN=a;O=B"),
            ("CN=a;O=Ship, Inc", "CN=a;O=Ship"),
            ("CN=a", "CN=a;CN=a"),
            ("CN=a", "OU=a"),
        ):
            self.assertNotEqual(trust_list.name_parts(one), trust_list.name_parts(other))


if __name__ == "__main__":
    unittest.main()
