from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.packs.configure import configure
from archestra_ops.packs.provider import Job
from archestra_ops.prometheus import config_lint, promtool
from archestra_ops.prometheus.scrape import ScrapeRequest, placeholders, render
from tests.servers.programs import require

PROVIDERS = packs.provider_names()
HOSTILE = {
    "quotes": "a'b\"c",
    "_yaml": "x: y # z\n- {a: [b]}, &c *d !e %f @g `h ? | >\t",
    "yes": "no",
    "null": "~",
    "dollar": "$1 ${HOME} $$ {{ cluster }} {% if %}",
    "unicode": "é\u2028\x85\U0001f600\0\x7f\ufeff\u202e",
    "back": "\\ \\n \\x41",
    "number": "007",
    "Blank": " ",
}


def _request(provider: str = "helm", **changes: object) -> ScrapeRequest:
    request = ScrapeRequest(
        platform=packs.platform("archestra"), providers=(packs.provider(provider),)
    )
    return replace(request, **changes)


def _jobs(request: ScrapeRequest) -> dict[str, dict[str, object]]:
    return {job["job_name"]: job for job in yaml.safe_load(render(request))["scrape_configs"]}


def test_the_jobs_of_the_helm_chart() -> None:
    request = _request(
        targets={"web": ["archestra:9050"], "worker": ["10.0.0.7:9000", "10.0.0.8:9000"]},
        credentials_file="/etc/prometheus/secrets/archestra",
        labels={"cluster": "prod"},
    )

    assert render(request) == (
        "scrape_configs:\n"
        "  # Archestra, web process.\n"
        "  # The metrics have a port of their own; the API's port 9000 has none.\n"
        "  # Name each replica: behind a Service, every scrape would meet another one.\n"
        '  - job_name: "archestra-web"\n'
        '    scrape_interval: "15s"\n'
        '    scrape_timeout: "10s"\n'
        "    authorization:\n"
        "      # The file holds what ARCHESTRA_METRICS_SECRET is set to.\n"
        '      type: "Bearer"\n'
        '      credentials_file: "/etc/prometheus/secrets/archestra"\n'
        "    static_configs:\n"
        "      - targets:\n"
        '          - "archestra:9050"\n'
        "        labels:\n"
        '          "cluster": "prod"\n'
        "\n"
        "  # Archestra, worker process.\n"
        "  # The worker has no Service in the Helm chart: name each pod. Task queue and\n"
        "  # knowledge base metrics are here and nowhere else.\n"
        '  - job_name: "archestra-worker"\n'
        '    scrape_interval: "15s"\n'
        '    scrape_timeout: "10s"\n'
        "    authorization:\n"
        "      # The file holds what ARCHESTRA_METRICS_SECRET is set to.\n"
        '      type: "Bearer"\n'
        '      credentials_file: "/etc/prometheus/secrets/archestra"\n'
        "    static_configs:\n"
        "      - targets:\n"
        '          - "10.0.0.7:9000"\n'
        '          - "10.0.0.8:9000"\n'
        "        labels:\n"
        '          "cluster": "prod"\n'
        "\n"
        "  # Helm chart's PostgreSQL (postgres_exporter).\n"
        '  - job_name: "archestra-postgres"\n'
        '    scrape_interval: "30s"\n'
        '    scrape_timeout: "10s"\n'
        "    static_configs:\n"
        "      - targets:\n"
        '          - "localhost:9187"\n'
        "        labels:\n"
        '          "cluster": "prod"\n'
    )


def test_a_whole_file_has_what_goes_around_the_jobs() -> None:
    text = render(_request(full=True, scrape_interval=30.0))

    assert text.startswith(
        "# Start Prometheus with --enable-feature=exemplar-storage, or the links from metrics to"
        " traces\n"
        "# are lost.\n"
        "global:\n"
        '  scrape_interval: "30s"\n'
        '  evaluation_interval: "30s"\n'
        "\n"
        "rule_files:\n"
        '  - "rules/*.yaml"\n'
        "\n"
        "scrape_configs:\n"
        "  # Archestra, web process.\n"
    )
    assert yaml.safe_load(text)["scrape_configs"] == list(
        _jobs(_request(scrape_interval=30.0)).values()
    )


def test_without_targets_everything_is_on_localhost() -> None:
    jobs = _jobs(_request("cloudsql"))

    assert {name: job["static_configs"] for name, job in jobs.items()} == {
        "archestra-web": [{"targets": ["localhost:9050"]}],
        "archestra-worker": [{"targets": ["localhost:9000"]}],
        "cloudsql": [{"targets": ["localhost:9255"]}],
    }


def test_secret_and_scheme_are_the_platforms_alone() -> None:
    jobs = _jobs(_request(credentials_file="token", scheme="https"))

    for name in ("archestra-web", "archestra-worker"):
        assert jobs[name]["scheme"] == "https"
        assert jobs[name]["authorization"] == {"type": "Bearer", "credentials_file": "token"}
    assert {"scheme", "authorization"}.isdisjoint(jobs["archestra-postgres"])


def test_a_job_of_a_provider_asks_as_its_exporter_wants() -> None:
    azure = configure(
        packs.provider("azure"), {"subscription": "1" * 8 + "-1111" * 3 + "-" + "1" * 12}
    )
    request = _request(providers=(azure,), targets={"azure": ["metrics:8080"]})

    job = _jobs(request)["azure-postgres-limits"]

    assert job == {
        "job_name": "azure-postgres-limits",
        "scrape_interval": "2m",
        "scrape_timeout": "50s",
        "metrics_path": "/probe/metrics/list",
        "params": {
            "subscription": ["11111111-1111-1111-1111-111111111111"],
            "resourceType": ["Microsoft.DBforPostgreSQL/flexibleServers"],
            "name": ["azurerm_resource_metric"],
            "template": ["azure_{type}_{metric}_{aggregation}_{unit}"],
            "interval": ["PT30M"],
            "timespan": ["PT1H"],
            "aggregation": ["maximum"],
            "metric": ["max_connections"],
        },
        "static_configs": [{"targets": ["metrics:8080"]}],
    }


def test_timestamps_are_ignored_where_the_pack_says_so() -> None:
    helm = packs.provider("helm")
    job = Job(name="j", port=1, scrape_interval=30, scrape_timeout=10, honor_timestamps=False)

    jobs = _jobs(_request(providers=(replace(helm, jobs=(job,)),)))

    assert jobs["j"]["honor_timestamps"] is False


def test_an_interval_for_all_jobs_shortens_every_timeout() -> None:
    text = render(_request("azure", interval=1.0, full=True))

    times = [line.strip() for line in text.splitlines() if "scrape_" in line and '"' in line]
    assert set(times) == {'scrape_interval: "1s"', 'scrape_timeout: "1s"'}


def test_a_placeholder_is_pointed_out() -> None:
    request = _request("azure")

    assert placeholders(request) == ("subscription",)
    assert render(request).count(
        "      # A placeholder: give the real one.\n"
        '      "subscription": ["00000000-0000-0000-0000-000000000000"]\n'
    ) == len(request.providers[0].jobs)
    assert placeholders(_request("helm")) == ()


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (
            {"targets": {"web": ["http://web:9050"]}},
            "target 'http://web:9050' has a scheme or a path",
            "give host:port, as in localhost:9050",
        ),
        (
            {"targets": {"helm": ["http://me:s3cr3t@postgres:9187/x"]}},
            "target 'http://***@postgres:9187/x' has a scheme or a path",
            "give host:port, as in localhost:9050",
        ),
        (
            {"targets": {"worker": ["worker:9000", "worker"]}},
            "target 'worker' has no port",
            "give host:port, as in localhost:9050",
        ),
        (
            {"targets": {"wrker": ["worker:9000"]}},
            "nothing called 'wrker' is scraped",
            "did you mean 'worker'?",
        ),
        (
            {"labels": {"instance": "a"}},
            "the label 'instance' is Prometheus' own",
            "choose another, such as 'cluster'",
        ),
        ({"credentials_file": ""}, "'' is not the name of a file", "give its whole path"),
        (
            {"credentials_file": "\udce9"},
            "'\\udce9' is not the name of a file",
            "give its whole path",
        ),
        (
            {"scrape_interval": 0.0},
            "an interval of 0 seconds is too short",
            "give 1ms or more",
        ),
        ({"interval": -1.0}, "an interval of -1 seconds is too short", "give 1ms or more"),
        (
            {"providers": (packs.provider("helm"), packs.provider("helm"))},
            "two scrape jobs would be named 'archestra-postgres'",
            "leave one out",
        ),
    ],
)
def test_what_prometheus_would_refuse_is_refused(changes, message, hint) -> None:
    with pytest.raises(OpsError) as refused:
        render(_request(**changes))

    assert (str(refused.value), refused.value.hint) == (message, hint)


def _everything(provider: str, folder) -> ScrapeRequest:
    """A request with all that can be said, most of it nasty, and the files that it names."""
    secret = folder / "a 'secret': #\n\"é$"
    secret.write_text("s3cr3t")
    (folder / "rules").mkdir()
    (folder / "rules" / "a.yaml").touch()
    return _request(
        provider,
        targets={"web": ["[::1]:9050", "web_1:1"], provider: ["exporter.:65535"]},
        credentials_file=str(secret),
        labels=HOSTILE,
        scheme="https",
        full=True,
    )


@pytest.mark.parametrize("provider", PROVIDERS)
def test_our_own_check_finds_nothing_in_what_is_rendered(provider, tmp_path) -> None:
    for request in (_request(provider), _everything(provider, tmp_path)):
        assert config_lint.check(render(request), name="f", folder=tmp_path) == ()


def test_so_it_is_with_all_providers_at_once() -> None:
    request = _request(providers=tuple(map(packs.provider, PROVIDERS)))

    assert config_lint.check(render(request), name="f") == ()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_promtool_accepts_what_is_rendered(provider, tmp_path) -> None:
    require("promtool")
    for request in (_request(provider), _everything(provider, tmp_path)):
        promtool.check_config(render(request))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_same_request_gives_the_same_bytes(provider, tmp_path) -> None:
    request = _everything(provider, tmp_path)

    assert render(request) == render(request)


texts = st.text(st.characters(codec="utf-8"), min_size=1)


@settings(deadline=None)  # the first one compiles the templates
@given(
    labels=st.dictionaries(st.from_regex(r"[A-Z_][A-Z0-9]*", fullmatch=True), texts),
    file=texts,
    param=texts,
)
def test_whatever_is_said_stays_data(labels, file, param) -> None:
    helm = packs.provider("helm")
    job = replace(helm.jobs[0], name=param, path=param, params={param: (param, "b"), "a": (param,)})
    request = _request(
        providers=(replace(helm, title=param, jobs=(job,)),),
        labels=labels,
        credentials_file=file,
        full=True,
    )

    document = yaml.safe_load(render(request))

    *ours, postgres = document["scrape_configs"]
    assert document.keys() == {"global", "rule_files", "scrape_configs"}
    assert [job["authorization"]["credentials_file"] for job in ours] == [file, file]
    assert postgres["job_name"] == param
    assert postgres.get("metrics_path", "/metrics") == param
    assert postgres["params"] == {param: [param, "b"], "a": [param]}
    for job in document["scrape_configs"]:
        assert job["static_configs"][0].get("labels", {}) == labels
