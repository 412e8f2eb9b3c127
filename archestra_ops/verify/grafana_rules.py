"""Rules sent to Grafana, which makes rules of its own of them: a ruler that is a Grafana.

From Grafana 11.6 on, by the API that Mimir's tool speaks, too; a namespace is a folder in another,
the working folder. https://grafana.com/docs/grafana/latest/alerting/alerting-rules/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from archestra_ops.grafana.api import Grafana, refusals
from archestra_ops.grafana.api.answers import Answer
from archestra_ops.grafana.api.errors import (
    AbsentError,
    ForbiddenError,
    GrafanaError,
    RefusedError,
)
from archestra_ops.grafana.api.rights import Right
from archestra_ops.grafana.api.server import Server, step
from archestra_ops.grafana.sync.folders import Located, create
from archestra_ops.http import Http, Response, base_of, shown
from archestra_ops.prometheus.ruler import RulerRefusedError
from archestra_ops.prometheus.ruler.answers import groups_in
from archestra_ops.prometheus.ruler.content import Content, content
from archestra_ops.prometheus.rules import RuleGroup
from archestra_ops.prometheus.rules.writing import document, group_table

_PATH: Final = "/api/convert/prometheus/config/v1/rules"
_ALL_RULES: Final = "/api/v1/provisioning/alert-rules"
_HEADER: Final = "X-Grafana-Alerting-"
_YAML: Final = "application/yaml"
# Grafana's own default, written out: it gives back an interval where none was sent.
_INTERVAL: Final = "1m"
_EXPRESSION: Final = "__expr__"  # the datasource of conditions
_READ: Final = Right("read imported rules", "alert.rules:read")
_ERROR, _ABSENT = 400, 404
_CHANGED: Final = frozenset({409, 412})
_DATASOURCE: Final = "datasource"


@dataclass(frozen=True, kw_only=True)
class Namespace:
    """The folder *title* in *folder*, and the uid of the datasource that its rules ask."""

    folder: Located
    title: str
    datasource: str


class GrafanaRules:
    """A namespace of the Grafana at *url*; see `Ruler`.

    *grafana* is the same one, by which folders are made and found. Which datasource a group asks
    is part of its content, under `datasource`, as far as the login may see that.
    """

    def __init__(self, http: Http, url: str, grafana: Grafana, namespace: Namespace) -> None:
        self._http = http
        self._server = Server(http, url)
        self._base = base_of(url)
        self._grafana = grafana
        self._namespace = namespace
        self._made = False

    def content(self, group: RuleGroup) -> Content:
        """What *group* says, and the datasource."""
        return {**content(_table(group)), _DATASOURCE: self._namespace.datasource}

    def groups(self) -> Mapping[str, Content]:
        """The groups in the folder that were imported; those that people made are not told."""
        answer = self._http.get(
            f"{self._base}{_PATH}", headers=self._headers(), accept=_YAML, follow=False
        )
        if answer.status >= _ERROR or answer.body[:64].lstrip()[:1] == b"<":
            found = self._server.answer(answer)
            if found.absent:
                raise _too_old(self._server.url)
            refusals.check(found, _READ, self._server.url)
        imported = groups_in(answer.text, self._namespace.title, shown(answer.url))
        asked = self._datasources() if imported else {}
        own = self._namespace.datasource
        return {
            name: {**group, _DATASOURCE: asked.get(name, own)} for name, group in imported.items()
        }

    def put(self, group: RuleGroup) -> None:
        """Put a group, in a folder that is made if it is missing."""
        if self._namespace.folder.missing and not self._made:
            try:
                create(self._grafana, self._namespace.folder)
            except (ForbiddenError, RefusedError) as error:
                raise RulerRefusedError(str(error), hint=error.hint) from error
            self._made = True
        answer = self._http.send(
            "POST",
            f"{self._base}{_PATH}/{step(self._namespace.title)}",
            document(_table(group)),
            headers={**self._headers(), "Content-Type": _YAML},
            follow=False,
        )
        self._check(answer, f"keep the rule group '{group.name}'")

    def remove(self, name: str) -> None:
        """Remove a group."""
        answer = self._http.send(
            "DELETE",
            f"{self._base}{_PATH}/{step(self._namespace.title)}/{step(name)}",
            headers=self._headers(),
            follow=False,
        )
        if answer.status != _ABSENT:
            self._check(answer, f"remove the rule group '{name}'")

    def _headers(self) -> Mapping[str, str]:
        return {
            "Accept": "application/json",
            f"{_HEADER}Folder-UID": self._namespace.folder.expected,
            f"{_HEADER}Datasource-UID": self._namespace.datasource,
        }

    def _check(self, response: Response, doing: str) -> None:
        """Raise RulerRefusedError where Grafana says no, GrafanaError where it cannot."""
        answer = self._server.answer(response)
        if answer.status in _CHANGED or answer.absent:
            raise _refused(self._server.url, answer, doing)
        try:
            refusals.check(answer, Right(doing, "alert.rules:write", "Editor"), self._server.url)
        except (ForbiddenError, RefusedError) as error:
            raise RulerRefusedError(str(error), hint=_hint(answer) or error.hint) from error

    def _datasources(self) -> Mapping[str, str]:
        """The uids that the rules of each group ask, empty where the login may not see that."""
        inside = self._grafana.folders(self._namespace.folder.expected)
        uids = {one.uid for one in inside if one.title == self._namespace.title}
        try:
            rules = self._server.read(_ALL_RULES, _READ, list)
        except (AbsentError, ForbiddenError):
            return {}
        found: dict[str, set[str]] = {}
        for rule in rules:
            if rule.get("folderUID") in uids:
                found.setdefault(str(rule.get("ruleGroup")), set()).update(_asked(rule))
        return {name: ", ".join(sorted(asked)) for name, asked in found.items() if asked}


def _table(group: RuleGroup) -> dict[str, Any]:
    return group_table(replace(group, interval=group.interval or _INTERVAL))


def _asked(rule: Mapping[str, Any]) -> set[str]:
    uids = {str(query.get("datasourceUid") or "") for query in rule.get("data") or ()}
    return uids - {"", _EXPRESSION}


def _refused(url: str, answer: Answer, doing: str) -> RulerRefusedError:
    hint = "was a group of that name made in Grafana itself? give it another, or remove it there"
    return RulerRefusedError(
        f"'{url}' refuses to {doing}: {answer.words or f'status {answer.status}'}",
        hint=hint if answer.status in _CHANGED else "",
    )


def _hint(answer: Answer) -> str:
    if "recording rules" in answer.words.lower():
        return "turn them on in Grafana's configuration: enabled = true under [recording_rules]"
    return ""


def _too_old(url: str) -> GrafanaError:
    return GrafanaError(
        f"'{url}' cannot import rules of Prometheus",
        hint="Grafana 11.6 and later can; send them to a Prometheus or Mimir instead",
    )
