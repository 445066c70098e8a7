"""The command line: its commands in the order of the help, its exit codes, and its handling of unexpected errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from bot.cli import batch, clips, maintenance, models, research
from bot.cli.multi_value import MultiValueCommand
from bot.cli.terminal import USAGE, CommandResult, Interrupts, Terminal
from engine.errors import Cancelled
from engine.failure import as_known_error
from engine.threads import wait_passively
from facenote.errors import FacenoteError

app = typer.Typer(
    help="Turns a voice note into a video of you saying it.",
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(models.app, name="models")
COMMANDS: tuple[tuple[Callable[..., Any], type[TyperCommand]], ...] = (
    (clips.check, TyperCommand),
    (clips.prepare, TyperCommand),
    (clips.render, TyperCommand),
    (clips.subtitles, TyperCommand),
    (batch.batch, MultiValueCommand),
    (clips.demo, TyperCommand),
    (maintenance.backup, TyperCommand),
    (maintenance.export, TyperCommand),
    (maintenance.restore, TyperCommand),
    (clips.verify, TyperCommand),
    (research.train, MultiValueCommand),
    (research.bench, TyperCommand),
    (maintenance.serve, TyperCommand),
    (maintenance.login_link, TyperCommand),
    (maintenance.api_token, TyperCommand),
    (maintenance.doctor, TyperCommand),
)
"""Commands, in the order of the help."""

NOT_WATCHING = {"backup", "export", "restore"}
"""Commands that never look at the cancel signal: they end at once, and remove what they have begun."""

for function, command_class in COMMANDS:
    app.command(cls=command_class)(function)


class WrongUsage(FacenoteError):
    """The command line was not understood."""

    code = "usage"
    advice = "See: facenote --help."

    @classmethod
    def of(cls, error: typer.TyperException) -> WrongUsage:
        """Return the parser's error, with the command whose help explains it."""
        usage = cls(error.format_message())
        if context := getattr(error, "ctx", None):
            usage.advice = f"See: {context.command_path} --help."
        return usage


def main() -> None:
    """Entry point of ``facenote``. Exit codes: 0 done, 1 refused or failed, 2 usage, 130 and 143 interrupted."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command line; return the exit code. Show a traceback only on request."""
    # Read before parsing, so that usage errors are JSON too; for `bench`, --json names a file.
    command = next((argument for argument in arguments if not argument.startswith("-")), "")
    as_json, debug = "--json" in arguments and command != "bench", "--debug" in arguments
    interrupts = Interrupts(at_once=command in NOT_WATCHING)
    if command != "serve":  # the server handles signals itself, and its workers write to standard error
        interrupts.install()
        wait_passively()
    terminal = Terminal(as_json=as_json, debug=debug, cancel=interrupts)
    try:
        parsed = [argument for argument in arguments if argument != "--debug"]  # the option may stand anywhere
        outcome = app(parsed, prog_name="facenote", obj=terminal, standalone_mode=False)
        if isinstance(outcome, CommandResult):
            return terminal.finish(outcome)
        if interrupts():  # the parser turns KeyboardInterrupt into 130, for any signal and without a word
            return terminal.fail(Cancelled("interrupted"), interrupts.exit_code)
        return int(outcome or 0)
    except typer.TyperException as error:
        usage = WrongUsage.of(error)  # empty where the help was printed instead
        return terminal.fail(usage, USAGE) if usage.detail else USAGE
    except KeyboardInterrupt:
        return terminal.fail(Cancelled("interrupted"), interrupts.exit_code)
    except Exception as error:  # noqa: BLE001  top-level handler
        if interrupts():  # ffmpeg receives Ctrl-C too, so the engine may have seen it fail before it checked
            return terminal.fail(Cancelled("interrupted"), interrupts.exit_code)
        return terminal.fail(as_known_error(error))


def show_version(wanted: bool) -> None:
    """Print the version, and end."""
    if wanted:
        typer.echo(f"facenote {version('facenote')}")
        raise typer.Exit


@app.callback()
def common(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
    shown: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command; ``main`` reads them, for errors that come before parsing is done."""
