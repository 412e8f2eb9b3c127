"""How `ops packs show` tells of a platform what a provider does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archestra_ops.output.lines import wrapped
from archestra_ops.packs.model import Platform, Profile
from archestra_ops.packs.process import Probe, Process
from archestra_ops.packs.standing import DOCUMENTED


def facts_of(platform: Platform) -> dict[str, Any]:
    """Profiles, processes, probes and gaps, as parts of a JSON document."""
    return {
        "profile": platform.profile,
        "profiles": {
            name: {
                "title": profile.title,
                "help": profile.help,
                "usual": name == platform.default_profile,
                "written_twice": profile.written_twice,
            }
            for name, profile in platform.profiles.items()
        },
        "processes": {
            name: {
                "title": process.title,
                "job": process.job,
                "port": process.port,
                "path": process.path,
                "api_port": process.api_port,
                "optional": process.optional,
            }
            for name, process in platform.processes.items()
        },
        "probes": [
            {
                "process": probe.process,
                "path": probe.path,
                "help": probe.help,
                "status": list(probe.status),
                "json": dict(probe.json),
                "not_seen": "" if probe.seen else DOCUMENTED,
            }
            for probe in platform.probes
        ],
        "setup": [
            {"name": one.name, "title": one.title, "help": one.help, "file": one.file}
            for one in platform.setup
        ],
        "gaps": [
            {"what": gap.what, "why": gap.why, "instead": gap.instead} for gap in platform.gaps
        ],
    }


def lines_of(platform: Platform) -> list[str]:
    """The same as lines; of probes, set-ups and gaps only if there are any."""
    room = max(8, *map(len, platform.processes)) + 1
    lines: list[str] = []
    for name, process in platform.processes.items():
        lines += wrapped(_process(process), f"  {name:{room}}", " " * (room + 2))
    lines += _part("profiles", (_profile(platform, *pair) for pair in platform.profiles.items()))
    lines += _part("probes", (_probe(platform, probe) for probe in platform.probes))
    lines += _part("set-up", (f"{one.name}: {one.title}; {one.help}" for one in platform.setup))
    gaps = (
        f"{gap.what}: {gap.why}" + (f"; instead: {gap.instead}" if gap.instead else "")
        for gap in platform.gaps
    )
    return [*lines, *_part("gaps", gaps)]


def _part(head: str, texts: Iterator[str]) -> list[str]:
    lines = [line for text in texts for line in wrapped(text, "  ", "    ")]
    return ["", head, *lines] if lines else []


def _process(process: Process) -> str:
    optional = "; not every installation has it" if process.optional else ""
    return f"metrics on port {process.port}{process.path}, job {process.job}{optional}"


def _profile(platform: Platform, name: str, profile: Profile) -> str:
    marks = ["shown here"] if name == platform.profile else []
    if name == platform.default_profile:
        marks.append("the usual one")
    marked = f" ({', '.join(marks)})" if marks else ""
    twice = f"; those of '{profile.written_twice}' beside it" if profile.written_twice else ""
    return f"{name}{marked}: {profile.title}{twice}"


def _probe(platform: Platform, probe: Probe) -> str:
    home = {**platform.processes, **platform.silent}[probe.process]
    unseen = "" if probe.seen else f" ({DOCUMENTED})"
    return f"{probe.process}, port {home.api_port}{probe.path}: {probe.help}{unseen}"
