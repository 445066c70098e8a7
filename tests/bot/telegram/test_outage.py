"""An outage is in the log, and does not fill it."""

from __future__ import annotations

import logging

import pytest

from bot.telegram.outage import OutageLog


def test_an_outage_of_an_hour_takes_few_lines(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    seconds = [0.0]
    outage = OutageLog(lambda: seconds[0])
    outage.recovered()
    for seconds[0] in range(0, 3600, 3):
        outage.failed("Name or service not known")
    outage.recovered()
    outage.recovered()
    outage.failed("Bad Gateway")
    said = [record.getMessage() for record in caplog.records]
    assert said[0] == "Telegram unreachable (Name or service not known); retrying"
    assert [line.split(" (")[0].removeprefix("Telegram unreachable for ") for line in said[1:-2]] == [
        f"{minutes} minutes" for minutes in (1, 2, 4, 8, 16, 32)
    ]
    assert said[-2] == "Telegram reachable again after 3597 s"
    assert said[-1] == "Telegram unreachable (Bad Gateway); retrying"
