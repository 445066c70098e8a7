"""Use case: what a file says about its origin, for anybody. Nothing of the file is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.connections import network_of
from bot.probing import RETRY_AFTER_S, Probes, ServerBusy
from bot.settings import Settings
from engine.marks import Marks, read_marks
from engine.media import probe
from engine.provenance import Provenance, read_provenance
from facenote.errors import FacenoteError
from facenote.units import MIB
from storage import Store

AT_ONCE = 4
"""Files that are received, wait or are read at the same time; with their largest size, a limit of the disk space."""

RECEIVE_S = 300.0
MAX_MB = 256


class TooManyFiles(FacenoteError):
    """The address sends a file to be verified already, or sent too many within a minute. Facts: ``retry_after_s``."""

    code = "too_many_files"
    advice = "Wait for the time that Retry-After says, then send the next file."


@dataclass(frozen=True)
class Verified:
    """Content credentials of a file, and the marks in its metadata."""

    provenance: Provenance
    marks: Marks


class Verification:
    """The use case. Files are opened in the inspector's process alone, one at a time, and never by the queue of people's own
    files; of one address one file is taken at a time.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self._media, self._min_free = store.media, settings.min_free_mb * MIB
        self.max_bytes = min(MAX_MB, settings.max_web_upload_mb) * MIB
        self._probes = Probes()
        self._senders: set[str] = set()

    async def verify(self, sender: str, size: int, blocks: AsyncIterator[bytes]) -> Verified:
        """Read a file of about ``size`` bytes from ``sender``, an address.

        Raises:
            TooManyFiles (too_many_files): another file of this sender is being verified.
            ServerBusy (server_busy), StoreFull (disk_full), TimeoutError: it does not arrive; the errors of ``blocks``.
            C2paMissing (c2pa_missing): the library that reads manifests does not work here.
            UnusableMedia: it is no picture, video or sound.
        """
        sender = network_of(sender)
        if sender in self._senders:
            raise TooManyFiles(f"another file from {sender} is being verified", retry_after_s=RETRY_AFTER_S)
        if len(self._senders) >= AT_ONCE:
            raise ServerBusy(f"{AT_ONCE} files are being verified", retry_after_s=RETRY_AFTER_S)
        self._senders.add(sender)
        try:
            self._media.require_free(self._min_free + size)
            async with self._media.scratch() as folder:
                path = folder / "file"
                async with asyncio.timeout(RECEIVE_S):
                    await self._media.receive(blocks, path, max_bytes=self.max_bytes)
                return await self._probes.run(_read, path)
        finally:
            self._senders.remove(sender)


def _read(path: Path) -> Verified:
    return Verified(read_provenance(path), read_marks(probe(path).tags))
