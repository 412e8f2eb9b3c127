"""What a Grafana should hold: the boards as this installation wants them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.board import Board
from archestra_ops.grafana.render import Rendered
from archestra_ops.grafana.sync.mark import digest

LONGEST_UID: Final = 40  # characters, in every Grafana
TAG: Final = "archestra-ops"
"""What every board of ours is tagged with."""

_NO_UID = re.compile(r"[^a-zA-Z0-9_-]")


@dataclass(frozen=True, kw_only=True)
class Variant:
    """What tells the boards of two installations in one Grafana apart, both empty for one alone."""

    uid_suffix: str = ""
    title_suffix: str = ""

    def uid(self, board: Board) -> str:
        """The board's uid in this variant."""
        return board.uid + self.uid_suffix

    def tag(self, platform: str) -> str:
        """The tag by which the boards of this variant find each other."""
        return platform + self.uid_suffix


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A board that should be there; `slug` is what it is called on the command line."""

    slug: str
    uid: str
    dashboard: Json = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """What our mark says of it."""
        return digest(self.dashboard)

    @property
    def title(self) -> str:
        """The title that Grafana shows."""
        title: str = self.dashboard["title"]
        return title


def check(variant: Variant, boards: Sequence[Board]) -> None:
    """Raise OpsError where *variant* makes a uid of one of *boards* that Grafana refuses."""
    suffix = variant.uid_suffix
    if wrong := _NO_UID.search(suffix):
        raise OpsError(
            f"the uid suffix '{suffix}' holds '{wrong[0]}', which no uid may",
            hint="letters of ASCII, digits, - and _ may be in it, as in '-eu'",
        )
    room = LONGEST_UID - max(len(board.uid) for board in boards)
    if len(suffix) > room:
        raise OpsError(
            f"the uid suffix '{suffix}' makes uids longer than Grafana's {LONGEST_UID} characters",
            hint=f"it may have {room}, as '{suffix[:room].rstrip('-_')}'",
        )


def select(boards: Sequence[Board], only: Collection[str]) -> list[Board]:
    """Those of *boards* that *only* names, by slug or by how one alone begins; all for nothing.

    Raises OpsError for a name that is none, or more than one board's.
    """
    chosen = {_named(boards, name) for name in only}
    return [board for board in boards if not only or board.slug in chosen]


def _named(boards: Sequence[Board], name: str) -> str:
    slugs = [board.slug for board in boards]
    if name in slugs:
        return name
    fitting = [slug for slug in slugs if name and slug.startswith(name)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise OpsError(f"'{name}' may be more than one board", hint="one of: " + ", ".join(fitting))
    beginnings = {slug[: len(name)]: slug for slug in reversed(slugs)}
    near = get_close_matches(name, [*slugs, *beginnings], n=1)
    meant = beginnings.get(near[0], near[0]) if near else ""
    hint = f"did you mean '{meant}'?" if meant else "one of: " + ", ".join(slugs)
    raise OpsError(f"no board named '{name}'", hint=hint)


def wanted(
    rendered: Rendered, variant: Variant, family: Sequence[Board], defaults: Mapping[str, Json]
) -> Wanted:
    """A board as it is sent.

    *family* are all boards of the platform, to which links lead. *defaults* are what datasource
    variables start with, by the plugin that they choose: Grafana's `current`.
    """
    uids = {board.uid: variant.uid(board) for board in family}
    dashboard = _moved(rendered.dashboard, uids) if variant.uid_suffix else rendered.dashboard
    board = rendered.board
    dashboard = dashboard | {
        "uid": variant.uid(board),
        "title": f"{dashboard['title']}{variant.title_suffix}",
        "tags": _tags(dashboard["tags"], board.platform, variant),
        "links": [
            link | {"tags": _tags(link["tags"], board.platform, variant)}
            for link in dashboard["links"]
        ],
        "templating": {
            "list": [_started(one, defaults) for one in dashboard["templating"]["list"]]
        },
    }
    return Wanted(slug=board.slug, uid=variant.uid(board), dashboard=dashboard)


def _tags(tags: Sequence[str], own: str, variant: Variant) -> list[str]:
    """Grafana's links list what has all their tags: the platform's is the variant's own."""
    return [variant.tag(own) if tag == own else tag for tag in tags]


def _started(variable: Json, defaults: Mapping[str, Json]) -> Json:
    if variable["type"] != "datasource" or variable["query"] not in defaults:
        return variable
    return variable | {"current": defaults[variable["query"]]}


def _moved(value: Any, uids: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON
    """*value* with its links to the boards of *uids* leading to their other uids."""
    if isinstance(value, dict):
        return {key: _moved(inner, uids) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner, uids) for inner in value]
    if isinstance(value, str) and value.startswith("/d/"):
        uid = re.match(r"/d/([a-zA-Z0-9_-]+)", value)
        if uid and uid[1] in uids:
            return f"/d/{uids[uid[1]]}{value[uid.end() :]}"
    return value
