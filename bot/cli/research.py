"""Commands for engine development: train the generic model, run the benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import (
    DeviceOption,
    FfmpegOption,
    JsonOption,
    make_engine,
)
from bot.cli.terminal import CommandResult, Terminal, to_text


def train(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The weights, safetensors.", show_default=False)],
    speaker: Annotated[
        list[Path] | None, typer.Option(metavar="DIR...", help="Folders of clips of one person each.")
    ] = None,
    mixed: Annotated[
        list[Path] | None, typer.Option(metavar="DIR...", help="Folders in which every clip shows another person.")
    ] = None,
    hold_out: Annotated[
        int, typer.Option(metavar="N", min=0, help="Reserve the first N clips of every speaker for testing.")
    ] = 0,
    json: JsonOption = False,
) -> CommandResult:
    """Train the model of mouth motion on clips of people speaking, such as the GRID corpus."""
    from engine.articulation.corpus import corpus_files, read_corpus
    from engine.articulation.train import train_generic
    from engine.watch import Watch

    terminal: Terminal = ctx.obj
    watch = Watch(terminal.progress, terminal.cancel)
    clips = list(read_corpus(corpus_files(speaker or (), mixed or (), hold_out), watch))
    model = train_generic(clips, watch)
    out.parent.mkdir(parents=True, exist_ok=True)
    model.save(out)
    people = len({clip.person for clip in clips})
    return CommandResult(
        {"weights": out, "clips": len(clips), "people": people}, f"{out}: {len(clips)} clips of {people} people"
    )


def bench(
    ctx: typer.Context,
    media: Annotated[
        Path | None, typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder of real footage.")
    ] = None,
    json: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the results as JSON.")] = None,
    plot: Annotated[Path | None, typer.Option(metavar="PNG", help="Draw the results.")] = None,
    sheets: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a page of contact sheets of the mouths, with real footage."),
    ] = None,
    ffmpeg: FfmpegOption = None,
    device: DeviceOption = None,
) -> CommandResult:
    """Measure speed, memory, the server and, with real footage, accuracy. Takes minutes."""
    from bot.bench.run import measure_server
    from bot.cli import show
    from engine.bench import run_bench
    from engine.bench.plot import plot_report

    terminal: Terminal = ctx.obj
    if sheets:
        sheets.mkdir(parents=True, exist_ok=True)
    report = run_bench(make_engine(ffmpeg, device), media, sheets=sheets, others=[measure_server], watch=terminal.watch)
    if json:
        json.parent.mkdir(parents=True, exist_ok=True)
        json.write_text(to_text(report.to_json()), "utf-8")
    if plot:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot_report(report, plot)
    return CommandResult(report.to_json(), show.bench(report))
