"""Environment -> frozen `Settings`, or a stop that names the setting. Nothing else reads the environment."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar, get_args
from uuid import UUID

from shared.policies import Lifetimes, NetworkBudget, PinPolicy, Policies

Surface = Literal["all", "operator", "public"]
StoreKind = Literal["sqlite", "cosmos"]
CallsKind = Literal["local", "acs"]
SecretsKind = Literal["file", "key_vault"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

LOCAL_TENANT = "11111111-1111-4111-8111-111111111111"
_MIN_SECRET_DIGITS_WITHOUT_LOBBY = 6
_Value = TypeVar("_Value")


class SettingsError(Exception):
    """A setting is wrong or missing; the text is one line, `NAME=value: what is allowed`."""


@dataclass(frozen=True, slots=True)
class Adapters:
    """Which adapter stands behind each port, and the folder that the local ones write to."""

    store: StoreKind
    calls: CallsKind
    secrets: SecretsKind
    data_dir: Path


@dataclass(frozen=True, slots=True)
class Door:
    """Where requests come from: the origin that is ours, Front Door's id, the origins that CORS lets in.

    `public_url` None means: the origin of the request's own Host.
    """

    surface: Surface
    public_url: str | None
    front_door_id: str | None
    allowed_origins: tuple[str, ...]
    tenant_id: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the environment may say, checked."""

    door: Door
    adapters: Adapters
    policies: Policies
    refusal_floor_ms: int
    log_level: LogLevel


def _read(environ: Mapping[str, str], name: str, default: str, parse: Callable[[str], _Value]) -> _Value:
    text = environ.get(name, "").strip() or default
    try:
        return parse(text)
    except ValueError as error:
        raise SettingsError(f"{name}={' '.join(text.split())}: {error}") from None


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError("a whole number is needed")
        number = int(text)
        if number < low:
            raise ValueError(f"at least {low}")
        if number > high:
            raise ValueError(f"at most {high}")
        return number

    return parse


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return text

    return parse


def _origin(text: str) -> str:
    parts = re.fullmatch(r"([a-z]+)://([a-z0-9.-]+)(:[0-9]{1,5})?/?", text.lower())
    if parts is None or int((parts[3] or ":0")[1:]) > 65535:
        raise ValueError("an origin such as https://assist.bank.example, without a path")
    scheme, host, port = parts.groups(default="")
    if scheme != "https" and (scheme, host) != ("http", "localhost"):
        raise ValueError("https is needed (http only for localhost)")
    # Browsers leave out the port that the scheme has by itself.
    return f"{scheme}://{host}" + ("" if (scheme, port) in {("https", ":443"), ("http", ":80")} else port)


def _origins(text: str) -> tuple[str, ...]:
    return tuple(_origin(item.strip()) for item in text.split(",") if item.strip())


def _guid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("a GUID is needed") from None


def _optional(parse: Callable[[str], _Value]) -> Callable[[str], _Value | None]:
    return lambda text: parse(text) if text else None


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Parse the environment. Raises `SettingsError` on the first setting that is wrong."""
    env = os.environ if environ is None else environ
    in_azure = bool(env.get("WEBSITE_INSTANCE_ID"))
    settings = Settings(
        door=Door(
            surface=_read(env, "SURFACE", "all", _one_of(get_args(Surface))),  # type: ignore[arg-type]
            public_url=_read(env, "PUBLIC_URL", "", _optional(_origin)),
            front_door_id=_read(env, "FRONT_DOOR_ID", "", _optional(_guid)),
            allowed_origins=_read(env, "ALLOWED_ORIGINS", "", _origins),
            tenant_id=_read(env, "TENANT_ID", "" if in_azure else LOCAL_TENANT, _guid),
            port=_read(env, "PORT", "7071", _whole(1, 65535)),
        ),
        adapters=Adapters(
            store=_read(env, "STORE", "sqlite", _one_of(get_args(StoreKind))),  # type: ignore[arg-type]
            calls=_read(env, "CALLS", "local", _one_of(get_args(CallsKind))),  # type: ignore[arg-type]
            secrets=_read(env, "SECRETS", "file", _one_of(get_args(SecretsKind))),  # type: ignore[arg-type]
            data_dir=_read(env, "DATA_DIR", ".local", Path),
        ),
        policies=Policies(
            pins=PinPolicy(
                secret_digits=_read(env, "PIN_SECRET_DIGITS", "4", _whole(4, 8)),
                ttl_seconds=_read(env, "PIN_TTL_SECONDS", "300", _whole(1, 600)),
            ),
            lifetimes=Lifetimes(
                call_seconds=_read(env, "CALL_TTL_SECONDS", "3600", _whole(1, 86_400)),
                session_seconds=_read(env, "SESSION_TTL_SECONDS", "600", _whole(1, 600)),
                lobby_seconds=_read(env, "LOBBY_TTL_SECONDS", "600", _whole(1, 600)),
            ),
            network=NetworkBudget(
                ten_minutes=_read(env, "NETWORK_FAILURES_10M", "5", _whole(1, 1_000_000)),
                day=_read(env, "NETWORK_FAILURES_DAY", "20", _whole(1, 1_000_000)),
            ),
            lobby=_read(env, "LOBBY", "on", _one_of(("on", "off"))) == "on",
        ),
        refusal_floor_ms=_read(env, "REFUSAL_FLOOR_MS", "300", _whole(0, 5_000)),
        log_level=_read(env, "LOG_LEVEL", "INFO", _one_of(get_args(LogLevel))),  # type: ignore[arg-type]
    )
    _check_together(settings, env, in_azure=in_azure)
    return settings


def _check_together(settings: Settings, env: Mapping[str, str], *, in_azure: bool) -> None:
    """Rules over several settings; each refusal names the one to change."""
    policies = settings.policies
    digits = policies.pins.secret_digits
    if not policies.lobby and digits < _MIN_SECRET_DIGITS_WITHOUT_LOBBY:
        raise SettingsError(f"PIN_SECRET_DIGITS={digits}: at least {_MIN_SECRET_DIGITS_WITHOUT_LOBBY} while LOBBY=off")
    budget = policies.network
    if budget.day < budget.ten_minutes:
        raise SettingsError(f"NETWORK_FAILURES_DAY={budget.day}: at least NETWORK_FAILURES_10M ({budget.ten_minutes})")
    if not in_azure:
        return
    surface = settings.door.surface
    if surface == "all" and env.get("ALLOW_SINGLE_APP") != "1":
        raise SettingsError(
            "SURFACE=all: in Azure deploy two apps, SURFACE=operator and SURFACE=public (or set ALLOW_SINGLE_APP=1)"
        )
    if surface != "public" and env.get("WEBSITE_AUTH_ENABLED", "").lower() != "true":
        raise SettingsError(
            f"WEBSITE_AUTH_ENABLED={env.get('WEBSITE_AUTH_ENABLED', '')}: must be true where operators are served;"
            " switch App Service Authentication on"
        )
    if settings.door.front_door_id is None:
        raise SettingsError("FRONT_DOOR_ID=: needed in Azure; the id of the Front Door profile, a GUID")
