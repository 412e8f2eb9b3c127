"""What is found on pages and addresses that were good before a test spoilt them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from archestra_ops.checks import report
from archestra_ops.checks.probe import probe
from archestra_ops.checks.target import health_targets, metrics_targets
from archestra_ops.checks.visit import Scrape, Visitor
from archestra_ops.http import Secret
from tests.checks.answers import Answer, answering
from tests.checks.pages import ARCHESTRA, Spoil, capture, findings_on, page_of, told, usual


@pytest.fixture
def spoilt() -> Callable[..., list[str]]:
    """`spoilt(change)` is what is found on a good web page after *change*, and was not before."""

    def find(change: Spoil, **settings: object) -> list[str]:
        text = change(capture("web"))
        assert text != capture("web"), "the change changes nothing"
        found = findings_on(page_of(text, **settings))
        return [finding for finding in found if finding not in usual()]

    return find


@pytest.fixture
def scraped(mock_http) -> Callable[..., list[str]]:
    """`scraped(answers, …)` is what is found on the pages at *named*, or at the defaults."""

    def find(
        answers: Mapping[str, Answer], named: dict[str, str] | None = None, token: str = ""
    ) -> list[str]:
        handler = answering(answers)
        authorised = mock_http(handler, bearer=Secret(token)) if token else None
        visitor = Visitor(ARCHESTRA, mock_http(handler), authorised)
        targets = metrics_targets(ARCHESTRA, named or {}, default=True)
        visits = tuple(visitor.visit(target) for target in targets)
        found = report.metrics(Scrape(platform=ARCHESTRA, visits=visits)).findings
        return [f"{one.subject}: {told(one)}" for one in found if told(one) not in usual()]

    return find


@pytest.fixture
def examined(mock_http) -> Callable[..., list[str]]:
    """`examined(answers, …)` is what is found of the health of what is *named*, or of all."""

    def find(
        answers: Mapping[str, Answer],
        named: dict[str, str] | None = None,
        api: dict[str, str] | None = None,
    ) -> list[str]:
        http = mock_http(answering(answers))
        targets = health_targets(ARCHESTRA, named or {}, api or {})
        found = report.health([probe(http, target) for target in targets]).findings
        return [f"{one.subject}: {told(one)}" for one in found]

    return find
