"""docs/operations.md says what the code does, where the two could drift apart."""

import json
import re
import subprocess
import sys
from uuid import UUID

import pytest

from functions.routes import ROUTES
from shared.adapters.acs.connection import READ_AGAIN_SECONDS
from shared.adapters.azure.asking import PATIENCE_SECONDS
from shared.adapters.key_vault.caretaker import PEPPER_REST_SECONDS
from shared.adapters.key_vault.contents import signing_key_secret
from shared.adapters.key_vault.kept import KEPT_SECONDS, REFRESH_SECONDS
from shared.adapters.key_vault.versions import TURN_SECONDS
from shared.settings import SettingsError, load
from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
_SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
_ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in _PAGE.splitlines() if line[:1] == "|"
]
_CHECKLIST = {int(row[0]): row[1:] for row in _ROWS if row[0].isdecimal()}
_IN_AZURE = {
    "WEBSITE_INSTANCE_ID": "1",
    "WEBSITE_AUTH_ENABLED": "true",
    "TENANT_ID": "33333333-3333-4333-8333-333333333333",
    "SURFACE": "operator",
    "FRONT_DOOR_ID": "22222222-2222-4222-8222-222222222222",
    "STORE": "cosmos",
    "CALLS": "acs",
    "SECRETS": "key_vault",
    "COSMOS_ENDPOINT": "https://bank.documents.azure.com",
    "ACS_ENDPOINT": "https://bank.communication.azure.com",
    "KEY_VAULT_URL": "https://bank.vault.azure.net",
}
_OF_AZD = set(
    re.findall(
        r"readEnvironmentVariable\('([A-Z_]+)'", (ROOT / "bicep" / "main.bicepparam").read_text(encoding="utf-8")
    )
)
"""What Bicep's parameters are read from."""
_OF_GITHUB = {
    name
    for file in (ROOT / ".github" / "workflows").glob("deploy*.yml")
    for name in re.findall(r"\bvars\.([A-Z_]+)", file.read_text(encoding="utf-8"))
}
"""Variables that the workflows read."""
_OUTSIDE = {name: value for name, value in _IN_AZURE.items() if not name.startswith("WEBSITE_")}
_NOT_OURS = {
    "HTTPS_PROXY",
    "NO_PROXY",
    "FUNCTIONS_WORKER_RUNTIME",
    "COSMOS_TEST_ENDPOINT",
    "COSMOS_TEST_DATABASE",
    # What the reader fills in.
    "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
    "PRINCIPAL",
    "TCP_HIT",
    "VAULT_ID",
    "COMMUNICATION_ID",
    "ACCOUNT_ID",
}


def test_every_setting_that_it_names_has_a_row_in_the_page_of_settings() -> None:
    named = set(re.findall(r"\b[A-Z]+(?:_[A-Z0-9]+)+\b", _PAGE)) | set(re.findall(r"`([A-Z]+)=", _PAGE))

    assert [name for name in sorted(named - _NOT_OURS - _OF_AZD - _OF_GITHUB) if f"| `{name}` |" not in _SETTINGS] == []
    assert len(named) > 10


def test_what_it_gives_for_azure_starts() -> None:
    settings = load(_IN_AZURE)

    assert settings.azure.cosmos_database == "assist"
    assert "`/dbs/assist`" in _PAGE


@pytest.mark.parametrize(
    ("base", "changed", "refused"),
    [
        (_OUTSIDE, {"CALLS": "local"}, "CALLS"),
        (_OUTSIDE, {"SECRETS": "file"}, "SECRETS"),
        (_IN_AZURE, {"STORE": "sqlite"}, "STORE"),
        (_IN_AZURE, {"STORE": "sqlite", "CALLS": "local"}, "STORE"),
        (_IN_AZURE, {"STORE": "sqlite", "SECRETS": "file"}, "STORE"),
        (_IN_AZURE, {"COSMOS_KEY": "a2V5"}, "COSMOS_KEY"),
        (_IN_AZURE, {"AZURE_CREDENTIAL": "azure_cli"}, "AZURE_CREDENTIAL"),
        (_IN_AZURE, {"ACS_CONNECTION_SECRET": "acs"}, "ACS_CONNECTION_SECRET"),
        (
            {**_OUTSIDE, "STORE": "sqlite", "SECRETS": "file"},
            {"ACS_ENDPOINT": "", "ACS_CONNECTION_SECRET": "acs"},
            "ACS_CONNECTION_SECRET",
        ),
    ],
)
def test_what_it_calls_refused_is_refused(base: dict[str, str], changed: dict[str, str], refused: str) -> None:
    with pytest.raises(SettingsError, match=f"^{refused}="):
        load({**base, **changed})

    assert refused in _PAGE


def test_every_file_and_folder_that_it_names_is_there() -> None:
    text = re.sub(r"https?://\S+", "", _PAGE)
    named = set(re.findall(r"(?<![\w./-])((?:scripts|shared|tests|docs)/[\w./-]*[\w/])", text))
    made = {name for name in named if "node_modules" in name}

    assert len(named) > 6
    assert [name for name in sorted(named - made) if not (ROOT / name).exists()] == []
    for link in re.findall(r"\]\(([a-z]+\.md)\)", _PAGE):
        assert (ROOT / "docs" / link).exists()


def test_every_part_that_it_points_to_is_there() -> None:
    headings = {
        re.sub(r"[^a-z -]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^## (.*)$", _PAGE, re.M)
    }

    assert set(re.findall(r"\]\(#([a-z-]+)\)", _PAGE)) <= headings


def test_the_commands_that_keep_the_secrets_are_those_that_there_are() -> None:
    script = ROOT / "scripts" / "vault_secrets.py"
    offered = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True, check=True).stdout
    (commands,) = re.findall(r"\{([a-z,-]+)\}", offered.splitlines()[0])

    for command in re.findall(r"vault_secrets\.py ([a-z-]+)", _PAGE):
        assert command in commands.split(",")
    assert "rotate-key session" in _PAGE
    assert f"--name {signing_key_secret('session')} " in _PAGE
    assert "--at-once" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (REFRESH_SECONDS / 60, "again every\nminute"),
        (KEPT_SECONDS / 3600 - 23, "serves for 24 hours"),
        (TURN_SECONDS / 480, "signs after eight"),
        (PEPPER_REST_SECONDS / 1800, "within half an hour would end them"),
        (READ_AGAIN_SECONDS / 10, "every ten seconds at most"),
        (PATIENCE_SECONDS / 3.5, "three and a half seconds after which the app gives a request up"),
    ],
)
def test_the_times_that_it_gives_are_those_of_the_code(seconds: float, said: str) -> None:
    assert seconds == 1
    assert said in _PAGE


def test_the_routes_that_it_asks_are_there() -> None:
    asked = set(re.findall(r"https://HOST/([a-z/]+)", _PAGE))

    assert len(asked) > 2
    assert asked <= {route.path for route in ROUTES}


def test_every_role_has_an_id_and_no_two_the_same() -> None:
    rows = [row for row in _ROWS if len(row) == 4 and re.fullmatch(r"`[0-9a-f-]{36}`", row[2])]
    ids = [row[2].strip("`") for row in rows]

    assert len({(role, id_) for _, role, id_, _ in rows}) == len({role for _, role, _, _ in rows}) == len(set(ids)) == 8
    assert {str(UUID(text)) for text in re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", _PAGE)} >= set(ids)


def test_the_checklist_says_for_each_point_how_and_what_to_expect() -> None:
    assert list(_CHECKLIST) == list(range(1, len(_CHECKLIST) + 1))
    assert [point for point, cells in _CHECKLIST.items() if len(cells) != 3 or not all(cells)] == []
    assert "role" in _CHECKLIST[4][0]
    assert "access key's rotation" in _CHECKLIST[13][0]
    assert {int(number) for number in re.findall(r"[Pp]oint ([0-9]+)", _PAGE)} <= set(_CHECKLIST)


def test_the_settings_of_the_local_host_and_the_version_of_azurite_are_those_that_are_tested() -> None:
    (block,) = re.findall(r"```json\n(\{.*?\})\n```", _PAGE, re.DOTALL)
    pinned = json.loads((ROOT / "tests/partners/azurite/package.json").read_text(encoding="utf-8"))["dependencies"]
    tested = (ROOT / "tests/contract/test_timer_storage.py").read_text(encoding="utf-8")
    started = (ROOT / "tests/partners/azurite_partner.py").read_text(encoding="utf-8")

    storage = json.loads(block)["Values"]["AzureWebJobsStorage"]
    assert f'"{storage}"' in tested
    assert f"Azurite {pinned['azurite']} on its own ports" in _PAGE
    for option in ("--silent", "--disableTelemetry", "--skipApiVersionCheck"):
        assert option in _PAGE
        assert option in started


def test_the_local_hosts_settings_are_not_committed() -> None:
    """Nor deployed, which tests/package/ shows."""
    assert "local.settings.json" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
