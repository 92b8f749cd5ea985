"""What Front Door keeps, and where it leads."""

from tests.bicep.deployed import Deployment
from tests.bicep.rules import caching


def test_public_keys_and_versioned_assets_are_cached_and_nothing_else(deployment: Deployment) -> None:
    assert list(caching.keeps_public_keys_and_assets_alone(deployment)) == []


def test_browsers_and_apps_are_spoken_to_by_https_alone(deployment: Deployment) -> None:
    assert list(caching.speaks_https_alone(deployment)) == []


def test_each_host_name_leads_to_its_own_app(deployment: Deployment) -> None:
    assert list(caching.each_host_name_leads_to_its_app(deployment)) == []
