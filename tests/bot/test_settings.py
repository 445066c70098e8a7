"""Tests of settings: accepted values, refusals, and their documentation."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from bot.settings import (
    PREFIX,
    SECRETS,
    ClientSettings,
    Settings,
    WrongSettings,
    load,
    of_commands_only,
    unknown_settings,
    withhold_secrets,
)

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "facenote.env.example"
TOKEN = "4711:AAF-secret_part"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove all settings of the test machine."""
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def from_lines(folder: Path, *lines: str) -> Settings:
    path = folder / "facenote.env"
    path.write_text("\n".join(lines), "utf-8")
    return load(path)


def test_nothing_need_be_set(tmp_path: Path) -> None:
    settings = load(tmp_path / "missing.env")
    assert settings.telegram_token is None
    assert (settings.max_download_mb, settings.max_upload_mb) == (20, 50)
    assert settings.name


def test_environment_wins_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACENOTE_PORT", "8001")
    settings = from_lines(tmp_path, "FACENOTE_PORT=8002", "FACENOTE_WORKERS=3", "FACENOTE_GPUS=")
    assert (settings.port, settings.workers, settings.gpus) == (8001, 3, None)


def test_lists_are_separated_by_commas(tmp_path: Path) -> None:
    settings = from_lines(tmp_path, "FACENOTE_OPERATORS=1, 2,", "FACENOTE_ALLOWED_CHATS=-1005")
    assert settings.operators == {1, 2}
    assert settings.allowed_chats == {-1005}
    assert settings.allowed_users == frozenset()


def test_local_server_raises_the_limits(tmp_path: Path) -> None:
    settings = from_lines(tmp_path, "FACENOTE_TELEGRAM_LOCAL=true", "FACENOTE_MAX_UPLOAD_MB=300")
    assert (settings.max_download_mb, settings.max_upload_mb) == (2000, 300)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("FACENOTE_PORT=99999", "FACENOTE_PORT: .*65535"),
        ("FACENOTE_WORKERS=two", "FACENOTE_WORKERS: .*integer"),
        ("FACENOTE_OPERATORS=1,@ada", "FACENOTE_OPERATORS: .*integer"),
        ("FACENOTE_LOG_LEVEL=loud", "FACENOTE_LOG_LEVEL: .*'debug', 'info', 'warning' or 'error'"),
        (f"FACENOTE_TELEGRAM_TOKEN=bot{TOKEN}", "FACENOTE_TELEGRAM_TOKEN: .*@BotFather"),
        ("FACENOTE_WEBHOOK_URL=http://a.example/telegram/webhook", "FACENOTE_WEBHOOK_URL: .*https"),
        ("FACENOTE_WEBHOOK_URL=https://a.example/telegram/webhook", "FACENOTE_WEBHOOK_SECRET: .*16"),
        ("FACENOTE_MAX_DOWNLOAD_MB=21", "FACENOTE_MAX_DOWNLOAD_MB: over 20 .*FACENOTE_TELEGRAM_LOCAL"),
        ("FACENOTE_WEB_TOKENS=ada:4711-AAF-secret", "FACENOTE_WEB_TOKENS: .*name:secret.*16"),
        ("FACENOTE_WEB_TOKENS=4711-AAF-secret-part", "FACENOTE_WEB_TOKENS: .*name:secret"),
        ('FACENOTE_WEB_TOKENS=ada:0123456789"abcdef', "FACENOTE_WEB_TOKENS: .*quotes"),
        ("FACENOTE_WEB_TOKENS=Ada:0123456789abcdef", "FACENOTE_WEB_TOKENS: .*name:secret"),
        ("FACENOTE_WEB_TOKENS=ada:0123456789abcdef,bob:0123456789abcdef", "FACENOTE_WEB_TOKENS: each .*secret"),
        ("FACENOTE_WEB_TOKENS=ada:0123456789abcdef,ada:0123456789abcde-", "FACENOTE_WEB_TOKENS: each .*name"),
        ("FACENOTE_WEB_URL=http://a.example", "FACENOTE_WEB_URL: .*https"),
        ("FACENOTE_WEB_URL=https://a.example/studio", "FACENOTE_WEB_URL: .*https"),
        ("FACENOTE_METRICS_TOKEN=AAF-secret", "FACENOTE_METRICS_TOKEN: .*16"),
        ("FACENOTE_SIGNING_KEY=clips.key.pem", "FACENOTE_SIGNING_CERTIFICATE and FACENOTE_SIGNING_KEY: .*"),
        ("FACENOTE_JOB_WEBHOOKS=http://hooks.example", "FACENOTE_JOB_WEBHOOKS: .*https"),
        ("FACENOTE_JOB_WEBHOOKS=https://a:b@hooks.example/", "FACENOTE_JOB_WEBHOOKS: .*https"),
        ("FACENOTE_JOB_WEBHOOKS=https://hooks.example/?team=1", "FACENOTE_JOB_WEBHOOKS: .*https"),
        ("FACENOTE_HOST=0.0.0.0", "FACENOTE_HOST: .*FACENOTE_WEB_TOKENS"),
        ("FACENOTE_POOL=ray", "FACENOTE_POOL: ray needs FACENOTE_RAY_ADDRESS"),
        ("FACENOTE_RAY_ADDRESS=head:6379", "FACENOTE_RAY_ADDRESS: .*ray://"),
        ("FACENOTE_WORKER=2", "FACENOTE_WORKER: there is no such setting"),
        ("this is no setting", "facenote.env, line 1: is not NAME=value"),
        ("# a comment\n\nFACENOTE_PORT=1\nFACENOTE_GPUS", "facenote.env, line 4: is not NAME=value"),
        (f"FACENOTE_PORT=1\n{TOKEN}", "facenote.env, line 2: is not NAME=value"),
    ],
)
def test_wrong_value_is_refused_in_a_line(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(WrongSettings) as refused:
        from_lines(tmp_path, line)
    (only,) = refused.value.lines
    assert re.fullmatch(said + ".*", only)
    assert TOKEN not in only
    assert "AAF-secret" not in only


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_at_this_machine_nobody_needs_a_token(tmp_path: Path, host: str) -> None:
    assert from_lines(tmp_path, f"FACENOTE_HOST={host}").host == host


@pytest.mark.parametrize(
    "access",
    [
        ["FACENOTE_WEB_TOKENS=ada:0123456789abcdef"],
        [f"FACENOTE_TELEGRAM_TOKEN={TOKEN}", "FACENOTE_WEB_URL=https://studio.example"],
    ],
)
def test_other_addresses_need_a_way_to_log_in(tmp_path: Path, access: list[str]) -> None:
    assert from_lines(tmp_path, "FACENOTE_HOST=::", *access).host == "::"


def test_web_tokens_are_by_name(tmp_path: Path) -> None:
    settings = from_lines(tmp_path, "FACENOTE_WEB_TOKENS=ada:0123:456789abcdef, b_o-b2:$ecret=secret+16/,")
    found = {name: secret.get_secret_value() for name, secret in settings.web_tokens.items()}
    assert found == {"ada": "0123:456789abcdef", "b_o-b2": "$ecret=secret+16/"}


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as refused:
        from_lines(tmp_path, "FACENOTE_PORT=-1", "FACENOTE_WORKERS=0")
    assert [line.split(":")[0] for line in refused.value.lines] == ["FACENOTE_PORT", "FACENOTE_WORKERS"]


def test_slips_in_the_environment_are_found() -> None:
    names = ["FACENOTE_HOTS", "FACENOTE_PORT", "FACENOTE_WEB_TOKEN", "HOME"]
    assert unknown_settings(names) == ["FACENOTE_HOTS"]
    assert of_commands_only([*names, "FACENOTE_DEVICE", "FACENOTE_FFMPEG"]) == ["FACENOTE_DEVICE", "FACENOTE_WEB_TOKEN"]


def test_what_is_no_number_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match=r"^FACENOTE_PORT: should be a valid integer$"):
        from_lines(tmp_path, "FACENOTE_PORT=none")


def test_secrets_do_not_show(tmp_path: Path) -> None:
    secret = "0123456789abcdef"
    settings = from_lines(
        tmp_path,
        f"FACENOTE_TELEGRAM_TOKEN={TOKEN}",
        f"FACENOTE_WEBHOOK_SECRET={secret}",
        f"FACENOTE_WEB_TOKENS=ada:{secret}",
        f"FACENOTE_METRICS_TOKEN={secret}",
    )
    assert TOKEN not in repr(settings)
    assert secret not in repr(settings)


def example() -> str:
    """Return the example file from the settings: each with its description and default, all commented out."""
    blocks = [
        "# Settings of Facenote. Copy to facenote.env beside the Makefile, and take the # away from what you set."
    ]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (PydanticUndefined, None) else field.default
        if hasattr(default, "get_secret_value") or default in (frozenset(), ()):
            default = ""
        blocks.append(
            f"# {field.description}\n#{PREFIX}{name.upper()}={str(default).lower() if isinstance(default, bool) else default}"
        )
    return "\n\n".join(blocks) + "\n"


def test_every_setting_is_documented_in_the_example() -> None:
    assert all(field.description for field in Settings.model_fields.values())
    assert EXAMPLE.read_text("utf-8") == example()


def test_example_can_be_used_as_it_is(tmp_path: Path) -> None:
    lines = re.sub(r"^#(?=FACENOTE_)", "", EXAMPLE.read_text("utf-8"), flags=re.M)
    assert from_lines(tmp_path, lines) == load(tmp_path / "missing.env")


def test_every_secret_is_withheld_from_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {**Settings.model_fields, **ClientSettings.model_fields}
    assert set(SECRETS) == {name for name, field in fields.items() if "SecretStr" in repr(field)}
    for name in SECRETS:
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", "secret")
        monkeypatch.setenv(f"{PREFIX}{name}".lower(), "secret")
    withhold_secrets()
    assert "secret" not in os.environ.values()
