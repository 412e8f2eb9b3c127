"""Jobs of a platform with processes that are optional, of others, or honour labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.scrape import (
    FORMS,
    Cluster,
    ScrapeRequest,
    notes_on,
    option,
    render,
)
from archestra_ops.prometheus.scrape.jobs import jobs_of

needs_gate = pytest.mark.usefixtures("alerts")
STATIC = sorted(FORMS.keys() - {"kubernetes-sd", "servicemonitor"})
HONORS = {"scrapeconfig": "honorLabels: true", "alloy": "honor_labels = true"}
TEXT = """\
scrape_configs:
  # Gate, gate.
  - job_name: "gate"
    scrape_interval: "15s"
    scrape_timeout: "10s"
    honor_labels: true
    static_configs:
      - targets:
          - "localhost:8787"
"""
KUBERNETES = """
[processes.gate.kubernetes]
pods = { app = "gate" }
port = "http"
service = { app = "gate" }
"""


def asked(form: str = "prometheus", **more) -> ScrapeRequest:
    return ScrapeRequest(platform=packs.platform("gate"), form=form, **more)


@needs_gate
def test_what_is_optional_is_scraped_where_it_is_named() -> None:
    assert [job.name for job in jobs_of(asked())] == ["gate"]
    assert render(asked()) == TEXT

    gate, side = jobs_of(asked(targets={"side": ("s:8080",)}, credentials_file="/secret"))

    assert (side.name, side.targets, side.part) == ("side", ("s:8080",), "side")
    # It is another program's: neither our label nor our secret.
    assert (side.process, side.credentials_file) == ("", None)
    assert (gate.process, gate.credentials_file) == ("gate", "/secret")


@needs_gate
@pytest.mark.parametrize("form", STATIC)
def test_a_page_that_says_more_is_honoured_in_every_form(form) -> None:
    text = render(asked(form, targets={"gate": ("g:8787",), "side": ("s:8080",)}))

    assert text.count(HONORS.get(form, "honor_labels: true")) == 1


def test_what_is_found_by_its_pods_is_honoured_too(alerts) -> None:
    pack = alerts.parent / "packs" / "gate.toml"
    pack.write_text(pack.read_text().replace("[processes.side]", f"{KUBERNETES}[processes.side]"))

    assert "      honorLabels: true\n" in render(asked("servicemonitor"))
    assert "    honor_labels: true\n" in render(asked("kubernetes-sd"))
    side = {"side": ("s:8080",)}
    assert [job.workload is None for job in jobs_of(asked("servicemonitor", targets=side))] == [
        False,
        True,
    ]
    with pytest.raises(OpsError, match="finds gate by its pods and takes no targets of it"):
        render(asked("servicemonitor", targets={"gate": ("g:8787",)}))


@needs_gate
def test_where_a_cluster_has_it_must_be_known() -> None:
    with pytest.raises(OpsError, match="where a cluster has 'gate''s gate is not known") as caught:
        render(asked("kubernetes-sd"))

    assert caught.value.hint == (
        "add [processes.gate.kubernetes] to its pack, or give its targets: "
        "--target gate=HOST:PORT, or --as prometheus"
    )
    assert '"g:8787"' in render(asked("kubernetes-sd", targets={"gate": ("g:8787",)}))


@needs_gate
def test_notes_name_the_options_that_there_are() -> None:
    assert notes_on(asked()) == ("gate is taken to be on localhost: give --target gate=HOST:PORT",)
    assert option("web") == "--web-target"


VARIABLE = "GATE_SECRET"
OBJECTS = """\
      authorization:
        type: "Bearer"
        # From a Secret beside this object%s.
        credentials:
          name: "gate"
          key: "%s"
"""


@pytest.mark.parametrize("variable", ["", VARIABLE])
@pytest.mark.parametrize("form", STATIC)
def test_the_secret_is_called_what_the_platform_calls_it(form, variable) -> None:
    platform = replace(packs.platform("truefoundry"), metrics_secret=variable)
    if form == "scrapeconfig":
        asked = Cluster(credentials_name="gate", credentials_key="token")
        text = render(ScrapeRequest(platform=platform, form=form, cluster=asked))
    else:
        text = render(ScrapeRequest(platform=platform, form=form, credentials_file="/secret"))

    assert "Bearer" in text
    assert text.count("is set to") == text.count("what GATE_SECRET is set to") == bool(variable)


def test_the_key_of_a_secret_is_the_platforms_or_must_be_said(alerts) -> None:
    pack = alerts.parent / "packs" / "gate.toml"
    pack.write_text(pack.read_text().replace("[processes.side]", f"{KUBERNETES}[processes.side]"))
    named, keyed = (
        Cluster(credentials_name="gate"),
        Cluster(credentials_name="gate", credentials_key="token"),
    )

    assert OBJECTS % ("", "token") in render(asked("servicemonitor", cluster=keyed))
    with pytest.raises(OpsError, match="which key of the Secret 'gate' holds the token") as caught:
        render(asked("servicemonitor", cluster=named))
    assert caught.value.hint == "add --secret-key"

    platform = replace(packs.platform("gate"), metrics_secret=VARIABLE)
    told = render(ScrapeRequest(platform=platform, form="servicemonitor", cluster=named))
    assert OBJECTS % (f": what {VARIABLE} is set to", VARIABLE) in told


@pytest.mark.parametrize(("platform", "told"), [("archestra", True), ("truefoundry", False)])
@pytest.mark.parametrize("form", ["prometheus", "alloy"])
def test_exemplars_are_only_spoken_of_where_a_page_has_any(form, platform, told) -> None:
    request = ScrapeRequest(
        platform=packs.platform(platform),
        form=form,
        remote_write="http://mimir:9009/api/v1/push",
        full=form == "prometheus",
    )
    text = render(request)

    assert ("send_exemplars" in text) is told
    assert ("exemplar-storage" in text) is (told and form == "prometheus")
    assert "http://mimir:9009/api/v1/push" in text


@needs_gate
def test_rules_that_nobody_ships_are_not_looked_for() -> None:
    assert render(asked(full=True)) == (
        'global:\n  scrape_interval: "15s"\n  evaluation_interval: "15s"\n\n' + TEXT
    )
