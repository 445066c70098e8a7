"""Access for the user of this machine, given out by the command line beside the running server: whoever can write the data
folder may use the studio.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bot.accounts import LOCAL
from bot.app.logins import Logins
from bot.app.tokens import NewToken, Tokens
from bot.records import open_store
from engine.media import replacing
from facenote.errors import FacenoteError
from facenote.folders import ADDRESS
from storage import users


class NoLocalStudio(FacenoteError):
    """No studio that opens by a link runs with this data folder, or the folder is not this user's."""

    code = "no_local_studio"
    advice = (
        "Name the data folder of the running server (--data), as its user. With FACENOTE_WEB_TOKENS or FACENOTE_WEB_URL people"
        " log in by token or from Telegram instead."
    )


@contextlib.contextmanager
def announced(data_folder: Path, address: str) -> Iterator[None]:
    """Write the address of the studio into the data folder, for :func:`new_login_link`, until the end of the block."""
    path = data_folder / ADDRESS
    with replacing(path) as temporary:
        temporary.write_text(address)
    try:
        yield
    finally:
        withdraw(data_folder)


def withdraw(data_folder: Path) -> None:
    """Remove the address, also one that a killed server left: another user's program may listen there now."""
    (data_folder / ADDRESS).unlink(missing_ok=True)


def login_link(address: str, secret: str) -> str:
    """Return the link. The secret stands behind ``#``: it reaches no log and no other site."""
    return f"{address}/login#link={secret}"


async def new_login_link(data_folder: Path) -> str:
    """Return a new link that logs a browser in once. Raises NoLocalStudio (no_local_studio), StorageError."""
    address = _address(data_folder)
    async with open_store(data_folder, migrates=False) as store:
        return login_link(address, await Logins(store).make_link())


async def new_api_token(data_folder: Path, name: str) -> NewToken:
    """Return a new API token of this machine's user. Raises NoLocalStudio, TooManyTokens, StorageError."""
    _address(data_folder)
    async with open_store(data_folder, migrates=False) as store:
        async with store.write() as tx:
            user = await users.ensure(tx, LOCAL, name="", language="")
        return await Tokens(store).make(user.id, name)


def _address(data_folder: Path) -> str:
    try:
        return (data_folder / ADDRESS).read_text()
    except OSError as error:
        raise NoLocalStudio(f"{error.filename}: {error.strerror}") from error
