from __future__ import annotations

import re

import pytest

from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.config_lint import schema
from tests.servers.programs import require

# Not in the promtool 2.42 of Debian 12.
YOUNGER = """
    scrape_config_files otlp runtime
    body_size_limit sample_limit target_limit label_limit label_name_length_limit
    label_value_length_limit keep_dropped_targets metric_name_validation_scheme
    metric_name_escaping_scheme scrape_native_histograms convert_classic_histograms_to_nhcb
    always_scrape_classic_histograms extra_scrape_metrics scrape_failure_log_file scrape_protocols
    rule_query_offset track_timestamps_staleness enable_compression fallback_scrape_protocol
    native_histogram_bucket_limit native_histogram_min_bucket_factor scrape_classic_histograms
    no_proxy proxy_from_environment proxy_connect_header http_headers
    credentials_ref username_file username_ref password_ref ca ca_ref cert cert_ref key key_ref
    client_secret_ref grant_type client_certificate_key client_certificate_key_file
    client_certificate_key_ref client_certificate_key_id signature_algorithm iss audience claims
"""
JOB = "scrape_configs:\n- job_name: a\n"
FRAMES = {
    "at the top of the file": "",
    "in 'global'": "global:\n",
    "in a job": JOB,
    "in 'static_configs'": f"{JOB}  static_configs:\n  -\n",
    "in 'authorization'": f"{JOB}  authorization:\n",
    "in 'basic_auth'": f"{JOB}  basic_auth:\n",
    "in 'oauth2'": f"{JOB}  oauth2:\n",
    "in 'tls_config'": f"{JOB}  tls_config:\n",
    "in 'relabel_configs'": f"{JOB}  relabel_configs:\n  -\n",
}
INDENTS = {"at the top of the file": "", "in a job": "  "}


def test_every_section_is_compared() -> None:
    assert FRAMES.keys() == schema.HOMES.keys()


@pytest.mark.parametrize("home", FRAMES)
def test_promtool_knows_every_key_that_is_not_younger(home, tmp_path) -> None:
    require("promtool")
    indent = INDENTS.get(home, "    ")
    keys = [key for key in schema.HOMES[home].keys if key != "job_name"]
    config = FRAMES[home] + "".join(f"{indent}{key}:\n" for key in keys)

    (tmp_path / "prometheus.yml").write_text(config)
    outcome = promtool.run("check", "config", "--syntax-only", tmp_path / "prometheus.yml")

    unknown = re.findall(r"field (\S+) not found in type", outcome.stderr)
    # Distributions leave some ways of discovery out.
    assert {key for key in unknown if not key.endswith("_sd_configs")} <= set(YOUNGER.split())


def test_a_key_is_known_wherever_it_belongs() -> None:
    assert schema.knows("scrape_timeout")
    assert schema.knows("client_id")
    assert schema.knows("tomorrows_sd_configs")
    assert not schema.knows("alertmanagers")
