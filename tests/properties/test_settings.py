"""The environment: whatever is in it, the app starts by it, or stops with one line about one setting."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.doctor.known import OURS
from shared.settings import AZURES_OWN, Settings, SettingsError, judged, load
from tests.properties.texts import ANYTHING, VISIBLE

READ = {*OURS, *AZURES_OWN, "WEBSITE_AUTH_ENABLED"}
NAMES = st.sampled_from(sorted(READ))
CANARY = "c4n4ry5ecretKEYabcdefghijklmnop"
LIKELY = st.sampled_from(
    ["on", "off", "all", "public", "operator", "sqlite", "cosmos", "acs", "local", "file", "key_vault", "1", "true",
     "300", "10", "0", "-1", "1e3", "٣", "https://a.example", "http://localhost:80", "https://a.example:99999", "*",
     "99999999-9999-4999-8999-999999999999", "{99999999999949998999999999999999}", "AccountKey=;", "1:N", "N:M",
     "managed_identity", "azure_cli", "prod", "DEBUG", "Zm9v", "secret-name", "/dev/null", "/etc/passwd"]
)  # fmt: skip
ENVIRONMENTS = st.dictionaries(NAMES, LIKELY | ANYTHING | VISIBLE, max_size=8)
LINE = re.compile(r"([A-Z][A-Z0-9_]*)=.*: .+", re.DOTALL)


def _stop(environ: Mapping[str, str]) -> str | None:
    try:
        assert isinstance(load(environ), Settings)
    except SettingsError as stop:
        return str(stop)
    return None


@given(ENVIRONMENTS)
def test_any_environment_starts_the_app_or_stops_it_with_one_setting_named(environ: dict[str, str]) -> None:
    line = _stop(environ)

    if line is not None:
        found = LINE.fullmatch(line)
        assert found is not None
        assert found[1] in {*OURS, "WEBSITE_AUTH_ENABLED"}
        assert line.isprintable()


@given(ENVIRONMENTS)
def test_the_doctor_finds_a_stop_just_where_the_start_stops(environ: dict[str, str]) -> None:
    settings, findings = judged(environ)
    line = _stop(environ)

    assert bool(findings) == (line is not None)
    assert line is None or line in {finding.what for finding in findings}
    if not findings:
        assert settings == load(environ)


@given(ENVIRONMENTS, NAMES, VISIBLE, st.sampled_from(["{}", "AccountKey={};x", "https://u:{}@h", "x {}", "{}=="]))
def test_a_stop_repeats_no_secret(environ: dict[str, str], name: str, beside: str, form: str) -> None:
    """Whichever setting somebody pastes it into, and whatever is around it."""
    line = _stop(environ | {name: beside + form.format(CANARY)})

    assert line is None or CANARY not in line


@given(
    ENVIRONMENTS, st.dictionaries(ANYTHING.filter(lambda name: name not in OURS and name not in AZURES_OWN), VISIBLE)
)
def test_names_that_nobody_reads_change_nothing(environ: dict[str, str], others: dict[str, str]) -> None:
    others = {name: text for name, text in others.items() if name != "WEBSITE_AUTH_ENABLED"}

    assert judged(environ | others)[0] == judged(environ)[0]
    assert _stop(environ | others) == _stop(environ)


@given(ENVIRONMENTS, st.sampled_from(["", " ", "\t ", "\n"]))
def test_blanks_around_a_value_are_nobodys_value(environ: dict[str, str], blank: str) -> None:
    read = {name: text for name, text in environ.items() if name in OURS}

    assert _stop({name: blank + text + blank for name, text in read.items()}) == _stop(read)


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_setting_can_be_a_secret_in_the_wrong_place(name: str) -> None:
    line = _stop({name: f"endpoint=https://x/;accesskey={CANARY}"})

    assert line is None or CANARY not in line
