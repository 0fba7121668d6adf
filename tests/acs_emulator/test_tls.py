"""The local authority: kept, renewed in time, and made anew when it does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from acs_emulator import tls


def test_certificates_are_made_once(tmp_path: Path) -> None:
    made = tls.ensure_certificates(tmp_path)
    kept = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert tls.ensure_certificates(tmp_path) == made
    assert kept == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_everything_python_checks_is_there(tmp_path: Path) -> None:
    made = tls.ensure_certificates(tmp_path)
    ca, leaf = (x509.load_pem_x509_certificate(path.read_bytes()) for path in (made.ca, made.leaf))
    identifier = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    for certificate in (ca, leaf):
        authority = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
        assert authority.key_identifier == identifier
        assert certificate.extensions.get_extension_for_class(x509.KeyUsage).critical
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]


def test_the_server_certificate_is_renewed_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tls, "LEAF_LIFETIME", tls.RENEW_BEFORE - timedelta(days=1))
    first = tls.ensure_certificates(tmp_path)
    authority, leaf = first.ca.read_bytes(), first.leaf.read_bytes()
    monkeypatch.undo()
    renewed = tls.ensure_certificates(tmp_path)
    assert renewed.ca.read_bytes() == authority
    assert renewed.leaf.read_bytes() != leaf
    ends = x509.load_pem_x509_certificate(renewed.leaf.read_bytes()).not_valid_after_utc
    assert ends - datetime.now(UTC) > tls.RENEW_BEFORE


@pytest.mark.parametrize("lost", ["ca.pem", "ca-key.pem", "server-key.pem"])
def test_what_is_lost_is_made_anew_and_fits(tmp_path: Path, lost: str) -> None:
    tls.ensure_certificates(tmp_path)
    (tmp_path / lost).unlink()
    made = tls.ensure_certificates(tmp_path)
    ca, leaf = (x509.load_pem_x509_certificate(path.read_bytes()) for path in (made.ca, made.leaf))
    leaf.verify_directly_issued_by(ca)
    assert made.context()


def test_another_host_gets_a_certificate_that_names_it(tmp_path: Path) -> None:
    before = tls.ensure_certificates(tmp_path).leaf.read_bytes()
    made = tls.ensure_certificates(tmp_path, "10.1.2.3")
    assert made.leaf.read_bytes() != before
    names = x509.load_pem_x509_certificate(made.leaf.read_bytes()).extensions
    assert "10.1.2.3" in str(names.get_extension_for_class(x509.SubjectAlternativeName).value)
