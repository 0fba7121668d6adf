"""A local certificate authority and the server's certificate, made once and renewed before they end.

Python 3.13 checks what was long ignored: subject and authority key identifiers and key usage are therefore all there.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from acs_emulator.secret_files import write_secret

CA_LIFETIME = timedelta(days=3650)
LEAF_LIFETIME = timedelta(days=397)
RENEW_BEFORE = timedelta(days=30)
BACKDATED = timedelta(days=1)
ADDRESSES = ("127.0.0.1", "::1")


class Certificates(msgspec.Struct, frozen=True):
    """Where the files are."""

    ca: Path
    leaf: Path
    leaf_key: Path

    def context(self) -> ssl.SSLContext:
        """Return what a server needs to speak TLS with them."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.leaf, self.leaf_key)
        return context


def ensure_certificates(folder: Path, extra_host: str | None = None) -> Certificates:
    """Return the certificates in `folder`, making or renewing what is missing or near its end.

    A new authority makes a new server certificate too. The names are localhost, 127.0.0.1, ::1 and `extra_host`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ca_path, ca_key_path = folder / "ca.pem", folder / "ca-key.pem"
    leaf_path, leaf_key_path = folder / "server.pem", folder / "server-key.pem"
    hosts = ["localhost", *ADDRESSES]
    if extra_host and extra_host not in hosts and extra_host not in ("0.0.0.0", "::"):  # noqa: S104  # not a bind
        hosts.append(extra_host)
    ca, ca_key = _load(ca_path, ca_key_path)
    if ca is None or ca_key is None:
        ca, ca_key = _make_ca()
        _save(ca_path, ca, ca_key_path, ca_key)
    leaf, leaf_key = _load(leaf_path, leaf_key_path)
    if leaf is None or leaf_key is None or leaf.issuer != ca.subject or not _covers(leaf, ca, hosts):
        leaf, leaf_key = _make_leaf(ca, ca_key, hosts)
        _save(leaf_path, leaf, leaf_key_path, leaf_key)
    return Certificates(ca_path, leaf_path, leaf_key_path)


def _load(path: Path, key_path: Path) -> tuple[x509.Certificate | None, ec.EllipticCurvePrivateKey | None]:
    """Return a certificate and its key, or nothing when they are missing, unreadable or near their end."""
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
    except (OSError, ValueError):
        return None, None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        return None, None
    if certificate.not_valid_after_utc - datetime.now(UTC) < RENEW_BEFORE:
        return None, None
    return certificate, key


def _covers(leaf: x509.Certificate, ca: x509.Certificate, hosts: list[str]) -> bool:
    try:
        leaf.verify_directly_issued_by(ca)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    covered = {str(value) for value in names.get_values_for_type(x509.DNSName)}
    covered |= {str(value) for value in names.get_values_for_type(x509.IPAddress)}
    return set(hosts) <= covered


def _make_ca() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    # A name of its own per authority, so that several of them may stand in one trust store.
    name = _name(f"ACS emulator local CA {os.urandom(4).hex()}")
    usage = _usage(key_cert_sign=True, crl_sign=True)
    builder = (
        _builder(name, name, key.public_key(), CA_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256()), key


def _make_leaf(
    ca: x509.Certificate, ca_key: ec.EllipticCurvePrivateKey, hosts: list[str]
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    ca_identifier = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(ca_identifier)
    builder = (
        _builder(_name("localhost"), ca.subject, key.public_key(), LEAF_LIFETIME)
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(authority, critical=False)
    )
    return builder.sign(ca_key, hashes.SHA256()), key


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, lifetime: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + lifetime)
    )


def _usage(*, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _save(path: Path, certificate: x509.Certificate, key_path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_secret(key_path, pem)
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
