"""Rendered stacks, for tests of every part of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from archestra_ops import packs
from archestra_ops.stack.render import render
from archestra_ops.stack.request import StackRequest

TARGETS = {"web": ("web:9050", "web:9051"), "worker": ("worker:9000",), "helm": ("pg:9187",)}


def request(provider: str = "helm", **more: Any) -> StackRequest:
    """What asks for a stack of Archestra."""
    return StackRequest(
        platform=packs.platform("archestra"), provider=packs.provider(provider), **more
    )


@cache
def emitting() -> dict[str, str]:
    """The files of a stack with an emitter, by their paths."""
    return files(request())


@cache
def watching() -> dict[str, str]:
    """The files of a stack that watches a real platform."""
    return files(request(targets=TARGETS))


def files(asked: StackRequest) -> dict[str, str]:
    """The files that are rendered, by their paths."""
    return {one.path.as_posix(): one.text for one in render(asked).files}


def write(stack: dict[str, str], folder: Path) -> None:
    """Write every file of *stack* below *folder*."""
    for name, text in stack.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def read(stack: dict[str, str], name: str) -> Any:
    """A file of the stack as YAML."""
    return yaml.safe_load(stack[name])
