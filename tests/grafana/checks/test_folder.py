from __future__ import annotations

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Folder, Health
from archestra_ops.grafana.checks import folder
from archestra_ops.grafana.sync.folders import Located
from tests.grafana.checks.made import VIEWER, seen, told

NESTED = Located(
    uid="",
    path=("Platform", "Ops"),
    missing=(Folder(uid="p", title="Platform"), Folder(uid="o", title="Ops", parent_uid="p")),
)
MISSING = (
    "info",
    "the folder 'Platform/Ops' is not there",
    "`ops dashboards import` makes it; another one is named with --folder",
)


def test_a_folder_that_is_not_there() -> None:
    assert told(folder, seen(folder=NESTED, writable=None)) == [MISSING]


def test_who_may_not_make_it_is_told_so_by_the_rights() -> None:
    assert told(folder, seen(folder=NESTED, writable=None, permissions=VIEWER)) == []


def test_a_folder_in_a_folder_of_an_old_grafana() -> None:
    old = Health(ok=True, version="9.5.21", database="ok")

    assert told(folder, seen(folder=NESTED, writable=None, health=old)) == [
        (
            "warning",
            "'Platform/Ops' is a folder in a folder, which Grafana has since 11",
            "an import makes it beside the others, or name one without a '/'",
        ),
        MISSING,
    ]


def test_a_folder_that_the_login_is_shut_out_of() -> None:
    message = "the login may not write in the folder 'Archestra Ops'"
    hint = "let it edit in the folder's permissions, or name another folder with --folder"

    boards = {"mcp-monitoring": False}
    assert told(folder, seen(writable=False, boards=boards)) == [("error", message, hint)]
    assert told(folder, seen(writable=False)) == [("warning", message, hint)]
    assert told(folder, seen(writable=False, permissions=VIEWER)) == []


def test_two_folders_of_a_title() -> None:
    error = OpsError("there are 2 folders 'Ops' side by side", hint="give the uid")

    assert told(folder, seen(folder=None, writable=None, unclear=error)) == [
        ("error", "there are 2 folders 'Ops' side by side", "give the uid")
    ]
