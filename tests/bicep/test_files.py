"""The files themselves."""

import pytest

from tests.bicep.project import FILES, bank, read
from tests.bicep.rules import written
from tests.bicep.scope import BicepError


def test_there_is_a_main_file_and_a_module_for_each_neighbour() -> None:
    assert "bicep/main.bicep" in FILES
    assert len(FILES) > 10


def test_main_is_a_table_of_contents() -> None:
    assert list(written.main_is_a_table_of_contents(read, "bicep/main.bicep")) == []


def test_a_module_is_short() -> None:
    assert list(written.is_short(read, FILES)) == []


def test_no_file_asks_for_a_key_or_gives_one_out() -> None:
    assert list(written.gives_out_no_key(read, FILES)) == []


def test_the_parameters_hold_no_secret() -> None:
    assert list(written.holds_no_secret(read, "bicep/main.bicepparam")) == []


def test_what_is_declared_is_used() -> None:
    assert list(written.declares_what_it_uses(read, FILES)) == []


def test_a_preview_of_an_api_is_taken_for_a_reason() -> None:
    assert list(written.takes_previews_for_a_reason(read, FILES)) == []


def test_a_scanner_is_told_to_skip_for_a_reason() -> None:
    assert list(written.says_why_a_scanner_is_told_to_skip(read, FILES)) == []


def test_a_parameter_that_main_does_not_have_is_refused() -> None:
    with pytest.raises(BicepError, match="no parameter multiMaster"):
        bank(multiMaster=True)
