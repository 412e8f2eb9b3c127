"""Which keys a Prometheus configuration may have, and what kind of value each wants.

Keys of Prometheus 2.40 to 3.x: https://prometheus.io/docs/prometheus/latest/configuration/ and
config/config.go of prometheus/prometheus, http_config.go of prometheus/common. What does not
concern scraping (remote_write, alerting …) is left to promtool.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Text:
    """One value: a text, a number, a duration, true or false."""


@dataclass(frozen=True)
class Unchecked:
    """Anything: promtool's to judge."""


@dataclass(frozen=True)
class ListOf:
    """A list of one kind."""

    kind: Text | Unchecked | Section


@dataclass(frozen=True)
class TableOf:
    """A table with keys of the writer's choice."""

    kind: Text | ListOf | Unchecked


@dataclass(frozen=True)
class Section:
    """A table with keys that Prometheus knows; one with an `open_end` may have more of that end."""

    keys: Mapping[str, Kind]
    open_end: str = ""


Kind = Text | Unchecked | ListOf | TableOf | Section


def _texts(names: str) -> dict[str, Text]:
    return {name: Text() for name in names.split()}


_PROXY: Final[dict[str, Kind]] = {
    **_texts("proxy_url no_proxy proxy_from_environment"),
    "proxy_connect_header": TableOf(ListOf(Text())),
}
_TLS: Final = Section(
    _texts(
        "ca ca_file ca_ref cert cert_file cert_ref key key_file key_ref server_name"
        " insecure_skip_verify min_version max_version"
    )
)
_AUTHORIZATION: Final = Section(_texts("type credentials credentials_file credentials_ref"))
_BASIC_AUTH: Final = Section(
    _texts("username username_file username_ref password password_file password_ref")
)
_OAUTH2: Final = Section(
    {
        **_PROXY,
        **_texts("client_id client_secret client_secret_file client_secret_ref token_url"),
        **_texts("grant_type client_certificate_key client_certificate_key_file"),
        **_texts("client_certificate_key_ref client_certificate_key_id signature_algorithm"),
        **_texts("iss audience"),
        "claims": TableOf(Unchecked()),
        "endpoint_params": TableOf(Text()),
        "scopes": ListOf(Text()),
        "tls_config": _TLS,
    }
)
_HTTP: Final[dict[str, Kind]] = {
    **_PROXY,
    **_texts("bearer_token bearer_token_file follow_redirects enable_http2"),
    "authorization": _AUTHORIZATION,
    "basic_auth": _BASIC_AUTH,
    "oauth2": _OAUTH2,
    "tls_config": _TLS,
    "http_headers": TableOf(Unchecked()),
}
_LIMITS: Final = _texts(
    "body_size_limit sample_limit target_limit label_limit label_name_length_limit"
    " label_value_length_limit keep_dropped_targets"
)
_FORMAT: Final[dict[str, Kind]] = {
    **_texts("metric_name_validation_scheme metric_name_escaping_scheme scrape_native_histograms"),
    **_texts("convert_classic_histograms_to_nhcb always_scrape_classic_histograms"),
    **_texts("extra_scrape_metrics scrape_failure_log_file"),
    "scrape_protocols": ListOf(Text()),
}
_RELABEL: Final = Section(
    {
        **_texts("separator regex modulus target_label replacement action"),
        "source_labels": ListOf(Text()),
    }
)
# New ways of discovery come with every other release.
_DISCOVERED: Final = "_sd_configs"
_DISCOVERY: Final = (
    "aws azure consul digitalocean dns docker dockerswarm ec2 ecs elasticache eureka file gce"
    " hetzner http ionos kubernetes kuma lightsail linode marathon msk nerve nomad openstack"
    " ovhcloud puppetdb rds scaleway serverset stackit triton uyuni vultr"
)
_STATIC: Final = Section({"targets": ListOf(Text()), "labels": TableOf(Text())})
_JOB: Final = Section(
    {
        **_HTTP,
        **_LIMITS,
        **_FORMAT,
        **_texts("job_name scrape_interval scrape_timeout metrics_path scheme"),
        **_texts("honor_labels honor_timestamps track_timestamps_staleness enable_compression"),
        **_texts("fallback_scrape_protocol native_histogram_bucket_limit"),
        # The last was renamed to always_scrape_classic_histograms in 3.0.
        **_texts("native_histogram_min_bucket_factor scrape_classic_histograms"),
        "params": TableOf(ListOf(Text())),
        "static_configs": ListOf(_STATIC),
        "relabel_configs": ListOf(_RELABEL),
        "metric_relabel_configs": ListOf(_RELABEL),
        **{f"{name}{_DISCOVERED}": ListOf(Unchecked()) for name in _DISCOVERY.split()},
    },
    open_end=_DISCOVERED,
)
_GLOBAL: Final = Section(
    {
        **_LIMITS,
        **_FORMAT,
        **_texts("scrape_interval scrape_timeout evaluation_interval rule_query_offset"),
        **_texts("query_log_file"),
        "external_labels": TableOf(Text()),
    }
)
CONFIG: Final = Section(
    {
        "global": _GLOBAL,
        "scrape_configs": ListOf(_JOB),
        "rule_files": ListOf(Text()),
        "scrape_config_files": ListOf(Text()),
        "alerting": Unchecked(),
        "otlp": Unchecked(),
        "remote_read": Unchecked(),
        "remote_write": Unchecked(),
        "runtime": Unchecked(),
        "storage": Unchecked(),
        "tracing": Unchecked(),
    }
)
# Where a key that stands in the wrong place belongs.
HOMES: Final = {
    "at the top of the file": CONFIG,
    "in 'global'": _GLOBAL,
    "in a job": _JOB,
    "in 'static_configs'": _STATIC,
    "in 'authorization'": _AUTHORIZATION,
    "in 'basic_auth'": _BASIC_AUTH,
    "in 'oauth2'": _OAUTH2,
    "in 'tls_config'": _TLS,
    "in 'relabel_configs'": _RELABEL,
}


def knows(key: str) -> bool:
    """Whether *key* is one of Prometheus', wherever it belongs."""
    return key.endswith(_DISCOVERED) or any(key in home.keys for home in HOMES.values())


def is_discovery(key: str) -> bool:
    """Whether *key* is a kind of discovery that Prometheus has, in builds that have every kind."""
    return key.endswith(_DISCOVERED) and key in _JOB.keys
