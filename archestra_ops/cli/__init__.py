"""The command line: read options, call one function, print what it returns."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import sys
import textwrap
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from archestra_ops import __version__
from archestra_ops.cli import signals
from archestra_ops.cli.groups import Groups
from archestra_ops.errors import OpsError, UnavailableError

_STDOUT = 1
_OBJECTS = 100_000  # made between two looks for cycles; Python's own number is 700
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF, errno.EIO})


class OpsGroup(TyperGroup):
    """The one place where an OpsError becomes a message and an exit code."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever Typer gives
        """Take the commands from where they are imported one by one."""
        super().__init__(**settings)
        self.commands: Any = Groups()

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer keeps this type private
        """Run the command; let bugs through as tracebacks."""
        try:
            return super().invoke(ctx)
        except OpsError as error:
            typer.secho(_fitted(f"error: {error}"), fg="red", err=True)
            if error.hint:
                typer.echo(_fitted(f"hint: {error.hint}"), err=True)
            raise typer.Exit(error.exit_code) from error


def _fitted(text: str) -> str:
    """*text* in lines as wide as the terminal; as it is where stderr is none."""
    if sys.stderr is None or not sys.stderr.isatty():
        return text
    width = shutil.get_terminal_size().columns
    # A name or an expression that is longer than a line stays whole, to be copied.
    return textwrap.fill(
        text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


app = typer.Typer(
    cls=OpsGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"archestra-ops {__version__}")
        raise typer.Exit


@app.callback()
def ops(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="Print without colours, as NO_COLOR=1 does.")
    ] = False,
) -> None:
    """Make Archestra observable with Prometheus and Grafana, and prove that it works.

    Example: ops verify
    """
    del version
    if no_color:
        os.environ["NO_COLOR"] = "1"


def main() -> None:
    """Run `ops`; a reader that went away, or Ctrl-C, ends it quietly.

    SIGTERM and SIGHUP end every command as Ctrl-C does, so that none leaves a program that it
    started or a folder that it made; the exit code tells which of them it was.
    """
    # A short run makes many objects and few cycles: to look for these costs a tenth of its time.
    gc.set_threshold(_OBJECTS, 10, 10)
    if sys.stdout is None:  # closed by the shell (`>&-`): nobody wants to read
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as we run
    try:
        with signals.terminable():
            app(prog_name="ops")
            sys.stdout.flush()
    except KeyboardInterrupt:
        raise SystemExit(signals.exit_code()) from None
    except SystemExit as ended:  # Typer makes one of an interrupt, and of an end, too
        if ended.code == signals.INTERRUPTED:
            raise SystemExit(signals.exit_code()) from None
        raise
    except BrokenPipeError:
        _drop_output()
        raise SystemExit(1) from None
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _drop_output()
        typer.secho(f"error: cannot write: {error.strerror}", fg="red", err=True)
        typer.echo("hint: is the disk full, or the output closed? TMPDIR names another", err=True)
        raise SystemExit(UnavailableError.exit_code) from None


def _drop_output() -> None:
    """What is still buffered has nowhere to go; without this, Python says so at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), _STDOUT)
