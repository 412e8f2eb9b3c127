from __future__ import annotations

import ssl

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.http import Tls


def test_by_default_everything_is_verified() -> None:
    context = Tls().context()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_insecure_verifies_nothing() -> None:
    context = Tls(insecure=True).context()

    assert context.verify_mode is ssl.CERT_NONE
    assert not context.check_hostname


def test_a_ca_file_replaces_the_authorities_of_the_system(certificate) -> None:
    (authority,) = Tls(ca_file=certificate).context().get_ca_certs()

    assert authority["subject"] == ((("commonName", "localhost"),),)


def test_a_certificate_may_hold_its_key_or_have_it_beside_it(tmp_path, certificate) -> None:
    key, _, rest = certificate.read_text().partition("-----BEGIN CERTIFICATE-----")
    (tmp_path / "key").write_text(key)
    (tmp_path / "crt").write_text(f"-----BEGIN CERTIFICATE-----{rest}")

    Tls(cert_file=certificate).context()
    Tls(cert_file=tmp_path / "crt", key_file=tmp_path / "key").context()


def test_a_missing_file_is_named(tmp_path, certificate) -> None:
    missing = tmp_path / "nowhere.pem"
    message = f"the certificate file '{missing}' cannot be read: no such file or directory"

    for tls in (
        Tls(ca_file=missing),
        Tls(cert_file=missing),
        Tls(cert_file=certificate, key_file=missing),
    ):
        with pytest.raises(OpsError) as caught:
            tls.context()
        assert str(caught.value) == message


def test_a_file_that_is_no_authority_is_named(tmp_path) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("no certificate\n")

    with pytest.raises(OpsError) as caught:
        Tls(ca_file=file).context()

    assert str(caught.value) == f"'{file}' holds no certificate authority"
    assert caught.value.hint == "the file must be in PEM form, with a line '-----BEGIN …-----'"


def test_a_certificate_without_its_key_is_named(tmp_path, certificate) -> None:
    file = tmp_path / "crt"
    file.write_text(
        "-----BEGIN CERTIFICATE-----"
        + certificate.read_text().rpartition("-----BEGIN CERTIFICATE-----")[2]
    )

    with pytest.raises(OpsError) as caught:
        Tls(cert_file=file).context()

    assert str(caught.value) == f"'{file}' holds no private key for the certificate in '{file}'"
    assert caught.value.hint.endswith("the key must not be encrypted")
