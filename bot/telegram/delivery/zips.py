"""All clips of a batch in one file, or in several where one would be too large."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from storage import Store, batches
from storage.batches import Batch
from storage.jobs import ENDED, JobState

OVERHEAD_BYTES = 4096
"""More than a zip adds to one stored file."""

Entry = tuple[str, Path]
"""Name in the zip, and the file."""


def is_complete(batch: Batch) -> bool:
    """Nothing more will come, and nothing is under way."""
    return not batch.front.get("open") and all(count == 0 or state in ENDED for state, count in batch.counts.items())


async def claim_zip(store: Store, batch_id: int) -> bool:
    """Whether the batch is complete and its zip is still to be sent; noted as sent, so that it is once.

    Counted, not just noted: clips that join a finished batch (an album's last file, a second try) give a new zip.
    """
    async with store.write() as tx:
        batch = await batches.get(tx, batch_id)
        clips = batch.counts.get(JobState.DELIVERED, 0)
        if not is_complete(batch) or clips < 2 or clips <= batch.front.get("zipped", 0):
            return False
        await batches.set_front(tx, batch_id, {**batch.front, "zipped": clips})
        return True


async def release_zip(store: Store, batch_id: int) -> None:
    """It could not be sent: to be claimed again."""
    async with store.write() as tx:
        batch = await batches.get(tx, batch_id)
        await batches.set_front(tx, batch_id, {**batch.front, "zipped": 0})


def write_zips(entries: Iterable[Entry], folder: Path, max_bytes: int) -> list[Path]:
    """Zip files in ``folder``, each at most ``max_bytes`` large; an entry that is too large alone is left out."""
    written = []
    for number, part in enumerate(_parts(entries, max_bytes), 1):
        target = folder / f"facenote-{number}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # clips do not shrink any more
            for name, path in part:
                archive.write(path, name)
        written.append(target)
    return written


def _parts(entries: Iterable[Entry], max_bytes: int) -> Iterator[Sequence[Entry]]:
    part: list[Entry] = []
    room = max_bytes
    for entry in entries:
        size = entry[1].stat().st_size + OVERHEAD_BYTES
        if size > max_bytes:
            continue
        if size > room:
            yield part
            part, room = [], max_bytes
        part.append(entry)
        room -= size
    if part:
        yield part
