"""Runs ``facenote batch --server``: uploads faces and voices to a studio, which makes the clips, and downloads those."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from bot.client.answers import Anything, BatchAnswer, Error, FaceAnswer, FacesAnswer, JobAnswer
from bot.client.server import NO_STATUS, Server, ServerRefused, ServerUnreachable
from engine.errors import Cancelled
from engine.findings import FaceRefused, Finding
from engine.media import MediaTimeout, probe
from engine.plan import BatchItem, ItemProgress, ItemResult, write_zip
from engine.watch import CancelSignal, Watch
from facenote.errors import FacenoteError

T = TypeVar("T")

MAX_CLIPS = 100
"""Number of clips that the server takes as one batch; larger orders are split into several batches."""

POLL_S = 0.5
DELIVERED = "delivered"
ENDED = frozenset({DELIVERED, "failed", "cancelled"})
DELETED = JobAnswer(id=0, state="cancelled")
"""Stands for a job that was deleted on the server, by hand or with its face."""

OF_ONE_FILE = frozenset({NO_STATUS, 404, 409, 413, 422})
"""HTTP statuses of errors that concern one face or voice; other errors would concern the rest as well."""


class FaceUnknown(FacenoteError):
    """No face of this name is registered on the server."""

    code = "face_unknown"
    advice = "Name a registered face (the studio lists them), or give a face video."


@dataclass(frozen=True)
class RemoteOptions:
    """Options of a remote batch; ``archive`` is the path for a zip of the clips; ``permitted_by``: whose faces they are, if not
    one's own."""

    form: str
    denoise: str
    mouth: str
    accept_findings: bool
    archive: Path | None
    permitted_by: str = ""
    size: str = "source"
    max_mb: int | None = None

    @property
    def output(self) -> dict[str, str | int]:
        """Return size and limit of the clips as the API takes them; an older server is told only what was chosen."""
        size: dict[str, str | int] = {"size": self.size} if self.size != "source" else {}
        return size | ({"max_mb": self.max_mb} if self.max_mb else {})


class Source(NamedTuple):
    """Face or voice, as the command line names it."""

    kind: str
    path: Path


def is_registered(face: Path) -> bool:
    """Return whether it is a face on the server, ``@name``, instead of a file."""
    return str(face).startswith("@")


def name_of(path: Path) -> str:
    """Return the name of a face or voice on the server and in clips."""
    return path.name.removeprefix("@") if is_registered(path) else path.stem


def run_remote_batch(
    items: Sequence[BatchItem],
    address: str,
    token: str | None,
    options: RemoteOptions,
    progress: ItemProgress,
    cancel: CancelSignal,
) -> list[ItemResult]:
    """Make the clips on a server and download them; a clip that fails does not stop the rest.

    Faces that are uploaded stay registered there, under the names of their files.

    Raises:
        FacenoteError: the server does not answer, or refuses more than one file.
        Cancelled: the server's work is cancelled too.
    """
    with closing(Server(address, token, Watch(cancelled=cancel))) as server:
        run = _Run(server, options, items, progress, cancel)
        try:
            server.get("/api/session", Anything)  # fails if it is not a Facenote server, or refuses the token
            results = [result for places in _slices(range(len(items))) for result in run.make_clips(places)]
        except (Cancelled, KeyboardInterrupt):
            for path in run.unfinished:
                server.cancel(path)
            raise
        finally:
            run.forget_voices()
    if options.archive:
        write_zip(results, options.archive)
    return results


class _Run:
    """State of one batch. ``unfinished``: the paths of the server's jobs for it."""

    def __init__(
        self,
        server: Server,
        options: RemoteOptions,
        items: Sequence[BatchItem],
        progress: ItemProgress,
        cancel: CancelSignal,
    ) -> None:
        self._server, self._options, self._items = server, options, items
        self._progress, self._cancel = progress, cancel
        self.unfinished: list[str] = []
        self._ids: dict[Source, int | FacenoteError] = {}
        self._voices: list[int] = []

    def forget_voices(self) -> None:
        """Delete the uploaded voices: the clips keep theirs, and the user's own choice of voices stays as it was."""
        with suppress(ServerRefused, ServerUnreachable):  # an older server, or none: the voices expire there
            for some in _slices(self._voices):
                self._server.post("/api/jobs/delete", Anything, jobs=list(some))

    def make_clips(self, places: Sequence[int]) -> list[ItemResult]:
        """Make clips of those items whose face and voice can be used; return the results of all items."""
        self._send_sources(places)
        results: dict[int, ItemResult] = {}
        pairs: dict[int, tuple[int, int]] = {}
        for place in places:
            item = self._items[place]
            match [self._ids[source] for source in _sources(item)]:
                case [int(face), int(voice)]:
                    pairs[place] = face, voice
                case found:
                    error = next(value for value in found if isinstance(value, FacenoteError))
                    results[place] = ItemResult(item, error=error)
        if pairs:
            self._make(pairs, results)
        return [results[place] for place in places]

    def _send_sources(self, places: Sequence[int]) -> None:
        """Upload all faces and voices of these items, then wait for them; keep the server's id of each, or the error."""
        new: dict[Source, int] = {}
        for place in places:
            for source in _sources(self._items[place]):
                if source not in self._ids:
                    new.setdefault(source, place)
        sent = {source: _error_or_result(partial(self._send, source, place)) for source, place in new.items()}
        for source, wait in sent.items():
            self._ids[source] = wait if isinstance(wait, FacenoteError) else _error_or_result(wait)

    def _make(self, pairs: Mapping[int, tuple[int, int]], results: dict[int, ItemResult]) -> None:
        batch = self._server.post(
            "/api/batches",
            BatchAnswer,
            faces=list(dict.fromkeys(face for face, _ in pairs.values())),
            voices=list(dict.fromkeys(voice for _, voice in pairs.values())),
            form=self._options.form,
            denoise=self._options.denoise,
            mouth=self._options.mouth,
            **self._options.output,
        )
        path = f"/api/batches/{batch.id}"
        self.unfinished = [path]
        made = {(job.face.id, job.voice): job.id for job in batch.jobs if job.face}  # no face: it was deleted meanwhile
        while waiting := sorted(pairs.keys() - results.keys()):
            jobs = {job.id: job for job in self._server.get(path, BatchAnswer).jobs}
            for place in waiting:
                item = self._items[place]
                job = jobs.get(made.get(pairs[place], 0), DELETED)
                if job.state in ENDED:
                    error = _error_or_result(partial(self._fetch, item, job))
                    results[place] = ItemResult(item, error=error)
                elif job.state == "running":
                    self._progress(place, job.stage, job.progress)
            time.sleep(POLL_S)

    def _fetch(self, item: BatchItem, job: JobAnswer) -> None:
        """Download the item's clip, and its poster if it has one, to their paths."""
        files = _succeeded(job).files
        item.out.parent.mkdir(parents=True, exist_ok=True)
        self._server.download(files["clip"], item.out)
        if poster := files.get("poster"):
            self._server.download(poster, item.out.with_name(f"{item.out.stem}.poster.jpg"))

    def _send(self, source: Source, place: int) -> Callable[[], int]:
        """Upload a face or a voice; return the pending result, which gives its id."""
        if source.kind == "face" and is_registered(source.path):
            face_id = self._registered(name_of(source.path))
            return lambda: face_id
        probe(source.path)  # do not send files that are no media
        watch = Watch(partial(self._progress, place), self._cancel)
        upload = self._server.upload(source.path, watch)
        try:
            if source.kind == "face":
                by = self._options.permitted_by
                owner = {"whose": "permitted_face", "note": by} if by else {"whose": "own_face"}
                job = self._server.post(
                    "/api/face-checks", JobAnswer, upload=upload, name=name_of(source.path), **owner
                )
            else:
                job = self._server.post("/api/voices", JobAnswer, upload=upload)
        except ServerRefused:
            self._server.delete_upload(upload)
            raise
        self.unfinished.append(f"/api/jobs/{job.id}")
        if source.kind == "voice":
            self._voices.append(job.id)
        return partial(self._settle, source, job.id, place)

    def _settle(self, source: Source, job_id: int, place: int) -> int:
        """Return the id of a checked voice, or of the face that is registered after its check."""
        path = f"/api/jobs/{job_id}"
        while (job := self._server.get(path, JobAnswer)).state not in ENDED:
            self._progress(place, job.stage or "wait", job.progress)
            time.sleep(POLL_S)
        report = _succeeded(job).report
        if source.kind == "voice":
            return job_id
        if report and (report.blocked or (report.needs_override and not self._options.accept_findings)):
            raise FaceRefused.of(map(Finding.from_json, report.findings), blocked=report.blocked)
        return self._server.post("/api/faces", FaceAnswer, job=job_id, name=name_of(source.path)).id

    def _registered(self, name: str) -> int:
        """Return the id of the newest face of that name."""
        faces = {face.name: face.id for face in self._server.get("/api/faces", FacesAnswer).faces}
        if name not in faces:
            raise FaceUnknown(f"no face {name!r}, only {', '.join(map(repr, faces)) or 'none'}", name=name)
        return faces[name]


def _sources(item: BatchItem) -> tuple[Source, Source]:
    return Source("face", item.face), Source("voice", item.voice)


def _slices(values: Sequence[int]) -> Iterator[Sequence[int]]:
    """Split the values into lists of at most :data:`MAX_CLIPS`."""
    return (values[first : first + MAX_CLIPS] for first in range(0, len(values), MAX_CLIPS))


def _succeeded(job: JobAnswer) -> JobAnswer:
    """Return the job if it succeeded. Raises: ServerRefused."""
    if job.state != DELIVERED:
        raise ServerRefused.from_error(job.error or Error(code=Cancelled.code, message="cancelled on the server"))
    return job


def _error_or_result(act: Callable[[], T]) -> T | FacenoteError:
    """Return the result, or the error of this one file; raise errors that would stop the rest as well."""
    try:
        return act()
    except FacenoteError as error:
        if not _is_of_one_file(error):
            raise
        return error


def _is_of_one_file(error: FacenoteError) -> bool:
    if isinstance(error, ServerRefused):
        return error.status in OF_ONE_FILE or error.code == MediaTimeout.code
    return not isinstance(error, Cancelled | ServerUnreachable)
