from __future__ import annotations

import httpx

from tests.checks.answers import NAMED, WEB, guarded, page, whole
from tests.checks.pages import capture

AT = f"{WEB}/metrics"


def test_a_token_that_is_wanted_and_not_given(scraped) -> None:
    assert scraped(whole() | {AT: guarded(page(capture("web")))}, NAMED) == [
        (
            f"{AT}: error metrics/authorised: it wants a bearer token, and none is given "
            "(status 401) "
            "(put ARCHESTRA_METRICS_SECRET into the environment, or name a file by --secret-file)"
        )
    ]


def test_a_wrong_token(scraped) -> None:
    found = scraped({AT: guarded(page(capture("web")))}, {"web": AT}, "wrong")

    assert found == [
        (
            f"{AT}: error metrics/authorised: it refuses the bearer token: it answered 401 "
            "'Unauthorized: Invalid token' "
            "(it must be the ARCHESTRA_METRICS_SECRET that the process was started with)"
        )
    ]


def test_a_token_that_got_lost_on_the_way(scraped) -> None:
    lost = httpx.Response(401, json={"error": "Unauthorized: Bearer token required"})

    assert scraped({AT: lost}, {"web": AT}, "s3cret") == [
        (
            f"{AT}: error metrics/authorised: the bearer token did not arrive: it answered 401 "
            "'Unauthorized: Bearer token required' "
            "(does a proxy on the way take the Authorization header off?)"
        )
    ]


def test_the_right_token(scraped) -> None:
    pages = {process: guarded(page(capture(process))) for process in NAMED}
    answers = {NAMED[process]: answer for process, answer in pages.items()}

    assert scraped(answers, NAMED, "s3cret") == []


def test_a_proxy_that_forbids(scraped) -> None:
    refusal = httpx.Response(403, text="<html>\n<h1>Forbidden</h1>")

    assert scraped({AT: refusal}, {"web": AT}, "s3cret") == [
        (
            f"{AT}: error metrics/authorised: it refuses the bearer token: it answered 403 "
            "'<html> <h1>Forbidden</h1>' "
            "(it must be the ARCHESTRA_METRICS_SECRET that the process was started with)"
        )
    ]
