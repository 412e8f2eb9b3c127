from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError

from archestra_ops import shipped, templating
from archestra_ops.errors import TemplateError
from archestra_ops.templating import fill


@pytest.fixture
def templates(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(shipped, "TEMPLATES", tmp_path)
    return tmp_path


def test_blocks_leave_no_blank_lines_and_the_last_line_its_break(templates) -> None:
    (templates / "jobs.yml.j2").write_text(
        "jobs:\n"
        "  {% for job in jobs %}\n"
        "  {% if job %}\n"
        "  - {{ job | yaml }}\n"
        "  {% endif %}\n"
        "  {% endfor %}\n"
    )

    assert fill("jobs.yml.j2", jobs=["web", "", "wor'k\"er"]) == (
        'jobs:\n  - "web"\n  - "wor\'k\\"er"\n'
    )


def test_a_value_may_have_any_name(templates) -> None:
    (templates / "t.j2").write_text("{{ template_name }} {{ self_ }}")

    assert fill("t.j2", template_name="a", self_="b") == "a b"


def test_nothing_is_escaped_for_html(templates) -> None:
    (templates / "t.html").write_text("{{ expr }}")

    assert fill("t.html", expr="a > b") == "a > b"


@pytest.mark.parametrize(
    "template", ["{{ port }}", "{{ port | yaml }}", "{% if port %}{% endif %}"]
)
def test_a_value_that_is_missing_is_named(templates, template) -> None:
    (templates / "t.j2").write_text(template)

    with pytest.raises(TemplateError) as caught:
        fill("t.j2")

    assert str(caught.value) == "the template 't.j2' lacks a value: 'port' is undefined"


def test_a_template_that_is_missing_is_named(templates) -> None:
    (templates / "scrape.yml.j2").write_text("")

    with pytest.raises(TemplateError) as caught:
        fill("scrap.yml.j2")
    assert str(caught.value) == "no template named 'scrap.yml.j2'"
    assert caught.value.hint == "did you mean 'scrape.yml.j2'?"

    with pytest.raises(TemplateError) as caught:
        fill("../secret")
    assert str(caught.value) == "no template named '../secret'"
    assert caught.value.hint == ""


@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.just(1e16)
    | st.booleans()
    | st.none()
    | st.sampled_from(["no", "1e3", "2001-01-01", "~", "{{ $labels.x }}", "a: b # c", "\u2028\x85"])
)
def test_yaml_reads_back_what_was_quoted(value) -> None:
    assert yaml.safe_load(f"key:\n  - {templating.yaml(value)}\n") == {"key": [value]}


def test_people_can_read_what_was_quoted() -> None:
    assert templating.yaml("sum(x) > 1 # größer") == '"sum(x) > 1 # größer"'
    assert templating.yaml(Path("/etc/secret")) == '"/etc/secret"'


def test_nothing_undefined_is_quoted() -> None:
    with pytest.raises(UndefinedError):
        templating.yaml(StrictUndefined(name="port"))
