"""GET /operator/...: the operator app's files, and nothing beside them."""

from typing import get_args

import pytest

from functions import operator_pages
from shared.settings import CallsKind
from tests.functions.people import Operator
from tests.functions.product import FRONT_DOOR_ID, Product

DOOR = {"X-Azure-FDID": FRONT_DOOR_ID}


@pytest.mark.parametrize(
    "path",
    [
        "nothing.js",
        "assets",
        "assets/",
        "../operator_pages.py",
        "../../functions/operator_pages.py",
        "..",
        "/etc/passwd",
        "//etc/passwd",
        "..\\..\\function_app.py",
        "assets/../../package.json",
        "a%00b",
        "..%2F..%2Ffunction_app.py",
        "x" * 5000,
        ".",
    ],
)
async def test_nothing_outside_the_apps_folder_is_served(product: Product, path: str) -> None:
    answer = await product.send("GET", f"/operator/{path}", headers=DOOR)

    assert (answer.status_code, answer.content) == (404, b""), answer.text[:100]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_the_folders_address_ends_with_a_slash(product: Product) -> None:
    answer = await product.send("GET", "/operator", headers=DOOR)

    assert answer.status_code == 308
    assert answer.headers["location"] == "/operator/"


def test_strangers_are_sent_to_the_sign_in(operator: Operator) -> None:
    operator.http.cookies.clear()

    answer = operator.http.get("/operator/")

    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/.auth/login/aad?post_login_redirect_uri=")


def policy_with(calls: CallsKind) -> dict[str, str]:
    header = operator_pages.page_headers(calls)["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("calls", get_args(CallsKind))
def test_the_page_lets_in_no_script_or_style_of_others(calls: CallsKind) -> None:
    policy = policy_with(calls)

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in str(policy)


def test_the_page_talks_to_us_alone_where_nobody_else_carries_the_calls() -> None:
    policy = policy_with("local")

    assert (policy["connect-src"], policy["worker-src"]) == ("'self'", "'none'")


def test_the_page_talks_to_microsoft_where_azure_carries_the_calls_and_to_no_name_that_a_stranger_may_rent() -> None:
    hosts = {source.split("*")[-1] for source in policy_with("acs")["connect-src"].split()}

    assert hosts == {"'self'", ".microsoft.com", ".skype.com"}
