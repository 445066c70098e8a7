"""Commands for the server's operation: run it, check its machine, back up its data."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import JsonOption
from bot.cli.terminal import DONE, FAILED, CommandResult, Terminal, whole

if TYPE_CHECKING:
    from storage.backup import Backup


def serve(
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Settings file; default: facenote.env."),
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port of the studio; overrides FACENOTE_PORT.")] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Data folder; overrides FACENOTE_DATA_FOLDER.")
    ] = None,
) -> int:
    """Run the server: the studio and, with a token, the Telegram bot. Ctrl-C stops it."""
    from bot.cli.server import run_server
    from bot.settings import ENV_FILE

    chosen = {"port": port, "data_folder": data}
    return run_server(settings or ENV_FILE, **{name: value for name, value in chosen.items() if value is not None})


DataOption = Annotated[Path, typer.Option(metavar="DIR", help="The data folder of the running server.")]


def login_link(ctx: typer.Context, data: DataOption = Path("data"), json: JsonOption = False) -> CommandResult:
    """Print a link that logs a browser of this machine in to the running studio, once, within a day."""
    import asyncio

    from bot.app.this_machine import new_login_link

    link = asyncio.run(new_login_link(data))
    return CommandResult({"link": link}, whole(link))


def api_token(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for; the studio lists it under Settings.")],
    data: DataOption = Path("data"),
    json: JsonOption = False,
) -> CommandResult:
    """Make an API token for a script on this machine, and print it."""
    import asyncio

    from bot.app.this_machine import new_api_token

    new = asyncio.run(new_api_token(data, name))
    return CommandResult({"id": new.token.id, "name": new.token.name, "token": new.secret}, whole(new.secret))


def doctor(
    ctx: typer.Context,
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Settings file; default: facenote.env."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Data folder; overrides FACENOTE_DATA_FOLDER.")
    ] = None,
    json: JsonOption = False,
) -> CommandResult:
    """Check this machine and this installation, for bug reports. Shows no token."""
    from bot.cli import show
    from bot.doctor import CheckStatus, examine, worst
    from bot.settings import ENV_FILE
    from engine.watch import Watch

    terminal: Terminal = ctx.obj
    chosen = {} if data is None else {"data_folder": data}
    results = examine(settings or ENV_FILE, Watch(terminal.progress, terminal.cancel), **chosen)
    status = worst(results)
    values = {"status": status, "results": results}
    return CommandResult(values, show.doctor(results), FAILED if status is CheckStatus.FAIL else DONE)


def backup(
    ctx: typer.Context,
    data: Annotated[Path, typer.Argument(metavar="DATA", help="The server's data folder; it may be running.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The backup, a new folder.", show_default=False)],
    json: JsonOption = False,
) -> CommandResult:
    """Back up a server's data folder: the database and every file that it refers to."""
    from storage.backup import back_up

    taken = back_up(data, out)
    told = f"{out}: {taken.contents} files, {taken.bytes / 1e6:.1f} MB, verified{_without(taken)}"
    return CommandResult(asdict(taken), told, FAILED if taken.missing else DONE)


def export(
    ctx: typer.Context,
    account: Annotated[
        str,
        typer.Argument(
            metavar="ACCOUNT", help="Whose data: telegram:4711, web:ada, or web:local of a studio without tokens."
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="ZIP", help="The zip file.", show_default=False)],
    data: Annotated[Path, typer.Option(metavar="DIR", help="The server's data folder; it may be running.")] = Path(
        "data"
    ),
    json: JsonOption = False,
) -> CommandResult:
    """Write everything that a server keeps about a person into one zip: a list (data.json) and every file."""
    import asyncio

    from bot.app.exports import write_export
    from engine.media import check_output

    check_output(out, kinds=[".zip"])
    files, size = asyncio.run(write_export(data, account, out))
    return CommandResult({"zip": out, "files": files, "bytes": size}, f"{out}: {files} files, {size / 1e6:.1f} MB")


def restore(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="A folder that `facenote backup` made.")],
    data: Annotated[Path, typer.Option(metavar="DIR", help="The data folder, new or empty.", show_default=False)],
    json: JsonOption = False,
) -> CommandResult:
    """Restore a data folder from a backup, after verifying every byte. The server must not be running. All logins end."""
    from storage import backup as backups

    restored = backups.restore(source, data)
    told = f"{data}: {restored.contents} files, {restored.bytes / 1e6:.1f} MB{_without(restored)}"
    return CommandResult(asdict(restored), told)


def _without(made: Backup) -> str:
    """Return what to say of files that were missing or damaged when the backup was made."""
    if not made.missing:
        return ""
    return f"\n{len(made.missing)} files were missing or damaged in the data folder and are left out; backup.json lists them"
