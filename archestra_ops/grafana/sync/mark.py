"""The mark of our own work: the message of the version that we save.

Grafana rewrites the JSON that it is given, so that what it holds proves nothing. The message stays:
`archestra-ops 0.1.0 sha256:…`, the hash being that of the JSON that was sent.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256

from archestra_ops import __version__
from archestra_ops.grafana.api.model import Revision
from archestra_ops.grafana.appearance import Json

_MARK = re.compile(r"archestra-ops \S+ sha256:([0-9a-f]{64})")


def digest(dashboard: Json) -> str:
    """The SHA-256 of *dashboard*, in hexadecimal; the order of its keys does not count."""
    text = json.dumps(dashboard, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def message(of: str) -> str:
    """What the version that holds the JSON with the digest *of* is saved with."""
    return f"archestra-ops {__version__} sha256:{of}"


def read(revision: Revision | None) -> str | None:
    """The digest of the JSON that we sent as *revision*; None where it is not our work."""
    found = _MARK.fullmatch(revision.message.strip()) if revision else None
    return found[1] if found else None
