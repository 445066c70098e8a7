"""The command ``batch``: makes many clips, locally or on a server."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import (
    BadgeOption,
    DenoiseName,
    DeviceOption,
    FfmpegOption,
    ForceOption,
    FormName,
    JsonOption,
    LandmarksOption,
    MaxMbOption,
    MouthName,
    RendererName,
    RestoreName,
    SizeName,
    client_settings,
    make_engine,
    render_options,
)
from bot.cli.terminal import FAILED, CommandResult, Terminal


def batch(
    ctx: typer.Context,
    faces: Annotated[
        list[Path],
        typer.Option(
            metavar="F...", help="Face videos, photos, templates, or @names on the server.", show_default=False
        ),
    ],
    voices: Annotated[list[Path], typer.Option(metavar="V...", help="Voices.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the clips.", show_default=False)],
    archive: Annotated[Path | None, typer.Option("--zip", metavar="FILE", help="Pack the finished clips.")] = None,
    form: FormName = "video",
    size: SizeName = "source",
    max_mb: MaxMbOption = None,
    denoise: DenoiseName = "auto",
    mouth: MouthName = "natural",
    renderer: RendererName = "template",
    restore: RestoreName = "detail",
    badge: BadgeOption = False,
    force: ForceOption = False,
    landmarks: LandmarksOption = "mesh",
    server: Annotated[str | None, typer.Option(metavar="URL", help="Address of a server that makes the clips.")] = None,
    token: Annotated[
        str | None,
        typer.Option(metavar="T", help="Your token for that server; default: FACENOTE_WEB_TOKEN.", show_default=False),
    ] = None,
    permitted_by: Annotated[
        str | None,
        typer.Option(
            metavar="WHO",
            help="With --server: who permitted the new faces; default: they are yours.",
            show_default=False,
        ),
    ] = None,
    ffmpeg: FfmpegOption = None,
    device: DeviceOption = None,
    json: JsonOption = False,
) -> CommandResult:
    """Make many clips: one voice on many faces, or many voices on one face. A failed clip does not stop the others."""
    from bot.cli import show
    from bot.client import RemoteOptions, name_of, run_remote_batch
    from bot.records.declarations import MAX_NOTE_CHARS
    from engine.media import check_output
    from engine.plan import plan_batch

    terminal: Terminal = ctx.obj
    chosen = (renderer, restore, landmarks)
    if server and (any(face.is_dir() for face in faces) or chosen != ("template", "detail", "mesh")):
        raise typer.BadParameter("a server makes its own templates, and chooses --renderer, --restore and --landmarks")
    if server and badge:
        raise typer.BadParameter("a server's operator chooses whether its clips have a --badge")
    if permitted_by is not None:
        permitted_by = permitted_by.strip()
        if not server:
            raise typer.BadParameter("--permitted-by is for a --server, which keeps it with the faces")
        if not 0 < len(permitted_by) <= MAX_NOTE_CHARS:
            raise typer.BadParameter(f"--permitted-by has {len(permitted_by)} characters, not 1 to {MAX_NOTE_CHARS}")
    if archive:
        check_output(archive, kinds=[".zip"])
    try:
        items = plan_batch(faces, voices, out, name=name_of if server else attrgetter("stem"))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error

    def progress(place: int, stage: str, fraction: float) -> None:
        terminal.progress(f"{place + 1} of {len(items)}: {items[place].out.stem}, {stage}", fraction)

    if server:
        secret = client_settings().web_token
        token = token or (secret.get_secret_value() if secret else None)
        wanted = RemoteOptions(
            form,
            denoise,
            mouth,
            accept_findings=force,
            archive=archive,
            permitted_by=permitted_by or "",
            size=size,
            max_mb=max_mb,
        )
        results = run_remote_batch(items, server, token, wanted, progress, terminal.cancel)
    else:
        from engine import PrepareOptions
        from engine.batch import run_batch

        results = run_batch(
            make_engine(ffmpeg, device, signs=True),
            items,
            archive=archive,
            prepare_options=PrepareOptions(accept_findings=force, landmark_engine=landmarks),
            render_options=render_options(form, size, max_mb, denoise, mouth, renderer, restore, badge=badge),
            progress=progress,
            cancel=terminal.cancel,
        )
    clips = [result.item.out for result in results if result.error is None]
    values = {
        "done": len(clips),
        "failed": len(results) - len(clips),
        "zip": archive if clips else None,
        "items": [result.to_json() for result in results],
    }
    return CommandResult(
        values, show.batch(results, archive if clips else None), FAILED if len(clips) < len(results) else 0
    )
