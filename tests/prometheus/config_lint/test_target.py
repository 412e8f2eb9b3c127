from __future__ import annotations

from archestra_ops.prometheus.config_lint import target

HINT = "give host:port, as in localhost:9050"


def test_host_and_port_are_fine(said) -> None:
    text = "scrape_configs: [{job_name: a, static_configs: [{targets: ['web:9050', '[::1]:1']}]}]"

    assert said(target.find, text) == []


def test_relabelling_may_make_use_of_anything(said) -> None:
    text = """\
        scrape_configs:
          - job_name: blackbox
            static_configs: [{targets: ['https://archestra.example.org']}]
            relabel_configs: [{source_labels: [__address__], target_label: __param_target}]
        """

    assert said(target.find, text) == []


def test_every_wrong_target_is_named(said) -> None:
    text = """\
        scrape_configs:
          - job_name: web
            static_configs:
              - targets: [web:9050, web:90500]
              - targets:
                  - http://me:s3cr3t@web:9050
                  - web
          - job_name: worker
            static_configs: [{targets: [' worker:9000']}]
            relabel_configs: []
        """

    assert said(target.find, text) == [
        ("error", 4, "target 'web:90500' of job 'web' has a port that is not 1 to 65535", HINT),
        ("error", 6, "target 'http://***@web:9050' of job 'web' has a scheme or a path", HINT),
        (
            "warning",
            7,
            "target 'web' of job 'web' has no port",
            "Prometheus takes port 80, or 443 with https; give host:port",
        ),
        ("error", 9, "target ' worker:9000' of job 'worker' has no host name or address", HINT),
    ]
