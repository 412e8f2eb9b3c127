"""Good pages, ways to spoil them, and what the checks then say."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from archestra_ops import packs
from archestra_ops.checks import report
from archestra_ops.checks.page import Page
from archestra_ops.checks.reading import Reader
from archestra_ops.checks.visit import Scrape
from archestra_ops.findings import Finding

FIXTURES = Path(__file__).parent.parent / "fixtures"
CAPTURES = {
    "web": FIXTURES / "exposition" / "archestra_web.openmetrics.txt",
    "worker": FIXTURES / "checks" / "archestra_worker.openmetrics.txt",
}
ARCHESTRA = packs.platform("archestra")

Spoil = Callable[[str], str]


@cache
def capture(process: str) -> str:
    return CAPTURES[process].read_text("utf-8")


@cache
def both() -> str:
    """The page of one process for all: the web's families, and those that only the worker has."""
    blocks = {
        block.split(" ", 1)[0]: f"# HELP {block}"
        for process in ("worker", "web")
        for block in capture(process).removesuffix("# EOF\n").split("# HELP ")[1:]
    }
    return "".join(blocks.values()) + "# EOF\n"


def page_of(text: str, subject: str = "page", **settings: object) -> Page:
    reader = Reader(**{"platform": ARCHESTRA, **settings})  # type: ignore[arg-type]
    return reader.read(BytesIO(text.encode()), subject)


@cache
def good_worker() -> Page:
    return page_of(capture("worker"), "worker")


def told(finding: Finding) -> str:
    """A finding as these tests write it."""
    line = f" line {finding.line}:" if finding.line else ""
    return f"{finding.severity} {finding.check}:{line} {finding.message} ({finding.hint})"


def findings_on(page: Page) -> list[str]:
    """What all checks say of a web page that was read together with a good worker's."""
    scrape = Scrape(platform=ARCHESTRA, files=(page, good_worker()))
    return [told(found) for found in report.metrics(scrape).findings if found.subject != "worker"]


@cache
def usual() -> frozenset[str]:
    return frozenset(findings_on(page_of(capture("web"))))


def without(family: str) -> Spoil:
    """Take a family off the page, with its HELP and TYPE lines."""
    lines = rf"(?m)^(?:# (?:HELP|TYPE) )?{family}(?:_bucket|_sum|_count|_total)?[ {{].*\n"
    return lambda text: re.sub(lines, "", text)


def replace(old: str, new: str, count: int = -1) -> Spoil:
    return lambda text: text.replace(old, new, count)


def relabelled(family: str, pattern: str, new: str) -> Spoil:
    """Replace what matches *pattern* in the sample lines of *family*, itself a pattern."""

    def change(text: str) -> str:
        return "\n".join(
            re.sub(pattern, new, line) if re.match(family, line) else line
            for line in text.split("\n")
        )

    return change
