from __future__ import annotations

from archestra_ops.prometheus.config_lint import missing_file

HINT = "fine where Prometheus runs on another machine"

TEXT = """\
global: {query_log_file: made-by-prometheus.log, external_labels: {files: no-file}}
rule_files:
  - rules/*.yaml
  - extra.yaml
scrape_config_files: [jobs/*.yml]
scrape_configs:
  - job_name: a
    authorization:
      credentials_file: secrets/token
    tls_config: {ca_file: /etc/no-such-folder/ca.pem}
    static_configs: [{targets: [a:1], labels: {key_file: no-file}}]
    params: {files: [no-file]}
    file_sd_configs: [{files: [targets/*.json]}]
    scrape_failure_log_file: made-by-prometheus.log
"""


def test_files_that_are_there_are_fine(said, tmp_path) -> None:
    for name in (
        "rules/a.yaml",
        "extra.yaml",
        "jobs/a.yml",
        "secrets/token",
        "targets/a.json",
        "ca.pem",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    text = TEXT.replace("/etc/no-such-folder", str(tmp_path))

    assert said(missing_file.find, text, tmp_path) == []


def test_every_file_that_is_missing_is_named(said, tmp_path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yml").touch()

    found = said(missing_file.find, TEXT, tmp_path)

    assert found == [
        ("warning", line, f"{where} names the file '{name}', and there is none here", HINT)
        for line, where, name in (
            (9, "job 'a'", "secrets/token"),
            (10, "job 'a'", "/etc/no-such-folder/ca.pem"),
            (13, "job 'a'", "targets/*.json"),
            (3, "'rule_files'", "rules/*.yaml"),
            (4, "'rule_files'", "extra.yaml"),
            (5, "'scrape_config_files'", "jobs/*.yml"),
        )
    ]


def test_without_a_folder_only_whole_paths_are_looked_for(said) -> None:
    found = said(missing_file.find, TEXT)

    assert [line for _, line, _, _ in found] == [10]


def test_odd_names_are_looked_for_like_any(said, tmp_path) -> None:
    (tmp_path / "\U0001f600").touch()
    text = r"""{rule_files: ["\0", "**", "[", ".", "//", "\U0001F600*", "a/**/b.yaml"],
                scrape_configs: [{job_name: a, bearer_token_file: "\0"}]}"""
    # The last holds what Prometheus refuses, which promtool says.
    fine = {".", "**", "\U0001f600*", "a/**/b.yaml"}

    messages = [message for _, _, message, _ in said(missing_file.find, text, tmp_path)]

    assert messages == [
        "job 'a' names the file '\\x00', and there is none here",
        "'rule_files' names the file '\\x00', and there is none here",
        "'rule_files' names the file '[', and there is none here",
        "'rule_files' names the file '//', and there is none here",
    ]
    assert not [name for name in fine if any(repr(name) in message for message in messages)]
