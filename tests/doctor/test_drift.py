"""A deployed app against what was declared, in files shaped as `az` prints them."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.doctor.command import SOUND, doctor, named

FRONT_DOOR = SOUND["FRONT_DOOR_ID"]
PUBLIC = {name: text for name, text in SOUND.items() if not name.startswith("WEBSITE_")}
PUBLIC["AzureWebJobsStorage__accountName"] = "hostpublic"
OPERATOR = {**PUBLIC, "SURFACE": "operator", "ALLOWED_ORIGINS": "", "PUBLIC_URL": "https://desk.bank.example"}
ADDED = {
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=1;IngestionEndpoint=https://x/",
}
FROM_FRONT_DOOR = {
    "ipAddress": "AzureFrontDoor.Backend",
    "action": "Allow",
    "tag": "ServiceTag",
    "priority": 100,
    "name": "front-door",
    "headers": {"x-azure-fdid": [FRONT_DOOR]},
}
WEB = {
    "ipSecurityRestrictions": [FROM_FRONT_DOOR, {"ipAddress": "Any", "action": "Deny", "name": "Deny all"}],
    "ipSecurityRestrictionsDefaultAction": "Deny",
    "scmIpSecurityRestrictions": [FROM_FRONT_DOOR],
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


class Files:
    """What was saved of `az`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.declared = self.save("declared", _outputs(publicSettings=PUBLIC, operatorSettings=OPERATOR))

    def save(self, name: str, content: object) -> str:
        path = self._folder / f"{name}.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)

    def drift(self, *deployed: dict[str, str], **more: object) -> CompletedProcess[str]:
        files = [self.save(f"deployed-{number}", _listed(each)) for number, each in enumerate(deployed)]
        rest = [word for name, content in more.items() for word in (f"--{name}", self.save(name, content))]
        return doctor("drift", "--declared", self.declared, "--deployed", *files, *rest)


def _outputs(**settings: dict[str, str]) -> dict[str, object]:
    others = {"publicUrl": {"type": "String", "value": "https://assist.bank.example"}}
    return others | {name: {"type": "Object", "value": value} for name, value in settings.items()}


def _listed(settings: dict[str, str]) -> list[dict[str, object]]:
    return [{"name": name, "slotSetting": False, "value": value} for name, value in settings.items()]


def _resource(properties: dict[str, object]) -> dict[str, object]:
    return {"id": "/subscriptions/x/sites/app/config/web", "name": "app", "properties": properties}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_both_apps_as_they_were_declared(files: Files) -> None:
    """What the platform adds is no drift."""
    done = files.drift(PUBLIC | ADDED, OPERATOR | ADDED)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Nothing has drifted: the settings are what was declared.\n"


def test_what_was_changed_is_told_with_both_values(files: Files) -> None:
    done = files.drift(PUBLIC | {"ENVIRONMENT": "test"})

    assert (done.returncode, named(done)) == (1, [("setting-changed", "ENVIRONMENT")])
    assert "declared as prod, and is test" in done.stdout


def test_what_is_missing_and_what_nobody_declared_is_told(files: Files) -> None:
    done = files.drift({name: text for name, text in PUBLIC.items() if name != "FRONT_DOOR_ID"} | {"LOBBY": "off"})

    assert sorted(named(done)) == [("setting-extra", "LOBBY"), ("setting-missing", "FRONT_DOOR_ID")]
    assert "not declared, and is off" in done.stdout
    assert f"declared as {FRONT_DOOR}, and not there" in done.stdout


def test_what_is_declared_is_compared_though_the_platform_may_add_it(files: Files) -> None:
    files.declared = files.save("declared", PUBLIC | {"APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=2"})

    assert named(files.drift(PUBLIC | ADDED)) == [("setting-changed", "APPLICATIONINSIGHTS_CONNECTION_STRING")]


def test_a_switch_that_fakes_sign_in_is_told(files: Files) -> None:
    """The platform sets it where sign-in is on; among the settings it only pleases the check at the start."""
    done = files.drift(OPERATOR | {"WEBSITE_AUTH_ENABLED": "true"})

    assert (done.returncode, named(done)) == (1, [("setting-extra", "WEBSITE_AUTH_ENABLED")])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COSMOS_KEY", "hidden"),
        ("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=hidden"),
        ("MICROSOFT_PROVIDER_AUTHENTICATION_SECRET", "hidden"),
        ("DEPLOYMENT_STORAGE_CONNECTION_STRING", "hidden"),
        ("PACKAGE", "https://x.blob.core.windows.net/a.zip?sv=1&sig=hidden"),
    ],
)
def test_a_value_that_may_hold_a_secret_is_not_shown(files: Files, name: str, value: str) -> None:
    done = files.drift(PUBLIC | {name: value})

    assert (done.returncode, named(done)) == (1, [("setting-extra", name)])
    assert "hidden" not in done.stdout
    assert "(not shown)" in done.stdout


def test_an_operator_app_that_front_door_and_sign_in_guard_is_sound(files: Files) -> None:
    done = files.drift(OPERATOR, web=_resource(WEB), auth=_resource(AUTH))

    assert (done.returncode, named(done)) == (0, [])


_NO_HEADER = {**FROM_FRONT_DOOR, "headers": {}}
_OTHERS = {**FROM_FRONT_DOOR, "headers": {"x-azure-fdid": ["11111111-1111-4111-8111-111111111111"]}}


@pytest.mark.parametrize(
    ("web", "rule", "where"),
    [
        (
            {"ipSecurityRestrictions": [], "ipSecurityRestrictionsDefaultAction": "Allow"},
            "open-to-the-internet",
            "ipSecurityRestrictions",
        ),
        (
            {"scmIpSecurityRestrictionsDefaultAction": "Allow"},
            "open-to-the-internet",
            "scmIpSecurityRestrictions",
        ),
        ({"ipSecurityRestrictions": [_NO_HEADER]}, "front-door-not-checked", "ipSecurityRestrictions"),
        ({"ipSecurityRestrictions": [_OTHERS]}, "front-door-not-checked", "ipSecurityRestrictions"),
        ({"cors": {"allowedOrigins": ["https://www.bank.example"]}}, "cors-on-operator-app", "cors"),
        ({"cors": {"allowedOrigins": ["*"]}}, "cors-any-origin", "cors"),
    ],
)
def test_an_app_that_is_reached_around_front_door_is_told(
    files: Files, web: dict[str, object], rule: str, where: str
) -> None:
    done = files.drift(OPERATOR, web=_resource({**WEB, **web}))

    assert done.returncode == 1
    assert (rule, where) in named(done)


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
