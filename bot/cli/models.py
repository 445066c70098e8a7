"""The commands ``models`` and ``models add``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import (
    JsonOption,
)
from bot.cli.terminal import CommandResult

app = typer.Typer(help="List the models in use, or add a model's file.")


@app.callback(invoke_without_command=True)
def list_models(ctx: typer.Context, json: JsonOption = False) -> CommandResult | None:
    """List the models in use: whose they are, under which licence, and whether their files are here."""
    if ctx.invoked_subcommand:
        return None
    from bot.cli import show
    from engine.models import MODELS

    return CommandResult({"models": [show.model_to_json(model) for model in MODELS]}, show.models())


@app.command("add")
def add_model(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As its publisher gives it.", show_default=False)],
    name: Annotated[str | None, typer.Option(help="Which model it is, where that cannot be told.")] = None,
    json: JsonOption = False,
) -> CommandResult:
    """Add a model's file: Whisper tiny.en, model.bin for subtitles, FAN, Wav2Lip or GFPGAN weights. It is verified and copied."""
    from bot.cli import show
    from engine import models

    sha256 = models.digest(file) if file.is_file() and not name else ""
    matching = [
        model
        for model in models.MODELS
        if (model.name == name if name else sha256.startswith(model.hashes or "-") or file.name == model.file_name)
    ]
    if not matching:
        raise models.ModelUnknown(f"{name or file.name} is none of them", file=file, sha256=sha256)
    model = matching[0]
    target = models.add(file, model)
    return CommandResult(show.model_to_json(model), f"{model.name} ({model.licence}): {target}")
