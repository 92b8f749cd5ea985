"""Settings: what stands when nobody says anything, and the one line that a wrong one stops the start with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.settings import LOCAL_TENANT, SettingsError, load

FRONT_DOOR = "99999999-9999-4999-8999-999999999999"
IN_AZURE = {
    "WEBSITE_INSTANCE_ID": "x",
    "WEBSITE_AUTH_ENABLED": "True",
    "SURFACE": "operator",
    "TENANT_ID": "33333333-3333-4333-8333-333333333333",
    "FRONT_DOOR_ID": FRONT_DOOR,
}
ON_AZURE = {
    "STORE": "cosmos",
    "COSMOS_ENDPOINT": "https://bank.documents.azure.com:443/",
    "CALLS": "acs",
    "ACS_ENDPOINT": "https://bank.europe.communication.azure.com/",
    "SECRETS": "key_vault",
    "KEY_VAULT_URL": "https://bank.vault.azure.net/",
}
"""The bank's services behind the ports."""


def _line(**environ: str) -> str:
    with pytest.raises(SettingsError) as refused:
        load(environ)
    return str(refused.value)


def test_what_stands_when_nobody_says_anything() -> None:
    settings = load({})
    policies = settings.policies

    assert (settings.door.port, str(settings.adapters.data_dir), settings.door.surface) == (7071, ".local", "all")
    assert (settings.adapters.store, settings.adapters.calls, settings.adapters.secrets) == ("sqlite", "local", "file")
    assert (settings.door.public_url, settings.door.front_door_id) == (None, None)
    assert (settings.door.allowed_origins, settings.door.tenant_id) == ((), LOCAL_TENANT)
    assert (policies.pins.secret_digits, policies.pins.ttl_seconds, policies.pins.digits) == (4, 300, 10)
    assert policies.lifetimes.call_seconds == 3600
    assert policies.lifetimes.session_seconds == policies.lifetimes.lobby_seconds == 600
    assert (policies.network.ten_minutes, policies.network.day) == (5, 20)
    assert (settings.refusal_floor_ms, policies.lobby, settings.log_level) == (300, True, "INFO")


def test_a_blank_setting_is_one_that_nobody_made() -> None:
    blank = dict.fromkeys(("PORT", "SURFACE", "PUBLIC_URL", "TENANT_ID", "LOBBY", "PIN_TTL_SECONDS"), "  ")

    assert load(blank) == load({})


def test_what_is_said_is_taken() -> None:
    settings = load(
        {
            "PORT": "8080",
            "DATA_DIR": "/tmp/x",
            "SURFACE": "public",
            "PUBLIC_URL": "https://Assist.Bank.example/",
            "TENANT_ID": "33333333-3333-4333-8333-33333333333A",
            "FRONT_DOOR_ID": FRONT_DOOR,
            "ALLOWED_ORIGINS": "https://a.example, http://localhost:8080,,https://b.example:8443",
            "PIN_SECRET_DIGITS": "6",
            "PIN_TTL_SECONDS": "600",
            "CALL_TTL_SECONDS": "60",
            "SESSION_TTL_SECONDS": "30",
            "LOBBY_TTL_SECONDS": "20",
            "NETWORK_FAILURES_10M": "50",
            "NETWORK_FAILURES_DAY": "50",
            "REFUSAL_FLOOR_MS": "0",
            "LOBBY": "off",
            "LOG_LEVEL": "DEBUG",
        }
    )

    assert settings.door.public_url == "https://assist.bank.example"
    assert settings.door.tenant_id == "33333333-3333-4333-8333-33333333333a"
    assert settings.door.allowed_origins == ("https://a.example", "http://localhost:8080", "https://b.example:8443")
    assert settings.policies.pins.digits == 12
    assert settings.policies.lobby is False
    assert settings.log_level == "DEBUG"


_WHOLE = {
    "PORT": (1, 65535),
    "PIN_SECRET_DIGITS": (4, 8),
    "PIN_TTL_SECONDS": (1, 600),
    "CALL_TTL_SECONDS": (1, 86_400),
    "SESSION_TTL_SECONDS": (1, 600),
    "LOBBY_TTL_SECONDS": (1, 600),
    "NETWORK_FAILURES_10M": (1, 1_000_000),
    "NETWORK_FAILURES_DAY": (1, 1_000_000),
    "REFUSAL_FLOOR_MS": (0, 5_000),
}


@pytest.mark.parametrize("name", _WHOLE)
def test_a_number_stands_between_its_bounds(name: str) -> None:
    low, high = _WHOLE[name]
    together = {"NETWORK_FAILURES_10M": "1"} if name == "NETWORK_FAILURES_DAY" else {"NETWORK_FAILURES_DAY": "1000000"}

    for fine in (low, high):
        load({**together, name: str(fine)})
    assert _line(**{name: str(low - 1)}) == f"{name}={low - 1}: at least {low}"
    assert _line(**{name: str(high + 1)}) == f"{name}={high + 1}: at most {high}"
    assert _line(**{name: "9" * 15}) == f"{name}={'9' * 15}: at most {high}"
    for text in ("x", "1.5", "1e2", "0x10", "\uff11", "1 0", "+1", "--1", "1_0"):
        assert _line(**{name: text}) == f"{name}={text}: a whole number is needed"


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("SURFACE", ("all", "operator", "public")),
        ("STORE", ("sqlite", "cosmos")),
        ("CALLS", ("local", "acs")),
        ("SECRETS", ("file", "key_vault")),
        ("LOBBY", ("on", "off")),
        ("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR")),
    ],
)
def test_a_choice_is_one_of_those_there_are(name: str, choices: tuple[str, ...]) -> None:
    for choice in choices:
        load({"PIN_SECRET_DIGITS": "6", **(ON_AZURE if choice in ON_AZURE.values() else {}), name: choice})
    for text in ("x", choices[0].swapcase(), choices[0] + "x"):
        assert _line(**{name: text}) == f"{name}={text}: one of {', '.join(choices)}"


@pytest.mark.parametrize("name", ["TENANT_ID", "FRONT_DOOR_ID"])
@pytest.mark.parametrize("text", ["x", "33333333-3333-4333-8333-33333333333", "33333333-3333-4333-8333-33333333333g"])
def test_an_id_is_a_guid(name: str, text: str) -> None:
    assert _line(**{name: text}) == f"{name}={text}: a GUID is needed"


@pytest.mark.parametrize("name", ["PUBLIC_URL", "ALLOWED_ORIGINS"])
@pytest.mark.parametrize(
    "text",
    ["x", "*", "bank.example", "https://", "https://bank.example/path", "https://bank.example:port",
     "https://bank.example:99999", "https://bank example", "https://[::1", "null"],
)  # fmt: skip
def test_an_origin_is_an_origin(name: str, text: str) -> None:
    assert _line(**{name: text}).startswith(f"{name}={text}: an origin such as https://assist.bank.example")


@pytest.mark.parametrize("text", ["https://bank.example?x", "https://bank.example#x", "https://a@bank.example"])
def test_an_origin_has_no_query_and_no_user_and_they_are_not_repeated(text: str) -> None:
    line = _line(PUBLIC_URL=text)

    assert line.startswith(f"PUBLIC_URL=(not shown, {len(text)} characters): an origin such as")


@pytest.mark.parametrize(
    "text", ["http://bank.example", "http://127.0.0.1:7071", "ftp://bank.example", "ws://localhost"]
)
def test_an_origin_is_https_but_for_localhost(text: str) -> None:
    assert _line(PUBLIC_URL=text) == f"PUBLIC_URL={text}: https is needed (http only for localhost)"


def test_an_origin_is_spelled_as_browsers_spell_it() -> None:
    given = "https://A.example:443/,http://localhost:80,https://a.example:8443"

    assert load({"ALLOWED_ORIGINS": given}).door.allowed_origins == (
        "https://a.example",
        "http://localhost",
        "https://a.example:8443",
    )


def test_one_wrong_origin_among_good_ones_is_refused() -> None:
    assert _line(ALLOWED_ORIGINS="https://a.example,x").startswith("ALLOWED_ORIGINS=https://a.example,x: ")


@pytest.mark.parametrize("digits", ["4", "5"])
def test_without_the_lobby_the_secret_has_six_digits_at_least(digits: str) -> None:
    line = _line(LOBBY="off", PIN_SECRET_DIGITS=digits)

    assert line == f"PIN_SECRET_DIGITS={digits}: at least 6 while LOBBY=off"
    assert _line(LOBBY="off") == "PIN_SECRET_DIGITS=4: at least 6 while LOBBY=off"
    assert not load({"LOBBY": "off", "PIN_SECRET_DIGITS": "6"}).policies.lobby


def test_a_day_allows_as_much_as_ten_minutes_at_least() -> None:
    line = _line(NETWORK_FAILURES_10M="30")

    assert line == "NETWORK_FAILURES_DAY=20: at least NETWORK_FAILURES_10M (30)"


def test_in_azure_each_surface_starts_with_what_it_needs() -> None:
    here = IN_AZURE | ON_AZURE
    assert load(here).door.surface == "operator"
    assert load({**here, "SURFACE": "public", "WEBSITE_AUTH_ENABLED": ""}).door.surface == "public"
    assert load({**here, "SURFACE": "all", "ALLOW_SINGLE_APP": "1"}).door.surface == "all"


def test_in_azure_one_app_for_both_must_be_wanted() -> None:
    for allowed in ("", "0", "true", "yes"):
        line = _line(**{**IN_AZURE, "SURFACE": "all", "ALLOW_SINGLE_APP": allowed})
        assert line.startswith("SURFACE=all: in Azure deploy two apps")


@pytest.mark.parametrize("surface", ["operator", "all"])
@pytest.mark.parametrize("enabled", ["", "False", "false", "0", "1"])
def test_in_azure_operators_are_served_behind_app_service_authentication_alone(surface: str, enabled: str) -> None:
    environ = {**IN_AZURE, "SURFACE": surface, "ALLOW_SINGLE_APP": "1", "WEBSITE_AUTH_ENABLED": enabled}

    assert _line(**environ).startswith(f"WEBSITE_AUTH_ENABLED={enabled}: must be true")


def test_in_azure_tenant_and_front_door_must_be_named() -> None:
    assert _line(**{**IN_AZURE, "TENANT_ID": ""}) == "TENANT_ID=: needed in Azure; the Entra tenant's id, a GUID"
    assert _line(**{**IN_AZURE, "FRONT_DOOR_ID": ""}).startswith("FRONT_DOOR_ID=: needed in Azure")


def test_settings_do_not_change() -> None:
    with pytest.raises(AttributeError):
        load({}).log_level = "DEBUG"  # type: ignore[misc]


@given(
    st.sampled_from([*_WHOLE, "SURFACE", "STORE", "LOBBY", "PUBLIC_URL", "ALLOWED_ORIGINS", "TENANT_ID", "LOG_LEVEL"]),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
)
def test_whatever_is_said_settings_load_or_one_line_tells_why(name: str, text: str) -> None:
    said = "one line"
    try:
        load({name: text})
    except SettingsError as refused:
        said = str(refused)
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "marks",
    [
        {"WEBSITE_INSTANCE_ID": "x"},
        {"WEBSITE_SITE_NAME": "assist"},
        {"LEGION_SERVICE_HOST": "x", "CONTAINER_NAME": "x", "WEBSITE_POD_NAME": "x"},
    ],
    ids=["app-service", "by-name", "flex-consumption"],
)
def test_azure_is_known_by_what_each_plan_sets(marks: dict[str, str]) -> None:
    """Else a deployed app would start as a laptop does: both surfaces, no Front Door, no sign-in."""
    assert _line(**marks).startswith("TENANT_ID=: needed in Azure")


def test_a_container_elsewhere_is_not_azure() -> None:
    assert load({"CONTAINER_NAME": "x", "HOSTNAME": "x"}) == load({})
