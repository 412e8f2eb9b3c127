"""`ops verify`: from boards to verdicts, on the emitter or on a real installation."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from archestra_ops.emitter.estate import Estate, simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.grafana.ask import Window
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.server import find
from archestra_ops.verify import emitted
from archestra_ops.verify.exposed import Exposed
from archestra_ops.verify.joined import Watch
from archestra_ops.verify.judging import Evidence, judge
from archestra_ops.verify.laboratory import HISTORY, INTERVAL, MakeEstate, laboratory
from archestra_ops.verify.progress import Progress, silent
from archestra_ops.verify.questions import Sheet, sheets
from archestra_ops.verify.reasons import POSTGRES
from archestra_ops.verify.report import Report
from archestra_ops.verify.scope import is_part, within
from archestra_ops.verify.stored import Stored

_EMITTER = "the reference emitter"
_INSTALLATION = "the installation"
_NOWHERE = "emitter:0"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is verified: the platform's boards with these providers and agent labels."""

    platform: Platform
    providers: Sequence[Provider]
    agent_labels: Mapping[str, str] = field(default_factory=dict)
    seed: int = 1

    @property
    def sheets(self) -> list[Sheet]:
        """Its boards as questions; OpsError for a platform without boards."""
        return sheets(self.platform, self.providers, self.agent_labels)

    @property
    def pages(self) -> tuple[str, ...]:
        """Everything that is scraped where all of it is: the processes, and `postgres` if any."""
        return (*self.platform.processes, *([POSTGRES] if self.platform.postgres else []))

    def estate(self, start: float, step: float) -> Estate:
        """The reference emitter for it."""
        settings = Settings(seed=self.seed, start=start, step=step, agent_labels=self.agent_labels)
        return simulate(self.platform, self.providers, settings)


def engine_available() -> bool:
    """Whether a Prometheus and its promtool are installed."""
    return find() is not None and promtool.find() is not None


def on_engine(
    subject: Subject, progress: Progress = silent, make: MakeEstate | None = None
) -> Report:
    """Level 3 on the emitter: a Prometheus of our own answers every query."""
    questions = subject.sheets
    watches: list[Watch | None] = []

    def watched(start: float, step: float) -> Estate:
        estate = (make or subject.estate)(start, step)
        watches.append(Watch.on(estate, subject.seed, start + HISTORY))
        return estate

    with laboratory(subject.platform, subject.providers, watched, progress) as api:
        now = time.time()
        window = Window(start=now - HISTORY, end=now, scrape_interval=INTERVAL)
        evidence = Evidence(
            window=window, sight=Stored(api, window), api=api, scraped=lambda: subject.pages
        )
        report = judge(questions, evidence, progress, level="engine", against=_EMITTER)
        for watch in filter(None, watches):
            report = watch.followed(report, subject.platform, api, time.time())
        return report


def on_pages(
    subject: Subject,
    clock: Callable[[], float] = time.time,
    make: MakeEstate | None = None,
) -> Report:
    """Level 2 on the emitter: its pages are read, no server is started."""
    questions = subject.sheets
    now = clock()
    estate = (make or subject.estate)(now, INTERVAL)
    names = (*subject.platform.processes, *(provider.name for provider in subject.providers))
    evidence = Evidence(
        window=Window(start=now - HISTORY, end=now, scrape_interval=INTERVAL),
        sight=emitted.exposed(estate, dict.fromkeys(names, _NOWHERE)),
        scraped=lambda: subject.pages,
    )
    return judge(questions, evidence, silent, level="live", against=_EMITTER)


def statically(subject: Subject) -> Report:
    """Level 1: by the packs alone."""
    evidence = Evidence(window=Window(start=0.0, end=HISTORY))
    return judge(subject.sheets, evidence, silent, level="static", against="the packs")


def on_installation(
    subject: Subject,
    *,
    exposed: Exposed | None,
    scraped: Collection[str],
    api: Api | None,
    progress: Progress = silent,
    now: float,
) -> Report:
    """Levels 2 and 3 on a real installation: its scraped pages, its Prometheus, or both.

    *scraped* names the pages in *exposed*.
    """
    window = Window(start=now - HISTORY, end=now)
    if api is None:
        evidence = Evidence(window=window, sight=exposed, scraped=lambda: scraped)
        part = [within(sheet, scraped) for sheet in subject.sheets]
        part = [sheet for sheet in part if sheet.panels or sheet.traces_and_logs]
        against = _INSTALLATION
        if is_part(subject.platform, scraped):
            against += f": {', '.join(scraped)} only"
        return judge(part, evidence, progress, level="live", against=against)
    stored = Stored(api, window)
    evidence = Evidence(
        window=window,
        sight=stored,
        api=api,
        pages=exposed,
        scraped=lambda: _scraped(subject, stored),
    )
    return judge(subject.sheets, evidence, progress, level="engine", against=_INSTALLATION)


def _scraped(subject: Subject, stored: Stored) -> list[str]:
    """The processes, and `postgres`, of which a Prometheus has what is always there."""
    found = [name for name, one in subject.platform.processes.items() if stored.has(one.anchor)]
    if any(stored.has(anchor) for provider in subject.providers for anchor in provider.anchors):
        found.append(POSTGRES)
    return found
