from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import structure


def test_keys_that_prometheus_knows_are_fine(said) -> None:
    text = """\
        global: {scrape_interval: 15s, rule_query_offset: 1m, external_labels: {a: b}}
        runtime: {gogc: 75}
        rule_files: [rules/*.yaml]
        scrape_config_files: []
        alerting: {whatever: is promtool's}
        remote_write:
        scrape_configs:
          - job_name: a
            honor_timestamps:
            fallback_scrape_protocol: PrometheusText0.0.4
            scrape_classic_histograms: true
            params:
              collect[]: [a, b]
            authorization: {type: Bearer, credentials_file: x}
            tls_config: {ca_file: x, insecure_skip_verify: yes}
            http_headers: {X-Scope-OrgID: {values: [a]}}
            static_configs: [{targets: [a:1], labels: {b: 7}}]
            relabel_configs: [{source_labels: [a], target_label: b}]
            kubernetes_sd_configs: [{role: pod, anything: {goes: here}}]
            tomorrows_sd_configs: [{a: b}]
            oauth2: {client_id: a, scopes: [c], tls_config: {}, endpoint_params: {d: e}}
        """

    assert said(structure.find, text) == []


def test_an_empty_file_has_no_structure_to_blame(said) -> None:
    assert said(structure.find, "") == []


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "scrape_config: []",
            1,
            "the file has an unknown key 'scrape_config'",
            "did you mean 'scrape_configs'?",
        ),
        (
            "groups: []",
            1,
            "the file has an unknown key 'groups'",
            "see https://prometheus.io/docs/prometheus/latest/configuration/configuration/",
        ),
        (
            "global:\n  scrape_intervall: 15s",
            2,
            "'global' has an unknown key 'scrape_intervall'",
            "did you mean 'scrape_interval'?",
        ),
        (
            "scrape_interval: 15s",
            1,
            "the file has an unknown key 'scrape_interval'",
            "it belongs in 'global' or in a job",
        ),
        (
            "scrape_configs:\n- job_name: web\n  targets: [a:1]",
            3,
            "job 'web' has an unknown key 'targets'",
            "it belongs in 'static_configs'",
        ),
        (
            "scrape_configs:\n- job_name: web\n  credentials_file: a",
            3,
            "job 'web' has an unknown key 'credentials_file'",
            "it belongs in 'authorization'",
        ),
        (
            "scrape_configs:\n- {}\n- metrics_pth: /x",
            3,
            "job 2 has an unknown key 'metrics_pth'",
            "did you mean 'metrics_path'?",
        ),
        (
            "scrape_configs:\n- job_name: web\n  kubernets_sd_configs: []",
            3,
            "job 'web' has an unknown key 'kubernets_sd_configs'",
            "did you mean 'kubernetes_sd_configs'?",
        ),
        (
            "scrape_configs:\n- job_name: web\n  static_configs:\n  - targets: []\n    lables: {}",
            5,
            "entry 1 of 'static_configs' of job 'web' has an unknown key 'lables'",
            "did you mean 'labels'?",
        ),
        (
            "scrape_configs:\n- job_name: web\n  authorization: {credential_file: x}",
            3,
            "'authorization' of job 'web' has an unknown key 'credential_file'",
            "did you mean 'credentials_file'?",
        ),
        (
            "scrape_configs:\n- job_name: web\n  oauth2:\n    tls_config: {cafile: x}",
            4,
            "'tls_config' of 'oauth2' of job 'web' has an unknown key 'cafile'",
            "did you mean 'ca_file'?",
        ),
        ("- job_name: web", 1, "the file is a list, and Prometheus wants a table",
         "put the list under 'scrape_configs:'"),
        ("scrape_configs", 1, "the file is one value, and Prometheus wants a table", ""),
        (
            "scrape_configs: {job_name: web}",
            1,
            "'scrape_configs' is a table, and Prometheus wants a list",
            "",
        ),
        ("scrape_configs:\n- web", 2,
         "entry 1 of 'scrape_configs' is one value, and Prometheus wants a table", ""),
        ("scrape_configs:\n-", 2, "entry 1 of 'scrape_configs' is empty", ""),
        (
            "scrape_configs:\n- job_name: web\n  static_configs: web:9050",
            3,
            "'static_configs' of job 'web' is one value, and Prometheus wants a list",
            "",
        ),
        (
            "scrape_configs:\n- job_name: web\n  static_configs:\n  - targets: web:9050",
            4,
            ("'targets' of entry 1 of 'static_configs' of job 'web' is one value, "
            "and Prometheus wants a list"),
            "",
        ),
        (
            "scrape_configs:\n- job_name: [web]",
            2,
            "'job_name' of job 1 is a list, and Prometheus wants one value",
            "",
        ),
        (
            "scrape_configs:\n- job_name: web\n  params:\n    collect: a",
            4,
            "'collect' in 'params' of job 'web' is one value, and Prometheus wants a list",
            "",
        ),
        (
            "global:\n  external_labels: {cluster: {a: b}}",
            2,
            "'cluster' in 'external_labels' of 'global' is a table, and Prometheus wants one value",
            "",
        ),
    ],
)  # fmt: skip
def test_what_prometheus_would_refuse_is_named(said, text, line, message, hint) -> None:
    assert said(structure.find, text) == [("error", line, message, hint)]
