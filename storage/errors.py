"""The storage's error tree: one subclass of :class:`StorageError` for each cause a person can act on."""

from __future__ import annotations

from facenote.errors import FacenoteError


class StorageError(FacenoteError):
    """Base of all errors that the storage raises on purpose."""

    code = "storage_failed"


class StoreTooNew(StorageError):
    """The database was written by a newer version of the program."""

    code = "store_too_new"
    advice = "Install the newer version of Facenote, or restore the backup made before the update."


class StoreTooOld(StorageError):
    """The database was written by an older version of the program, which may still be running."""

    code = "store_too_old"
    advice = "Use the version of Facenote that the server runs, or start the server of this version first."


class StoreDamaged(StorageError):
    """The database file is damaged or not an SQLite database."""

    code = "store_damaged"
    advice = "Restore the data folder from a backup."


class BackupDamaged(StorageError):
    """A backup is incomplete or was changed."""

    code = "backup_damaged"
    advice = "Use another backup; it is complete only if `facenote backup` ended without an error."


class FolderInUse(StorageError):
    """A folder that has to be new already exists."""

    code = "folder_in_use"
    advice = "Name a new folder, or move the old one away first."


class StoreBusy(StorageError):
    """Another program kept the database locked for longer than the time-out."""

    code = "store_busy"
    advice = "Stop the other program that uses the data folder, then try again."


class StoreFull(StorageError):
    """Too little room on the disk: to write now, or to take new work."""

    code = "disk_full"
    advice = "Free some disk space; work already accepted is kept."


class FileTooLarge(StorageError):
    """A received file is larger than allowed."""

    code = "file_too_large"
    advice = "Send a smaller file."


class NotFound(StorageError):
    """The requested item does not exist, or was deleted."""

    code = "not_found"
    advice = "It may have been deleted: look at the list again."


class LeaseLost(StorageError):
    """The lease is no longer held: the job was cancelled, deleted, or given to another worker."""

    code = "lease_lost"
    advice = "Nothing to do: the result of this attempt is dropped."


class WrongState(StorageError):
    """The job is not in a state that allows this."""

    code = "wrong_state"
    advice = "Look at the list again: its state has changed."


class TooManyJobs(StorageError):
    """The user or chat has reached the limit of unfinished jobs."""

    code = "too_many_jobs"
    advice = "Wait until some of them are done, or cancel some."


class DailyLimitReached(StorageError):
    """The user or chat has reached the limit of clips in 24 hours."""

    code = "daily_limit_reached"
    advice = "Try again later: the count falls as yesterday's clips pass 24 hours."


class QuotaExceeded(StorageError):
    """The user's files have reached the storage limit."""

    code = "quota_exceeded"
    advice = "Delete some faces or old clips."
