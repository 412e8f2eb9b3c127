from __future__ import annotations

import pytest

from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.checks import rights
from archestra_ops.grafana.checks.rights import role_of
from archestra_ops.grafana.sync.folders import Located
from tests.grafana.checks.made import ADMIN, VIEWER, seen, told

ABSENT = {"mcp-monitoring": False}
NO_FOLDER = Located(uid="", path=("Ops",), missing=(Folder(uid="ops", title="Ops"),))
HINT = "give its service account the role Editor, or these permissions"


def test_a_viewer_can_look_but_not_import() -> None:
    assert told(rights, seen(permissions=VIEWER, boards=ABSENT)) == [
        (
            "error",
            (
                "the login can look, but not import: it has the rights of a Viewer, and lacks "
                "'dashboards:create', 'dashboards:write'"
            ),
            HINT,
        )
    ]


def test_where_all_boards_are_there_looking_may_be_enough() -> None:
    ((severity, _, _),) = told(rights, seen(permissions=VIEWER))

    assert severity == "warning"


def test_a_folder_that_is_missing_must_be_made() -> None:
    editor = {name: ["*"] for name in ("dashboards:create", "dashboards:write")}

    assert told(rights, seen(permissions=editor, folder=NO_FOLDER, boards=ABSENT)) == [
        (
            "error",
            (
                "the login can look, but not import: it has the rights of an Editor, and lacks "
                "'folders:create'"
            ),
            HINT,
        )
    ]
    assert told(rights, seen(permissions=editor)) == []


def test_rights_that_are_not_told_are_not_judged() -> None:
    assert told(rights, seen(permissions=None, boards=ABSENT)) == []


def test_what_the_login_was_not_allowed_to_see() -> None:
    error = ForbiddenError("the login may not read datasources", hint="the role Admin can")

    assert told(rights, seen(lacking=(error,))) == [
        ("warning", "the login may not read datasources", "the role Admin can")
    ]


@pytest.mark.parametrize(
    ("permissions", "role"),
    [(ADMIN, "an Admin"), ({"dashboards:write": []}, "an Editor"), (VIEWER, "a Viewer")],
)
def test_the_role_that_has_such_rights(permissions, role) -> None:
    assert role_of(permissions) == role
