"""The settings that Bicep declares for each app start our app."""

import re

import pytest

from shared.settings import Settings, SettingsError, load
from tests.bicep.azure import CLIENT_ID, FRONT_DOOR_ID, PLATFORMS_OWN, environment
from tests.bicep.deployed import Deployment
from tests.bicep.project import TENANT, bank, read
from tests.bicep.rules import apps

_OURS = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", read("docs/settings.md"), re.MULTILINE))


def _environment(deployment: Deployment, surface: str) -> dict[str, str]:
    return environment(apps.settings(deployment, apps.app(deployment, surface)), signs_in=surface == "operator")


def _started(deployment: Deployment, surface: str) -> Settings:
    return load(_environment(deployment, surface))


@pytest.mark.parametrize("surface", ["public", "operator"])
def test_each_app_starts_with_what_is_declared_for_it(deployment: Deployment, surface: str) -> None:
    settings = _started(deployment, surface)

    assert settings.door.surface == surface
    assert settings.door.front_door_id == FRONT_DOOR_ID
    assert settings.door.tenant_id == TENANT
    assert settings.azure.client_id == CLIENT_ID
    assert (settings.adapters.store, settings.adapters.calls, settings.adapters.secrets) == (
        "cosmos",
        "acs",
        "key_vault",
    )


@pytest.mark.parametrize("surface", ["public", "operator"])
def test_a_name_of_an_environment_in_capitals_starts_as_well(surface: str) -> None:
    assert _started(bank(environmentName="Prod"), surface).door.surface == surface


def test_each_app_knows_its_own_host_name() -> None:
    assert _started(bank(), "public").door.public_url == "https://assist.bank.example"
    assert _started(bank(), "operator").door.public_url == "https://desk.bank.example"


def test_the_public_app_knows_the_banks_pages_and_the_operator_app_none() -> None:
    assert _started(bank(), "public").door.allowed_origins == ("https://www.bank.example", "https://loans.bank.example")
    assert _started(bank(), "operator").door.allowed_origins == ()


def test_the_store_is_the_database_that_is_deployed() -> None:
    deployment = bank()
    (database,) = deployment.of("DocumentDB/databaseAccounts/sqlDatabases")

    assert _started(deployment, "public").azure.cosmos_database == database.name.split("/")[-1]


@pytest.mark.parametrize("surface", ["public", "operator"])
@pytest.mark.parametrize(
    "name", ["FRONT_DOOR_ID", "TENANT_ID", "STORE", "COSMOS_ENDPOINT", "ACS_ENDPOINT", "KEY_VAULT_URL", "SURFACE"]
)
def test_without_any_of_these_it_would_not_start(surface: str, name: str) -> None:
    declared = _environment(bank(), surface)

    with pytest.raises(SettingsError, match=f"^{name}="):
        load({key: value for key, value in declared.items() if key != name})


@pytest.mark.parametrize("surface", ["public", "operator"])
def test_every_declared_setting_is_read_by_the_app_or_by_the_platform(deployment: Deployment, surface: str) -> None:
    declared = set(apps.settings(deployment, apps.app(deployment, surface)))

    assert declared - _OURS - set(PLATFORMS_OWN) == set()


def test_what_a_deployment_reports_as_declared_is_what_the_app_gets(deployment: Deployment) -> None:
    for surface in ("public", "operator"):
        given = apps.settings(deployment, apps.app(deployment, surface))
        reported = deployment.outputs[f"{surface}Settings"]

        assert isinstance(reported, dict)
        assert {name: given.get(name) for name in reported} == reported
        assert set(given) - set(reported) <= {"APPLICATIONINSIGHTS_CONNECTION_STRING"}
