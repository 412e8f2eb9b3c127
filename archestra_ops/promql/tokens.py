"""PromQL as tokens that know where they stand, so that text can be changed around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from archestra_ops.errors import PromQLError
from archestra_ops.promql.grafana import VARIABLE
from archestra_ops.promql.strings import shortened

# A name may go on after a variable (`pg_${kind}_total`); what stands between square brackets is
# one token, since nothing in there is an expression. Blank space and comments are passed over.
_TOKEN: Final = re.compile(
    rf"""
    (?: [\ \t\r\n]++ | \#[^\n]*+ )*+
    (?:
        (?P<name>     [A-Za-z_:][0-9A-Za-z_:]*+
                      (?: \$ (?: [A-Za-z_]\w* | \{{[^}}\n]*\}} ) [0-9A-Za-z_:]* )* )
      | (?P<mark>     [()}},] | \{{ (?!\{{) )
      | (?P<string>   "[^"\\\n]*(?:\\.[^"\\\n]*)*" | '[^'\\\n]*(?:\\.[^'\\\n]*)*' | `[^`]*` )
      | (?P<number>   0[xX][0-9a-fA-F_]+
                    | (?:[0-9]+(?:ms|[smhdwy]))+
                    | (?: [0-9][0-9_]*\.?[0-9_]* | \.[0-9]+ ) (?:[eE][-+]?[0-9]+)? )
      | (?P<operator> =~ | !~ | != | == | >= | <= | [-+*/%^<>=@] )
      | (?P<variable> {VARIABLE} )
      | (?P<range>    \[ (?: [^\[\]] | \[\[\w+(?::\w+)?\]\] )*+ \] )
      | (?P<signal>   \{{\{{ \s* [A-Za-z_][0-9A-Za-z_]* \s* \}}\}} )
      | (?P<end>      \Z )
      | (?P<stray>    .  )
    )
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
_STRAYS: Final = {
    '"': "opens a string at {place} that is not closed on its line",
    "'": "opens a string at {place} that is not closed on its line",
    "`": "opens a string at {place} that is not closed",
    "[": "opens a range at {place} that is not closed",
    "{": "has a placeholder at {place} that is not a signal's name",
}
_BEFORE: Final = 24


# A named tuple and not a frozen dataclass: there are fifty to an expression, and it is built
# three times as fast.
class Token(NamedTuple):
    """One token: its kind (a group's name above), how it is spelled, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset just behind it."""
        return self.start + len(self.text)


# What a named tuple's own constructor calls: half of the time that it takes.
_token: Final = tuple.__new__


def tokens(text: str) -> list[Token]:
    """Take *text* apart; the last token is always an empty one of kind `end`.

    Between two tokens stand only blank space and comments. Raises PromQLError.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "stray"
        if kind == "end":
            break
        if kind == "stray":
            raise _stray(text, match.start(kind))
        found.append(_token(Token, (kind, match[kind], match.start(kind))))
    found.append(Token("end", "", len(text)))
    return found


def signal_name(token: Token) -> str:
    """The name within a placeholder, a token of kind `signal`."""
    return token.text[2:-2].strip()


def place(text: str, start: int) -> str:
    """Where *start* is, for a person: `character 7`, or `line 2, character 7`."""
    column = start - text.rfind("\n", 0, start)
    if "\n" not in text.strip():
        return f"character {column}"
    line = text.count("\n", 0, start) + 1
    return f"line {line}, character {column}"


def just_before(text: str, start: int) -> str:
    """A hint at *start*, by the text that stands before it."""
    before = " ".join(text[:start].split())
    if not before:
        return "look at its beginning"
    return f"look just after '{before if len(before) <= _BEFORE else '…' + before[-_BEFORE:]}'"


def splice(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Put new text in for parts of *text*: (start, end, new), in the order of their places."""
    parts: list[str] = []
    done = 0
    for start, end, new in edits:
        parts += (text[done:start], new)
        done = end
    return "".join((*parts, text[done:]))


def _stray(text: str, start: int) -> PromQLError:
    character = text[start]
    says = _STRAYS.get(character, f"has '{character}' at {{place}}, which is no PromQL")
    return PromQLError(
        f"expression '{shortened(text)}' {says.format(place=place(text, start))}",
        hint=just_before(text, start),
    )
