from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.static_labels import refuse_labels


def _refuse(labels: dict[str, str], provider: str = "helm") -> None:
    refuse_labels(labels, packs.platform("archestra"), [packs.provider(provider)])


def test_labels_of_the_operator_are_fine() -> None:
    _refuse({"cluster": "prod", "namespace": "archestra", "_x9": "é: #\n'\"$", "on": "no"})


@pytest.mark.parametrize(
    ("label", "message", "hint"),
    [
        ({"a-b": "c"}, "'a-b' is not a label name", "use letters, digits and _, no digit first"),
        ({"9a": "c"}, "'9a' is not a label name", "use letters, digits and _, no digit first"),
        ({"": "c"}, "'' is not a label name", "use letters, digits and _, no digit first"),
        ({"a\n": "c"}, "'a\\n' is not a label name", "use letters, digits and _, no digit first"),
        ({"é": "c"}, "'é' is not a label name", "use letters, digits and _, no digit first"),
        (
            {"job": "c"},
            "the label 'job' is Prometheus' own",
            "choose another, such as 'cluster'",
        ),
        (
            {"__address__": "c"},
            "the label '__address__' is Prometheus' own",
            "choose another, such as 'cluster'",
        ),
        (
            {"model": "c"},
            "the metrics have a label 'model', which would become 'exported_model'",
            "choose another name",
        ),
        (
            {"le": "c"},
            "the metrics have a label 'le', which would become 'exported_le'",
            "choose another name",
        ),
        (
            {"datname": "c"},
            "the metrics have a label 'datname', which would become 'exported_datname'",
            "choose another name",
        ),
        ({"cluster": ""}, "the label 'cluster' cannot have the value ''", "give it a text"),
        (
            {"cluster": "\udce9"},
            "the label 'cluster' cannot have the value '\\udce9'",
            "give it a text",
        ),
    ],
)
def test_labels_that_would_do_harm_are_refused(label, message, hint) -> None:
    with pytest.raises(OpsError) as refused:
        _refuse({"good": "yes", **label})

    assert (str(refused.value), refused.value.hint) == (message, hint)


def test_a_label_of_another_provider_is_no_harm() -> None:
    _refuse({"datname": "c"}, provider="otel")
