"""Options that several commands share, and the objects built from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from platformdirs import user_data_path

if TYPE_CHECKING:
    from bot.settings import ClientSettings
    from engine import Engine, RenderOptions
    from engine.choices import Credentials

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Accept findings that may be overridden.")]
LandmarksOption = Annotated[Literal["mesh", "fan"], typer.Option(help="Landmark engine.")]
FormName = Annotated[
    Literal["video", "note", "portrait", "square", "landscape"],
    typer.Option(help="The whole picture, a small square for round notes, or a part with sides 9:16, 1:1 or 16:9."),
]
SizeName = Annotated[
    Literal["source", "720p", "480p"],
    typer.Option(help="Largest short side of the clip: that of the face video, or less."),
]
MaxMbOption = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        help="Largest file, in megabytes: WhatsApp takes 16, a Telegram bot sends 50; default: no limit.",
        show_default=False,
    ),
]
DenoiseName = Annotated[Literal["auto", "on", "off"], typer.Option(help="Remove noise from the voice.")]
MouthName = Annotated[Literal["calm", "natural", "lively"], typer.Option(help="How wide the mouth opens.")]
SubtitlesName = Annotated[
    Literal["off", "burn", "file"],
    typer.Option(help="Subtitles: burnt into the picture, or as CLIP.srt and CLIP.vtt beside it."),
]
LinesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Subtitles as you corrected them (.srt or .vtt); default: what the voice says.",
        show_default=False,
    ),
]
BadgeOption = Annotated[bool, typer.Option("--badge", help="Show the letters AI in a corner of the picture.")]
RendererName = Annotated[
    Literal["template", "wav2lip"],
    typer.Option(help="Renderer of the mouth; wav2lip needs its weights, see `facenote models`."),
]
RestoreName = Annotated[
    Literal["detail", "gfpgan"],
    typer.Option(help="Restoration of the drawn mouth; gfpgan needs its weights, see `facenote models`."),
]
FfmpegOption = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="An ffmpeg to use instead of the bundled one; default: FACENOTE_FFMPEG.",
        show_default=False,
    ),
]
DeviceOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Device for networks and drawing: auto, cpu, cuda or cuda:N; default: FACENOTE_DEVICE, else auto.",
        show_default=False,
    ),
]
FaceArgument = Annotated[Path, typer.Argument(metavar="VIDEO", help="A face video or a photo.", show_default=False)]


def make_engine(ffmpeg: Path | None, device: str | None, *, signs: bool = False) -> Engine:
    """Return the engine for a command, with the ffmpeg and the device from its options or the environment.

    ``signs``: the engine makes clips, and signs them with the certificate of the environment, or with a local one of this user.
    """
    from engine import Engine, EngineOptions

    settings = client_settings()
    credentials = _credentials(settings) if signs else None
    return Engine(
        EngineOptions(ffmpeg=ffmpeg or settings.ffmpeg, device=device or settings.device, credentials=credentials)
    )


def client_settings() -> ClientSettings:
    """Read the settings of the command line from the environment. Raises typer.BadParameter."""
    from bot.settings import WrongSettings, load_client

    try:
        return load_client()
    except WrongSettings as error:
        raise typer.BadParameter(str(error)) from error


def _credentials(settings: ClientSettings) -> Credentials:
    from bot.settings import credentials_of
    from engine.provenance import choose_credentials
    from facenote.folders import SIGNING

    return choose_credentials(credentials_of(settings), user_data_path("facenote") / SIGNING)


def render_options(
    form: str,
    size: str,
    max_mb: int | None,
    denoise: str,
    mouth: str,
    renderer: str,
    restore: str,
    *,
    badge: bool,
    subtitles: str = "off",
    lines: Path | None = None,
) -> RenderOptions:
    """Return the render options for the words of the command line."""
    from engine import (
        ClipSize,
        Denoise,
        Form,
        MouthSize,
        RendererChoice,
        RenderOptions,
        Restoration,
        SubtitleUse,
        VoiceOptions,
    )
    from engine.subtitles import read_subtitles
    from facenote.units import MEGABYTE

    return RenderOptions(
        renderer=RendererChoice(renderer),
        restoration=Restoration(restore),
        form=Form(form),
        size=ClipSize(size),
        max_bytes=max_mb and max_mb * MEGABYTE,
        mouth_size=MouthSize(mouth),
        badge=badge,
        subtitles=SubtitleUse(subtitles),
        lines=read_subtitles(lines) if lines else None,
        voice=VoiceOptions(denoise=Denoise(denoise)),
    )
