"""Alertmanager's own judge of its configurations."""

from __future__ import annotations

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.scratch import scratch


def check_config(config: str) -> bool:
    """Check an Alertmanager configuration; False where no amtool is installed to do it.

    Raises OpsError with amtool's reason where it is wrong.
    """
    program = promtool.find("amtool")
    if program is None:
        return False
    with scratch() as folder:
        file = folder / "alertmanager.yml"
        file.write_text(config, encoding="utf-8")
        outcome = promtool.run_tool(program, "check-config", file)
    if outcome.code != 0:
        reason = outcome.stdout.rpartition("FAILED:")[2].strip() or outcome.reason
        raise OpsError(f"amtool refuses the Alertmanager configuration: {reason}")
    return True
