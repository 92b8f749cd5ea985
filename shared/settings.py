"""Environment -> frozen `Settings`, or a stop that names the setting. Nothing else reads the environment."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar, get_args

from shared import setting_values as to
from shared.doctor.catalogue import found
from shared.doctor.findings import Finding
from shared.policies import IdentityMapping, Lifetimes, NetworkBudget, PinPolicy, Policies
from shared.setting_rules import faults

Surface = Literal["all", "operator", "public"]
StoreKind = Literal["sqlite", "cosmos"]
CallsKind = Literal["local", "acs"]
SecretsKind = Literal["file", "key_vault"]
CredentialKind = Literal["managed_identity", "azure_cli"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

LOCAL_TENANT = to.LOCAL_TENANT
_COSMOS = "https://bank.documents.azure.com"
_ACS = "https://bank.europe.communication.azure.com"
_KEY_VAULT = "https://bank.vault.azure.net"
AZURES_OWN = (
    "WEBSITE_INSTANCE_ID",
    "WEBSITE_SITE_NAME",
    "WEBSITE_POD_NAME",
    "LEGION_SERVICE_HOST",
    "WEBSITE_SKU",
)
"""What App Service and Functions set; each plan some of them, and Flex Consumption not the first
(azure-functions-host, `SystemEnvironmentExtensions`)."""
_ANY_TENANT = "00000000-0000-4000-8000-000000000000"
_Value = TypeVar("_Value")


class SettingsError(Exception):
    """A setting is wrong or missing; the text is one line, `NAME=value: what is allowed`."""

    @property
    def setting(self) -> str:
        """Its name."""
        return str(self).partition("=")[0]


@dataclass(frozen=True, slots=True)
class Adapters:
    """Which adapter stands behind each port, and the folder that the local ones write to."""

    store: StoreKind
    calls: CallsKind
    secrets: SecretsKind
    data_dir: Path


@dataclass(frozen=True, slots=True)
class Azure:
    """Where the neighbours in Azure are and what opens them; None for those that no adapter needs.

    `acs_connection_secret` names a secret of the vault; `cosmos_key` is an emulator's.
    """

    cosmos_endpoint: str | None
    cosmos_database: str
    cosmos_key: str | None = field(repr=False)
    acs_endpoint: str | None
    acs_connection_secret: str | None
    key_vault_url: str | None
    credential: CredentialKind
    client_id: str | None
    ca_file: Path | None


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
    """Everything that the environment may say, checked. `environment` is the deployment's name, such as prod."""

    door: Door
    adapters: Adapters
    azure: Azure
    policies: Policies
    refusal_floor_ms: int
    log_level: LogLevel
    environment: str | None
    in_azure: bool


def _read(environ: Mapping[str, str], name: str, default: str, parse: Callable[[str], _Value]) -> _Value:
    text = environ.get(name, "").strip() or default
    try:
        return parse(text)
    except ValueError as error:
        raise SettingsError(f"{name}={to.shown(name, text)}: {error}") from None


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Parse the environment. Raises `SettingsError` on the first setting that is wrong."""
    env = os.environ if environ is None else environ
    settings = _parsed(env)
    for fault in faults(settings, env):
        raise SettingsError(fault.what)
    return settings


def environment() -> dict[str, str]:
    """What this process was given."""
    return dict(os.environ)


def judged(environ: Mapping[str, str] | None = None) -> tuple[Settings, list[Finding]]:
    """The settings, and all that would stop a start with them; what is not understood counts as not set."""
    env = dict(os.environ if environ is None else environ)
    wrong: dict[str, Finding] = {}
    while True:
        try:
            settings = _parsed(env)
        except SettingsError as error:
            name = error.setting
            anybody = name == "ALLOWED_ORIGINS" and "*" in env.get(name, "")
            wrong[name] = found("cors-any-origin" if anybody else "setting-not-understood", name, str(error))
            env[name] = _ANY_TENANT if name == "TENANT_ID" else ""
        else:
            others = (fault for fault in faults(settings, env) if fault.setting not in wrong)
            return settings, [*wrong.values(), *others]


def _parsed(env: Mapping[str, str]) -> Settings:
    in_azure = any(env.get(name) for name in AZURES_OWN)
    return Settings(
        door=Door(
            surface=_read(env, "SURFACE", "all", to.one_of(get_args(Surface))),  # type: ignore[arg-type]
            public_url=_read(env, "PUBLIC_URL", "", to.optional(to.origin)),
            front_door_id=_read(env, "FRONT_DOOR_ID", "", to.optional(to.guid)),
            allowed_origins=_read(env, "ALLOWED_ORIGINS", "", to.origins),
            tenant_id=_read(env, "TENANT_ID", "" if in_azure else LOCAL_TENANT, to.tenant),
            port=_read(env, "PORT", "7071", to.whole(1, 65535)),
        ),
        adapters=Adapters(
            store=_read(env, "STORE", "sqlite", to.one_of(get_args(StoreKind))),  # type: ignore[arg-type]
            calls=_read(env, "CALLS", "local", to.one_of(get_args(CallsKind))),  # type: ignore[arg-type]
            secrets=_read(env, "SECRETS", "file", to.one_of(get_args(SecretsKind))),  # type: ignore[arg-type]
            data_dir=_read(env, "DATA_DIR", ".local", Path),
        ),
        azure=Azure(
            cosmos_endpoint=_read(env, "COSMOS_ENDPOINT", "", to.optional(to.endpoint(_COSMOS))),
            cosmos_database=_read(env, "COSMOS_DATABASE", "assist", to.database),
            cosmos_key=_read(env, "COSMOS_KEY", "", to.optional(to.key)),
            acs_endpoint=_read(env, "ACS_ENDPOINT", "", to.optional(to.endpoint(_ACS))),
            acs_connection_secret=_read(env, "ACS_CONNECTION_SECRET", "", to.optional(to.name_of_a_secret)),
            key_vault_url=_read(env, "KEY_VAULT_URL", "", to.optional(to.endpoint(_KEY_VAULT))),
            credential=_read(env, "AZURE_CREDENTIAL", "managed_identity", to.one_of(get_args(CredentialKind))),  # type: ignore[arg-type]
            client_id=_read(env, "AZURE_CLIENT_ID", "", to.optional(to.guid)),
            ca_file=_read(env, "TLS_CA_FILE", "", to.optional(to.certificates)),
        ),
        policies=Policies(
            pins=PinPolicy(
                secret_digits=_read(env, "PIN_SECRET_DIGITS", "4", to.whole(4, 8)),
                ttl_seconds=_read(env, "PIN_TTL_SECONDS", "300", to.whole(1, 600)),
            ),
            lifetimes=Lifetimes(
                call_seconds=_read(env, "CALL_TTL_SECONDS", "3600", to.whole(1, 86_400)),
                session_seconds=_read(env, "SESSION_TTL_SECONDS", "600", to.whole(1, 600)),
                lobby_seconds=_read(env, "LOBBY_TTL_SECONDS", "600", to.whole(1, 600)),
            ),
            network=NetworkBudget(
                ten_minutes=_read(env, "NETWORK_FAILURES_10M", "5", to.whole(1, 1_000_000)),
                day=_read(env, "NETWORK_FAILURES_DAY", "20", to.whole(1, 1_000_000)),
            ),
            lobby=_read(env, "LOBBY", "on", to.one_of(("on", "off"))) == "on",
            identity_mapping=IdentityMapping(
                _read(env, "IDENTITY_MAPPING", "1:N", to.one_of(tuple(IdentityMapping))),
            ),
            evidence_seconds=86_400 * _read(env, "EVIDENCE_DAYS", "90", to.whole(30, 400)),
        ),
        refusal_floor_ms=_read(env, "REFUSAL_FLOOR_MS", "300", to.whole(0, 5_000)),
        log_level=_read(env, "LOG_LEVEL", "INFO", to.one_of(get_args(LogLevel))),  # type: ignore[arg-type]
        environment=_read(env, "ENVIRONMENT", "", to.optional(to.environment)),
        in_azure=in_azure,
    )
