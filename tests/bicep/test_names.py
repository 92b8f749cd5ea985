"""Names that Azure takes."""

from tests.bicep.deployed import Deployment
from tests.bicep.mutations import changed_name
from tests.bicep.project import bank, deployed
from tests.bicep.rules import naming


def test_no_two_resources_or_module_calls_have_one_name(deployment: Deployment) -> None:
    assert list(naming.is_unique(deployment)) == []


def test_the_longest_name_of_an_environment_fits_everywhere() -> None:
    assert list(naming.fits(bank(environmentName="Production12", privateNetwork=True))) == []


def test_a_name_that_is_too_long_and_a_name_that_is_taken_are_reported() -> None:
    right = deployed("bank")

    assert list(naming.fits(changed_name(right, "KeyVault/vaults", "v" * 25))) != []
    (first, second) = right.of("Web/sites")
    assert list(naming.is_unique(changed_name(right, "Web/sites", second.name))) != []
    assert first.name != second.name
