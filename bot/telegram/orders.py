"""Every clip that is asked for in Telegram goes through here: the rules of its group hold whatever was sent or pressed."""

from __future__ import annotations

from bot.jobs.requests import ClipRequest
from bot.telegram import lending
from bot.telegram.context import Context
from bot.telegram.team_settings import GroupSettings, Members, is_administrator
from engine.errors import EngineError
from storage import Writer, faces
from storage.chats import Chat
from storage.errors import DailyLimitReached
from storage.jobs import Job
from storage.limits import usage_of_chat


class OnlyAdministrators(EngineError):
    """The group lets administrators alone use the bot."""

    code = "only_administrators"
    advice = "Ask an administrator of the group."


async def order(context: Context, request: ClipRequest) -> Job:
    """Queue a clip by the rules of the chat; the owner of a lent face is told of it.

    An update handled twice tells the owner twice rather than not at all.

    Raises:
        OnlyAdministrators (only_administrators), DailyLimitReached (daily_limit_reached): the group's own quota;
        NotFound (not_found): the face is gone; the errors of ``JobService.submit_clip``.
    """
    services, user = context.services, context.user
    if not await may_order(context):
        raise OnlyAdministrators(f"user {user.id} is no administrator of chat {context.chat.id}")
    async with services.store.read() as tx:
        face = await faces.get(tx, request.face_id)
    is_lent = face.user_id != user.id
    if is_lent:
        await lending.withdraw_if_gone(context, face)
    async with services.store.write() as tx:
        job = await services.jobs.submit_clip(request, tx=tx)
        await _check_quota(tx, context.chat)
    if is_lent:
        await lending.tell_owner(context, face)
    return job


async def may_order(context: Context) -> bool:
    """Whether the group lets this person ask for clips."""
    return GroupSettings.of(context.chat.settings).members is Members.ALL or await is_administrator(context)


async def _check_quota(tx: Writer, chat: Chat) -> None:
    """Checked after the clip was added, so that one that is known already counts once; raising takes it back."""
    quota = GroupSettings.of(chat.settings).quota
    if quota is not None and (used := (await usage_of_chat(tx, chat.id)).daily_jobs) > quota:
        raise DailyLimitReached(f"{used} of {quota} clips in 24 hours", whose="chat", used=used, limit=quota)
