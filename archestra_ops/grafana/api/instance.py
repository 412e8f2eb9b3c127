"""What is asked in the same way whichever API has the dashboards: health, datasources, queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archestra_ops.grafana.api import answers, refusals, rights
from archestra_ops.grafana.api.model import Datasource, Health
from archestra_ops.grafana.api.server import Server, made, step
from archestra_ops.grafana.appearance import Json

_UNAVAILABLE = 503
_DENIED = frozenset({401, 403})


class Instance:
    """A Grafana without its dashboards and folders; see `Grafana` for what each method is for."""

    def __init__(self, server: Server) -> None:
        self._server = server

    @property
    def url(self) -> str:
        """The address with its sub-path, without a slash at the end and without a user."""
        return self._server.url

    def health(self) -> Health:
        """How it is: 200 or 503, and the version unless that is hidden."""
        answer = self._server.ask("/api/health")
        if answer.absent:
            raise answers.absent(answer.where, answer.status)
        if answer.status != _UNAVAILABLE:
            refusals.check(answer, rights.READ_ORGANISATION, self.url)

        def read(document: Json) -> Health:
            database = _text(document["database"])
            ok = answer.ok and database == "ok"
            return Health(ok=ok, version=_text(document.get("version")), database=database)

        return made(answer, read)

    def datasources(self) -> list[Datasource]:
        """All datasources."""
        return self._server.read(
            "/api/datasources", rights.READ_DATASOURCES, lambda found: [*map(_datasource, found)]
        )

    def datasource_health(self, uid: str) -> tuple[bool, str]:
        """Whether it works; of a plugin that cannot tell, Grafana's sentence says so."""
        answer = self._server.ask(f"/api/datasources/uid/{step(uid)}/health")
        if answer.status in _DENIED:
            raise refusals.refusal(answer, rights.QUERY_DATASOURCES, self.url)
        said = answer.words or f"status {answer.status}"
        if not answer.ok:
            return False, said
        return made(answer, lambda document: (document["status"] == "OK", said))

    def query(self, queries: Sequence[Json], start: float, end: float) -> Mapping[str, str | int]:
        """Run *queries* as one request: one that fails makes the whole a 400, with all results."""
        span = {"from": f"{start * 1000:.0f}", "to": f"{end * 1000:.0f}"}
        answer = self._server.ask_with("/api/ds/query", {"queries": [*queries], **span})
        results = answer.document.get("results") if isinstance(answer.document, dict) else None
        if not isinstance(results, dict):
            refusals.check(answer, rights.QUERY_DATASOURCES, self.url)
            raise answers.unlike(answer)
        wanted = [str(query["refId"]) for query in queries]
        return made(answer, lambda _: {ref: _outcome(results.get(ref)) for ref in wanted})

    def permissions(self) -> Mapping[str, Sequence[str]] | None:
        """The scopes by permission; whoever is logged in may ask."""
        return self._server.find(
            "/api/access-control/user/permissions",
            rights.READ_PERMISSIONS,
            lambda found: {str(name): [*map(str, scopes)] for name, scopes in found.items()},
        )

    def may_write(self, folder_uid: str) -> bool | None:
        """Whether a user of Grafana's pages could save in the folder."""
        return self._server.find(
            f"/api/folders/{step(folder_uid)}",
            rights.READ_FOLDERS,
            lambda found: bool(found["canSave"]),
        )

    def label_values(
        self, datasource_uid: str, label: str, selector: str, span: tuple[float, float]
    ) -> list[str]:
        """The values of a label, as the variables of a dashboard ask for them."""
        start, end = span
        return self._server.read(
            f"/api/datasources/uid/{step(datasource_uid)}/resources/api/v1/label/{step(label)}/values",
            rights.QUERY_DATASOURCES,
            lambda found: [*map(str, found["data"])],
            {"match[]": selector, "start": f"{start:.0f}", "end": f"{end:.0f}"},
        )


def _datasource(found: Json) -> Datasource:
    return Datasource(
        uid=found["uid"],
        name=found["name"],
        type=found["type"],
        is_default=bool(found.get("isDefault")),
        read_only=bool(found.get("readOnly")),
        url=_text(found.get("url")),
        json_data=dict(found.get("jsonData") or {}),
    )


def _outcome(result: Any) -> str | int:  # noqa: ANN401 - JSON
    """The number of frames with values, or what went wrong."""
    if result is None:
        return "no answer came for it"
    if result.get("error"):
        return str(result["error"])
    return sum(1 for frame in result.get("frames") or () if _has_values(frame))


def _has_values(frame: Json) -> bool:
    return any((frame.get("data") or {}).get("values") or ())


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
