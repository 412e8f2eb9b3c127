from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import secret_in_clear
from archestra_ops.prometheus.config_lint.configuration import Configuration
from archestra_ops.prometheus.document import read

IN_FILE = "put it into a file that only Prometheus may read, and name that: '{}_file'"
NO_FILE = "Prometheus has no other place for it: keep this file from other readers"
KEY = "-----BEGIN PRIVATE KEY-----\\nMII\\n-----END PRIVATE KEY-----"


def test_secrets_in_files_are_fine(said) -> None:
    text = """\
        scrape_configs:
          - job_name: a
            authorization: {credentials_file: /run/secrets/token, credentials: ''}
            proxy_url: http://proxy:3128/a:b@c
            oauth2: {client_secret_file: x, tls_config: {key_file: key.pem, cert: CERTIFICATE}}
          - job_name: b
            basic_auth: {username: me, password_file: x, password: }
            relabel_configs: [{source_labels: [token], target_label: secret}]
            ec2_sd_configs: [{access_key: not-a-secret-itself}]
        """

    assert said(secret_in_clear.find, text) == []


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "scrape_configs:\n- job_name: web\n  authorization:\n    credentials: s3cr3t",
            4,
            "job 'web' has a secret in clear under 'credentials'",
            IN_FILE.format("credentials"),
        ),
        (
            "scrape_configs:\n- job_name: web\n  bearer_token: s3cr3t",
            3,
            "job 'web' has a secret in clear under 'bearer_token'",
            IN_FILE.format("bearer_token"),
        ),
        (
            (
                "scrape_configs:\n- job_name: web\n  http_sd_configs:\n  - basic_auth:\n"
                "      password: s3cr3t"
            ),
            5,
            "job 'web' has a secret in clear under 'password'",
            IN_FILE.format("password"),
        ),
        (
            "remote_write:\n- oauth2: {client_secret: s3cr3t}",
            2,
            "'remote_write' has a secret in clear under 'client_secret'",
            IN_FILE.format("client_secret"),
        ),
        (
            f'scrape_configs:\n- job_name: web\n  tls_config: {{key: "{KEY}"}}',
            3,
            "job 'web' has a secret in clear under 'key'",
            IN_FILE.format("key"),
        ),
        (
            "scrape_configs:\n- job_name: web\n  params: {token: [s3cr3t]}",
            3,
            "job 'web' has a secret in clear under 'token'",
            NO_FILE,
        ),
        (
            "scrape_configs:\n- job_name: web\n  proxy_url: http://me:s3cr3t@proxy:3128",
            3,
            "job 'web' has a secret in clear under 'proxy_url'",
            NO_FILE,
        ),
        (
            "scrape_configs:\n- consul_sd_configs: [{token: s3cr3t}]",
            2,
            "job 1 has a secret in clear under 'token'",
            NO_FILE,
        ),
    ],
)
def test_a_secret_is_named_and_not_shown(said, text, line, message, hint) -> None:
    assert said(secret_in_clear.find, text) == [("warning", line, message, hint)]


def test_the_secrets_themselves_are_for_hiding_them() -> None:
    text = """\
        scrape_configs: [{job_name: a, bearer_token: one, proxy_url: "http://me:two@proxy"}]
        remote_write: [{basic_auth: {password: three}}]
        """

    config = Configuration(value=read(text))

    assert secret_in_clear.secrets(config) == {"one", "two", "three"}
