"""Who may do what."""

import re

from tests.bicep.deployed import Deployment
from tests.bicep.project import read
from tests.bicep.rules import roles


def test_an_assignment_stands_in_the_file_of_what_it_opens(deployment: Deployment) -> None:
    assert list(roles.stand_beside_what_they_open(deployment)) == []


def test_nothing_is_granted_but_what_the_table_has(deployment: Deployment) -> None:
    assert list(roles.are_those_of_the_table(deployment)) == []


def test_both_apps_have_every_role_that_an_app_needs(deployment: Deployment) -> None:
    assert list(roles.open_every_neighbour(deployment)) == []


def test_the_page_of_operations_names_every_role_that_is_granted() -> None:
    section = read("docs/operations.md").partition("## Roles")[2].partition("\n## ")[0]
    named = set(re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", section))

    assert {role for granted in roles.GRANTS.values() for role in granted} - named == set()
