"""What a request cannot have: said before anything is rendered."""

from __future__ import annotations

import re
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus import target
from archestra_ops.prometheus.scrape.request import DISCOVERING, ScrapeRequest
from archestra_ops.prometheus.static_labels import is_text, refuse_labels

_OPERATOR: Final = frozenset({"servicemonitor", "scrapeconfig"})
_DISCOVERED: Final = frozenset({"namespace", "pod", "process"})
_PROMETHEUS: Final = frozenset({"prometheus", "kubernetes-sd"})
# RFC 1123: names of namespaces and Secrets; a Secret's keys; values and names of labels.
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_KEY = re.compile(r"[A-Za-z0-9._-]{1,253}")
_LABEL = re.compile(r"([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")
_LABEL_VALUE = re.compile(r"([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?")
_URL = re.compile(r"https?://[^\s@/]+(/\S*)?")


def refuse(request: ScrapeRequest) -> None:
    """Raise OpsError for what *request* cannot have."""
    _targets(request)
    for name in sorted(request.discovered):
        _discovered(request, name)
    for interval in (request.scrape_interval, request.interval):
        if interval is not None and interval < 0.001:  # noqa: PLR2004 - a millisecond
            raise OpsError(
                f"an interval of {interval:g} seconds is too short", hint="give 1ms or more"
            )
    refuse_labels(request.labels, request.platform, request.providers)
    if request.is_discovering:
        for name in sorted(_DISCOVERED.intersection(request.labels)):
            raise OpsError(
                f"the label {name!r} is each pod's own with --as {request.form}",
                hint="choose another, such as 'cluster'",
            )
    file = request.credentials_file
    if file is not None and (not file or not is_text(file)):
        raise OpsError(f"{file!r} is not the name of a file", hint="give its whole path")
    _options_of_forms(request)
    _names(request)


def _targets(request: ScrapeRequest) -> None:
    processes = request.platform.processes
    known = [*processes, *(provider.name for provider in request.providers)]
    for name, targets in request.targets.items():
        if name not in known:
            raise OpsError(f"nothing called {name!r} is scraped", hint=did_you_mean(name, known))
        is_found = name in processes and processes[name].is_found
        if is_found and request.form in DISCOVERING:
            raise OpsError(
                f"--as {request.form} finds {name} by its pods and takes no targets of it",
                hint="for targets outside of the cluster: --as prometheus, or --as scrapeconfig",
            )
        for one in targets:
            flaw = target.flaw(one)
            if flaw:
                raise OpsError(f"target {target.shown(one)} {flaw}", hint=target.HINT)


def _discovered(request: ScrapeRequest, name: str) -> None:
    """Raise OpsError where *name* cannot be looked for in a cluster."""
    processes = request.platform.processes
    if name not in processes:
        raise OpsError(f"no process is called {name!r}", hint=did_you_mean(name, processes))
    where = processes[name].kubernetes
    instead = f"give its targets: --target {name}=HOST:PORT"
    if where is None:
        raise OpsError(f"where a cluster has {name} is not known", hint=instead)
    if where.no_metrics:
        raise OpsError(f"{name} cannot be scraped by its pods: {where.no_metrics}", hint=instead)
    if name in request.targets:
        raise OpsError(f"{name} is looked for, and has targets as well", hint="give one of both")
    if not request.is_discovering:
        raise OpsError(
            f"--as {request.form} does not look for {name}: its targets are named", hint=instead
        )


def _options_of_forms(request: ScrapeRequest) -> None:
    form, cluster = request.form, request.cluster
    is_operators = form in _OPERATOR
    finds = request.is_discovering
    needs_namespace = bool(cluster.monitor_namespace) and form == "servicemonitor"
    # What is given, whether the form has a place for it, and what to do instead.
    given = [
        (request.full, form in _PROMETHEUS, "--full", "only a prometheus.yml can be whole"),
        (
            request.remote_write, not is_operators, "--remote-write",
            "the operator's Prometheus has 'remoteWrite' of its own",
        ),
        (
            request.credentials_file, not is_operators, "--credentials-file",
            "name a Secret instead: --secret-name",
        ),
        (
            cluster.credentials_name, is_operators, "--secret-name",
            "give a --credentials-file instead",
        ),
        (cluster.operator_labels, is_operators, "--operator-label", "only the operator reads it"),
        (
            cluster.monitor_namespace, is_operators, "--monitor-namespace",
            "only the operator's objects have one",
        ),
        (
            cluster.namespace, finds or form == "scrapeconfig", "--namespace",
            "its targets are named, not discovered",
        ),
        (cluster.renderer, finds, "--renderer", "it is only found by its pods"),
    ]  # fmt: skip
    for value, is_possible, option, hint in given:
        if value and not is_possible:
            raise OpsError(f"--as {form} has no place for {option}", hint=hint)
    if cluster.credentials_name and not (
        cluster.credentials_key or request.platform.metrics_secret
    ):
        raise OpsError(
            f"which key of the Secret '{cluster.credentials_name}' holds the token is not said",
            hint="add --secret-key",
        )
    if needs_namespace and not cluster.namespace:
        raise OpsError(
            "monitors in a namespace of their own must be told where the platform is",
            hint="add --namespace",
        )


def _names(request: ScrapeRequest) -> None:
    cluster = request.cluster
    for what, text, pattern in (
        ("a namespace", cluster.namespace, _NAME),
        ("a namespace", cluster.monitor_namespace, _NAME),
        ("the name of a Secret", cluster.credentials_name, _NAME),
        ("the key of a Secret", cluster.credentials_key, _KEY),
    ):
        if text and not pattern.fullmatch(text):
            raise OpsError(f"{text!r} is not {what}", hint="as kubectl shows it")
    for name, value in cluster.operator_labels.items():
        if not _LABEL.fullmatch(name) or not _LABEL_VALUE.fullmatch(value):
            raise OpsError(
                f"'{name}={value}' is not a label of Kubernetes", hint="as in release=prometheus"
            )
    if request.remote_write and not _URL.fullmatch(request.remote_write):
        raise OpsError(
            f"{target.shown(request.remote_write)} is not a URL to write to",
            hint="as in http://mimir:9009/api/v1/push, without user and password",
        )
