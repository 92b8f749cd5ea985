"""What must hold as it is, whoever changes the files next."""

import re

import pytest

from shared.doctor.unsafe import unsafe
from shared.settings import judged
from tests.bicep.azure import environment
from tests.bicep.deployed import Deployment, Resource, deploy
from tests.bicep.functions import Value
from tests.bicep.project import BANK, bank, deployed, from_environment, read
from tests.bicep.rules import apps, exact, firewall, roles, written


def test_what_can_be_had_again_and_what_is_kept_private(deployment: Deployment) -> None:
    assert list(exact.values_hold(deployment)) == []


def test_the_operators_sign_in_is_whole(deployment: Deployment) -> None:
    assert list(exact.the_sign_in_is_whole(deployment)) == []


def test_each_log_that_an_inquiry_needs_is_taken_and_no_texts_of_queries(deployment: Deployment) -> None:
    assert list(exact.logs_are_complete(deployment)) == []


def test_the_network_ends_in_a_refusal(deployment: Deployment) -> None:
    assert list(exact.the_network_ends_in_a_refusal(deployment)) == []


@pytest.mark.parametrize("variant", ["bank", "azd up, prod"])
def test_production_keeps_the_record_of_who_did_what(variant: str) -> None:
    assert list(exact.audit_rows_are_kept(deployed(variant))) == []


def test_every_change_of_what_is_deployed_raises_an_alert(deployment: Deployment) -> None:
    assert list(exact.every_change_raises_an_alert(deployment)) == []


def test_the_firewall_lets_nobody_pass_before_its_rules(deployment: Deployment) -> None:
    assert list(firewall.lets_nobody_pass_before_it(deployment)) == []


def test_the_limit_limits_where_nobody_has_set_it() -> None:
    given = {name: value for name, value in BANK.items() if name != "rateLimitPerMinute"}

    assert list(firewall.lets_nobody_pass_before_it(deploy(read, given))) == []


def test_the_firewall_leaves_out_opaque_fields_and_peoples_words_alone(deployment: Deployment) -> None:
    assert list(firewall.leaves_out_no_other_field(deployment)) == []


def test_no_app_can_change_what_is_deployed_next(deployment: Deployment) -> None:
    assert list(roles.only_deployers_open_releases(deployment)) == []


@pytest.mark.parametrize("surface", ["public", "operator"])
def test_the_doctor_finds_nothing_wrong_or_unsafe_in_the_declared_settings(
    deployment: Deployment, surface: str
) -> None:
    declared = apps.settings(deployment, apps.app(deployment, surface))
    settings, wrong = judged(environment(declared, signs_in=surface == "operator"))

    assert [*wrong, *unsafe(settings)] == []


def test_no_address_leads_to_the_operators_before_the_sign_in_is_there() -> None:
    assert written.waits_for(read, "bicep/main.bicep", "routes") >= {"operatorSignIn", "publicNoSignIn"}


def test_an_administrator_of_one_or_two_addresses_is_let_in_in_each_services_own_words() -> None:
    given: list[Value] = ["203.0.113.7/32", "203.0.113.9/31", "198.51.100.0/24"]
    made = bank(privateNetwork=True, adminAddresses=given)
    (vault,) = made.of("KeyVault/vaults")

    assert _admitted(vault) == given
    releases = [one for one in made.of("Storage/storageAccounts") if _admitted(one)]
    assert [_admitted(one) for one in releases] == [["203.0.113.7", "203.0.113.8", "198.51.100.0/24", "203.0.113.9"]]


def _admitted(resource: Resource) -> list[str]:
    return re.findall(r"'value': '([^']+)'", str(resource.at("properties.networkAcls.ipRules")))


@pytest.mark.parametrize(
    ("given", "zones"),
    [
        ({"AZURE_ENV_NAME": "prod"}, True),
        ({"AZURE_ENV_NAME": "Production"}, True),
        ({"AZURE_ENV_NAME": "standin", "SIZE": "prod"}, True),
        ({"AZURE_ENV_NAME": "prodcopy", "SIZE": "dev"}, False),
        ({"AZURE_ENV_NAME": "dev"}, False),
    ],
)
def test_the_size_goes_by_the_name_unless_it_is_given(given: dict[str, str], zones: bool) -> None:
    assert from_environment(**given)["zoneRedundant"] is zones


@pytest.mark.parametrize(
    ("variable", "parameter"),
    [
        ("PIN_SECRET_DIGITS", "pinDigits"),
        ("NETWORK_FAILURES_10M", "networkFailures10m"),
        ("NETWORK_FAILURES_DAY", "networkFailuresDay"),
        ("RATE_LIMIT_PER_MINUTE", "rateLimitPerMinute"),
        ("MAX_THROUGHPUT", "maxThroughput"),
        ("ALWAYS_READY_INSTANCES", "alwaysReadyInstances"),
        ("MAXIMUM_INSTANCES", "maximumInstances"),
    ],
)
def test_whoever_is_on_duty_can_set_it_without_changing_a_file(variable: str, parameter: str) -> None:
    assert from_environment(**{variable: "7"})[parameter] == 7
    assert from_environment(**{variable: ""}) == from_environment()


def test_a_comma_list_may_have_spaces() -> None:
    given = from_environment(
        ALLOWED_ORIGINS="https://a.example, https://b.example", ADMIN_ADDRESSES="1.2.3.0/24, 5.6.7.8"
    )

    assert given["allowedOrigins"] == ["https://a.example", "https://b.example"]
    assert given["adminAddresses"] == ["1.2.3.0/24", "5.6.7.8"]


_ROW = re.compile(r"^\| `([\w-]+)` \|([^|]*)\|([^|]*)\|", re.MULTILINE)
_WINDOWS = {"5 min": "PT5M", "10 min": "PT10M", "15 min": "PT15M", "an hour": "PT1H"}


def test_thresholds_and_queries_are_those_of_the_page_of_operations() -> None:
    section = read("docs/operations.md").partition("\n## Alerts")[2].partition("\n## ")[0]
    rows = {name: (basis, fires) for name, basis, fires in _ROW.findall(section)}
    for alert in deployed("bank").of("Insights/scheduledQueryRules"):
        basis, fires = rows[alert.name]
        text = str(alert.at("properties.criteria"))
        threshold = re.search(r"'threshold': (\d+)", text)
        number = re.search(r"\d+", fires.replace("none", "1"))
        assert threshold is not None
        assert number is not None
        assert threshold[1] == number[0], f"{alert.name}: {fires}"
        window = next(
            (
                iso
                for words, iso in _WINDOWS.items()
                if fires.strip().endswith(f"in {words}") or f"in {words}," in fires
            ),
            None,
        )
        assert alert.at("properties.windowSize") == window, f"{alert.name}: {fires}"
        for code in re.findall(r'"(\d+)"', text):
            assert code in basis, f"{alert.name}: looks for {code}; the page says {basis}"
