"""Client of the studio's HTTP API, used by ``facenote batch --server``."""

from bot.client.batch import RemoteOptions, name_of, run_remote_batch
from bot.client.server import Server, ServerRefused, ServerUnreachable

__all__ = ["RemoteOptions", "Server", "ServerRefused", "ServerUnreachable", "name_of", "run_remote_batch"]
