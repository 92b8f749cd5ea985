"""Rules over settings that do not stop the start and should not stay as they are: judged in Azure, asking nobody."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shared.doctor.catalogue import found
from shared.doctor.findings import Finding

if TYPE_CHECKING:
    from shared.settings import Settings

FLOOR_MS = 300
PIN_SECONDS = 300
FAILURES_10M, FAILURES_DAY = 50, 200
"""What a /48 may cause by default (`shared/network_budget.py`): one address never needs as much."""


def unsafe(settings: "Settings") -> Iterator[Finding]:
    """What is unsafe or worth knowing; nothing outside Azure, where a laptop may do as it likes."""
    if not settings.in_azure:
        return
    yield from _door(settings)
    yield from _guessing(settings)
    if settings.log_level == "DEBUG":
        yield found("debug-log", "LOG_LEVEL", "LOG_LEVEL=DEBUG")
    if settings.environment is None:
        yield found("environment-unnamed", "ENVIRONMENT", "ENVIRONMENT is not set")
    if settings.azure.acs_connection_secret is not None:
        yield found("access-key-in-use", "ACS_CONNECTION_SECRET", "Communication Services is opened by an access key")


def _door(settings: "Settings") -> Iterator[Finding]:
    door = settings.door
    if door.surface == "all":
        yield found("single-app-allowed", "SURFACE", "ALLOW_SINGLE_APP=1: one app serves customers and operators")
    local = [origin for origin in door.allowed_origins if origin.startswith("http://localhost")]
    if local:
        yield found("cors-localhost", "ALLOWED_ORIGINS", f"pages of {', '.join(local)} are let in")
    if door.public_url is None:
        yield found("public-url-missing", "PUBLIC_URL", "PUBLIC_URL is not set")
    if door.surface != "operator" and not door.allowed_origins:
        yield found("no-allowed-origins", "ALLOWED_ORIGINS", "ALLOWED_ORIGINS is empty")


def _guessing(settings: "Settings") -> Iterator[Finding]:
    policies = settings.policies
    if not policies.lobby:
        yield found("lobby-off", "LOBBY", "LOBBY=off: a redeemed PIN is in the call at once")
    budget = policies.network
    if budget.ten_minutes > FAILURES_10M:
        what = f"one address may fail {budget.ten_minutes} times in ten minutes"
        yield found("network-budget-high", "NETWORK_FAILURES_10M", what)
    if budget.day > FAILURES_DAY:
        yield found("network-budget-high", "NETWORK_FAILURES_DAY", f"one address may fail {budget.day} times a day")
    if settings.refusal_floor_ms < FLOOR_MS:
        yield found("refusal-floor-low", "REFUSAL_FLOOR_MS", f"a refusal takes {settings.refusal_floor_ms} ms at least")
    if policies.pins.ttl_seconds > PIN_SECONDS:
        yield found("long-lived-pins", "PIN_TTL_SECONDS", f"a PIN waits {policies.pins.ttl_seconds} seconds")
