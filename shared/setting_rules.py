"""Rules over several settings that stop the start: mixtures that make no sense, and what is never safe in Azure."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from shared.doctor.catalogue import found
from shared.doctor.findings import Finding
from shared.setting_values import LOCAL_TENANT, brief

if TYPE_CHECKING:
    from shared.settings import Settings

MIN_SECRET_DIGITS_WITHOUT_LOBBY = 6


def faults(settings: "Settings", environ: Mapping[str, str]) -> Iterator[Finding]:
    """What they find has the form `NAME=value: why`, of the setting to change; nothing when all goes together."""
    yield from _policies(settings)
    if settings.in_azure:
        yield from _door_in_azure(settings, environ)
    yield from _addresses(settings)
    yield from _mixtures(settings)
    if settings.in_azure:
        yield from _adapters_in_azure(settings)


def _policies(settings: "Settings") -> Iterator[Finding]:
    policies = settings.policies
    digits = policies.pins.secret_digits
    if not policies.lobby and digits < MIN_SECRET_DIGITS_WITHOUT_LOBBY:
        what = f"PIN_SECRET_DIGITS={digits}: at least {MIN_SECRET_DIGITS_WITHOUT_LOBBY} while LOBBY=off"
        yield _stop("lobby-off-short-secret", what)
    budget = policies.network
    if budget.day < budget.ten_minutes:
        what = f"NETWORK_FAILURES_DAY={budget.day}: at least NETWORK_FAILURES_10M ({budget.ten_minutes})"
        yield _stop("network-budget-order", what)


def _door_in_azure(settings: "Settings", environ: Mapping[str, str]) -> Iterator[Finding]:
    surface = settings.door.surface
    if surface == "all" and environ.get("ALLOW_SINGLE_APP") != "1":
        what = "SURFACE=all: in Azure deploy two apps, SURFACE=operator and SURFACE=public (or set ALLOW_SINGLE_APP=1)"
        yield _stop("single-app", what)
    signs_in = environ.get("WEBSITE_AUTH_ENABLED", "")
    if surface != "public" and signs_in.lower() != "true":
        what = (
            f"WEBSITE_AUTH_ENABLED={brief(signs_in)}: must be true where operators are served;"
            " switch App Service Authentication on"
        )
        yield _stop("sign-in-off", what)
    if settings.door.front_door_id is None:
        what = "FRONT_DOOR_ID=: needed in Azure; the id of the Front Door profile, a GUID"
        yield _stop("front-door-id-missing", what)
    if settings.door.tenant_id == LOCAL_TENANT:
        what = f"TENANT_ID={LOCAL_TENANT}: the laptop's, and everybody knows it; the Entra tenant's id is needed"
        yield _stop("local-tenant-in-azure", what)


def _addresses(settings: "Settings") -> Iterator[Finding]:
    chosen, azure = settings.adapters, settings.azure
    if chosen.store == "cosmos":
        if azure.cosmos_endpoint is None:
            yield _stop(
                "address-missing",
                "COSMOS_ENDPOINT=: needed with STORE=cosmos; the account's address",
            )
        elif azure.cosmos_endpoint.startswith("http:") and azure.cosmos_key is None:
            yield _stop(
                "address-not-https",
                f"COSMOS_ENDPOINT={azure.cosmos_endpoint}: a managed identity's token goes over https alone",
            )
    if chosen.calls == "acs":
        yield from _calls(settings)
    if chosen.secrets == "key_vault":
        if azure.key_vault_url is None:
            yield _stop("address-missing", "KEY_VAULT_URL=: needed with SECRETS=key_vault; the vault's address")
        elif azure.key_vault_url.startswith("http:"):
            yield _stop("address-not-https", f"KEY_VAULT_URL={azure.key_vault_url}: https is needed")


def _calls(settings: "Settings") -> Iterator[Finding]:
    endpoint, secret = settings.azure.acs_endpoint, settings.azure.acs_connection_secret
    if endpoint is None and secret is None:
        yield _stop(
            "address-missing",
            "ACS_ENDPOINT=: needed with CALLS=acs (or ACS_CONNECTION_SECRET); the resource's address",
        )
    if endpoint is not None and secret is not None:
        yield _stop(
            "connection-string-misplaced",
            f"ACS_CONNECTION_SECRET={brief(secret)}: not beside ACS_ENDPOINT; the connection string has the address",
        )
    if endpoint is not None and endpoint.startswith("http:"):
        yield _stop("address-not-https", f"ACS_ENDPOINT={endpoint}: https is needed")
    if secret is not None and settings.adapters.secrets != "key_vault":
        yield _stop(
            "connection-string-misplaced",
            f"ACS_CONNECTION_SECRET={brief(secret)}: names a secret of the vault, so SECRETS=key_vault is needed",
        )


def _mixtures(settings: "Settings") -> Iterator[Finding]:
    if settings.adapters.store != "cosmos":
        return
    if settings.adapters.calls == "local":
        yield _stop(
            "adapters-do-not-mix",
            "CALLS=local: needs STORE=sqlite, through which the browsers signal; with STORE=cosmos use CALLS=acs",
        )
    if settings.adapters.secrets == "file":
        what = (
            "SECRETS=file: instances that share STORE=cosmos must share their keys, and a folder is one machine's;"
            " use SECRETS=key_vault"
        )
        yield _stop("adapters-do-not-mix", what)


def _adapters_in_azure(settings: "Settings") -> Iterator[Finding]:
    chosen, azure = settings.adapters, settings.azure
    for name, value, wanted in (
        ("STORE", chosen.store, "cosmos"),
        ("CALLS", chosen.calls, "acs"),
        ("SECRETS", chosen.secrets, "key_vault"),
    ):
        if value != wanted:
            what = f"{name}={value}: for one machine alone, what it keeps is lost in Azure; use {name}={wanted}"
            yield _stop("laptop-adapter-in-azure", what)
    if azure.cosmos_key is not None:
        yield _stop(
            "emulator-key-in-azure",
            "COSMOS_KEY=(set): an emulator's; in Azure the managed identity opens the account, so unset it",
        )
    if azure.credential != "managed_identity":
        yield _stop(
            "developer-credential-in-azure",
            f"AZURE_CREDENTIAL={azure.credential}: a developer's; in Azure use managed_identity",
        )


def _stop(rule: str, line: str) -> Finding:
    return found(rule, line.partition("=")[0], line)
