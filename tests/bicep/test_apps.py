"""Two apps of one package, and who reaches them."""

from tests.bicep.deployed import Deployment
from tests.bicep.rules import apps


def test_both_apps_and_their_deployment_sites_admit_our_front_door_alone(deployment: Deployment) -> None:
    assert list(apps.admit_front_door_alone(deployment)) == []


def test_both_run_one_package_on_python_3_13(deployment: Deployment) -> None:
    assert list(apps.run_one_package(deployment)) == []


def test_neither_has_a_password(deployment: Deployment) -> None:
    assert list(apps.have_no_password(deployment)) == []


def test_every_path_of_the_operator_app_requires_sign_in(deployment: Deployment) -> None:
    assert list(apps.operators_sign_in(deployment)) == []


def test_the_operator_app_lets_no_other_origin_in(deployment: Deployment) -> None:
    assert list(apps.operators_have_no_cors(deployment)) == []


def test_the_platforms_list_of_origins_is_the_apps_own(deployment: Deployment) -> None:
    assert list(apps.customers_pages_are_let_in_and_no_others(deployment)) == []
