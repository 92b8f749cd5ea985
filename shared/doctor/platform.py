"""Rules over what the platform says of a deployed app: who reaches it, and who must sign in."""

from collections.abc import Iterator, Mapping

from shared.doctor.catalogue import found
from shared.doctor.findings import Finding
from shared.json_values import Json

FRONT_DOOR = "AzureFrontDoor.Backend"
ANYBODY = ("Any", "0.0.0.0/0", "::/0")


def of_web(web: Mapping[str, Json], surface: str, front_door_id: str) -> Iterator[Finding]:
    """Over `config/web` (Microsoft.Web, SiteConfig): access restrictions and CORS."""
    yield from _restrictions(web, front_door_id)
    cors = web.get("cors")
    origins = cors.get("allowedOrigins") if isinstance(cors, dict) else None
    listed = [str(origin) for origin in origins] if isinstance(origins, list) else []
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
        what = "off" if not on else f"requireAuthentication {rules.get('requireAuthentication')}, {action}"
        yield found("sign-in-not-required", "authsettingsV2", f"App Service Authentication: {what}")
    excluded = rules.get("excludedPaths")
    if excluded:
        paths = ", ".join(map(str, excluded)) if isinstance(excluded, list) else str(excluded)
        yield found("sign-in-excluded-paths", "authsettingsV2", f"served to anybody: {paths}")


def _restrictions(web: Mapping[str, Json], front_door_id: str) -> Iterator[Finding]:
    own, scm = _rules(web, "ipSecurityRestrictions"), _rules(web, "scmIpSecurityRestrictions")
    if _open(web, "ipSecurityRestrictions", own):
        yield found("open-to-the-internet", "ipSecurityRestrictions", "the app answers whoever finds its own name")
    for rule in own:
        if _allows(rule) and not _is_front_door(rule, front_door_id):
            what = f"the rule {rule.get('name')} allows {rule.get('ipAddress')} without this Front Door's id"
            yield found("front-door-not-checked", "ipSecurityRestrictions", what)
    if web.get("scmIpSecurityRestrictionsUseMain") is not True and _open(web, "scmIpSecurityRestrictions", scm):
        yield found("open-to-the-internet", "scmIpSecurityRestrictions", "the SCM site answers anybody")


def _open(web: Mapping[str, Json], name: str, rules: list[Mapping[str, Json]]) -> bool:
    """The platform's default is Allow until somebody says Deny, or a rule does for everybody."""
    if any(_allows(rule) and rule.get("ipAddress") in ANYBODY for rule in rules):
        return True
    denied = any(not _allows(rule) and rule.get("ipAddress") in ANYBODY for rule in rules)
    return web.get(f"{name}DefaultAction") != "Deny" and not denied


def _rules(web: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    listed = web.get(name)
    return [rule for rule in listed if isinstance(rule, dict)] if isinstance(listed, list) else []


def _allows(rule: Mapping[str, Json]) -> bool:
    return rule.get("action") != "Deny"


def _is_front_door(rule: Mapping[str, Json], front_door_id: str) -> bool:
    headers = rule.get("headers")
    ids = headers.get("x-azure-fdid") if isinstance(headers, dict) else None
    right = isinstance(ids, list) and [str(one).lower() for one in ids] == [front_door_id.lower()]
    return rule.get("ipAddress") == FRONT_DOOR and rule.get("tag") == "ServiceTag" and right
