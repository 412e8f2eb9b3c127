from __future__ import annotations

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.checks import report
from archestra_ops.checks.probed import ask_all, probe_targets
from archestra_ops.findings import Severity
from tests.checks.answers import answering
from tests.checks.pages import told

GATEWAY = "http://gateway:8080"


@pytest.fixture
def probed(mock_http):
    def find(answers) -> report.Report:
        agyn, http = packs.platform("agyn"), mock_http(answering(answers))
        (target,) = probe_targets(agyn, {"gateway": GATEWAY})
        return report.probed([ask_all(http, agyn, target)])

    return find


def test_a_server_without_any_of_the_paths_does_not_pass(probed) -> None:
    """Any program answers so; that none was found to serve them is no proof that it is well."""
    found = probed({f"{GATEWAY}/other": httpx.Response(200)})

    assert [told(one) for one in found.findings if one.check == "health/untold"] == [
        (
            "error health/untold: whether the gateway process is well cannot be told: it has none "
            "of the paths that say so, and may be another program (is the address right? if it "
            "is, whether its port is open is all that can be asked of it)"
        )
    ]
    (case,) = found.cases
    assert (case.status, case.ok) == ("answers", False)
    # Nothing is known to be wrong: it could not be found out.
    assert found.exit_code(Severity.ERROR) == 3


def test_one_of_the_paths_is_enough(probed) -> None:
    found = probed({f"{GATEWAY}/healthz": httpx.Response(200)})

    assert [one.check for one in found.findings] == ["health/probes"]
    assert found.exit_code(Severity.ERROR) == 0


def test_what_is_not_reached_at_all_is_told_once(probed) -> None:
    found = probed({})

    assert [one.check for one in found.findings] == ["health/reachable"]
