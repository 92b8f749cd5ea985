"""The files of `bicep/`, and what they would deploy for a bank."""

from collections.abc import Callable, Mapping
from functools import cache

from tests.bicep.deployed import Deployment, deploy
from tests.bicep.functions import Value
from tests.bicep.parameters import parameters
from tests.bicep.scope import Read
from tests.e2e.hosts import ROOT

BICEP = ROOT / "bicep"
FILES = sorted(path.relative_to(ROOT).as_posix() for path in BICEP.rglob("*.bicep"))
TENANT = "99999999-9999-4999-8999-999999999999"
CLIENT = "22222222-2222-4222-8222-222222222222"
BANK: Mapping[str, Value] = {
    "environmentName": "prod",
    "location": "westeurope",
    "secondaryLocation": "northeurope",
    "tenantId": TENANT,
    "operatorClientId": CLIENT,
    "allowedOrigins": ["https://www.bank.example", "https://loans.bank.example"],
    "publicHostName": "assist.bank.example",
    "operatorHostName": "desk.bank.example",
    "deployerPrincipalId": "33333333-3333-4333-8333-333333333333",
    "alertEmail": "duty@bank.example",
    "rateLimitPerMinute": 77,
    "auditRetentionDays": 400,
}
"""A bank that uses every option but the private network."""
ENVIRONMENT: Mapping[str, str] = {
    "OPERATOR_CLIENT_ID": CLIENT,
    "ALLOWED_ORIGINS": "https://www.bank.example,https://loans.bank.example",
    "ALERT_EMAIL": "duty@bank.example",
}
"""The least that somebody sets before `azd up`."""


@cache
def read(path: str) -> str:
    """The text of a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")


def with_text(path: str, old: str, new: str) -> Read:
    """The files with one passage changed, which must be there."""
    assert old in read(path), f"{path}: {old!r} is not there any more"
    return lambda asked: read(asked).replace(old, new) if asked == path else read(asked)


@cache
def deployed(name: str) -> Deployment:
    """What one of VARIANTS would make."""
    return deploy(read, VARIANTS[name]())


def bank(*, reading: Read = read, **changed: Value) -> Deployment:
    """What the bank would get with these parameters in place of its own."""
    return deploy(reading, {**BANK, **changed})


def from_environment(**environment: str) -> dict[str, Value]:
    """What `azd up` would give main.bicep in this environment."""
    return parameters(read("bicep/main.bicepparam"), {**ENVIRONMENT, **environment})


VARIANTS: Mapping[str, Callable[[], Mapping[str, Value]]] = {
    "bank": lambda: BANK,
    "private": lambda: {**BANK, "privateNetwork": True, "adminAddresses": []},
    "private, with administrators": lambda: {**BANK, "privateNetwork": True, "adminAddresses": ["203.0.113.0/24"]},
    "azd up, dev": lambda: from_environment(AZURE_ENV_NAME="dev"),
    "azd up, prod": lambda: from_environment(AZURE_ENV_NAME="prod", SECONDARY_LOCATION="northeurope"),
}
