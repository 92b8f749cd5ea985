"""What never reaches a terminal or a log: secrets in settings, and what commands a terminal."""

import pytest

from tests.doctor.command import SOUND, doctor, named
from tests.doctor.files import OPERATOR, PUBLIC, Files, resource

_TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=hidden"),
        ("SMTP_PASS", "hidden"),
        ("PIN_PEPPER", "hidden"),
        ("GH", "hidden"),
        ("WEBHOOK", "https://hooks.example/services/T00/B00/hidden"),
        ("COSMOS_KEY", "hidden"),
        ("ENVIRONMENT_OF", "hidden"),
    ],
)
def test_a_value_that_nobody_declared_is_never_shown(files: Files, name: str, value: str) -> None:
    done = files.drift(PUBLIC | {name: value})

    assert [setting for _, setting in named(done)] == [name]
    assert "hidden" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_ORIGINS", "https://a.example/?token=hunter2"),
        ("ENVIRONMENT", "not an environment"),
        ("FRONT_DOOR_ID", "hunter2"),
        ("COSMOS_DATABASE", _TOKEN),
        ("DATA_DIR", _TOKEN),
        ("ALLOW_SINGLE_APP", _TOKEN),
        ("ACS_CONNECTION_SECRET", "hunter2"),
        ("COSMOS_KEY", "c2VjcmV0"),
        ("AzureWebJobsStorage__accountName", "hunter2"),
    ],
)
def test_a_changed_value_that_is_not_of_its_settings_kind_is_told_by_its_length(
    files: Files, name: str, value: str
) -> None:
    files.declared = files.save("declared", PUBLIC | {name: ""})
    done = files.drift(PUBLIC | {name: value})

    assert (done.returncode, named(done)) == (1, [("setting-changed", name)])
    assert f"declared as (empty), and is (not shown, {len(value)} characters)" in done.stdout
    assert value not in done.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PIN_TTL_SECONDS", "600"),
        ("NETWORK_FAILURES_DAY", "3"),
        ("LOBBY", "off"),
        ("STORE", "sqlite"),
        ("TENANT_ID", "44444444-4444-4444-8444-444444444444"),
        ("ALLOWED_ORIGINS", "https://www.bank.example,https://withalongernameforit.bank.example"),
        ("COSMOS_DATABASE", "assist2"),
    ],
)
def test_a_changed_value_of_its_settings_kind_is_told(files: Files, name: str, value: str) -> None:
    files.declared = files.save("declared", PUBLIC | {name: ""})

    assert f"declared as (empty), and is {value}" in " ".join(files.drift(PUBLIC | {name: value}).stdout.split())


@pytest.mark.parametrize("value", [_TOKEN, "0011" * 16, "https://a.example/?token=hunter2"])
@pytest.mark.parametrize("name", ["PIN_TTL_SECONDS", "ALLOWED_ORIGINS", "ENVIRONMENT", "WEBSITE_AUTH_ENABLED"])
def test_a_key_that_was_pasted_into_a_setting_is_not_repeated(name: str, value: str) -> None:
    done = doctor(**{**SOUND, "SURFACE": "operator", name: value})

    assert done.returncode == 1
    assert f"{name}=(not shown, {len(value)} characters): " in done.stdout
    assert value not in done.stdout + done.stderr


def test_a_key_in_place_of_the_name_of_a_secret_is_not_repeated() -> None:
    done = doctor(**{**SOUND, "ACS_CONNECTION_SECRET": "0011" * 16})

    assert named(done) == [("connection-string-misplaced", "ACS_CONNECTION_SECRET")]
    assert "0011" not in done.stdout


def test_what_commands_a_terminal_is_escaped(files: Files) -> None:
    """Wherever it stands: in a name, a value, a rule of the platform."""
    clear = "\x1b[2J\x07\u202e\r\n"
    rule = {"name": f"a{clear}", "ipAddress": f"1{clear}", "action": "Allow"}
    web = {"ipSecurityRestrictions": [rule], "cors": {"allowedOrigins": [clear]}}
    auth = {"platform": {"enabled": True}, "globalValidation": {"excludedPaths": [clear]}}

    done = files.drift(
        OPERATOR | {f"A{clear}": "x", "ENVIRONMENT": clear, "FRONT_DOOR_ID": f"x{clear}"},
        web=resource(web),
        auth=resource(auth),
    )

    assert (r"setting-undeclared", r"A\x1b[2J\x07\u202e\r\n") in named(done)
    assert not [character for character in done.stdout.replace("\n", "") if not character.isprintable()]
