"""A place in an expression's tokens: what stands there, and what should have."""

from __future__ import annotations

from collections.abc import Container
from typing import Final, NoReturn

from archestra_ops.errors import PromQLError
from archestra_ops.promql.strings import shortened
from archestra_ops.promql.tokens import Token, just_before, place, tokens

# Nobody writes these. Without a bound a hostile rule file would overflow the stack: ours, and that
# of promql-parser, which ends the process. 200 operators fit on the 512 kB that a thread has where
# it has least, and take 20 ms; the time grows with the square.
MAX_LEVELS: Final = 64
MAX_OPERATORS: Final = 200


class Reader:
    """Reads tokens one after the other; every method that wants one raises PromQLError."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = tokens(text)
        self._at = 0
        self._levels = 0
        self._operators = 0
        self.now = self._tokens[0]

    @property
    def following(self) -> Token:
        """The token after this one."""
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Go on to the next token; return this one."""
        token = self.now
        if token.kind != "end":
            self._at += 1
            self.now = self._tokens[self._at]
        return token

    def skip(self, text: str) -> bool:
        """Go on if this token is *text*, whatever its case; say whether it was."""
        found = self.now.text.lower() == text
        if found:
            self.take()
        return found

    def expect(self, text: str) -> Token:
        """Take this token, which has to be *text*."""
        if self.now.text != text:
            self.fail(f"'{text}'")
        return self.take()

    def expect_kind(self, kinds: Container[str], wanted: str) -> Token:
        """Take this token, which has to be of one of *kinds*: *wanted* in words."""
        if self.now.kind not in kinds:
            self.fail(wanted)
        return self.take()

    def fail(self, wanted: str) -> NoReturn:
        """Raise PromQLError: *wanted* should stand here."""
        name, token = shortened(self.text), self.now
        if not name:
            raise PromQLError("expression '' is empty", hint="write at least a metric's name")
        if token.kind == "end":
            message = f"expression '{name}' ends where {wanted} should follow"
        else:
            where = f"'{shortened(token.text)}' at {place(self.text, token.start)}"
            message = f"expression '{name}' has {where} where {wanted} should be"
        raise PromQLError(message, hint=just_before(self.text, token.start))

    def descend(self) -> None:
        """Count one level of nesting more."""
        self._levels += 1
        if self._levels > MAX_LEVELS:
            self._too_much(f"is nested more than {MAX_LEVELS} levels deep")

    def ascend(self) -> None:
        """Count one level of nesting less."""
        self._levels -= 1

    def count_operator(self) -> None:
        """Count one operator more."""
        self._operators += 1
        if self._operators > MAX_OPERATORS:
            self._too_much(f"has more than {MAX_OPERATORS} operators")

    def _too_much(self, says: str) -> NoReturn:
        raise PromQLError(
            f"expression '{shortened(self.text)}' {says}", hint="split it up with recording rules"
        )
