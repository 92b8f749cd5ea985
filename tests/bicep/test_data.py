"""Store, vault and storage: no keys, one region that writes, private where the bank asks for it."""

import json

import pytest

from tests.bicep.deployed import Deployment
from tests.bicep.project import deployed, read
from tests.bicep.rules import keys, network

CONTAINERS = json.loads(read("shared/adapters/cosmos/containers.json"))


def test_keys_are_off_everywhere_and_the_vault_cannot_be_purged(deployment: Deployment) -> None:
    assert list(keys.are_off(deployment)) == []


def test_one_region_writes_and_reads_are_of_the_last_write(deployment: Deployment) -> None:
    assert list(keys.one_region_writes(deployment)) == []


def test_the_containers_are_those_that_the_store_is_tested_with(deployment: Deployment) -> None:
    assert list(keys.containers_are_those_of_the_store(deployment, CONTAINERS)) == []


@pytest.mark.parametrize("variant", ["private", "private, with administrators"])
def test_a_private_network_closes_the_public_side_of_the_data(variant: str) -> None:
    assert list(network.data_is_private(deployed(variant))) == []


@pytest.mark.parametrize("variant", ["private", "private, with administrators"])
def test_a_private_network_reaches_all_data_by_private_addresses(variant: str) -> None:
    assert list(network.data_has_private_addresses(deployed(variant))) == []
