from __future__ import annotations

import httpx

from tests.checks.answers import NAMED, WEB, guarded, page, whole
from tests.checks.pages import capture

AT = f"{WEB}/metrics"
OPEN = (
    f"{AT}: warning metrics/protected: it is open: the page is there without the bearer token, too "
    "(set ARCHESTRA_METRICS_SECRET for this process; an empty one protects nothing)"
)


def test_a_page_that_is_there_without_the_token_is_open(scraped) -> None:
    worker = {NAMED["worker"]: guarded(page(capture("worker")))}

    assert scraped(whole() | worker, NAMED, "s3cret") == [OPEN]


def test_without_a_secret_nothing_is_meant_to_be_closed(scraped) -> None:
    assert scraped(whole(), NAMED) == []


def test_a_user_in_the_address_is_asked_for_as_well(scraped) -> None:
    named = {name: url.replace("://", "://user:word@") for name, url in NAMED.items()}

    assert scraped(whole(), named, "s3cret") == []


def test_a_second_answer_that_does_not_come_is_not_open(scraped) -> None:
    asked = []

    def once(_request: httpx.Request) -> httpx.Response:
        asked.append(1)
        if len(asked) > 1:
            raise httpx.ReadTimeout("slow")
        return page(capture("web"))

    worker = {NAMED["worker"]: guarded(page(capture("worker")))}
    assert scraped(whole() | worker | {AT: once}, NAMED, "s3cret") == []
