"""The folder that the boards are in: found, or made by whoever comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from archestra_ops.errors import OpsError, UnavailableError
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.errors import ChangedError, ForbiddenError
from archestra_ops.grafana.api.model import Folder

_A_UID = re.compile(r"[a-zA-Z0-9_-]{1,40}")
_PREFIX = "archestra-ops"
_ENOUGH = 20  # hexadecimal digits; with the prefix they are within the 40 characters of a uid


@dataclass(frozen=True, kw_only=True)
class Located:
    """A folder as far as it is there.

    `uid` is the folder's, empty while it is missing. `path` has the titles that lead to it,
    `missing` the folders to be made for it, the outermost first. `own` says that nobody named it.
    """

    uid: str
    path: tuple[str, ...]
    missing: tuple[Folder, ...] = ()
    own: bool = False

    @property
    def expected(self) -> str:
        """The uid that the folder has, or will have: others may be making it at this moment."""
        return self.missing[-1].uid if self.missing else self.uid


def titles(path: str) -> tuple[str, ...]:
    """The titles in *path*, `Platform/Archestra`; OpsError where there is none, or an empty one."""
    found = tuple(part.strip() for part in path.strip("/ ").split("/"))
    if not all(found):
        raise OpsError(
            f"'{path}' is no path of folders", hint="as in --folder 'Platform/Archestra'"
        )
    return found


def locate(grafana: Grafana, home: Folder, path: str) -> Located:
    """The folder *path*: titles with `/` between them, or a folder's uid; empty for *home*.

    Raises OpsError where two folders of a title stand side by side, and what *grafana* raises.
    """
    if not path:
        found = grafana.folder(home.uid)
        if found is None:
            return Located(uid="", path=(home.title,), missing=(home,), own=True)
        return Located(uid=home.uid, path=(found.title,), own=True)
    parts = titles(path)
    uid = _uid(parts)
    if found := grafana.folder(uid):
        return Located(uid=uid, path=(*parts[:-1], found.title))
    if len(parts) == 1 and _A_UID.fullmatch(parts[0]) and (found := grafana.folder(parts[0])):
        return Located(uid=found.uid, path=(found.title,))
    return _walk(grafana, parts)


def create(grafana: Grafana, located: Located) -> str:
    """The uid of the folder, made with those around it where they are missing.

    Whoever makes one of them meanwhile has made it for us, too. Raises what *grafana* raises.
    """
    uid = located.uid
    parent = located.missing[0].parent_uid if located.missing else ""
    for folder in located.missing:
        uid = parent = _made(grafana, replace(folder, parent_uid=parent), own=located.own)
    return uid


def _made(grafana: Grafana, folder: Folder, *, own: bool) -> str:
    try:
        return grafana.create_folder(folder).uid
    except ForbiddenError:
        raise
    except UnavailableError as error:
        # Its uid or title is taken, by another import; or only the answer got lost.
        if found := grafana.folder(folder.uid):
            return found.uid
        if not isinstance(error, ChangedError):
            raise
        return _beside(grafana, folder, error, own=own)


def _beside(grafana: Grafana, folder: Folder, error: ChangedError, *, own: bool) -> str:
    """The folder, where another has its title and this Grafana, an older one, wants no two."""
    if own:
        # What is in the other is not ours: the two are not mixed.
        title = f"{folder.title} ({_PREFIX})"
        return grafana.create_folder(replace(folder, title=title)).uid
    found = _titled(grafana.folders(folder.parent_uid), folder.title)
    if found is None:
        raise error
    return found.uid


def _walk(grafana: Grafana, parts: Sequence[str]) -> Located:
    """Down from the root, by titles, as far as there are folders."""
    parent = ""
    for depth, title in enumerate(parts):
        found = _titled(grafana.folders(parent), title)
        if found is None:
            missing = [
                Folder(uid=_uid(parts[: end + 1]), title=parts[end])
                for end in range(depth, len(parts))
            ]
            return _absent(parent, parts[:depth], missing)
        parent = found.uid
    return Located(uid=parent, path=tuple(parts))


def _absent(parent: str, path: Sequence[str], missing: Sequence[Folder]) -> Located:
    inside = [parent, *(folder.uid for folder in missing)]
    return Located(
        uid="",
        path=(*path, *(folder.title for folder in missing)),
        missing=tuple(
            Folder(uid=folder.uid, title=folder.title, parent_uid=around)
            for folder, around in zip(missing, inside, strict=False)
        ),
    )


def _titled(folders: Sequence[Folder], title: str) -> Folder | None:
    found = [folder for folder in folders if folder.title == title]
    if len(found) > 1:
        raise OpsError(
            f"there are {len(found)} folders '{title}' side by side",
            hint="give the uid of the one that is meant: " + ", ".join(one.uid for one in found),
        )
    return found[0] if found else None


def _uid(parts: Sequence[str]) -> str:
    """The uid of a folder that we make: the same for everyone who makes that path."""
    return f"{_PREFIX}-{sha256('/'.join(parts).encode()).hexdigest()[:_ENOUGH]}"
