"""Commands that turn a face and a voice into a clip.

Each command imports the engine when it runs: loading it takes seconds, which ``--help`` does not need.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.text import Text

from bot.cli.options import (
    BadgeOption,
    DenoiseName,
    DeviceOption,
    FaceArgument,
    FfmpegOption,
    ForceOption,
    FormName,
    JsonOption,
    LandmarksOption,
    LinesOption,
    MaxMbOption,
    MouthName,
    RendererName,
    RestoreName,
    SizeName,
    SubtitlesName,
    make_engine,
    render_options,
)
from bot.cli.terminal import FAILED, CommandResult, Terminal


def check(
    ctx: typer.Context,
    video: FaceArgument,
    picture: Annotated[Path | None, typer.Option(metavar="OUT.png", help="Draw the findings.")] = None,
    landmarks: LandmarksOption = "mesh",
    ffmpeg: FfmpegOption = None,
    device: DeviceOption = None,
    json: JsonOption = False,
) -> CommandResult:
    """Judge a face video or photo: whether it is good enough, and what would improve it."""
    from bot.cli import show
    from engine import PrepareOptions, Severity

    terminal: Terminal = ctx.obj
    options = PrepareOptions(landmark_engine=landmarks)
    report = make_engine(ffmpeg, device).check(video, picture=picture, options=options, watch=terminal.watch)
    code = FAILED if report.verdict is Severity.FAIL else 0
    return CommandResult(report.to_json(), show.quality(report), code)


def prepare(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="VIDEO_OR_PHOTO", help="The face.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder for the template.", show_default=False)],
    force: ForceOption = False,
    landmarks: LandmarksOption = "mesh",
    ffmpeg: FfmpegOption = None,
    device: DeviceOption = None,
    json: JsonOption = False,
) -> CommandResult:
    """Make a template of a face, once for any number of clips. Replaces an existing template."""
    from bot.cli import show
    from engine import PrepareOptions
    from engine.pipeline.template import MANIFEST

    terminal: Terminal = ctx.obj
    replaced = (out / MANIFEST).exists()
    options = PrepareOptions(accept_findings=force, landmark_engine=landmarks)
    template = make_engine(ffmpeg, device).prepare(source, out, options=options, watch=terminal.watch)
    return CommandResult({"folder": out, "replaced": replaced, **template.to_json()}, show.template(template, replaced))


def render(
    ctx: typer.Context,
    template: Annotated[Path, typer.Argument(metavar="FOLDER", help="A template.", show_default=False)],
    voice: Annotated[Path, typer.Argument(metavar="VOICE", help="Any file with sound.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="CLIP.mp4", help="The clip.", show_default=False)],
    form: FormName = "video",
    size: SizeName = "source",
    max_mb: MaxMbOption = None,
    denoise: DenoiseName = "auto",
    mouth: MouthName = "natural",
    renderer: RendererName = "template",
    restore: RestoreName = "detail",
    badge: BadgeOption = False,
    subtitles: SubtitlesName = "off",
    lines: LinesOption = None,
    ffmpeg: FfmpegOption = None,
    device: DeviceOption = None,
    json: JsonOption = False,
) -> CommandResult:
    """Make a clip: the template's face speaks with the given voice."""
    from bot.cli import show
    from engine import SubtitleUse
    from engine.media import check_output
    from engine.subtitles import Subtitles
    from engine.subtitles.files import KINDS, write_subtitles

    if lines and subtitles == "off":
        raise typer.BadParameter("--lines needs --subtitles burn or --subtitles file")
    terminal: Terminal = ctx.obj
    options = render_options(
        form, size, max_mb, denoise, mouth, renderer, restore, badge=badge, subtitles=subtitles, lines=lines
    )
    beside = [out.with_suffix(kind) for kind in KINDS] if options.subtitles is SubtitleUse.FILE else []
    for file in beside:
        check_output(file, inputs=[voice, *([lines] if lines else [])])
    report = make_engine(ffmpeg, device, signs=True).render(template, voice, out, options=options, watch=terminal.watch)
    for file in beside:
        write_subtitles(report.subtitles or Subtitles(), file)
    return CommandResult(report.to_json(), show.clip(report))


def subtitles(
    ctx: typer.Context,
    voice: Annotated[Path, typer.Argument(metavar="VOICE", help="Any file with sound.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="FILE", help="An .srt or .vtt file.", show_default=False)],
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language, such as en or fr; default: found.", show_default=False)
    ] = None,
    ffmpeg: FfmpegOption = None,
    json: JsonOption = False,
) -> CommandResult:
    """Write down what a voice says, with times, to correct it and to use it with `render --subtitles burn --lines FILE`."""
    from bot.cli.show import quote
    from engine.media import check_output
    from engine.subtitles.files import KINDS, write_subtitles

    terminal: Terminal = ctx.obj
    check_output(out, kinds=[*KINDS], inputs=[voice])
    found = make_engine(ffmpeg, None).subtitles(voice, language=language, watch=terminal.watch)
    write_subtitles(found, out)
    said = f"{len(found.lines)} lines, language {found.language}" if found.lines else "nobody speaks"
    return CommandResult({"file": out, **found.to_json()}, f"{quote(out.name)}: {said}")


def demo(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the clip.")] = Path("facenote-demo"),
    face: Annotated[Path | None, typer.Option(help="A face video or photo instead of the demo's.")] = None,
    voice: Annotated[Path | None, typer.Option(help="A voice instead of the demo's.")] = None,
    form: FormName = "video",
    badge: BadgeOption = False,
    force: ForceOption = False,
    ffmpeg: FfmpegOption = None,
    device: DeviceOption = None,
    json: JsonOption = False,
) -> CommandResult:
    """Make a first clip, from the bundled photo or from your own face and voice."""
    from bot.cli import show
    from engine import PrepareOptions
    from engine.demo import VOICE, write_face
    from engine.media import check_output

    terminal: Terminal = ctx.obj
    out.mkdir(parents=True, exist_ok=True)
    clip = out / "clip.mp4"
    for file in (clip, clip.with_suffix(".poster.jpg")):
        check_output(file, inputs=[path for path in (face, voice) if path])
    engine, watch = make_engine(ffmpeg, device, signs=True), terminal.watch
    accepting = PrepareOptions(accept_findings=force or face is None)
    with TemporaryDirectory(prefix="facenote-") as folder:
        source = face or write_face(Path(folder) / "face.png")
        template = engine.prepare(source, out / "template", options=accepting, watch=watch)
    options = render_options(form, "source", None, "auto", "natural", "template", "detail", badge=badge)
    report = engine.render(template, voice or VOICE, clip, options=options, watch=watch)
    return CommandResult(report.to_json(), show.clip(report))


def verify(
    ctx: typer.Context,
    clip: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An mp4, jpg or png.")],
    authorities: Annotated[
        Path | None, typer.Option(metavar="PEM", exists=True, dir_okay=False, help="Certificates to trust.")
    ] = None,
    json: JsonOption = False,
) -> CommandResult:
    """Show what a file says about its origin (C2PA content credentials, metadata), and whether that can be trusted.

    Exits with 1 if the file was altered after it was signed.
    """
    from bot.cli.show import quote
    from engine.marks import read_marks
    from engine.media import probe
    from engine.provenance import Validity, read_provenance

    marks = read_marks(probe(clip).tags)
    found = read_provenance(clip, authorities=authorities)
    lines = [f"{quote(clip.name)}: content credentials: {found.validity}: {found.validity.meaning}"]
    if found.software:
        signer = f"signed by {quote(found.signer)}" if found.signer else "signer not named"
        lines.append(f"made with {quote(found.software)}, {signer}")
        lines.append("AI-generated, or in part" if found.ai_generated else "does not declare AI")
    lines += [f"problem: {quote(problem)}" for problem in found.problems]
    if marks.ai_generated:
        by = f", made with {quote(marks.software)}" if marks.software else ""
        lines.append(f"metadata: marked as AI-generated{by} (not signed: anybody can write or remove that)")
    else:
        lines.append("metadata: not marked as AI-generated")
    code = FAILED if found.validity is Validity.ALTERED else 0
    return CommandResult({**asdict(found), "metadata": asdict(marks)}, Text("\n".join(lines)), code)
