"""Findings as SARIF 2.1.0, which code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from archestra_ops import __version__
from archestra_ops.findings import Finding, Severity
from archestra_ops.output.lines import printable
from archestra_ops.output.report import Report

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]


def render(report: Report) -> str:
    """*report* as a log of one run, with the rules that were applied."""
    checks = (finding.check for finding in report.findings)
    ids = list(dict.fromkeys([*report.rules, *checks]))
    places = {name: place for place, name in enumerate(ids)}
    driver: Json = {
        "name": "archestra-ops",
        "semanticVersion": __version__,
        "rules": [_rule(name, report.rules.get(name, "")) for name in ids],
    }
    results = [
        _result(finding, places[finding.check], print_)
        for finding, print_ in zip(report.findings, _fingerprints(report.findings), strict=True)
    ]
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log: Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str, text: str) -> Json:
    short, _, rest = text.partition("\n")
    described: Json = {"id": name, "shortDescription": {"text": short or name}}
    if rest.strip():
        described["help"] = {"text": text}
    return described


def _result(finding: Finding, place: int, fingerprint: str) -> Json:
    hint = f"\nhint: {printable(finding.hint)}" if finding.hint else ""
    physical: Json = {"artifactLocation": {"uri": _uri(finding.subject)}}
    if finding.line:
        physical["region"] = {"startLine": finding.line}
    location: Json = {"physicalLocation": physical}
    if finding.part:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(finding.part)}]
    return {
        "ruleId": finding.check,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{printable(finding.message)}{hint}"},
        "locations": [location],
        "partialFingerprints": {"archestra-ops/v1": fingerprint},
    }


def _fingerprints(findings: Iterable[Finding]) -> list[str]:
    """What stays a finding's own when lines move: what, where, and the how-manieth of its like."""
    seen: dict[tuple[str, ...], int] = {}
    prints = []
    for finding in findings:
        own = (finding.check, finding.subject, finding.part, finding.message)
        seen[own] = seen.get(own, 0) + 1
        text = "\0".join((*own, str(seen[own])))
        prints.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return prints


def _uri(subject: str) -> str:
    """A path as a URI reference, relative to wherever the reader has the repository."""
    if "://" in subject:
        return quote(subject, safe=":/?#[]@!$&'()*+,;=%", errors="replace")
    path = PurePosixPath(subject)
    encoded = quote(str(path), errors="replace")
    return f"file://{encoded}" if path.is_absolute() else encoded
