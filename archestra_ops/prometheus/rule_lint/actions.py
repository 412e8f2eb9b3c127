"""The actions `{{ … }}` of a template in a label or an annotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Text in quotes may hold what would end an action. No possessive group: Python before 3.11.5 loses
# matches with one (https://github.com/python/cpython/issues/106052). As no two of the alternatives
# begin alike, it is as quick without.
_QUOTES: Final = r""""(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'"""
QUOTED: Final = re.compile(_QUOTES)
# A comment ends only with its own end, whatever it says.
_COMMENT: Final = r"\s*/\*(?s:.*?)\*/\s*-?(?=\}\})"
_ACTION: Final = re.compile(
    r"""\{\{-?(""" + _COMMENT + r"""|(?:[^{}"`']|""" + _QUOTES + r"""|\{(?!\{)|\}(?!\}))*)\}\}"""
)


def actions(text: str) -> Iterator[str]:
    """What stands between each `{{` and `}}` of *text*, in order."""
    for match in _ACTION.finditer(text):
        yield match[1].removesuffix("-").strip()


def without_actions(text: str) -> str:
    """*text* with its actions taken out: a brace that is left over was not closed."""
    return _ACTION.sub("", text)
