"""One verb: a call is refused with a sentence and a hint."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archestra_ops.errors import PromQLError


def assert_refused(call: Callable[[], object], message: str, hint: str) -> None:
    """*call* raises PromQLError that says *message* and helps with *hint*, both in full."""
    with pytest.raises(PromQLError) as caught:
        call()

    assert (str(caught.value), caught.value.hint) == (message, hint)
