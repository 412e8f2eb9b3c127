"""Whom to trust behind an https address, and how to show who we are."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from archestra_ops.errors import OpsError


@dataclass(frozen=True, kw_only=True)
class Tls:
    """The settings of every TLS connection.

    `ca_file` replaces the system's certificate authorities. `cert_file` (with `key_file`, where the
    key is not in it) is shown to servers that ask who calls. `insecure` verifies nothing.
    """

    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    insecure: bool = False

    def context(self) -> ssl.SSLContext:
        """The context to connect with; raises OpsError where a file is missing or not PEM."""
        context = self._trusting()
        if self.insecure:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        if self.cert_file is not None:
            self._identify(context, self.cert_file)
        return context

    def _trusting(self) -> ssl.SSLContext:
        if self.ca_file is None:
            return ssl.create_default_context()
        _readable(self.ca_file)
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except ssl.SSLError:
            raise OpsError(f"'{self.ca_file}' holds no certificate authority", hint=_PEM) from None

    def _identify(self, context: ssl.SSLContext, cert_file: Path) -> None:
        files = [cert_file] if self.key_file is None else [cert_file, self.key_file]
        for file in files:
            _readable(file)
        try:
            # Without a password here OpenSSL would stop and ask for one on the terminal.
            context.load_cert_chain(cert_file, self.key_file, password="")
        except ssl.SSLError:
            raise OpsError(
                f"'{files[-1]}' holds no private key for the certificate in '{cert_file}'",
                hint=f"{_PEM}; the key must not be encrypted",
            ) from None


def _readable(file: Path) -> None:
    try:
        file.open("rb").close()
    except OSError as error:
        raise OpsError(
            f"the certificate file '{file}' cannot be read: {(error.strerror or '').lower()}",
            hint="is the path right?",
        ) from error


_PEM = "the file must be in PEM form, with a line '-----BEGIN …-----'"
