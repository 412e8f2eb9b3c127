from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import OpsError
from archestra_ops.grafana.export.literal import literal, refuse_bytes


def expanded(text: str) -> str:
    """*text* as Grafana reads it where no variable is set: split at `$$`, then expanded."""
    parts = [re.sub(r"\$(\{[^}]*\}|\w+)", "", part) for part in text.split("$$")]
    return "$".join(parts)


@given(st.text(st.sampled_from("$a{}_ ")))
def test_grafana_reads_back_what_was_meant(text: str) -> None:
    assert expanded(literal(text)) == text


def test_every_dollar_is_written_twice() -> None:
    assert literal("$HOME/$$x") == "$$HOME/$$$$x"


def test_bytes_of_another_encoding_are_refused() -> None:
    for refusing in (literal, refuse_bytes):
        with pytest.raises(OpsError, match=r"'caf\\udce9' is not text in UTF-8") as caught:
            refusing("caf\udce9")
        assert caught.value.hint == "is the terminal's encoding UTF-8?"
