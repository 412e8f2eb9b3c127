from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


def test_a_second_document_is_found_and_not_read() -> None:
    text = file(alert("up > 1")) + "---\n" + file("alert: B\nexpr: up ==")

    assert told(text, "passed-over") == [
        (
            9,
            "warning",
            "a second document starts here, which Prometheus does not read",
            "put its groups into the first one, or into a file of its own",
        )
    ]
    assert told(text, "syntax") == []


@pytest.mark.parametrize(
    "text",
    [
        file(alert("up > 1")),
        "---\n" + file(alert("up > 1")) + "---\n# nothing\n",
        "namespace: a\ngroups: []\n---\nnamespace: b\ngroups: []\n",
        "apiVersion: v1\nkind: Secret\n---\napiVersion: a/v1\nkind: PrometheusRule\n",
    ],
)
def test_documents_that_are_read_are_fine(text) -> None:
    assert told(text, "passed-over") == []
