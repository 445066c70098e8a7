"""Tests of the files that travel to a worker and back, without a cluster."""

from __future__ import annotations

import os
import socket
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from engine.pool import Request
from engine.ray_pool.cache import KEPT_S, Cache
from engine.ray_pool.files import FOLDER, arguments_of, describe, list_files, pack, paths_in, safe_join, unpack
from engine.ray_pool.worker import describe_all
from tests.engine.pool import tasks


def test_a_request_arrives_with_the_paths_of_the_other_machine(tmp_path: Path) -> None:
    voice, out, there = tmp_path / "voice", tmp_path / "out", tmp_path / "there"
    voice.write_bytes(b"voice")
    request = Request("1", partial(tasks.echo, [voice, out / "clip.mp4", Path("/else")]), 5.0, out)
    arrived = unpack(pack(request, {voice: describe(voice)}, out), there / "inputs", there / "out")
    assert arrived.task.args == (
        [there / "inputs" / describe(voice).digest, there / "out" / "clip.mp4", Path("/else")],
    )
    assert arrived.out == there / "out"
    assert paths_in((voice, out, out / "x", "y"), out) == [voice]


def test_files_that_are_named_by_keyword_travel_like_the_others(tmp_path: Path) -> None:
    one, two, out, there = tmp_path / "one", tmp_path / "two", tmp_path / "out", tmp_path / "there"
    one.write_bytes(b"one")
    two.write_bytes(b"two")
    named: dict[str, Any] = {"part_1": one, "part_2": two}
    request = Request("1", partial(tasks.echo, out, **named), 5.0, out)
    sent = describe_all(paths_in(arguments_of(request.task), out))
    assert set(sent) == {one, two}
    arrived = unpack(pack(request, sent, out), there, there / "out").task
    assert arrived.args[0] == there / "out"
    assert arrived.keywords == {"part_1": there / sent[one].digest, "part_2": there / sent[two].digest}
    assert arguments_of(tasks.echo) == ()


def test_a_file_that_cannot_be_read_stays_here(tmp_path: Path) -> None:
    """Such as a signing key: it is the task that says what this means."""
    voice, key = tmp_path / "voice", tmp_path / "key.pem"
    voice.write_bytes(b"voice")
    with socket.socket(socket.AF_UNIX) as server:  # nobody can read it as a file, not even root
        server.bind(str(key))
        assert describe_all([voice, key, tmp_path / "missing"]) == {voice: describe(voice)}


def test_the_same_content_has_the_same_digest(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "in").mkdir(parents=True)
        (tmp_path / name / "in" / "video.mp4").write_bytes(b"video")
    one, two = (describe(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert one.files == (("in/video.mp4", 5),)
    (tmp_path / "two" / "in" / "video.mp4").write_bytes(b"other")
    assert describe(tmp_path / "two").digest != one.digest


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x"])
def test_no_file_from_a_worker_is_written_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        safe_join(tmp_path, name)


def test_templates_are_kept_for_a_while_and_voices_for_their_job(tmp_path: Path) -> None:
    template, voice, key = tmp_path / "template", tmp_path / "voice", tmp_path / "key"
    template.mkdir()
    (template / "video.mp4").write_bytes(b"video")
    voice.write_bytes(b"voice")
    key.write_bytes(b"named by the options of the worker")
    (tmp_path / "scratch").mkdir()
    cache = Cache(tmp_path / "scratch")
    for path in (template, voice, key):
        wanted = describe(path)
        assert cache.missing(wanted)
        for name, _ in wanted.files:
            cache.write(wanted.digest, name, (path / name).read_bytes())
        cache.complete(wanted.digest)
        assert not cache.missing(wanted)
    kept, key_there = (cache.folder / describe(path).digest for path in (template, key))
    cache.keep(frozenset({key_there.name}))
    assert kept.suffix == FOLDER
    assert list_files(kept) == list_files(template)
    cache.write("half", "", b"a job that was cancelled meanwhile")
    cache.clear()
    cache.prune()
    assert set(cache.folder.iterdir()) == {kept, key_there}
    old = time.time() - KEPT_S - 60
    os.utime(kept, (old, old))
    cache.prune()
    assert list(cache.folder.iterdir()) == [key_there]
