"""Operator settings: environment variables ``FACENOTE_<NAME>``, or the same lines in the file ``facenote.env``.

The only place that reads the environment. Values are checked once at startup, then passed as arguments.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

from engine.choices import Credentials

PREFIX = "FACENOTE_"
ENV_FILE = Path("facenote.env")
WEBHOOK_PATH = "/telegram/webhook"

CLOUD_DOWNLOAD_MB, CLOUD_UPLOAD_MB, LOCAL_MB = 20, 50, 2000
"""Transfer limits of Telegram's own server and of a local Bot API server."""

TOKEN = re.compile(r"\d+:[\w-]+")
WEBHOOK_SECRET = re.compile(r"[\w-]{16,256}", re.ASCII)

WEB_TOKEN_NAME = re.compile(r"[a-z0-9_-]{1,32}")
WEB_TOKEN = re.compile(r"[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{16,256}")

Ids = Annotated[frozenset[int], NoDecode]
SECRETS = ("telegram_token", "webhook_secret", "metrics_token", "web_tokens", "web_token")
"""Settings that no other process may have."""

Tokens = Annotated[Mapping[str, SecretStr], NoDecode]
Prefixes = Annotated[tuple[str, ...], NoDecode]


class WrongSettings(ValueError):
    """Settings that cannot be used; ``lines`` says what is wrong, one line a fault."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


class LogLevel(StrEnum):
    """From which weight on a line is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class PoolKind(StrEnum):
    """Where workers run."""

    LOCAL = "local"
    RAY = "ray"


class LogFormat(StrEnum):
    """How a log line looks: for a machine, or for a person."""

    JSON = "json"
    TEXT = "text"


class Settings(BaseSettings):
    """All that can be set. An empty value counts as not set; lists of numbers are separated by commas."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, env_file_encoding="utf-8", extra="forbid", frozen=True
    )

    name: str = Field(
        default_factory=socket.gethostname,
        min_length=1,
        description="Name of this server among several on one data folder; default: the host's name.",
    )
    data_folder: Path = Field(Path("data"), description="Folder of the database and the media; created if missing.")

    telegram_token: SecretStr | None = Field(None, description="The bot's token from @BotFather; unset: no Telegram.")
    telegram_api_url: str = Field(
        "https://api.telegram.org", pattern="^https?://", description="Address of the Bot API server."
    )
    telegram_local: bool = Field(
        False, description="The Bot API server runs with --local and shares its files with this machine."
    )
    webhook_url: str | None = Field(
        None,
        pattern=f"^https://.+{WEBHOOK_PATH}$",
        description=f"Public address, https://…{WEBHOOK_PATH}, to which Telegram sends updates; unset: long polling.",
    )
    webhook_secret: SecretStr = Field(
        SecretStr(""), description="Proves that an update comes from Telegram: 16 to 256 letters, digits, _ and -."
    )

    host: str = Field(
        "127.0.0.1", min_length=1, description="Address on which the studio, health, metrics and webhook are served."
    )
    port: int = Field(7860, ge=0, le=65535, description="Port of that server; 0: any free one.")
    metrics_token: SecretStr | None = Field(
        None,
        description=(
            "What a program sends as Authorization: Bearer to read /metrics, 16 characters or more. Unset: /metrics is"
            " open where only this machine reaches the server, otherwise closed."
        ),
    )

    web_tokens: Tokens = Field(
        default_factory=dict,
        description=(
            "Who may use the studio: name:secret, separated by commas; each name has faces and clips of its own."
            " Unset: localhost only, for the user of this machine, who logs in by a link that the server prints; data"
            " created that way belong to the user local."
        ),
    )
    web_url: str | None = Field(
        None,
        pattern=r"^https://[^/?#@\s]+/?$",
        description="The studio's public address, https://…, where a proxy serves it; a bot's menu button opens it.",
    )
    web_session_days: float = Field(30, gt=0, le=400, description="How long a login to the studio holds, days.")
    web_share_days: float = Field(
        0, ge=0, le=400, description="How long a link works by which people show a clip to others, days; 0: no links."
    )
    job_webhooks: Prefixes = Field(
        (),
        description=(
            "With what the addresses begin that people may have told when their jobs end: https://host/path, separated by"
            " commas; http for localhost only. Unset: none."
        ),
    )
    web_demo: bool = Field(True, description="Whether newcomers find a demo face and voice in the studio.")
    max_web_upload_mb: int = Field(2000, ge=1, description="Largest upload to the studio, MB.")

    signing_certificate: Path | None = Field(
        None,
        description=(
            "PEM file with the certificate that clips are signed with (C2PA), followed by its chain;"
            " unset: a local one, made at the first start in the data folder."
        ),
    )
    signing_key: Path | None = Field(None, description="PEM file with that certificate's private key, unencrypted.")

    badge: bool = Field(
        False, description="Whether all clips show the letters AI in a corner; groups can choose that for themselves."
    )

    ffmpeg: Path | None = Field(
        None, description="Path of an ffmpeg to use instead of the bundled one; checked at startup."
    )
    pool: PoolKind = Field(
        PoolKind.LOCAL, description="Where workers run: local, on this machine; ray, on the nodes of a Ray cluster."
    )
    ray_address: str | None = Field(
        None, pattern=r"^ray://[^/\s]+:\d+$", description="The cluster's Ray client server, ray://host:10001."
    )
    ray_min_workers: int = Field(
        1, ge=0, le=256, description="Workers that the cluster keeps ready; at most FACENOTE_WORKERS run."
    )
    ray_worker_cpus: int = Field(2, ge=1, description="Cores of a node that a worker gets.")
    ray_worker_gpus: float = Field(
        0, ge=0, le=1, description="Share of a GPU that a worker on the cluster gets, such as 0.5; 0: none."
    )
    workers: int = Field(
        1, ge=1, le=256, description="Worker processes for each GPU; without a GPU, and with Ray, in all."
    )
    gpus: int | None = Field(None, ge=0, description="How many GPUs to use; default: all there are.")
    worker_memory_mib: int = Field(
        4096, ge=512, description="Memory limit of a worker, MiB; one that exceeds it is stopped."
    )
    job_timeout_s: float = Field(3600, ge=10, description="Time limit of a job, seconds.")
    drain_s: float = Field(60, ge=0, le=3600, description="Time for running jobs to finish at shutdown, seconds.")
    keep_finished_days: float = Field(7, gt=0, description="How long voices and clips are kept, days.")

    max_open_jobs_per_user: int = Field(120, ge=0, description="Unfinished clips of one person; 0: no limit.")
    max_daily_jobs_per_user: int = Field(0, ge=0, description="Clips of one person in 24 hours; 0: no limit.")
    max_open_jobs_per_chat: int = Field(30, ge=0, description="Unfinished clips of one chat; 0: no limit.")
    max_daily_jobs_per_chat: int = Field(0, ge=0, description="Clips of one chat in 24 hours; 0: no limit.")
    quota_mb_per_user: int = Field(2000, ge=0, description="Files of one person, MB; 0: no limit.")
    min_free_mb: int = Field(1000, ge=0, description="Free disk space below which no new work is accepted, MB.")

    max_download_mb: int = Field(
        default_factory=lambda values: LOCAL_MB if values.get("telegram_local") else CLOUD_DOWNLOAD_MB,
        ge=1,
        le=LOCAL_MB,
        description=(
            f"Largest file to accept from Telegram, MB; default and limit: {CLOUD_DOWNLOAD_MB},"
            f" with a local server {LOCAL_MB}."
        ),
    )
    max_upload_mb: int = Field(
        default_factory=lambda values: LOCAL_MB if values.get("telegram_local") else CLOUD_UPLOAD_MB,
        ge=1,
        le=LOCAL_MB,
        description=(
            f"Largest file to send to Telegram, MB; default and limit: {CLOUD_UPLOAD_MB},"
            f" with a local server {LOCAL_MB}."
        ),
    )
    max_voice_s: int = Field(600, ge=1, description="Longest voice, seconds.")
    max_face_video_s: int = Field(300, ge=3, le=300, description="Longest face video, seconds.")

    face_sentence: bool = Field(
        False, description="Whether a face video must contain a spoken sentence of the day; photos are refused then."
    )

    operators: Ids = Field(frozenset(), description="Telegram ids of those who may use /stats, /ban, /unban, /drain.")
    allowed_users: Ids = Field(frozenset(), description="Telegram ids of those who may use the bot; unset: everybody.")
    allowed_chats: Ids = Field(frozenset(), description="Telegram ids of the groups that may use it; unset: all.")

    log_level: LogLevel = Field(LogLevel.INFO, description="What is logged: debug, info, warning or error.")
    log_format: LogFormat = Field(LogFormat.TEXT, description="How: text for a person, json for a machine.")
    log_file_mb: int = Field(
        10, ge=1, description="Size at which a log file (in the data folder's logs) is rotated, MB."
    )
    log_files: int = Field(5, ge=1, description="Number of rotated log files to keep.")

    @field_validator("telegram_api_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @field_validator("operators", "allowed_users", "allowed_chats", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("web_tokens", mode="before")
    @classmethod
    def _split_tokens(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [part.strip().partition(":")[::2] for part in value.split(",") if part.strip()]
        for name, secret in pairs:
            if not WEB_TOKEN_NAME.fullmatch(name) or not WEB_TOKEN.fullmatch(secret):
                raise ValueError(
                    "is not a list of name:secret; names of a-z, 0-9, _ and -,"
                    " secrets of 16 characters or more without quotes and backslashes"
                )
        if len({name for name, _ in pairs}) < len(pairs) or len({secret for _, secret in pairs}) < len(pairs):
            raise ValueError("each name and each secret must be unique")
        return dict(pairs)

    @field_validator("metrics_token")
    @classmethod
    def _check_metrics_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not WEB_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("is not a token of 16 to 256 characters without spaces, commas, quotes and backslashes")
        return token

    @field_validator("job_webhooks", mode="before")
    @classmethod
    def _split_prefixes(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("job_webhooks")
    @classmethod
    def _check_prefixes(cls, prefixes: tuple[str, ...]) -> tuple[str, ...]:
        for prefix in prefixes:
            if not is_receiver(prefix) or "?" in prefix or "#" in prefix:
                raise ValueError("is not a list of https://host/path; http is for localhost only")
        return prefixes

    @field_validator("telegram_token")
    @classmethod
    def _check_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("is not a token; @BotFather issues them as 123456:ABC-DEF")
        return token

    @model_validator(mode="after")
    def _check_together(self) -> Settings:
        if self.webhook_url and not WEBHOOK_SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            raise ValueError(f"{PREFIX}WEBHOOK_SECRET: a webhook needs one of 16 to 256 letters, digits, _ and -")
        limits = (("max_download_mb", CLOUD_DOWNLOAD_MB), ("max_upload_mb", CLOUD_UPLOAD_MB))
        for name, limit in limits:
            if not self.telegram_local and getattr(self, name) > limit:
                raise ValueError(f"{PREFIX}{name.upper()}: over {limit} needs {PREFIX}TELEGRAM_LOCAL")
        _require_both(self.signing_certificate, self.signing_key)
        if self.pool is PoolKind.RAY and not self.ray_address:
            raise ValueError(f"{PREFIX}POOL: ray needs {PREFIX}RAY_ADDRESS")
        if self.pool is PoolKind.RAY and self.ray_min_workers > self.workers:
            raise ValueError(f"{PREFIX}RAY_MIN_WORKERS: {self.ray_min_workers} is more than {PREFIX}WORKERS")
        if not is_loopback(self.host) and not self.web_tokens and not (self.telegram_token and self.web_url):
            raise ValueError(
                f"{PREFIX}HOST: others can reach {self.host}, so the studio needs {PREFIX}WEB_TOKENS=name:secret"
                f" (or {PREFIX}TELEGRAM_TOKEN and {PREFIX}WEB_URL)"
            )
        return self

    @property
    def is_local(self) -> bool:
        """Return whether only this machine reaches the server, as far as the settings say."""
        return is_loopback(self.host) and not (self.web_url or self.webhook_url)

    @property
    def opens_by_link(self) -> bool:
        """Return whether the studio is for the user of this machine, who logs in by a link that works once."""
        return self.is_local and not self.web_tokens


class ClientSettings(BaseSettings):
    """Settings of somebody who uses a studio from the command line; the environment alone has them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    web_token: SecretStr | None = Field(None, description="Your token for the studio that `batch --server` asks.")
    ffmpeg: Path | None = Field(None, description="Another ffmpeg than the one that comes along.")
    device: str = Field("auto", description="Where networks compute: auto, cpu, cuda or cuda:N.")
    signing_certificate: Path | None = Field(None, description="Certificate to sign clips with; unset: a local one.")
    signing_key: Path | None = Field(None, description="Its private key.")

    @model_validator(mode="after")
    def _check_together(self) -> ClientSettings:
        _require_both(self.signing_certificate, self.signing_key)
        return self


def _require_both(certificate: Path | None, key: Path | None) -> None:
    """Raise ValueError if only one of the two is set: clips would be signed with a local certificate instead."""
    if (certificate is None) != (key is None):
        raise ValueError(f"{PREFIX}SIGNING_CERTIFICATE and {PREFIX}SIGNING_KEY: one needs the other")


def credentials_of(settings: Settings | ClientSettings) -> Credentials | None:
    """Return the configured certificate and key, or None."""
    certificate, key = settings.signing_certificate, settings.signing_key
    return Credentials(certificate, key) if certificate and key else None


def in_url(host: str) -> str:
    """Return an address or a name as URLs have it."""
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach the address; a name other than ``localhost`` may mean any."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_receiver(url: str) -> bool:
    """Return whether webhooks may be sent to such a URL: https, or http on this machine, without a name and a password."""
    try:
        target = URL(url)
    except ValueError:
        return False
    if not target.host or target.user is not None or target.password is not None:
        return False
    return target.scheme == "https" or (target.scheme == "http" and is_loopback(target.host))


def load(env_file: Path = ENV_FILE, **chosen: Any) -> Settings:
    """Read the settings from ``chosen``, then the environment, then ``env_file`` if there is one.

    Raises:
        WrongSettings: a value cannot be used, or the file has an unknown setting or an invalid line.
    """
    if unreadable := _unreadable(env_file):
        raise WrongSettings(unreadable)
    try:
        return Settings(_env_file=env_file, **chosen)
    except ValidationError as error:
        raise WrongSettings(_lines(error)) from None


def load_client() -> ClientSettings:
    """Read the settings of the command line. Raises WrongSettings."""
    try:
        return ClientSettings()
    except ValidationError as error:
        raise WrongSettings(_lines(error)) from None


def _unreadable(env_file: Path) -> list[str]:
    """Return the lines of the file that are no settings, one line per fault; the parser skips them."""
    if not env_file.is_file():
        return []
    try:
        with env_file.open(encoding="utf-8") as lines:
            found = [*parse_stream(lines)]
    except UnicodeDecodeError:
        return [f"{env_file.name}: is not UTF-8 text"]
    wrong = [line for line in found if line.error or (line.key and line.value is None)]
    return [f"{env_file.name}, line {line.original.line}: is not NAME=value" for line in wrong]


def readable_by_others(env_file: Path) -> bool:
    """Return whether other users of this machine may read the file, which may hold tokens."""
    try:
        return bool(env_file.stat().st_mode & 0o077)
    except OSError:
        return False


def withhold_secrets() -> None:
    """Remove the secret settings from this process's environment, so that programs that it starts, which open files of strangers,
    do not have them.
    """
    secret = {f"{PREFIX}{name.upper()}" for name in SECRETS}
    for name in [name for name in os.environ if name.upper() in secret]:  # settings may be in lower case
        del os.environ[name]


def unknown_settings(names: Iterable[str] = os.environ) -> list[str]:
    """Return environment names that look like settings but are unknown: misspelt, or another program's."""
    settings = {f"{PREFIX}{name.upper()}" for name in (*Settings.model_fields, *ClientSettings.model_fields)}
    return sorted(name for name in names if name.startswith(PREFIX) and name not in settings)


def of_commands_only(names: Iterable[str] = os.environ) -> list[str]:
    """Return environment names that commands read and the server does not."""
    theirs = {f"{PREFIX}{name.upper()}" for name in ClientSettings.model_fields.keys() - Settings.model_fields.keys()}
    return sorted(theirs.intersection(names))


def _lines(error: ValidationError) -> list[str]:
    faults = [fault for fault in error.errors() if fault["type"] != "default_factory_not_called"]
    return [_line(fault["loc"], fault["msg"], fault["type"]) for fault in faults]


def _line(location: tuple[int | str, ...], message: str, kind: str) -> str:
    """Return the line for one fault, without the value: it may be a token in the wrong line."""
    said = (
        message.removeprefix("Value error, ").replace("Input should be", "should be").partition(", unable to parse")[0]
    )
    text = "there is no such setting" if kind == "extra_forbidden" else said
    if not location:
        return text
    name = str(location[0])
    return f"{PREFIX if name in Settings.model_fields else ''}{name.upper()}: {text}"
