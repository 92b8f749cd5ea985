"""Who reaches a deployed app and who must sign in, by what the platform says of it."""

import pytest

from tests.doctor.command import named
from tests.doctor.files import FRONT_DOOR, OPERATOR, PUBLIC, Files, resource

FROM_FRONT_DOOR = {
    "ipAddress": "AzureFrontDoor.Backend",
    "action": "Allow",
    "tag": "ServiceTag",
    "priority": 100,
    "name": "front-door",
    "headers": {"x-azure-fdid": [FRONT_DOOR]},
}
NOBODY_ELSE = {"ipAddress": "Any", "action": "Deny", "priority": 2147483647, "name": "Deny all"}
WEB = {
    "ipSecurityRestrictions": [FROM_FRONT_DOOR, NOBODY_ELSE],
    "ipSecurityRestrictionsDefaultAction": "Deny",
    "scmIpSecurityRestrictions": [FROM_FRONT_DOOR, NOBODY_ELSE],
    "scmIpSecurityRestrictionsDefaultAction": "Deny",
    "scmIpSecurityRestrictionsUseMain": False,
    "cors": {"allowedOrigins": [], "supportCredentials": False},
}
AUTH = {
    "platform": {"enabled": True, "runtimeVersion": "~1"},
    "globalValidation": {
        "requireAuthentication": True,
        "unauthenticatedClientAction": "RedirectToLoginPage",
        "excludedPaths": [],
    },
}
OF_APP, OF_SCM = "ipSecurityRestrictions", "scmIpSecurityRestrictions"
OTHERS_FRONT_DOOR = {**FROM_FRONT_DOOR, "headers": {"x-azure-fdid": ["11111111-1111-4111-8111-111111111111"]}}
TWO_FRONT_DOORS = {**FROM_FRONT_DOOR, "headers": {"x-azure-fdid": [FRONT_DOOR, "11111111-1111-4111-8111-111111111111"]}}
SOMEBODY = {"ipAddress": "203.0.113.7/32", "action": "Allow", "tag": "Default", "priority": 50, "name": "laptop"}


def test_an_operator_app_that_front_door_and_sign_in_guard_is_sound(files: Files) -> None:
    done = files.drift(OPERATOR, web=resource(WEB), auth=resource(AUTH))

    assert (done.returncode, named(done)) == (0, [])


@pytest.mark.parametrize("header", ["X-Azure-FDID", "x-azure-fdid", "X-AZURE-FDID"])
@pytest.mark.parametrize("where", [OF_APP, OF_SCM])
def test_the_header_counts_however_it_is_spelled(files: Files, where: str, header: str) -> None:
    rule = {**FROM_FRONT_DOOR, "headers": {header: [FRONT_DOOR.upper()]}}

    assert named(files.drift(OPERATOR, web=resource({**WEB, where: [rule, NOBODY_ELSE]}))) == []


@pytest.mark.parametrize("where", [OF_APP, OF_SCM])
@pytest.mark.parametrize(
    "rule",
    [
        SOMEBODY,
        OTHERS_FRONT_DOOR,
        TWO_FRONT_DOORS,
        {**FROM_FRONT_DOOR, "headers": {}},
        {**FROM_FRONT_DOOR, "headers": None},
        {**FROM_FRONT_DOOR, "headers": {"x-forwarded-host": [FRONT_DOOR]}},
        {**FROM_FRONT_DOOR, "ipAddress": "AzureCloud"},
        {**FROM_FRONT_DOOR, "tag": "Default"},
    ],
    ids=["address", "others", "two", "no-header", "null", "other-header", "other-tag", "no-tag"],
)
def test_a_rule_that_lets_in_more_than_our_front_door_is_told(
    files: Files, where: str, rule: dict[str, object]
) -> None:
    done = files.drift(PUBLIC, web=resource({**WEB, where: [FROM_FRONT_DOOR, rule, NOBODY_ELSE]}))

    assert (done.returncode, named(done)) == (1, [("front-door-not-checked", where)])


@pytest.mark.parametrize("where", [OF_APP, OF_SCM])
@pytest.mark.parametrize(
    ("rules", "default"),
    [
        ([], "Allow"),
        ([], None),
        ([FROM_FRONT_DOOR], "Allow"),
        ([FROM_FRONT_DOOR, {**NOBODY_ELSE, "ipAddress": "0.0.0.0/0"}], "Allow"),
    ],
    ids=["none", "unsaid", "default", "ipv6"],
)
def test_a_site_that_denies_nobody_is_told(
    files: Files, where: str, rules: list[dict[str, object]], default: str | None
) -> None:
    done = files.drift(PUBLIC, web=resource({**WEB, where: rules, f"{where}DefaultAction": default}))

    assert (done.returncode, named(done)) == (1, [("open-to-the-internet", where)])


def test_an_scm_site_that_goes_by_the_apps_rules_is_judged_by_those(files: Files) -> None:
    """Its own are not applied then."""
    unused = {OF_SCM: [SOMEBODY], "scmIpSecurityRestrictionsDefaultAction": "Allow"}
    web = {**WEB, **unused, "scmIpSecurityRestrictionsUseMain": True}

    assert named(files.drift(OPERATOR, web=resource(web))) == []
    assert named(files.drift(OPERATOR, web=resource({**web, OF_APP: [SOMEBODY]}))) == [
        ("front-door-not-checked", OF_APP)
    ]


@pytest.mark.parametrize(
    ("origins", "rules"),
    [
        (["https://www.bank.example"], ["cors-on-operator-app"]),
        (["*"], ["cors-any-origin", "cors-on-operator-app"]),
    ],
)
def test_an_operator_app_that_lets_other_pages_in_is_told(files: Files, origins: list[str], rules: list[str]) -> None:
    done = files.drift(OPERATOR, web=resource({**WEB, "cors": {"allowedOrigins": origins}}))

    assert (done.returncode, named(done)) == (1, [(rule, "cors") for rule in rules])


@pytest.mark.parametrize(
    ("auth", "rule"),
    [
        ({"platform": {"enabled": False}}, "sign-in-not-required"),
        ({"globalValidation": {"requireAuthentication": False}}, "sign-in-not-required"),
        (
            {"globalValidation": {"requireAuthentication": True, "unauthenticatedClientAction": "AllowAnonymous"}},
            "sign-in-not-required",
        ),
        (
            {"globalValidation": {**AUTH["globalValidation"], "excludedPaths": ["/api/jwks"]}},
            "sign-in-excluded-paths",
        ),
    ],
)
def test_an_operator_app_that_lets_somebody_in_unsigned_is_told(
    files: Files, auth: dict[str, object], rule: str
) -> None:
    done = files.drift(OPERATOR, auth={**AUTH, **auth})

    assert (done.returncode, named(done)) == (1, [(rule, "authsettingsV2")])


def test_one_apps_facts_are_not_taken_for_anothers(files: Files) -> None:
    done = files.drift(PUBLIC, OPERATOR, auth=AUTH)

    assert done.returncode == 2
    assert "give one --deployed with them" in done.stderr
