"""Findings for programs: one JSON document."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from archestra_ops.findings import Case
from archestra_ops.output.report import Report

TYPE: Final = "archestra-ops.findings"
SCHEMA_VERSION: Final = 1
# Half a character, from a file name that is not UTF-8: in JSON it can only be written out.
_LONE = re.compile("[\ud800-\udfff]")


def render(report: Report) -> str:
    """*report* as JSON: its `type` and `schema_version`, a summary, and every finding."""
    document: dict[str, Any] = {
        "type": TYPE,
        "schema_version": SCHEMA_VERSION,
        "command": report.command,
        "summary": {str(severity): count for severity, count in report.summary.items()},
        "findings": [
            {
                "check": finding.check,
                "severity": str(finding.severity),
                "subject": finding.subject,
                "part": finding.part,
                "line": finding.line,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in report.findings
        ],
    }
    if report.targets:
        document["targets"] = [_target(case) for case in report.targets]
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return _LONE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _target(case: Case) -> dict[str, str | bool]:
    return {
        "process": case.group,
        "subject": case.name,
        "status": case.status,
        "ok": case.ok,
        "message": case.message,
    }
