"""The package runs where nothing else of ours is: from the first click to the end, as two apps on the partners."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import jwt
import pytest

from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer, Operator
from tests.functions.product import FRONT_DOOR_ID, fine, refused, wrong_secret
from tests.functions.test_surfaces import OPERATOR, PUBLIC
from tests.package.deployed import Deployed, Served, deploy, files_of_modules
from tests.package.packing import pack
from tests.partners.cloud import Cloud, running_cloud
from tests.security.test_what_is_loaded_at_start import SDKS

_IN_AZURE = {
    "WEBSITE_SITE_NAME": "assisted-chat",
    "WEBSITE_SKU": "FlexConsumption",
    "WEBSITE_AUTH_ENABLED": "True",
    "TENANT_ID": "3f2b8c1e-6d4a-4c57-9b0e-5a7d21c4e6f8",
    "FRONT_DOOR_ID": FRONT_DOOR_ID,
}
_NEIGHBOURS = {
    "STORE": "cosmos",
    "COSMOS_ENDPOINT": "https://bank.documents.azure.com",
    "CALLS": "acs",
    "ACS_ENDPOINT": "https://bank.europe.communication.azure.com",
    "SECRETS": "key_vault",
    "KEY_VAULT_URL": "https://bank.vault.azure.net",
}
_HOSTS_OWN = {"anyio", "azure_functions_runtime", "azurefunctions", "click", "cronsim", "h11", "starlette", "uvicorn"}


@dataclass(frozen=True, slots=True)
class _Apps:
    operator: Served
    public: Served


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    folder = tmp_path_factory.mktemp("deployed")
    return deploy(pack(folder / "package"), folder)


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with running_cloud(tmp_path_factory.mktemp("cloud")) as running:
        yield running


@pytest.fixture(scope="module")
def apps(deployed: Deployed, cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Apps]:
    """Both surfaces from the one folder, over one database.

    The public one believes itself in Azure. The operator's cannot: there nobody of the laptop's tenant is let in, and
    that is whom the laptop's sign-in knows.
    """
    folder = tmp_path_factory.mktemp("apps")
    partners = {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment, "REFUSAL_FLOOR_MS": "0"}
    for_operators = {**partners, "SURFACE": "operator", "FRONT_DOOR_ID": FRONT_DOOR_ID}
    for_customers = {**partners, "SURFACE": "public", **_IN_AZURE}
    with (
        deployed.serving(folder / "operator", for_operators) as operator,
        deployed.serving(folder / "public", for_customers) as public,
    ):
        yield _Apps(operator, public)


@pytest.fixture
def operator(apps: _Apps) -> Iterator[Operator]:
    document = ContractDocument(httpx.get(f"{apps.operator.origin}/api/openapi.json").raise_for_status().json())
    with Operator(apps.operator.origin, document) as signed_in:
        yield signed_in


@pytest.fixture
def customer(apps: _Apps, operator: Operator) -> Iterator[Customer]:
    with Customer(apps.public.origin, operator.document) as somebody:
        yield somebody


def test_two_people_meet_on_nothing_but_what_was_deployed(
    apps: _Apps, deployed: Deployed, operator: Operator, customer: Customer
) -> None:
    call_id = operator.new_call()
    pin = operator.new_pin(call_id)
    typed = {"pin": wrong_secret(pin), "redemption_key": customer.key}
    refused(customer.post("/api/redeem-pin", typed), 403, "pin_rejected")
    token = customer.redeem(pin, display_name="Zoë")["session_token"]
    assert fine(customer.get("/api/session"))["match_code"] == customer.match_code
    assert operator.admit(customer)["display_name"] == "Zoë"

    mine = fine(customer.post("/api/issue-acs-token", {}))
    theirs = fine(operator.post("/api/issue-acs-token", {"call_id": call_id}))
    assert mine["join"] == theirs["join"]
    keys = jwt.PyJWKSet.from_dict(fine(customer.get("/api/jwks")))
    claims = jwt.decode(
        token, keys[jwt.get_unverified_header(token)["kid"]], algorithms=["RS256"], options={"verify_aud": False}
    )
    assert claims["call_id"] == call_id

    assert operator.end(call_id)["state"] == "ended"
    refused(customer.post("/api/issue-acs-token", {}), 410, "call_closed")

    for app in (apps.operator, apps.public):
        files = app.imported()
        assert {"function_app", "azure.cosmos.aio", "azure.keyvault.secrets.aio"} <= set(files)
        assert deployed.from_elsewhere(files) <= {"local", *_HOSTS_OWN}
        if deployed.version == "3.13":
            assert "azure_functions_runtime.handle_event" in files, "Microsoft's own runtime"


def test_the_operators_pages_are_in_it(operator: Operator) -> None:
    page = operator.http.get("/operator/")

    assert page.status_code == 200
    script = page.text.partition('src="')[2].partition('"')[0]
    assert operator.http.get(httpx.URL(f"{operator.origin}/operator/").join(script)).status_code == 200


def test_all_neighbours_are_reached(operator: Operator) -> None:
    assert fine(operator.get("/api/health/ready"))["status"] == "ok"


def test_upkeep_runs(operator: Operator) -> None:
    assert operator.http.post("/admin/functions/upkeep").status_code == 202


def test_no_route_of_one_app_answers_on_the_other(apps: _Apps, operator: Operator) -> None:
    """Not even to somebody who is signed in."""
    with Operator(apps.public.origin, operator.document) as at_the_wrong_door:
        for asking, missing in ((operator, PUBLIC - OPERATOR), (at_the_wrong_door, OPERATOR - PUBLIC)):
            for route in sorted(missing):
                method, path = (
                    route.replace("{call_id}", f"call_{'0' * 32}").replace("{*path}", "index.html").split(" ")
                )
                answer = asking.http.request(method, path)
                assert (answer.status_code, answer.content) == (404, b""), f"{route} at {asking.origin}"


@pytest.mark.parametrize("surface", ["operator", "public"])
def test_a_cold_start_in_azure_loads_no_sdk_and_only_what_was_deployed(deployed: Deployed, surface: str) -> None:
    said = deployed.runs(
        "import function_app, json; print(json.dumps("
        "{name: module.__file__ for name, module in sys.modules.items() if getattr(module, '__file__', None)}))",
        **{**_IN_AZURE, **_NEIGHBOURS, "SURFACE": surface},
    )
    files = files_of_modules(said)

    assert not [name for name in files if name.startswith((*SDKS, "azure.storage", "azure.core", "msal"))]
    assert deployed.from_elsewhere(files) == set()


def test_everything_in_it_imports_with_its_own_packages_alone(deployed: Deployed) -> None:
    """The adapters too, which the journey imports one after another and an SDK's absence would stop."""
    modules = [
        ".".join(path.relative_to(deployed.app).with_suffix("").parts).removesuffix(".__init__")
        for folder in ("functions", "shared")
        for path in sorted((deployed.app / folder).rglob("*.py"))
    ]

    deployed.runs("import importlib\nfor name in sys.argv[1:]: importlib.import_module(name)", *modules)
