"""The settings of a deployed app against those that were declared."""

import json
import re

import pytest

from tests.doctor.command import ROOT, named
from tests.doctor.files import FRONT_DOOR, OPERATOR, PUBLIC, Files

ADDED = {
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=1;IngestionEndpoint=https://x/",
}


def test_both_apps_as_they_were_declared(files: Files) -> None:
    """What the platform adds is no drift."""
    done = files.drift(PUBLIC | ADDED, OPERATOR | ADDED)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Nothing has drifted: the settings are what was declared.\n"


def test_the_outputs_of_azd_are_understood_too(files: Files) -> None:
    """All its values are texts; an object is JSON in one."""
    outputs = {"publicSettings": json.dumps(PUBLIC), "operatorSettings": json.dumps(OPERATOR), "AZURE_LOCATION": "x"}
    files.declared = files.save("declared", outputs)

    assert files.drift(PUBLIC, OPERATOR).returncode == 0
    assert named(files.drift(PUBLIC, OPERATOR | {"ENVIRONMENT": "dev"})) == [("setting-changed", "ENVIRONMENT")]


def test_what_was_changed_is_told_with_both_values(files: Files) -> None:
    done = files.drift(PUBLIC | {"ENVIRONMENT": "test"})

    assert (done.returncode, named(done)) == (1, [("setting-changed", "ENVIRONMENT")])
    assert "declared as prod, and is test" in done.stdout


def test_what_is_missing_and_what_nobody_declared_is_told(files: Files) -> None:
    done = files.drift({name: text for name, text in PUBLIC.items() if name != "FRONT_DOOR_ID"} | {"LOBBY": "off"})

    assert sorted(named(done)) == [("setting-extra", "LOBBY"), ("setting-missing", "FRONT_DOOR_ID")]
    assert "    not declared\n" in done.stdout
    assert f"declared as {FRONT_DOOR}, and not there" in done.stdout
    assert done.returncode == 1


def test_a_name_that_the_app_does_not_go_by_is_no_alarm(files: Files) -> None:
    """Platforms learn to add settings; a deployment must not end for that."""
    done = files.drift(PUBLIC | {"WEBSITE_OF_TOMORROW": "1"})

    assert (done.returncode, named(done)) == (0, [("setting-undeclared", "WEBSITE_OF_TOMORROW")])
    assert done.stdout.startswith("Worth knowing:\n")


def test_every_setting_of_the_app_is_an_alarm_where_nobody_declared_it(files: Files) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    ours = re.findall(r"^\| `([A-Z0-9_]+)` \|", page, re.MULTILINE)
    files.declared = files.save("declared", {"AzureWebJobsStorage__accountName": "hostpublic"})

    done = files.drift({"AzureWebJobsStorage__accountName": "hostpublic"} | dict.fromkeys(ours, "x"))

    assert len(ours) > 30
    assert sorted(named(done)) == sorted(("setting-extra", name) for name in ours)
    assert done.returncode == 1


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "IDENTITY_ENDPOINT", "PYTHONPATH", "SSL_CERT_FILE"])
def test_what_steers_python_or_its_libraries_is_an_alarm(files: Files, name: str) -> None:
    done = files.drift(PUBLIC | {name: "x"})

    assert (done.returncode, named(done)) == (1, [("setting-extra", name)])


def test_what_is_declared_is_compared_though_the_platform_may_add_it(files: Files) -> None:
    files.declared = files.save("declared", PUBLIC | {"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=2"})

    assert named(files.drift(PUBLIC | ADDED)) == [("setting-changed", "APPLICATIONINSIGHTS_CONNECTION_STRING")]


def test_a_switch_that_fakes_sign_in_is_told(files: Files) -> None:
    """The platform sets it where sign-in is on; among the settings it only pleases the check at the start."""
    done = files.drift(OPERATOR | {"WEBSITE_AUTH_ENABLED": "true"})

    assert (done.returncode, named(done)) == (1, [("setting-extra", "WEBSITE_AUTH_ENABLED")])
