"""Which adapters go together, what each needs, and the line that stops a start where they do not."""

from pathlib import Path

import pytest

from shared.settings import SettingsError, load
from tests.unit.test_settings import IN_AZURE, ON_AZURE


def _line(*environs: dict[str, str]) -> str:
    environ = {name: value for each in environs for name, value in each.items()}
    with pytest.raises(SettingsError) as refused:
        load(environ)
    return str(refused.value)


def _without(name: str) -> dict[str, str]:
    return {key: value for key, value in ON_AZURE.items() if key != name}


def test_the_banks_services_go_together() -> None:
    azure = load(ON_AZURE).azure

    assert azure.cosmos_endpoint == "https://bank.documents.azure.com"
    assert (azure.cosmos_database, azure.cosmos_key) == ("assist", None)
    assert azure.acs_endpoint == "https://bank.europe.communication.azure.com"
    assert azure.key_vault_url == "https://bank.vault.azure.net"
    assert (azure.credential, azure.client_id, azure.ca_file) == ("managed_identity", None, None)


def test_a_laptop_may_use_each_of_the_banks_services_beside_its_own_store() -> None:
    """To try one out: calls over ACS, or keys from the vault."""
    calls = {name: ON_AZURE[name] for name in ("CALLS", "ACS_ENDPOINT")}
    secrets = {name: ON_AZURE[name] for name in ("SECRETS", "KEY_VAULT_URL")}

    assert load(calls | secrets).adapters.store == "sqlite"
    assert load(secrets | {"AZURE_CREDENTIAL": "azure_cli"}).azure.credential == "azure_cli"


@pytest.mark.parametrize(
    ("missing", "choice"),
    [
        ("COSMOS_ENDPOINT", "STORE=cosmos"),
        ("ACS_ENDPOINT", "CALLS=acs (or ACS_CONNECTION_SECRET)"),
        ("KEY_VAULT_URL", "SECRETS=key_vault"),
    ],
)
def test_a_chosen_service_needs_its_address(missing: str, choice: str) -> None:
    assert _line(_without(missing)).startswith(f"{missing}=: needed with {choice}; ")


@pytest.mark.parametrize("name", ["COSMOS_ENDPOINT", "ACS_ENDPOINT", "KEY_VAULT_URL"])
def test_an_address_is_an_https_origin(name: str) -> None:
    assert "https is needed" in _line(ON_AZURE, {name: "http://bank.example"})
    assert "such as https://bank." in _line(ON_AZURE, {name: "https://bank.example/path"})
    assert "such as https://bank." in _line(ON_AZURE, {name: "bank.documents.azure.com"})
    assert _line(ON_AZURE, {name: "http://localhost:8081"}).startswith(f"{name}=http://localhost:8081: ")


def test_an_emulators_key_may_go_over_http_on_this_machine() -> None:
    azure = load({**ON_AZURE, "COSMOS_ENDPOINT": "http://localhost:8081", "COSMOS_KEY": "c2VjcmV0"}).azure

    assert azure.cosmos_key == "c2VjcmV0"
    assert "c2VjcmV0" not in repr(azure)


def test_instances_that_share_a_store_share_their_keys_and_their_calls() -> None:
    assert _line(ON_AZURE, {"SECRETS": "file"}).startswith("SECRETS=file: instances that share STORE=cosmos")
    assert _line(ON_AZURE, {"CALLS": "local"}).startswith("CALLS=local: needs STORE=sqlite")


def test_a_connection_string_comes_from_the_vault_and_in_place_of_the_identity() -> None:
    by_secret = {**_without("ACS_ENDPOINT"), "ACS_CONNECTION_SECRET": "acs-connection-string"}

    assert load(by_secret).azure.acs_connection_secret == "acs-connection-string"
    assert _line(by_secret, {"ACS_ENDPOINT": ON_AZURE["ACS_ENDPOINT"]}).startswith("ACS_CONNECTION_SECRET=")
    outside = {"CALLS": "acs", "ACS_CONNECTION_SECRET": "acs-connection-string"}
    assert "SECRETS=key_vault is needed" in _line(outside)
    assert "letters, digits and dashes" in _line(by_secret, {"ACS_CONNECTION_SECRET": "acs connection"})


def test_in_azure_what_is_for_one_machine_is_refused() -> None:
    """Its disk is gone with the instance."""
    assert _line(IN_AZURE).startswith("STORE=sqlite: for one machine alone")
    here = IN_AZURE | ON_AZURE
    sqlite = {name: value for name, value in here.items() if name != "STORE"}
    assert _line(sqlite).startswith("STORE=sqlite: for one machine alone")
    assert _line(here, {"AZURE_CREDENTIAL": "azure_cli"}).startswith("AZURE_CREDENTIAL=azure_cli: a developer's")


def test_in_azure_a_key_is_refused_and_not_repeated() -> None:
    line = _line(IN_AZURE, ON_AZURE, {"COSMOS_KEY": "c2VjcmV0"})

    assert line.startswith("COSMOS_KEY=(set): ")
    assert "c2VjcmV0" not in line


def test_a_certificate_authority_is_a_file_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ca_file = Path("ca.pem")
    assert _line({"TLS_CA_FILE": str(ca_file)}) == "TLS_CA_FILE=ca.pem: there is no such file"
    assert _line({"TLS_CA_FILE": "x" * 300}).endswith(": it cannot be read")
    ca_file.write_text("")
    assert _line({"TLS_CA_FILE": str(ca_file)}).endswith(": there is no certificate in PEM in it")
    ca_file.write_text("-----BEGIN CERTIFICATE-----")

    assert load({"TLS_CA_FILE": str(ca_file)}).azure.ca_file == ca_file


_SECRET = "U0VDUkVULWNhbmFyeQ"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ACS_CONNECTION_SECRET", f"endpoint=https://bank.communication.azure.com/;accesskey={_SECRET}=="),
        ("ACS_CONNECTION_SECRET", f"not a name {_SECRET}"),
        ("ACS_ENDPOINT", f"endpoint=https://bank.communication.azure.com/;accesskey={_SECRET}=="),
        ("COSMOS_ENDPOINT", f"AccountEndpoint=https://bank.documents.azure.com:443/;AccountKey={_SECRET}==;"),
        ("KEY_VAULT_URL", f"https://me:{_SECRET}@bank.vault.azure.net"),
        ("COSMOS_KEY", f"not base64 {_SECRET}"),
        ("PIN_TTL_SECONDS", _SECRET),
        ("PORT", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"),
        ("LOBBY", "00112233445566778899aabbccddeeff"),
        ("ALLOWED_ORIGINS", "https://a.example/?token=hunter2"),
        ("PUBLIC_URL", "https://me:hunter2@bank.example"),
        ("PUBLIC_URL", f"https://hooks.example/T00/B00/{_SECRET}"),
        ("LOG_LEVEL", "INFO\x1b[2J"),
        ("ENVIRONMENT", "a sentence that is longer than forty characters"),
    ],
)
def test_a_secret_where_none_belongs_is_not_repeated(name: str, text: str) -> None:
    line = _line(ON_AZURE, {name: text})

    assert line.startswith(f"{name}=(not shown, {len(text)} characters): ")
    assert text not in line
    assert _SECRET not in line


def test_a_connection_string_in_place_of_its_name_is_told_where_it_belongs() -> None:
    line = _line(ON_AZURE, {"ACS_CONNECTION_SECRET": f"endpoint=https://x/;accesskey={_SECRET}"})

    assert line.endswith("that is a connection string; put it into the vault, and its secret's name here")
