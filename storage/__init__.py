"""Persistent state: an SQLite database and a folder of media. Knows nothing of the bot or the engine.

:class:`Store` opens it; the modules users, faces, chats, jobs, leases, deliveries, batches, events, changes, queue, limits,
feedback, logins, uploads and retention hold the queries, each a function that takes a transaction first.
"""

from storage.database import Reader, Writer
from storage.media import Media, StagedFile, link_or_copy, read_chunks
from storage.store import Store, Sweep

__all__ = ["Media", "Reader", "StagedFile", "Store", "Sweep", "Writer", "link_or_copy", "read_chunks"]
