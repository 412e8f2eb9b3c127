"""In what the versions of Grafana that people run differ, as far as a client can see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of Grafana."""

    major: int
    number: str
    nested: bool = True  # folders in folders
    folder_search: bool = True  # /api/search?folderUIDs=
    unique_titles: bool = False  # in a folder, until grafana/grafana#90687
    apps: bool = False  # /apis/dashboard.grafana.app, and all that stands on it
    convert: bool = True  # /api/convert/prometheus
    generations: bool = False  # a save of what is there makes no new version


EDITIONS = {
    9: Edition(
        major=9,
        number="9.5.21",
        nested=False,
        folder_search=False,
        unique_titles=True,
        convert=False,
    ),
    11: Edition(major=11, number="11.6.4"),
    13: Edition(major=13, number="13.1.0", apps=True, generations=True),
}
