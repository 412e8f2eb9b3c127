"""What a ruler answers: groups, or the sentence for what it says no to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.http import Response, shown
from archestra_ops.prometheus.document import Table, read
from archestra_ops.prometheus.ruler.client import RulerError, RulerRefusedError
from archestra_ops.prometheus.ruler.content import Content, content, plain

ABSENT: Final = 404
_REDIRECT, _ERROR, _FAILURE = 300, 400, 500
_DENIED: Final = frozenset({401, 403})
_LONGEST: Final = 300  # characters of what a server says that are worth repeating
# What Mimir and Cortex say to whoever asks for the rules of a namespace that has none; a 404 with
# other words is a path that they do not have.
_NONE: Final = ("no rule groups found", "does not exist")
Conceal = Callable[[str], str]


def read_groups(answer: Response, namespace: str, concealed: Conceal) -> Mapping[str, Content]:
    """The groups of *namespace* by name; raises RulerError where *answer* is something else."""
    if answer.status == ABSENT and any(words in answer.text for words in _NONE):
        return {}
    check(answer, "tell its rules", concealed)
    return groups_in(answer.text, namespace, shown(answer.url))


def groups_in(text: str, namespace: str, where: str) -> Mapping[str, Content]:
    """The groups of *namespace* in the YAML *text* that was read *where*; RulerError for others.

    A ruler without any says so, in words or with an empty table; no answer of its is empty.
    """
    if not text.strip():
        raise _unlike(where)
    try:
        found = read(text)
    except OpsError as error:
        raise _unlike(where) from error
    if found is None:
        return {}
    if not isinstance(found, Table):
        raise _unlike(where)
    groups: dict[str, Content] = {}
    for group in found.tables(namespace):
        groups[group.text("name") or ""] = content(plain(group))
    return groups


def check(answer: Response, doing: str, concealed: Conceal) -> None:
    """Raise the error that *answer* is, where the server did not do what *doing* says."""
    where = shown(answer.url)
    # A gateway's page about an error is that error.
    if answer.status in range(_REDIRECT, _ERROR) or (
        answer.status < _REDIRECT and _is_page(answer)
    ):
        raise RulerError(
            f"'{where}' answers with a web page or a redirect, not as a ruler does",
            hint="is the address that of Mimir itself, and does no login page stand before it?",
        )
    if answer.status < _REDIRECT:
        return
    said = _said(answer, concealed)
    words = f": {said}" if said else ""
    if answer.status in _DENIED:
        refused = f"'{where}' refuses to {doing}{words or f': status {answer.status}'}"
        raise RulerRefusedError(refused, hint=_denied_hint(said))
    if answer.status == ABSENT:
        raise RulerRefusedError(
            f"no ruler answers at '{where}': status 404{words}",
            hint="is its API on? --ruler-path says where: Cortex has it at /api/v1/rules",
        )
    if answer.status >= _FAILURE:
        raise RulerError(
            f"'{where}' answers with the status {answer.status}{words}",
            hint="is the ruler up, and a tenant named? its log says more",
        )
    raise RulerRefusedError(
        f"'{where}' refuses to {doing}{words or f': status {answer.status}'}", hint=_hint(said)
    )


def _denied_hint(said: str) -> str:
    if "org id" in said:
        return "name the tenant: --tenant NAME, or MIMIR_TENANT_ID"
    return "is the login of this tenant? see MIMIR_AUTH_TOKEN, or MIMIR_API_USER and MIMIR_API_KEY"


def _hint(said: str) -> str:
    if "rules per rule group" in said:
        return "--group-size N cuts groups to the size that the tenant may have"
    return ""


def _unlike(where: str) -> RulerError:
    return RulerError(
        f"'{where}' does not answer as a ruler does",
        hint="is the address that of Mimir, and the path that of its rules?",
    )


def _is_page(answer: Response) -> bool:
    return answer.body[:64].lstrip()[:1] == b"<"


def _said(answer: Response, concealed: Conceal) -> str:
    """The server's own words on one line: some versions answer in JSON, others in plain text.

    None where it is a page of HTML: that is a gateway's, and made to be looked at.
    """
    if _is_page(answer):
        return ""
    text = answer.text
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, dict):
        text = str(document.get("error") or document.get("message") or "")
    line = " ".join("".join(c if c.isprintable() else " " for c in concealed(text)).split())
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…").rstrip(".")
