"""Dashboards and folders as the app platform has them: Kubernetes objects with annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from archestra_ops.grafana.api.model import Folder, Revision, Stored, Summary
from archestra_ops.grafana.appearance import Json

CONTINUE: Final = "continue"
_FOLDER, _MESSAGE = "grafana.app/folder", "grafana.app/message"
_MANAGED_BY, _ALLOWS_EDITS = "grafana.app/managedBy", "grafana.app/managerAllowsEdits"
# Who manages it, the most telling first: a file or a repository's path, a name, a kind of tool.
_MANAGERS = ("grafana.app/sourcePath", "grafana.app/managerId", _MANAGED_BY)
_CREATED_BY, _UPDATED_BY = "grafana.app/createdBy", "grafana.app/updatedBy"
_UPDATED = "grafana.app/updatedTimestamp"
# The server sets these; sent back, they would say what is not so any more.
_OF_THE_SERVER = ("managedFields", "selfLink")
_IDENTITY = frozenset({"id", "uid", "version"})


def checked(found: Json) -> Json:
    """*found*, where everything in it can be read; else raises whatever that raises."""
    summary(found, "")
    generation(found)
    return found


def stored(found: Json) -> Stored:
    """A dashboard from its object. Its version is Kubernetes' generation, as in the classic API."""
    metadata, notes = found["metadata"], noted(found)
    uid, spec = metadata["name"], dict(found["spec"])
    return Stored(
        uid=uid,
        title=title(found),
        folder_uid=folder_uid(found),
        version=generation(found),
        path=path(uid),
        dashboard={**spec, "uid": uid, "version": generation(found)},
        provisioned=is_managed(found),
        manager=next((notes[name] for name in _MANAGERS if notes.get(name)), ""),
    )


def summary(found: Json, folder_title: str) -> Summary:
    """A dashboard as a search finds it."""
    uid = str(found["metadata"]["name"])
    return Summary(
        uid=uid,
        title=title(found),
        folder_uid=folder_uid(found),
        folder_title=folder_title,
        tags=tags(found),
        path=path(uid),
    )


def revision(found: Json) -> Revision:
    """A version from the object that a dashboard was."""
    notes = noted(found)
    return Revision(
        version=generation(found),
        message=notes.get(_MESSAGE, ""),
        author=notes.get(_UPDATED_BY) or notes.get(_CREATED_BY, ""),
        created=notes.get(_UPDATED) or found["metadata"].get("creationTimestamp") or "",
    )


def folder(found: Json) -> Folder:
    """A folder from its object."""
    return Folder(
        uid=found["metadata"]["name"],
        title=title(found),
        parent_uid=folder_uid(found),
    )


def new_folder(wanted: Folder, group_version: str) -> Json:
    """The object of a folder that is to be created."""
    notes = {_FOLDER: wanted.parent_uid} if wanted.parent_uid else {}
    return {
        "apiVersion": group_version,
        "kind": "Folder",
        "metadata": {"name": wanted.uid, "annotations": notes},
        "spec": {"title": wanted.title},
    }


def dashboard(
    content: Json, group_version: str, *, folder: str, message: str, over: Json | None
) -> Json:
    """The object of *content* that is to be saved: new, or in the place of the object *over*.

    What others noted on that stays. Its resourceVersion goes along, so that the server refuses it
    where somebody else was faster.
    """
    metadata: Json = {"name": content["uid"]}
    if over is not None:
        kept = over["metadata"].items()
        metadata |= {key: value for key, value in kept if key not in _OF_THE_SERVER}
    notes = {**(metadata.get("annotations") or {}), _FOLDER: folder, _MESSAGE: message}
    metadata["annotations"] = {name: value for name, value in notes.items() if value}
    return {
        "apiVersion": group_version,
        "kind": "Dashboard",
        "metadata": metadata,
        "spec": {key: value for key, value in content.items() if key not in _IDENTITY},
    }


def is_managed(found: Json) -> bool:
    """Whether something else delivers the object, and does not want it changed elsewhere."""
    notes = noted(found)
    return bool(notes.get(_MANAGED_BY)) and notes.get(_ALLOWS_EDITS) != "true"


def generation(found: Json) -> int:
    """The version of an object that people see."""
    return int(found["metadata"].get("generation") or 0)


def resource_version(found: Json) -> int:
    """The version of an object that the server counts by; without a number, 0."""
    text = str(found["metadata"].get("resourceVersion") or "")
    return int(text) if text.isdigit() else 0


def folder_uid(found: Json) -> str:
    """The folder that a dashboard or a folder is in; empty at the root."""
    return str(noted(found).get(_FOLDER, ""))


def title(found: Json) -> str:
    """The title of a dashboard or a folder."""
    return str(found["spec"].get("title") or "")


def tags(found: Json) -> tuple[str, ...]:
    """The tags of a dashboard."""
    return tuple(found["spec"].get("tags") or ())


def page(found: Json) -> tuple[Sequence[Json], str]:
    """The objects of a list, and what to ask for the next page with; empty at the end."""
    return [checked(each) for each in found["items"]], (found.get("metadata") or {}).get(
        CONTINUE
    ) or ""


def noted(found: Json) -> Mapping[str, Any]:
    """What is noted on an object."""
    return found["metadata"].get("annotations") or {}


def path(uid: str) -> str:
    """Where people find a dashboard: the platform keeps no slug, and Grafana adds it."""
    return f"/d/{uid}"
