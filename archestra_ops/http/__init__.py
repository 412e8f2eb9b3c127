"""The one HTTP client: limits, retries, TLS and redaction; nothing else here opens a connection."""

from archestra_ops.http.address import base_of, shown
from archestra_ops.http.authorization import basic, bearer
from archestra_ops.http.client import Http
from archestra_ops.http.limits import Limits
from archestra_ops.http.response import Page, Response
from archestra_ops.http.retry import Timing
from archestra_ops.http.secret import Secret, read_secret
from archestra_ops.http.tls import Tls

__all__ = [
    "Http",
    "Limits",
    "Page",
    "Response",
    "Secret",
    "Timing",
    "Tls",
    "base_of",
    "basic",
    "bearer",
    "read_secret",
    "shown",
]
