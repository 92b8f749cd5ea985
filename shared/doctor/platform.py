"""Rules over what the platform says of a deployed app: who reaches it, and who must sign in."""

from collections.abc import Iterator, Mapping

from shared.doctor.catalogue import found
from shared.doctor.findings import Finding
from shared.json_values import Json
from shared.setting_values import brief

FRONT_DOOR = "AzureFrontDoor.Backend"
ID_HEADER = "x-azure-fdid"
ANYBODY = ("Any", "0.0.0.0/0", "::/0")
SITES = {"ipSecurityRestrictions": "the app", "scmIpSecurityRestrictions": "the SCM site"}
"""By the property that holds its rules. The SCM site takes packages and shows settings."""


def of_web(web: Mapping[str, Json], surface: str, front_door_id: str) -> Iterator[Finding]:
    """Over `config/web` (Microsoft.Web, SiteConfig): access restrictions and CORS."""
    for name, site in SITES.items():
        if name == "ipSecurityRestrictions" or web.get("scmIpSecurityRestrictionsUseMain") is not True:
            yield from _restrictions(web, name, site, front_door_id)
    cors = web.get("cors")
    origins = cors.get("allowedOrigins") if isinstance(cors, dict) else None
    listed = [_told(origin) for origin in origins] if isinstance(origins, list) else []
    if "*" in listed:
        yield found("cors-any-origin", "cors", "the platform lets pages of any origin in")
    if surface == "operator" and listed:
        yield found("cors-on-operator-app", "cors", f"pages of {', '.join(listed)} are let in")


def of_sign_in(auth: Mapping[str, Json], surface: str) -> Iterator[Finding]:
    """Over `config/authsettingsV2`; customers sign in nowhere, so nothing is asked of the public app."""
    if surface == "public":
        return
    rules, platform = auth.get("globalValidation"), auth.get("platform")
    rules = rules if isinstance(rules, dict) else {}
    on = isinstance(platform, dict) and platform.get("enabled") is True
    action = rules.get("unauthenticatedClientAction")
    if not on or rules.get("requireAuthentication") is not True or action == "AllowAnonymous":
        what = (
            "off" if not on else f"requireAuthentication {_told(rules.get('requireAuthentication'))}, {_told(action)}"
        )
        yield found("sign-in-not-required", "authsettingsV2", f"App Service Authentication: {what}")
    excluded = rules.get("excludedPaths")
    if excluded:
        paths = ", ".join(map(_told, excluded)) if isinstance(excluded, list) else _told(excluded)
        yield found("sign-in-excluded-paths", "authsettingsV2", f"served to anybody: {paths}")


def _restrictions(web: Mapping[str, Json], name: str, site: str, front_door_id: str) -> Iterator[Finding]:
    rules = _rules(web, name)
    if _open(web, name, rules):
        yield found("open-to-the-internet", name, f"{site} answers whoever finds its own name")
    for rule in rules:
        if _allows(rule) and not _is_front_door(rule, front_door_id):
            who = f"the rule {_told(rule.get('name'))} of {site} allows {_told(rule.get('ipAddress'))}"
            yield found("front-door-not-checked", name, f"{who} without this Front Door's id")


def _open(web: Mapping[str, Json], name: str, rules: list[Mapping[str, Json]]) -> bool:
    """The platform's default is Allow until somebody says Deny, or a rule does for everybody."""
    if any(_allows(rule) and rule.get("ipAddress") in ANYBODY for rule in rules):
        return True
    denied = any(not _allows(rule) and rule.get("ipAddress") == "Any" for rule in rules)
    return web.get(f"{name}DefaultAction") != "Deny" and not denied


def _rules(web: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    listed = web.get(name)
    return [rule for rule in listed if isinstance(rule, dict)] if isinstance(listed, list) else []


def _allows(rule: Mapping[str, Json]) -> bool:
    return rule.get("action") != "Deny"


def _is_front_door(rule: Mapping[str, Json], front_door_id: str) -> bool:
    """Names of headers have no case, and the platform keeps them as somebody wrote them."""
    headers = rule.get("headers")
    ids = [value for name, value in headers.items() if name.lower() == ID_HEADER] if isinstance(headers, dict) else []
    right = len(ids) == 1 and _lower(ids[0]) == [front_door_id.lower()] != [""]
    return rule.get("ipAddress") == FRONT_DOOR and rule.get("tag") == "ServiceTag" and right


def _lower(values: Json) -> list[str]:
    return [_told(value).lower() for value in values] if isinstance(values, list) else []


def _told(value: Json) -> str:
    """A piece of what the platform said."""
    if isinstance(value, str):
        return brief(value)
    return "(not a text)" if isinstance(value, dict | list) else str(value)
