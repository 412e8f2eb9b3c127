"""`ops dashboards export`: the boards for one provider, in the form that something else reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import options

if TYPE_CHECKING:
    from archestra_ops.grafana.export.artefact import Artefact
    from archestra_ops.grafana.export.metadata import Metadata
    from archestra_ops.grafana.render import Rendered
    from archestra_ops.packs.model import Platform


class Form(StrEnum):
    """What an export is for: people and APIs, Grafana's file provisioning, Kubernetes."""

    JSON = "json"
    PROVISIONING = "provisioning"
    CONFIGMAP = "configmap"


# Options that only some forms know.
_KNOWN = {
    "--path": (Form.PROVISIONING,),
    "--folder": (Form.PROVISIONING, Form.CONFIGMAP),
    "--namespace": (Form.CONFIGMAP,),
    "--label": (Form.CONFIGMAP,),
    "--annotation": (Form.CONFIGMAP,),
}


def export(
    form: Annotated[
        Form, typer.Option("--as", help="Plain files, Grafana's provisioning, or ConfigMaps.")
    ] = Form.JSON,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where to write; ConfigMaps: default stdout."),
    ] = None,
    path: Annotated[
        str | None,
        typer.Option("--path", metavar="DIR", help="Where Grafana finds the boards' folder."),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option(
            "--folder",
            metavar="TITLE",
            help="The folder in Grafana, empty for none; default ours.",
        ),
    ] = None,
    namespace: Annotated[
        str | None, typer.Option("--namespace", metavar="NAME", help="The ConfigMaps' namespace.")
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            metavar="NAME=VALUE",
            help="What the sidecar looks for; default grafana_dashboard=1; repeatable.",
        ),
    ] = None,
    annotation: Annotated[
        str | None,
        typer.Option(
            "--annotation",
            metavar="NAME",
            help="Where the sidecar reads the folder; default grafana_folder.",
        ),
    ] = None,
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    agent_label: options.AgentLabelName = None,
    quiet: options.Quiet = False,
) -> None:
    """Write the complete set of boards for one provider.

    As json, a file for each board. As provisioning, a folder of these and a dashboards.yaml:
    put both into /etc/grafana/provisioning/dashboards, or give the folder's place as --path. As
    configmap, a ConfigMap for each, which the sidecar of Grafana's Helm charts collects.

    What the provider or the profile has no metrics for is left out, and named on stderr. Each
    agent label becomes a choice on top of the boards of LLM and MCP metrics, and narrows those
    metrics.

    Examples of use:

      ops dashboards export --postgres-provider otel --out boards

      ops dashboards export --as provisioning --out provisioning/dashboards

      ops dashboards export --as configmap | kubectl apply -f -

    """
    from archestra_ops import packs
    from archestra_ops.cli.reading import agent_label_names, pairs, provider
    from archestra_ops.grafana.api.model import Folder
    from archestra_ops.grafana.export.config_map import config_maps
    from archestra_ops.grafana.export.plain import plain
    from archestra_ops.grafana.export.provisioning import provisioned
    from archestra_ops.grafana.home import home
    from archestra_ops.grafana.shipped_boards import complete_set

    given = {"--path": path, "--folder": folder, "--namespace": namespace}
    _refuse(form, given | {"--label": label, "--annotation": annotation}, out)
    pack = packs.platform(platform, profile)
    labels = agent_label_names(agent_label, pack, quiet=quiet)
    found = complete_set(pack, provider(postgres_provider, provider_option), labels)
    place = home(pack) if folder is None else Folder(uid="", title=folder)
    match form:
        case Form.JSON:
            _write(out, plain(found), quiet=quiet)
        case Form.PROVISIONING:
            _write(out, provisioned(found, platform, place, path), quiet=quiet)
        case Form.CONFIGMAP:
            metadata = _metadata(namespace, pairs(label, "--label"), annotation, place.title)
            _write(out, config_maps(found, metadata), quiet=quiet)
    if not quiet:
        _say_left_out(pack, found, postgres_provider)


def _refuse(form: Form, given: Mapping[str, object], out: Path | None) -> None:
    """Raise OpsError for an option of another form, and for files without a folder."""
    from archestra_ops.cli.files import folder_at
    from archestra_ops.errors import OpsError

    for option, value in given.items():
        if value is not None and form not in _KNOWN[option]:
            known = " or ".join(f"--as {one.value}" for one in _KNOWN[option])
            raise OpsError(f"'{option}' is not for --as {form.value}", hint=f"it is for {known}")
    if form is not Form.CONFIGMAP and out is None:
        raise OpsError(f"--as {form.value} needs a folder", hint="give one with --out DIR")
    if form is not Form.CONFIGMAP or not _to_stdout(out):
        folder_at(out or Path())


def _to_stdout(out: Path | None) -> bool:
    from archestra_ops.cli.files import STANDARD

    return out is None or out == STANDARD


def _metadata(
    namespace: str | None, labels: Mapping[str, str], annotation: str | None, folder: str
) -> Metadata:
    from archestra_ops.grafana.export.config_map import ANNOTATION, LABELS
    from archestra_ops.grafana.export.metadata import Metadata

    return Metadata(
        namespace=namespace or "",
        labels=labels or LABELS,
        annotations={annotation or ANNOTATION: folder} if folder else {},
    )


def _write(out: Path | None, made: list[Artefact], *, quiet: bool) -> None:
    from archestra_ops.cli.files import write_whole
    from archestra_ops.grafana.export.config_map import stream

    if out is None or _to_stdout(out):
        write_whole(out, stream(made))
        return
    for artefact in made:
        write_whole(out / artefact.path, artefact.text)
        if not quiet:
            typer.echo(f"wrote {out / artefact.path}", err=True)


def _say_left_out(pack: Platform, found: Sequence[Rendered], provider: str) -> None:
    from archestra_ops.cli.left_out import say
    from archestra_ops.grafana.boards import boards

    made = {rendered.board.slug for rendered in found}
    for board in boards(pack.name):
        if board.slug not in made:
            why = f"profile '{pack.profile}' has none of its metrics"
            say(f"left out: the board '{board.title}', {why}")
    for left in (left for rendered in found for left in rendered.left_out):
        what = "left out" if left.whole else "left out in part"
        say(f"{what}: '{left.panel}', {left.why(provider)}")
