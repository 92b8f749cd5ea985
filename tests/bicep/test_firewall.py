"""The web application firewall, as the files would deploy it."""

from tests.bicep.deployed import Deployment
from tests.bicep.rules import firewall


def test_the_firewall_blocks_rather_than_watches(deployment: Deployment) -> None:
    assert list(firewall.blocks(deployment)) == []


def test_it_has_the_default_and_the_bot_rule_set(deployment: Deployment) -> None:
    assert list(firewall.has_both_rule_sets(deployment)) == []


def test_it_stands_before_every_host_name(deployment: Deployment) -> None:
    assert list(firewall.stands_before_every_host_name(deployment)) == []


def test_it_slows_down_who_guesses_pins(deployment: Deployment) -> None:
    assert list(firewall.slows_down_guessing(deployment)) == []


def test_pins_keys_and_tokens_never_reach_its_log(deployment: Deployment) -> None:
    assert list(firewall.keeps_secrets_out_of_its_log(deployment)) == []
