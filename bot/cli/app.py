"""The commands of ``facenote``.

The engine and the server are imported inside the commands: loading them takes seconds, and asking for help should not.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.multi_value import MultiValueCommand
from bot.cli.terminal import DONE, FAILED, USAGE, CommandResult, Interrupts, Terminal, to_text
from engine.errors import Cancelled
from engine.failure import as_known_error
from engine.threads import wait_passively
from facenote.errors import FacenoteError

if TYPE_CHECKING:
    from engine import Engine, RenderOptions

app = typer.Typer(
    help="Turns a voice note into a video of you saying it.",
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="List the models in use, or add the file of one.")
app.add_typer(models_app, name="models")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]
Force = Annotated[bool, typer.Option("--force", help="Accept findings that may be overridden.")]
Landmarks = Annotated[Literal["mesh", "fan"], typer.Option(help="What finds the landmarks.")]
FormName = Annotated[Literal["video", "note"], typer.Option(help="The whole picture, or a square around the face.")]
DenoiseName = Annotated[Literal["auto", "on", "off"], typer.Option(help="Remove noise from the voice.")]
RendererName = Annotated[
    Literal["template", "wav2lip"], typer.Option(help="What draws the mouth: wav2lip needs its weights, see models.")
]
Ffmpeg = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH",
        help="Another ffmpeg than the one that comes along; default: FACENOTE_FFMPEG.",
        show_default=False,
    ),
]
Face = Annotated[Path, typer.Argument(metavar="VIDEO", help="A face video or a photo.", show_default=False)]


class WrongUsage(FacenoteError):
    """The command line was not understood."""

    code = "usage"
    advice = "See: facenote --help."

    @classmethod
    def of(cls, error: typer.TyperException) -> WrongUsage:
        """The parser's complaint, with the command whose help explains it."""
        usage = cls(error.format_message())
        if context := getattr(error, "ctx", None):
            usage.advice = f"See: {context.command_path} --help."
        return usage


def main() -> None:
    """Entry point of ``facenote``. Exit codes: 0 done, 1 refused or failed, 2 usage, 130 and 143 interrupted."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; returns the exit code. Whatever happens, a person sees no traceback they did not ask for."""
    # Looked for before parsing, so that wrong usage is told as JSON too; to `bench`, --json names a file.
    command = next((argument for argument in arguments if not argument.startswith("-")), "")
    as_json, debug = "--json" in arguments and command != "bench", "--debug" in arguments
    interrupts = Interrupts()
    if command != "serve":  # the server has its own way to end, and its workers write to standard error
        interrupts.install()
        wait_passively()
    terminal = Terminal(as_json=as_json, debug=debug, cancel=interrupts)
    try:
        parsed = [argument for argument in arguments if argument != "--debug"]  # it may stand anywhere
        outcome = app(parsed, prog_name="facenote", obj=terminal, standalone_mode=False)
        return terminal.finish(outcome) if isinstance(outcome, CommandResult) else int(outcome or 0)
    except typer.TyperException as error:
        usage = WrongUsage.of(error)  # without a word where the help was printed instead
        return terminal.fail(usage, USAGE) if usage.detail else USAGE
    except KeyboardInterrupt:
        return terminal.fail(Cancelled("interrupted"), interrupts.exit_code)
    except Exception as error:  # noqa: BLE001  the last stop before the person
        if interrupts():  # ffmpeg hears Ctrl-C too, so the engine may have met its failure before it asked
            return terminal.fail(Cancelled("interrupted"), interrupts.exit_code)
        return terminal.fail(as_known_error(error))


@app.callback()
def common(debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False) -> None:
    """Options of every command; ``main`` reads them, for errors that come before parsing is done."""


@app.command()
def check(
    ctx: typer.Context,
    video: Face,
    picture: Annotated[Path | None, typer.Option(metavar="OUT.png", help="Draw the findings.")] = None,
    landmarks: Landmarks = "mesh",
    ffmpeg: Ffmpeg = None,
    json: Json = False,
) -> CommandResult:
    """Judge a face video or a photo: is it good enough, and what would make it better?"""
    from bot.cli import show
    from engine import PrepareOptions, Severity

    terminal: Terminal = ctx.obj
    options = PrepareOptions(landmark_engine=landmarks)
    report = open_engine(ffmpeg).check(video, picture=picture, options=options, watch=terminal.watch)
    code = FAILED if report.verdict is Severity.FAIL else 0
    return CommandResult(report.to_json(), show.quality(report), code)


@app.command()
def prepare(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="VIDEO_OR_PHOTO", help="The face.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the template goes.", show_default=False)],
    force: Force = False,
    landmarks: Landmarks = "mesh",
    ffmpeg: Ffmpeg = None,
    json: Json = False,
) -> CommandResult:
    """Make a template of a face: once, then any number of clips."""
    from bot.cli import show
    from engine import PrepareOptions

    terminal: Terminal = ctx.obj
    options = PrepareOptions(accept_findings=force, landmark_engine=landmarks)
    template = open_engine(ffmpeg).prepare(source, out, options=options, watch=terminal.watch)
    return CommandResult({"folder": out, **template.to_json()}, show.template(template))


@app.command()
def render(
    ctx: typer.Context,
    template: Annotated[Path, typer.Argument(metavar="FOLDER", help="A template.", show_default=False)],
    voice: Annotated[Path, typer.Argument(metavar="VOICE", help="Any file with sound.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="CLIP.mp4", help="The clip.", show_default=False)],
    form: FormName = "video",
    denoise: DenoiseName = "auto",
    renderer: RendererName = "template",
    ffmpeg: Ffmpeg = None,
    json: Json = False,
) -> CommandResult:
    """Make a clip of a template's face saying what a voice says."""
    from bot.cli import show

    terminal: Terminal = ctx.obj
    options = render_options(form, denoise, renderer)
    report = open_engine(ffmpeg).render(template, voice, out, options=options, watch=terminal.watch)
    return CommandResult(report.to_json(), show.clip(report))


@app.command(cls=MultiValueCommand)
def batch(
    ctx: typer.Context,
    faces: Annotated[
        list[Path],
        typer.Option(
            metavar="F...", help="Face videos, photos, templates, or @names on the server.", show_default=False
        ),
    ],
    voices: Annotated[list[Path], typer.Option(metavar="V...", help="Voices.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the clips go.", show_default=False)],
    archive: Annotated[Path | None, typer.Option("--zip", metavar="FILE", help="Pack the finished clips.")] = None,
    form: FormName = "video",
    denoise: DenoiseName = "auto",
    renderer: RendererName = "template",
    force: Force = False,
    landmarks: Landmarks = "mesh",
    server: Annotated[
        str | None, typer.Option(metavar="URL", help="Have the clips made by the studio at this address.")
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(metavar="T", help="Your token there; default: FACENOTE_WEB_TOKEN.", show_default=False),
    ] = None,
    ffmpeg: Ffmpeg = None,
    json: Json = False,
) -> CommandResult:
    """Make many clips: one voice on many faces, or many voices on one face. One that fails does not stop the rest."""
    from bot.cli import show
    from bot.client import RemoteOptions, name_of, run_remote_batch
    from bot.settings import ClientSettings
    from engine.media import check_output
    from engine.plan import plan_batch

    terminal: Terminal = ctx.obj
    if server and (any(face.is_dir() for face in faces) or (renderer, landmarks) != ("template", "mesh")):
        raise typer.BadParameter("a server makes its own templates, and chooses --renderer and --landmarks itself")
    if archive:
        check_output(archive, kinds=[".zip"])
    try:
        items = plan_batch(faces, voices, out, name=name_of if server else attrgetter("stem"))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error

    def progress(place: int, stage: str, fraction: float) -> None:
        terminal.progress(f"{place + 1} of {len(items)}: {items[place].out.stem}, {stage}", fraction)

    if server:
        secret = ClientSettings().web_token
        token = token or (secret.get_secret_value() if secret else None)
        wanted = RemoteOptions(form, denoise, accept_findings=force, archive=archive)
        results = run_remote_batch(items, server, token, wanted, progress, terminal.cancel)
    else:
        from engine import PrepareOptions
        from engine.batch import run_batch

        results = run_batch(
            open_engine(ffmpeg),
            items,
            archive=archive,
            prepare_options=PrepareOptions(accept_findings=force, landmark_engine=landmarks),
            render_options=render_options(form, denoise, renderer),
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


@app.command()
def demo(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the clip goes.")] = Path("facenote-demo"),
    face: Annotated[Path | None, typer.Option(help="A face video or photo instead of the demo's.")] = None,
    voice: Annotated[Path | None, typer.Option(help="A voice instead of the demo's.")] = None,
    form: FormName = "video",
    force: Force = False,
    ffmpeg: Ffmpeg = None,
    json: Json = False,
) -> CommandResult:
    """Make a first clip: of a photo that comes along, or of your own face and voice."""
    from bot.cli import show
    from engine import PrepareOptions
    from engine.demo import VOICE, write_face
    from engine.media import check_output

    terminal: Terminal = ctx.obj
    out.mkdir(parents=True, exist_ok=True)
    clip = out / "clip.mp4"
    earlier = (clip, clip.with_suffix(".poster.jpg"))
    for file in earlier:
        check_output(file, inputs=[path for path in (face, voice) if path])
    for file in earlier:  # it would pass for this one's, should this one fail
        file.unlink(missing_ok=True)
    engine, watch = open_engine(ffmpeg), terminal.watch
    accepting = PrepareOptions(accept_findings=force or face is None)
    template = engine.prepare(face or write_face(out / "face.png"), out / "template", options=accepting, watch=watch)
    report = engine.render(
        template, voice or VOICE, clip, options=render_options(form, "auto", "template"), watch=watch
    )
    return CommandResult(report.to_json(), show.clip(report))


@app.command()
def backup(
    ctx: typer.Context,
    data: Annotated[Path, typer.Argument(metavar="DATA", help="The server's data folder; it may be running.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The backup, a new folder.", show_default=False)],
    json: Json = False,
) -> CommandResult:
    """Back up a server's data folder: the database and every file that it names."""
    from storage.backup import back_up, verify

    back_up(data, out)
    taken = verify(out)
    return CommandResult(asdict(taken), f"{out}: {taken.contents} files, {taken.bytes / 1e6:.1f} MB, verified")


@app.command()
def restore(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="A folder that `facenote backup` made.")],
    data: Annotated[Path, typer.Option(metavar="DIR", help="The data folder, new or empty.", show_default=False)],
    json: Json = False,
) -> CommandResult:
    """Make a data folder from a backup, after reading every byte of it. The server must not be running."""
    from storage import backup as backups

    restored = backups.restore(source, data)
    return CommandResult(asdict(restored), f"{data}: {restored.contents} files, {restored.bytes / 1e6:.1f} MB")


@app.command()
def verify(
    ctx: typer.Context,
    clip: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An mp4, jpg or png.")],
    authorities: Annotated[
        Path | None, typer.Option(metavar="PEM", exists=True, dir_okay=False, help="Certificates to trust.")
    ] = None,
    json: Json = False,
) -> CommandResult:
    """Show what a file says about its origin (C2PA content credentials), and whether that can be believed."""
    from engine.provenance import read_provenance

    found = read_provenance(clip, authorities=authorities)
    lines = [f"{clip.name}: content credentials {found.validity.value}"]
    if found.software:
        lines.append(f"made with {found.software}, signed by {found.signer or 'nobody named'}")
        lines.append("AI-generated, or in part" if found.ai_generated else "says nothing of AI")
    lines += [f"problem: {problem}" for problem in found.problems]
    return CommandResult(asdict(found), "\n".join(lines))


@app.command(cls=MultiValueCommand)
def train(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The weights, safetensors.", show_default=False)],
    speaker: Annotated[
        list[Path] | None, typer.Option(metavar="DIR...", help="Folders of clips of one person each.")
    ] = None,
    mixed: Annotated[
        list[Path] | None, typer.Option(metavar="DIR...", help="Folders in which every clip is another person.")
    ] = None,
    hold_out: Annotated[
        int, typer.Option(metavar="N", min=0, help="Leave the first N clips of every speaker for testing.")
    ] = 0,
    json: Json = False,
) -> CommandResult:
    """Train the model from voice to mouth on clips of people speaking, such as the GRID corpus."""
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


@app.command()
def bench(
    ctx: typer.Context,
    media: Annotated[
        Path | None, typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder of real footage.")
    ] = None,
    json: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the figures, JSON.")] = None,
    plot: Annotated[Path | None, typer.Option(metavar="PNG", help="Draw the figures.")] = None,
    ffmpeg: Ffmpeg = None,
) -> CommandResult:
    """Measure speed, memory and the server, and with real footage accuracy. Takes minutes."""
    from bot.bench.run import measure_server
    from bot.cli import show
    from engine.bench import run_bench
    from engine.bench.plot import plot_report

    terminal: Terminal = ctx.obj
    report = run_bench(open_engine(ffmpeg), media, others=[measure_server], watch=terminal.watch)
    if json:
        json.parent.mkdir(parents=True, exist_ok=True)
        json.write_text(to_text(report.to_json()), "utf-8")
    if plot:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot_report(report, plot)
    return CommandResult(report.to_json(), show.bench(report))


@app.command()
def serve(
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="The settings; else facenote.env.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port of the studio, before FACENOTE_PORT.")] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of all data, before FACENOTE_DATA_FOLDER.")
    ] = None,
) -> int:
    """Run the server: the studio, and with a token the Telegram bot. Ctrl-C ends it."""
    from bot.cli.server import run_server
    from bot.settings import ENV_FILE

    chosen = {"port": port, "data_folder": data}
    return run_server(settings or ENV_FILE, **{name: value for name, value in chosen.items() if value is not None})


@app.command()
def doctor(
    ctx: typer.Context,
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="The settings; else facenote.env.")
    ] = None,
    json: Json = False,
) -> CommandResult:
    """Check this machine and this installation: what a bug report should have with it. No token is shown."""
    from bot.cli import show
    from bot.doctor import Status, examine, worst
    from bot.settings import ENV_FILE
    from engine.watch import Watch

    terminal: Terminal = ctx.obj
    results = examine(settings or ENV_FILE, Watch(terminal.progress, terminal.cancel))
    status = worst(results)
    values = {"status": status, "results": results}
    return CommandResult(values, show.doctor(results), FAILED if status is Status.FAIL else DONE)


@models_app.callback(invoke_without_command=True)
def list_models(ctx: typer.Context, json: Json = False) -> CommandResult | None:
    """List the models in use: whose they are, under which licence, and whether their files are here."""
    if ctx.invoked_subcommand:
        return None
    from bot.cli import show
    from engine.models import MODELS

    return CommandResult({"models": [show.model_to_json(model) for model in MODELS]}, show.models())


@models_app.command("add")
def add_model(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As its publisher gives it.", show_default=False)],
    name: Annotated[str | None, typer.Option(help="Which model it is, where that cannot be told.")] = None,
    json: Json = False,
) -> CommandResult:
    """Add a model's file: Whisper's official tiny.en, FAN or Wav2Lip weights. It is verified and copied."""
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


def open_engine(ffmpeg: Path | None) -> Engine:
    """The engine of a command: with the ffmpeg that is named, here or in the environment."""
    from bot.settings import ClientSettings
    from engine import Engine, EngineOptions

    return Engine(EngineOptions(ffmpeg=ffmpeg or ClientSettings().ffmpeg))


def render_options(form: str, denoise: str, renderer: str) -> RenderOptions:
    """The render options of the command line's words."""
    from engine import Denoise, Form, RendererChoice, RenderOptions, VoiceOptions

    return RenderOptions(
        renderer=RendererChoice(renderer), form=Form(form), voice=VoiceOptions(denoise=Denoise(denoise))
    )
