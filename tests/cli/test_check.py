from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner, Result

from archestra_ops.cli import app, check, progress
from tests.checks.answers import OPENMETRICS
from tests.checks.pages import CAPTURES, capture
from tests.packs.toys import BAKERY, folder_at

SECRET = "s3cret"  # noqa: S105 - a test's own

Answers = Mapping[str, tuple[int, Mapping[str, str], bytes]]
Serve = Callable[[Answers], str]

OK = (200, {}, b'{"status":"ok"}')
WEB_API = {
    "/health": (200, {}, b'{"name":"Archestra","status":"ok","version":"1.3.15"}'),
    "/ready": (
        200,
        {},
        (
            b'{"name":"Archestra","status":"ok","version":"1.3.15","database":"connected",'
            b'"sandbox":"ready"}'
        ),
    ),
}


def run(*args: str, stdin: str | None = None, secret: str = "") -> Result:
    return CliRunner().invoke(
        app, ["check", *args], input=stdin, env={"ARCHESTRA_METRICS_SECRET": secret}
    )


@contextmanager
def _serving(answers: Answers, secret: str = "") -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            given = self.headers.get("Authorization")
            if secret and self.path == "/metrics" and given != f"Bearer {secret}":
                status, body = 401, b'{"error":"Unauthorized: Invalid token"}'
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(answers)` gives the address of a server that answers by path."""
    with ExitStack() as stack:
        yield lambda answers: stack.enter_context(_serving(answers))


@pytest.fixture(scope="module")
def platform() -> Iterator[dict[str, str]]:
    """A platform that is well, its metrics behind a secret: `web`, `worker` and `api`."""
    pages = {
        name: {"/metrics": (200, {"Content-Type": OPENMETRICS}, capture(name).encode())}
        for name in ("web", "worker")
    }
    answers = {"api": WEB_API, "web": pages["web"]}
    answers["worker"] = {**pages["worker"], "/health": OK, "/ready": OK}
    with ExitStack() as stack:
        yield {name: stack.enter_context(_serving(answers[name], SECRET)) for name in answers}


def test_the_captured_pages_are_clean() -> None:
    done = run("metrics", str(CAPTURES["web"]), str(CAPTURES["worker"]), "--fail-on", "warning")

    assert done.exit_code == 0
    assert " ".join(done.stdout.split()).startswith(
        f"{CAPTURES['web']}: web: read, 78 metrics, 2,241 samples, 601 exemplars "
        f"{CAPTURES['worker']}: worker: read, 90 metrics, 973 samples, 171 exemplars "
    )
    assert done.stdout.splitlines()[-1] == "3 info"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("process", "layout", "owners"),
    [
        ("web", "split", "web"),
        ("worker", "split", "worker"),
        ("web", "all", "web and worker"),
    ],
)
def test_the_emitters_pages_are_clean(process, layout, owners) -> None:
    emitter = ["emitter", "snapshot", "--process", process, "--process-type", layout]
    page = CliRunner().invoke(app, [*emitter, "--agent-label", "team=data"])

    done = run("metrics", "-", "--fail-on", "warning", stdin=page.stdout)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"stdin: {owners}: read, ")
    assert "info: stdin: custom agent labels: 'team'\n" in done.stdout


def test_a_page_on_stdin_that_is_spoilt() -> None:
    done = run("metrics", "-", "--process", "all", stdin="# TYPE up gauge\nup 1\n")

    assert done.exit_code == 1
    assert done.stdout == (
        "stdin: web and worker: read, 1 metric, 1 sample, 0 exemplars\n"
        "error: stdin: this is not a page of Archestra: none of its own metrics is on it\n"
        "  hint: is the address right? Archestra has them by default: 'web' at\n"
        "        ':9050/metrics', 'worker' at ':9000/metrics'\n"
        "1 error\n"
    )


def test_json_is_one_document() -> None:
    done = run("metrics", str(CAPTURES["worker"]), "-o", "json")

    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert (document["type"], document["schema_version"]) == ("archestra-ops.findings", 1)
    assert document["command"] == "check metrics"
    assert document["targets"] == [
        {
            "process": "worker",
            "subject": str(CAPTURES["worker"]),
            "status": "read",
            "ok": True,
            "message": "90 metrics, 973 samples, 171 exemplars",
        }
    ]
    assert [finding["check"] for finding in document["findings"]] == ["metrics/no-series"]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (
            ["metrics", "nowhere.txt"],
            2,
            "error: no page file 'nowhere.txt'\nhint: is the path right?\n",
        ),
        (
            ["metrics", "-", "--process", "wbe"],
            2,
            "error: platform 'archestra' has no process named 'wbe'\nhint: did you mean 'web'?\n",
        ),
        (
            ["metrics", "-", "--max-size", "huge"],
            2,
            "error: 'huge' is not a size\nhint: write it as in 256MiB, 1GiB or 500000\n",
        ),
        (
            ["metrics", str(CAPTURES["web"]), "--max-size", "100k"],
            3,
            f"error: '{CAPTURES['web']}' is larger than 100 KiB\nhint: --max-size allows more\n",
        ),
        (
            ["metrics", "--web", "localhost:9050"],
            2,
            (
                "error: 'localhost:9050' is not an http or https address\n"
                "hint: did you mean 'http://localhost:9050'?\n"
            ),
        ),
        (
            ["metrics", "--secret-file", "nowhere"],
            2,
            "error: no secret file 'nowhere'\nhint: is the path right?\n",
        ),
        (
            ["health", "--web-api", "localhost:9000"],
            2,
            (
                "error: 'localhost:9000/health' is not an http or https address\n"
                "hint: did you mean 'http://localhost:9000/health'?\n"
            ),
        ),
    ],
)
def test_bad_input_is_one_sentence_and_a_hint(args, code, message) -> None:
    done = run(*args)

    assert (done.exit_code, done.stdout, done.stderr) == (code, "", message)


def test_an_installation_that_is_well(platform) -> None:
    done = run(
        *("metrics", "--fail-on", "warning"),
        *("--web", f"{platform['web']}/metrics", "--worker", f"{platform['worker']}/metrics"),
        secret=SECRET,
    )

    assert (done.exit_code, done.stderr) == (0, "")
    lines = [line for line in done.stdout.splitlines() if ": read, " in line]
    assert [line.rpartition(": read")[0] for line in lines] == [
        f"{platform['web']}/metrics: web",
        f"{platform['worker']}/metrics: worker",
    ]


def test_a_secret_from_a_file_goes_before_the_environment(platform, tmp_path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    wrong = f"not {SECRET}".replace(" ", "-")
    web = ("metrics", "--web", f"{platform['web']}/metrics")

    assert run(*web, "--secret-file", str(file), secret=wrong).exit_code == 0
    assert run(*web, secret=wrong).exit_code == 3


def test_a_worker_that_is_not_there(platform) -> None:
    done = run(
        *("metrics", "--web", f"{platform['web']}/metrics"),
        *("--worker", f"{platform['api']}/metrics"),
        secret=SECRET,
    )

    assert done.exit_code == 1
    assert done.stdout.splitlines()[-6:] == [
        f"error: {platform['api']}/metrics: the worker is not scraped: the web API",
        "  answers here, not the worker, and the web page has none of its metrics",
        "  hint: name the worker's address by --worker; in the Helm chart it has no",
        "        Service: a PodMonitor on its port 'backend' scrapes it, see `ops",
        "        scrape-config render`",
        "1 error, 2 info",
    ]


def one_finding(done: Result) -> str:
    """The only thing that was found, on one line."""
    lines = done.stdout.splitlines()
    assert lines[-1] == "1 error"
    return " ".join(line.strip() for line in lines[:-1])


HTML = (200, {"Content-Type": "text/html"}, b"<!doctype html><title>Log in</title>\n")
CUT = (200, {"Content-Type": OPENMETRICS}, capture("web")[:300_000].encode())
BOMB = (
    200,
    {"Content-Type": OPENMETRICS, "Content-Encoding": "gzip"},
    gzip.compress(b" " * 2**24),
)
MOVED = (302, {"Location": "https://login.example/"}, b"")


@pytest.mark.parametrize(
    ("answer", "code", "message"),
    [
        (
            HTML,
            1,
            (
                "error: {url}:1: this is HTML, not a metrics page hint: look at the URL's port and "
                "path, and at what answers there without a login"
            ),
        ),
        (
            BOMB,
            3,
            (
                "error: {url}: the metrics of the worker process cannot be read: '{url}' sent "
                "a body "
                "that unpacks to more than 200 times its size hint: no metrics page compresses so "
                "well: is the server to be trusted?"
            ),
        ),
        (
            MOVED,
            3,
            (
                "error: {url}: the metrics of the worker process cannot be read: '{url}' "
                "redirects to "
                "'https://login.example/', which is another server hint: if that is the right one, "
                "give its address instead"
            ),
        ),
    ],
)
def test_what_a_server_may_do_to_us(serve, answer, code, message) -> None:
    url = f"{serve({'/metrics': answer})}/metrics"

    done = run("metrics", "--worker", url)

    found = one_finding(done)
    assert found.removeprefix(found.partition("error: ")[0]) == message.format(url=url)
    assert done.exit_code == code


def test_a_page_over_the_limit(serve) -> None:
    url = f"{serve({'/metrics': CUT})}/metrics"

    done = run("metrics", "--worker", url, "--max-size", "10KiB")

    assert one_finding(done) == (
        f"error: {url}: the metrics of the worker process cannot be read: '{url}' sent more than "
        "10 KiB hint: is it the right address? --max-size allows more"
    )
    assert done.exit_code == 3


def test_a_host_that_nobody_knows() -> None:
    done = run("metrics", "--worker", "http://nowhere.invalid/metrics")

    assert one_finding(done) == (
        "error: http://nowhere.invalid/metrics: the metrics of the worker process cannot be read: "
        "no address is known for the host 'nowhere.invalid' "
        "hint: is the name right, and can this machine look it up?"
    )
    assert done.exit_code == 3


def test_health_of_an_installation_that_is_well(platform) -> None:
    done = run("health", "--web-api", platform["api"], "--worker", f"{platform['worker']}/metrics")

    assert (done.exit_code, done.stderr) == (0, "")
    assert " ".join(done.stdout.split()) == (
        f"{platform['api']}: web: ready, Archestra 1.3.15, database connected, sandbox ready "
        f"{platform['worker']}: worker: ready "
        "no findings"
    )
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_health_of_a_web_process_without_its_database(serve) -> None:
    live = json.dumps({"name": "Archestra", "status": "ok", "version": "1.3.15"})
    ready = json.dumps({"name": "Archestra", "status": "degraded", "database": "disconnected"})
    api = serve({"/health": (200, {}, live.encode()), "/ready": (503, {}, ready.encode())})

    done = run("health", "--web-api", api)

    assert done.exit_code == 1
    assert done.stdout == (
        f"{api}: web: not ready, Archestra 1.3.15, database disconnected\n"
        f"error: {api}: the web process is alive, but is not ready: its\n"
        "  database is disconnected\n"
        "  hint: is PostgreSQL up, and reachable from this process?\n"
        "1 error\n"
    )


def test_health_where_nothing_listens() -> None:
    at = "http://127.0.0.1:1"

    done = run("health", "--worker", f"{at}/metrics", "-o", "json")

    assert done.exit_code == 3
    document = json.loads(done.stdout)
    assert document["targets"] == [
        {
            "process": "worker",
            "subject": at,
            "status": "unknown",
            "ok": False,
            "message": "",
        }
    ]
    assert [finding["message"] for finding in document["findings"]] == [
        f"the worker process cannot be asked: nothing listens at '{at}'"
    ]


def test_what_a_server_says_cannot_steer_the_terminal(serve) -> None:
    live = json.dumps({"name": "\x1b[2J", "status": "ok", "version": "1"})
    api = serve({"/health": (200, {}, live.encode())})

    done = run("health", "--web-api", api)

    assert "\x1b" not in done.stdout
    assert "\\x1b[2J 1" in done.stdout


def test_large_files_show_how_far_the_reading_is(monkeypatch) -> None:
    drawn = []

    @contextmanager
    def bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
        yield lambda *args: drawn.append((quiet, *args))

    monkeypatch.setattr(progress, "bar", bar)
    monkeypatch.setattr(check, "_LARGE", 1)
    size = CAPTURES["worker"].stat().st_size

    run("metrics", str(CAPTURES["worker"]))
    run("metrics", str(CAPTURES["worker"]), "--quiet")

    assert drawn == [(False, "reading", size, size), (True, "reading", size, size)]


# --- any platform ---------------------------------------------------------------------------------


def test_a_platform_with_probes_is_asked_these(serve, tmp_path) -> None:
    folder = folder_at(tmp_path / "packs")
    url = serve({"/turning": (503, {}, b"no wind")})
    done = run("health", "--platform", "mill", "--target", f"mill={url}", "--pack-dir", str(folder))

    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == f"{url}: mill: not well, '/turning' 503"
    assert " ".join(done.stdout.split("\n", 1)[1].split()) == (
        f"error: {url}: the mill process answered 503 'no wind' at '/turning', not 200 "
        "hint: wait for wind 1 error"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--platform", "mill", "--web-api", "http://x"],
            "error: --web-api is not for Mill\nhint: name a process by --target PROCESS=URL\n",
        ),
        (
            ["--platform", "mill", "--target", "relay=http://x"],
            (
                "error: nothing is known of how 'relay' says that it is well\n"
                "hint: name one of: mill\n"
            ),
        ),
        (
            ["--platform", "bakery", "--target", "van=http://x"],
            (
                "error: nothing is known of how 'van' says that it is well\n"
                "hint: name one of: oven, shop\n"
            ),
        ),
        (
            ["--platform", "bakery", "--target", "bar=http://x"],
            (
                "error: platform 'bakery' has no process named 'bar'\n"
                "hint: one of: all, oven, shop, van\n"
            ),
        ),
        (
            ["--platform", "mute", "--web-api", "http://x"],
            "error: --web-api is not for Mute\nhint: name a process by --target PROCESS=URL\n",
        ),
    ],
)
def test_what_cannot_be_asked_for_health_is_refused(tmp_path, arguments, message) -> None:
    folder = folder_at(tmp_path / "packs")
    mute = BAKERY[: BAKERY.index("[[probes]]")] + BAKERY[BAKERY.index("[metrics.") :]
    (folder / "mute.toml").write_text(mute.replace('"Bakery"', '"Mute"'))
    done = run("health", *arguments, "--pack-dir", str(folder))

    assert (done.exit_code, done.stderr) == (2, message)


def test_without_probes_the_metrics_page_is_asked(serve, tmp_path) -> None:
    """At the API's address, or at the page's own; without either, where it is by default."""
    mute = BAKERY[: BAKERY.index("[[probes]]")] + BAKERY[BAKERY.index("[metrics.") :]
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "bakery.toml").write_text(mute)
    body = b'# TYPE bakery_breads_total counter\nbakery_breads_total{kind="rye"} 1\n'
    url = serve({"/metrics": (200, {"content-type": "text/plain; version=0.0.4"}, body)})

    for address in (url, f"{url}/metrics"):
        done = run(
            "health", "--platform", "bakery", "--target", f"oven={address}",
            "--pack-dir", str(folder),
        )  # fmt: skip
        assert done.exit_code == 0
        first, *rest = done.stdout.splitlines()
        assert first == f"{url}/metrics: oven: read, 1 metric, 1 sample, 0 exemplars"
        assert "add [[probes]] to the pack" in " ".join(rest)


@pytest.mark.parametrize("first", ["api", "web"])
def test_the_names_of_processes_make_no_archestra_of_a_platform(serve, tmp_path, first) -> None:
    """It has none of the paths `/health` and `/ready`, and no Helm chart that anybody knows of."""
    mute = BAKERY[: BAKERY.index("[[probes]]")] + BAKERY[BAKERY.index("[metrics.") :]
    for old, new in (("oven", first), ("shop", "worker")):
        mute = mute.replace(f"[processes.{old}]", f"[processes.{new}]")
        mute = mute.replace(f'processes = ["{old}"]', f'processes = ["{new}"]')
        mute = mute.replace(f'process = "{old}"', f'process = "{new}"')
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "bakery.toml").write_text(mute)
    breads = b'# TYPE bakery_breads_total counter\nbakery_breads_total{kind="rye"} 1\n'
    opened = b"# TYPE bakery_open gauge\nbakery_open 1\n"
    header = {"content-type": "text/plain; version=0.0.4"}
    url = serve({"/metrics": (200, header, breads)})
    worker = serve({"/metrics": (200, header, opened)})
    options = ("--platform", "bakery", "--pack-dir", str(folder))
    pages = ("--target", f"{first}={url}/metrics")
    both = (*pages, "--target", f"worker={worker}/metrics")
    health = run("health", *options, *both)
    read = run("metrics", *options, *pages)
    whole = run("all", *options, *both)

    assert health.exit_code == 0, health.output
    assert (health.exit_code, health.stdout.splitlines()[:2]) == (
        0,
        [
            f"{url}/metrics: {first}: read, 1 metric, 1 sample, 0 exemplars",
            f"{worker}/metrics: worker: read, 1 metric, 1 sample, 0 exemplars",
        ],
    )
    assert "add [[probes]] to the pack" in " ".join(health.stdout.split())
    assert (read.exit_code, "worker" in read.stdout) == (0, False)
    assert (whole.exit_code, "error" in whole.stdout) == (0, False)


def test_a_server_that_is_no_agyn_does_not_pass(serve) -> None:
    done = run("health", "--platform", "agyn", "--target", f"gateway={serve({})}")

    assert done.exit_code == 3
    assert "whether the gateway process is well cannot be told" in " ".join(done.stdout.split())


def test_a_page_that_a_profile_does_not_have_is_told(serve, tmp_path) -> None:
    """The relay has the metrics: the mill itself has none, and answers with 404."""
    folder = folder_at(tmp_path / "packs")
    url = serve({})
    done = run(
        "metrics", "--platform", "mill", "--profile", "relayed", "--target", f"mill={url}/metrics",
        "--pack-dir", str(folder),
    )  # fmt: skip

    assert done.exit_code == 1
    assert " ".join(done.stdout.split()).endswith(
        "hint: in the profile 'relayed' this process has none; Mill has them by default: 'relay' "
        "at ':7202/metrics' 1 error"
    )
