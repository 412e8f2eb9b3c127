"""The ruler of Grafana Mimir, and of Cortex, by its API of rules.

https://grafana.com/docs/mimir/latest/references/http-api/#ruler-rules
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from archestra_ops.http import Http, base_of, shown
from archestra_ops.prometheus.ruler import answers
from archestra_ops.prometheus.ruler.content import Content, content
from archestra_ops.prometheus.rules import RuleGroup
from archestra_ops.prometheus.rules.writing import document, group_table

PATH: Final = "/prometheus/config/v1/rules"
"""Where Mimir has it, unless it was told another prefix; Cortex has it at `/api/v1/rules`."""

_YAML: Final = "application/yaml"


class Mimir:
    """The namespace *namespace* at *url*, whose rules are below *path*; see `Ruler`.

    *http* says who asks, and which tenant is meant (`X-Scope-OrgID`).
    """

    def __init__(self, http: Http, url: str, namespace: str, path: str = PATH) -> None:
        self._http = http
        self._base = base_of(url)
        self._at = f"{self._base}/{path.strip('/')}"
        self._namespace = namespace
        self.url = shown(self._base).rstrip("/")

    def content(self, group: RuleGroup) -> Content:
        """What *group* says."""
        return content(group_table(group))

    def groups(self) -> Mapping[str, Content]:
        """The groups that the namespace has."""
        answer = self._http.get(self._at_namespace(), accept=_YAML, follow=False)
        return answers.read_groups(answer, self._namespace, self._concealed)

    def put(self, group: RuleGroup) -> None:
        """Put a group; twice is as good as once, so that it is sent again where that may help."""
        answer = self._http.send(
            "POST",
            self._at_namespace(),
            document(group_table(group)),
            headers={"Accept": "application/json", "Content-Type": _YAML},
            idempotent=True,
            follow=False,
        )
        answers.check(answer, f"keep the group '{group.name}'", self._concealed)

    def remove(self, name: str) -> None:
        """Remove a group."""
        answer = self._http.send(
            "DELETE",
            f"{self._at_namespace()}/{_step(name)}",
            headers={"Accept": "application/json"},
            idempotent=True,
            follow=False,
        )
        if answer.status != answers.ABSENT:
            answers.check(answer, f"remove the group '{name}'", self._concealed)

    def _at_namespace(self) -> str:
        return f"{self._at}/{_step(self._namespace)}"

    def _concealed(self, text: str) -> str:
        return self._http.concealed(text, self._base)


def _step(name: str) -> str:
    """*name* as one step of a path."""
    return quote(name, safe="")
