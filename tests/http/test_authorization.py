from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.http import Secret, basic, bearer
from archestra_ops.http.authorization import conceal


def test_a_user_and_a_password_are_one_header() -> None:
    header = basic("jürgen", Secret("p:ss wörd"))

    assert str(header) == "***"
    assert header.reveal() == "Basic asO8cmdlbjpwOnNzIHfDtnJk"


@pytest.mark.parametrize(
    ("user", "password"), [("a:b", "c"), ("a", "b\n"), ("a\r", "b"), ("a", "b\x7f")]
)
def test_what_no_header_can_carry_is_refused_and_not_shown(user, password) -> None:
    with pytest.raises(OpsError) as caught:
        basic(user, Secret(password))

    assert str(caught.value) == "the user or the password holds characters that cannot be sent"
    assert caught.value.hint == "a user has no colon in it, and neither of them a line break"


def test_a_token_is_a_header() -> None:
    assert bearer(Secret("glsa_1")).reveal() == "Bearer glsa_1"


def test_secrets_are_concealed_in_every_form_in_which_a_server_may_repeat_them() -> None:
    headers = [basic("me", Secret("pa55")), bearer(Secret("t0ken")), "7"]

    text = "Bearer t0ken, me:pa55, Basic bWU6cGE1NQ==, 7"
    assert conceal(text, headers) == "Bearer ***, me:***, Basic ***, 7"


def test_what_is_no_credential_conceals_nothing() -> None:
    assert conceal("text", [Secret("Basic !"), Secret("Bearer"), basic("me", Secret(""))]) == "text"
