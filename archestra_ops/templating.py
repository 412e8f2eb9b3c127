"""The one Jinja environment: fills the templates that are shipped, and refuses to leave a gap."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, UndefinedError

from archestra_ops import shipped
from archestra_ops.errors import TemplateError

# What JSON leaves as it is and YAML 1.1 reads as a line break or not at all,
# https://yaml.org/spec/1.1/#id868524
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def fill(template_name: str, /, **values: object) -> str:
    """The text of the template *template_name*, such as `scrape.yml.j2`, with *values* filled in.

    Raises TemplateError where there is no such template, or where it needs another value.
    """
    environment = _environment(shipped.TEMPLATES)
    try:
        return environment.get_template(template_name).render(values)
    except TemplateNotFound as error:
        near = get_close_matches(str(error.name), environment.list_templates(), n=1)
        raise TemplateError(
            f"no template named '{error.name}'", hint=f"did you mean '{near[0]}'?" if near else ""
        ) from None
    except UndefinedError as error:
        raise TemplateError(f"the template '{template_name}' lacks a value: {error}") from error


def yaml(value: object) -> str:
    """*value* as a scalar that YAML reads back as it was: JSON, which YAML 1.2 includes.

    A text is always quoted, so that none turns into a number, a date or a `no`.
    """
    plain = value if isinstance(value, str | int | float | None) else str(value)
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False)
    if isinstance(plain, float) and "." not in text:
        text = text.replace("e", ".0e")  # in YAML 1.1, 1e+16 is a text
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = yaml
    return environment
