from __future__ import annotations

from archestra_ops.prometheus.config_lint import authorization


def test_one_way_is_fine(said) -> None:
    text = """\
        scrape_configs:
          - {job_name: a, authorization: {credentials_file: x, credentials: ''}, basic_auth: }
          - {job_name: b, basic_auth: {username: x, password_file: y}}
          - {job_name: c, oauth2: {client_id: x, client_secret_file: y, token_url: z}}
          - {job_name: d, bearer_token_file: x}
          - {job_name: e}
        """

    assert said(authorization.find, text) == []


def test_two_ways_are_named(said) -> None:
    text = """\
        scrape_configs:
          - job_name: a
            basic_auth: {username: x, password_file: y}
            authorization: {credentials_file: x}
          - job_name: b
            bearer_token_file: x
            oauth2: {client_id: x}
            authorization: {credentials_file: x}
          - job_name: c
            authorization:
              type: ' Basic'
              credentials_file: x
              credentials: y
          - job_name: d
            basic_auth: {username: x, username_file: x}
        """

    assert said(authorization.find, text) == [
        (
            "error",
            4,
            "job 'a' has 'authorization' and 'basic_auth', which exclude each other",
            "keep one of them",
        ),
        (
            "error",
            8,
            (
                "job 'b' has 'authorization' and 'oauth2' and 'bearer_token_file', "
                "which exclude each other"
            ),
            "keep one of them",
        ),
        (
            "error",
            13,
            (
                "'authorization' of job 'c' has 'credentials' and 'credentials_file', "
                "which exclude each other"
            ),
            "keep one of them",
        ),
        (
            "error",
            11,
            "'authorization' of job 'c' has the type 'basic'",
            "use 'basic_auth' for a user and a password",
        ),
        (
            "error",
            15,
            "'basic_auth' of job 'd' has 'username' and 'username_file', which exclude each other",
            "keep one of them",
        ),
    ]
