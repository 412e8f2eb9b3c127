from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import OpsError
from archestra_ops.grafana.export.metadata import Metadata, refuse

NAMESPACE_HINT = "use small letters, digits and -, 63 at most, no - at either end"
VALUE_HINT = "use letters, digits, -, _ and ., 63 at most, a letter or digit at both ends"
KEY_HINT = "as in grafana_dashboard, or with a domain in front: example.com/grafana"


def refusal(metadata: Metadata) -> tuple[str, str]:
    with pytest.raises(OpsError) as caught:
        refuse(metadata)
    return str(caught.value), caught.value.hint


@pytest.mark.parametrize("name", ["", "monitoring", "a", "0", "team-1", "a" * 63])
def test_what_a_namespace_may_be_called(name: str) -> None:
    refuse(Metadata(namespace=name))


@pytest.mark.parametrize("name", ["Team", "a.b", "-a", "a-", "a" * 64, "a_b", "a\n", "ä", " "])
def test_what_no_namespace_is_called(name: str) -> None:
    assert refusal(Metadata(namespace=name)) == (
        f"{name!r} is not the name of a namespace",
        NAMESPACE_HINT,
    )


@pytest.mark.parametrize(
    "key",
    ["grafana_dashboard", "A", "9", "a.b-c_d", "a" * 63, "example.com/x", "a/b", "k8s-x.io/F"],
)
def test_what_a_label_and_an_annotation_may_be_called(key: str) -> None:
    refuse(Metadata(labels={key: "1"}, annotations={key: "any text: \"'{}\n€"}))


@pytest.mark.parametrize(
    "key",
    ["", "-a", "a-", "a b", "a/", "/a", "a/b/c", "A.com/x", "a..b/x", "a\n", "ä"],
)
def test_what_neither_is_called(key: str) -> None:
    _nobody_is_called(key)


@pytest.mark.parametrize(("most", "rest"), [(63, ""), (253, "/x")])
def test_names_and_their_domains_are_of_a_length(most: int, rest: str) -> None:
    refuse(Metadata(labels={"a" * most + rest: "1"}))
    _nobody_is_called("a" * (most + 1) + rest)


def _nobody_is_called(key: str) -> None:
    assert refusal(Metadata(labels={key: "1"})) == (
        f"{key!r} is not the name of a label",
        KEY_HINT,
    )
    assert refusal(Metadata(annotations={key: "1"})) == (
        f"{key!r} is not the name of an annotation",
        KEY_HINT,
    )


@pytest.mark.parametrize("value", ["", "1", "true", "a.b-c_D", "x" * 63])
def test_what_a_label_may_say(value: str) -> None:
    refuse(Metadata(labels={"a": value}))


@pytest.mark.parametrize("value", [" ", "a b", "-a", "a-", "x" * 64, "a=b", "a\n", "é"])
def test_what_no_label_says(value: str) -> None:
    assert refusal(Metadata(labels={"a": value})) == (
        f"the label 'a' cannot have the value {value!r}",
        VALUE_HINT,
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_annotation_may_say_anything(value: str) -> None:
    refuse(Metadata(annotations={"a": value}))


def test_an_annotation_cannot_say_bytes() -> None:
    assert refusal(Metadata(annotations={"a": "caf\udce9"})) == (
        "'caf\\udce9' is not text in UTF-8",
        "is the terminal's encoding UTF-8?",
    )
