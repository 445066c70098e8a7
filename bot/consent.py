"""The consent that comes before the first face: "this is my face, or I have this person's permission"."""

from __future__ import annotations

from storage import Store, users

TEXT_VERSION = "2026-11"
"""Version of the text ``consent-text``; to be changed with its meaning, then everybody is asked again."""


async def is_given(store: Store, user_id: int) -> bool:
    """Whether this person agreed to the present text."""
    async with store.read() as tx:
        last = await users.last_consent(tx, user_id)
    return last is not None and last.text_version == TEXT_VERSION


async def give(store: Store, user_id: int) -> None:
    """Note that the person agreed to the present text, now."""
    async with store.write() as tx:
        await users.give_consent(tx, user_id, TEXT_VERSION)
