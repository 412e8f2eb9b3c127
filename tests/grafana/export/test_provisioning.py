from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.export.provisioning import provisioned
from archestra_ops.grafana.render import render
from tests.grafana.small import PLATFORM, PROVIDER, board, panel

RENDERED = render(board(panel("busy")), PLATFORM, PROVIDER)
OURS = Folder(uid="archestra-ops-acme", title="Acme")
WHOLE = """\
# A provider of dashboards: Grafana looks for this file in provisioning/dashboards.
apiVersion: 1

providers:
  - name: "archestra-ops-acme"
    type: "file"
    folder: "Acme"
    folderUid: "archestra-ops-acme"
    # A file that is gone takes its dashboard along.
    disableDeletion: false
    # What is changed in Grafana would be lost with the next change of a file.
    allowUiUpdates: false
    updateIntervalSeconds: 30
    options:
      path: "/etc/grafana/provisioning/dashboards/acme"
      foldersFromFilesStructure: false
"""


def provider_of(folder: Folder, path: str | None = None) -> str:
    first, *_ = provisioned([RENDERED], "acme", folder, path)
    assert first.path == Path("dashboards.yaml")
    return first.text


def test_a_provider_and_the_boards_in_a_folder_beside_it() -> None:
    made = provisioned([RENDERED], "acme", OURS)

    assert {str(artefact.path): artefact.text for artefact in made} == {
        "dashboards.yaml": WHOLE,
        f"acme/{RENDERED.board.slug}.json": RENDERED.text,
    }


def test_the_path_is_grafanas_own() -> None:
    assert provider_of(OURS, "/var/lib/grafana/$x") == WHOLE.replace(
        "/etc/grafana/provisioning/dashboards/acme", "/var/lib/grafana/$$x"
    )


def test_a_folder_of_somebody_else_is_found_by_its_title() -> None:
    assert provider_of(Folder(uid="", title='Team $1: "A"')) == WHOLE.replace(
        '    folder: "Acme"\n    folderUid: "archestra-ops-acme"\n',
        '    folder: "Team $$1: \\"A\\""\n',
    )


def test_without_a_title_it_is_the_root() -> None:
    (provider,) = yaml.safe_load(provider_of(Folder(uid="", title="")))["providers"]

    assert (provider["folder"], "folderUid" in provider) == ("", False)


def test_a_folder_in_a_folder_is_beyond_grafanas_provisioning() -> None:
    with pytest.raises(OpsError) as caught:
        provider_of(Folder(uid="", title="Platform/Archestra"))

    assert str(caught.value) == (
        "Grafana's provisioning cannot make 'Platform/Archestra', a folder in a folder"
    )
    assert caught.value.hint == (
        "give one title, or send the boards with: ops dashboards import --folder"
    )


TITLES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"))
PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(title=TITLES, path=PATHS)
def test_titles_and_paths_come_back(title: str, path: str) -> None:
    text = provider_of(Folder(uid="", title=title), path)
    (provider,) = yaml.safe_load(text)["providers"]

    assert provider["folder"].replace("$$", "$") == title
    assert provider["options"]["path"].replace("$$", "$") == path


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(OpsError) as caught:
        provider_of(OURS, path)

    assert str(caught.value) == f"{path!r} is no path"
    assert caught.value.hint == "give a folder, as /etc/grafana/provisioning/dashboards/acme"
