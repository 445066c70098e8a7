"""Persistent state: an SQLite database and a folder of media. Independent of the bot and the engine.

:class:`Store` opens it. The modules named after what they are about (users, faces, jobs, leases and so on) contain the queries:
functions whose first argument is a transaction.
"""

from storage.database import Reader, Writer
from storage.media import Media, StagedFile, link_or_copy, read_blocks, read_chunks
from storage.store import Store, Sweep

__all__ = ["Media", "Reader", "StagedFile", "Store", "Sweep", "Writer", "link_or_copy", "read_blocks", "read_chunks"]
