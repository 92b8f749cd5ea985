"""Logs, alerts, tags."""

import re

from tests.bicep.deployed import Deployment
from tests.bicep.project import deployed, read
from tests.bicep.rules import watching


def test_the_log_of_every_resource_reaches_the_workspace(deployment: Deployment) -> None:
    assert list(watching.logs_reach_the_workspace(deployment)) == []


def test_every_alert_reaches_somebody(deployment: Deployment) -> None:
    assert list(watching.alerts_reach_somebody(deployment)) == []


def test_every_resource_says_whose_it_is(deployment: Deployment) -> None:
    assert list(watching.resources_say_whose_they_are(deployment)) == []


def test_the_page_of_operations_says_what_to_do_at_every_alert() -> None:
    section = read("docs/operations.md").partition("\n## Alerts")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `([\w-]+)`", section, re.MULTILINE)

    assert sorted(told) == watching.alerts(deployed("bank")), "docs/operations.md, table under '## Alerts'"
