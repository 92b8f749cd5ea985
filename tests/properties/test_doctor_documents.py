"""What the doctor is given to read: files that people saved from `az`, which may hold anything."""

import json
from collections.abc import Callable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from shared.doctor.az_outputs import app_settings, declared, parsed, properties
from shared.doctor.drift import drift
from shared.doctor.platform import of_sign_in, of_web
from shared.doctor.report import report
from tests.properties.test_settings import CANARY, NAMES
from tests.properties.texts import ANYTHING, JSON, VISIBLE


def _read(reading: Callable[[], object]) -> tuple[object, str]:
    """What came out, or the words of the refusal."""
    try:
        return reading(), ""
    except ValueError as refused:
        return None, str(refused)


DOCUMENTS = (
    JSON
    | st.lists(st.fixed_dictionaries({"name": NAMES | ANYTHING, "value": ANYTHING | JSON}), max_size=3)
    | st.dictionaries(NAMES | st.sampled_from(["publicSettings", "operatorSettings", "properties", "value"]), JSON)
)


@given(DOCUMENTS)
def test_what_az_prints_is_read_as_settings_or_refused_in_words(document: object) -> None:
    for read in (app_settings, declared, properties):
        found, words = _read(lambda read=read: read(parsed(json.dumps(document))))
        if found is None:
            assert words
            continue
        for one in found if isinstance(found, list) else [found]:
            assert isinstance(one, Mapping)
            if read is not properties:
                assert all(isinstance(text, str) for pair in one.items() for text in pair)


@given(st.text() | st.sampled_from(["[" * 100_000, "9" * 5_000, "{" * 9, "\ufeff{}"]))
def test_any_file_is_json_or_refused_in_words(text: str) -> None:
    assert _read(lambda: parsed(text))[1] in {"", "it is not JSON", "it is nested too deeply"}


INNER = st.sampled_from(["allowedOrigins", "enabled", "excludedPaths", "requireAuthentication"])
RULE = st.dictionaries(st.sampled_from(["action", "ipAddress", "tag", "headers", "name"]), JSON | st.just("Deny"))
WEB = st.dictionaries(
    st.sampled_from(["ipSecurityRestrictions", "scmIpSecurityRestrictions", "ipSecurityRestrictionsDefaultAction",
                     "scmIpSecurityRestrictionsUseMain", "cors", "globalValidation", "platform"]),
    JSON | st.lists(RULE, max_size=2) | st.dictionaries(INNER, JSON),
)  # fmt: skip


@given(WEB, st.sampled_from(["public", "operator", "all"]))
def test_whatever_the_platform_says_is_judged_and_can_be_printed(web: dict[str, object], surface: str) -> None:
    """A silent platform lets everybody in; that is found whatever else it says."""
    found = [*of_web(web, surface, "99999999-9999-4999-8999-999999999999"), *of_sign_in(web, surface)]  # type: ignore[arg-type]

    assert all(line.encode() or not line for line in report(found, "fine"))
    if not web:
        assert {finding.rule.name for finding in found} >= {"open-to-the-internet"}


@given(st.dictionaries(NAMES | VISIBLE, VISIBLE, max_size=3), st.dictionaries(NAMES | VISIBLE, VISIBLE, max_size=3))
def test_drift_is_silent_for_equals_and_shows_no_value_that_nobody_declared(
    ours: dict[str, str], theirs: dict[str, str]
) -> None:
    canary = {name: CANARY for name in theirs if name not in ours}

    assert list(drift(ours, ours)) == []
    assert not any(CANARY in finding.what for finding in drift(ours, theirs | canary))
