"""What a user can put right, as exceptions.

`cli` turns each into one sentence, one hint and an exit code; anything else that escapes is a bug.

    OpsError                exit 2: misuse or bad input
    ├── PackError           a pack file, or a name that no pack has
    ├── PromQLError         an expression that does not parse or cannot be rewritten
    ├── ExpositionError     a metrics page that is not one
    ├── TemplateError       a template that lacks a value
    └── UnavailableError    exit 3: could not find out
        ├── FetchError      an endpoint that is unreachable, refuses, or sends too much
        │   └── NotHttpError  … or speaks something else
        └── ToolMissingError   a program that is not installed
"""

from __future__ import annotations

from typing import ClassVar


class OpsError(Exception):
    """A problem that a user can put right: one sentence, and a hint that helps."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class PackError(OpsError):
    """A pack file is wrong, or no pack has that name."""


class PromQLError(OpsError):
    """An expression does not parse, or cannot be rewritten."""


class ExpositionError(OpsError):
    """A metrics page is malformed."""


class TemplateError(OpsError):
    """A template could not be filled."""


class UnavailableError(OpsError):
    """The answer could not be found out: nothing is said about the thing itself."""

    exit_code = 3


class FetchError(UnavailableError):
    """An endpoint could not be read."""


class NotHttpError(FetchError):
    """What listens there does not speak HTTP as we do."""


class ToolMissingError(UnavailableError):
    """A program that this needs is not installed."""
