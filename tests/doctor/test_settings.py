"""What the doctor says of settings: each rule by name, what to set, and nothing where nothing is wrong."""

import json
from pathlib import Path

import pytest

from shared.doctor.catalogue import RULES
from tests.doctor.command import SOUND, doctor, named

_OPERATOR = {"SURFACE": "operator", "WEBSITE_AUTH_ENABLED": "True", "ALLOWED_ORIGINS": ""}

# What is changed of sound settings, and the rule that it breaks, and at which setting.
BROKEN = [
    ({"PIN_TTL_SECONDS": "9000"}, "setting-not-understood", "PIN_TTL_SECONDS"),
    ({"TENANT_ID": ""}, "setting-not-understood", "TENANT_ID"),
    ({"ALLOWED_ORIGINS": "*"}, "cors-any-origin", "ALLOWED_ORIGINS"),
    ({"LOBBY": "off"}, "lobby-off-short-secret", "PIN_SECRET_DIGITS"),
    ({"NETWORK_FAILURES_10M": "30"}, "network-budget-order", "NETWORK_FAILURES_DAY"),
    ({"SURFACE": "all", "WEBSITE_AUTH_ENABLED": "true"}, "single-app", "SURFACE"),
    ({"SURFACE": "operator", "ALLOWED_ORIGINS": ""}, "sign-in-off", "WEBSITE_AUTH_ENABLED"),
    ({"FRONT_DOOR_ID": ""}, "front-door-id-missing", "FRONT_DOOR_ID"),
    ({"TENANT_ID": "11111111-1111-4111-8111-111111111111"}, "local-tenant-in-azure", "TENANT_ID"),
    ({"COSMOS_ENDPOINT": ""}, "address-missing", "COSMOS_ENDPOINT"),
    ({"KEY_VAULT_URL": "http://localhost:1"}, "address-not-https", "KEY_VAULT_URL"),
    ({"ACS_CONNECTION_SECRET": "acs"}, "connection-string-misplaced", "ACS_CONNECTION_SECRET"),
    ({"CALLS": "local"}, "adapters-do-not-mix", "CALLS"),
    ({"STORE": "sqlite"}, "laptop-adapter-in-azure", "STORE"),
    ({"COSMOS_KEY": "c2VjcmV0"}, "emulator-key-in-azure", "COSMOS_KEY"),
    ({"AZURE_CREDENTIAL": "azure_cli"}, "developer-credential-in-azure", "AZURE_CREDENTIAL"),
    ({"SURFACE": "all", "WEBSITE_AUTH_ENABLED": "true", "ALLOW_SINGLE_APP": "1"}, "single-app-allowed", "SURFACE"),
    ({"LOBBY": "off", "PIN_SECRET_DIGITS": "6"}, "lobby-off", "LOBBY"),
    ({"ALLOWED_ORIGINS": "https://www.bank.example,http://localhost:3000"}, "cors-localhost", "ALLOWED_ORIGINS"),
    ({"NETWORK_FAILURES_10M": "51", "NETWORK_FAILURES_DAY": "200"}, "network-budget-high", "NETWORK_FAILURES_10M"),
    ({"NETWORK_FAILURES_DAY": "201"}, "network-budget-high", "NETWORK_FAILURES_DAY"),
    ({"REFUSAL_FLOOR_MS": "299"}, "refusal-floor-low", "REFUSAL_FLOOR_MS"),
    ({"PIN_TTL_SECONDS": "301"}, "long-lived-pins", "PIN_TTL_SECONDS"),
    ({"LOG_LEVEL": "DEBUG"}, "debug-log", "LOG_LEVEL"),
    ({"ENVIRONMENT": ""}, "environment-unnamed", "ENVIRONMENT"),
    ({"PUBLIC_URL": ""}, "public-url-missing", "PUBLIC_URL"),
    ({"ALLOWED_ORIGINS": ""}, "no-allowed-origins", "ALLOWED_ORIGINS"),
    ({"ACS_ENDPOINT": "", "ACS_CONNECTION_SECRET": "acs"}, "access-key-in-use", "ACS_CONNECTION_SECRET"),
]


@pytest.mark.parametrize("sound", [SOUND, {**SOUND, **_OPERATOR}, {}], ids=["public", "operator", "laptop"])
def test_sound_settings_are_said_to_be_so_in_one_line(sound: dict[str, str]) -> None:
    done = doctor(**sound)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Nothing wrong with the settings; the neighbours were not asked (--ask).\n"


@pytest.mark.parametrize(("changed", "rule", "setting"), BROKEN, ids=[f"{rule}-{name}" for _, rule, name in BROKEN])
def test_a_broken_rule_is_named_with_its_setting(changed: dict[str, str], rule: str, setting: str) -> None:
    done = doctor(**{**SOUND, **changed})

    assert (rule, setting) in named(done)
    assert done.stderr == ""
    assert done.returncode == (0 if RULES[rule].severity == "worth knowing" else 1)
    if rule not in {"lobby-off-short-secret", "adapters-do-not-mix"}:
        assert len(named(done)) == 1, "one slip, one finding"


def test_a_finding_says_what_why_and_what_to_set() -> None:
    done = doctor(**{**SOUND, "REFUSAL_FLOOR_MS": "0"})

    assert done.stdout.splitlines() == [
        "Unsafe:",
        "",
        "  refusal-floor-low (REFUSAL_FLOOR_MS)",
        "    a refusal takes 0 ms at least",
        "    why: how long a refusal takes may tell a guesser whether a PIN exists; 300 ms covers the slowest",
        "    set: REFUSAL_FLOOR_MS=300",
        "",
    ]


def test_everything_that_is_wrong_is_told_at_once_and_the_worst_first() -> None:
    done = doctor(**{**SOUND, "PIN_TTL_SECONDS": "soon", "PORT": "0", "LOG_LEVEL": "DEBUG", "REFUSAL_FLOOR_MS": "1"})

    assert [rule for rule, _ in named(done)] == [
        "setting-not-understood",
        "setting-not-understood",
        "refusal-floor-low",
        "debug-log",
    ]
    assert [line for line in done.stdout.splitlines() if line[:1].isalpha()] == [
        "Stops the start:",
        "Unsafe:",
        "Worth knowing:",
    ]


def test_what_stops_the_start_is_told_in_the_words_of_the_start() -> None:
    done = doctor(PIN_TTL_SECONDS="9000")

    assert "    PIN_TTL_SECONDS=9000: at most 600\n" in done.stdout


def test_a_file_is_judged_as_if_it_were_deployed(tmp_path: Path) -> None:
    """The environment of whoever asks has nothing to do with it."""
    deployed = {name: text for name, text in SOUND.items() if name != "WEBSITE_SITE_NAME"} | {"LOBBY": "off"}
    listed = [{"name": name, "slotSetting": False, "value": text} for name, text in deployed.items()]
    for number, content in enumerate((deployed, listed)):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(content), encoding="utf-8")

        done = doctor("--settings", str(file), "--as-in-azure", LOG_LEVEL="DEBUG")

        assert ("lobby-off-short-secret", "PIN_SECRET_DIGITS") in named(done)
        assert "debug-log" not in done.stdout
        assert done.returncode == 1


def test_a_key_that_stands_in_a_setting_is_not_repeated() -> None:
    done = doctor(**{**SOUND, "COSMOS_KEY": "not base64!", "ACS_ENDPOINT": "endpoint=https://x/;accesskey=hidden"})

    assert done.returncode == 1
    assert "hidden" not in done.stdout
    assert "base64!" not in done.stdout


@pytest.mark.parametrize("words", [["--other-vault-url", "https://v.vault.azure.net"], ["drift"], ["--ask", "now"]])
def test_a_wrong_command_line_ends_with_two(words: list[str]) -> None:
    done = doctor(*words)

    assert done.returncode == 2
    assert "usage:" in done.stderr
