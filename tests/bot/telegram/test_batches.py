"""Albums and /batch where something goes otherwise than planned."""

from __future__ import annotations

import zipfile

from engine.demo import VOICE
from tests.telegram import BotApiServer, Seat, is_media


async def test_a_zip_that_telegram_refused_for_now_comes_later(bot: object, telegram: BotApiServer, anna: Seat) -> None:
    telegram.fail_next("sendDocument", 429, retry_after=1)
    anna.sends_album("audio", [VOICE, VOICE])
    zipped = await anna.wait_for(is_media("document"))
    assert zipped.media is not None
    with zipfile.ZipFile(zipped.media.path) as archive:
        assert archive.namelist() == ["01.mp4", "02.mp4"]
