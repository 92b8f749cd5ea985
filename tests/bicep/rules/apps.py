"""The two function apps of one package, and who reaches them."""

from collections.abc import Iterator

from tests.bicep.deployed import Deployment, Resource
from tests.bicep.functions import Value
from tests.bicep.rules.values import objects

_FRONT_DOOR_TAG = "AzureFrontDoor.Backend"
_LIST, _DEFAULT = "ipSecurityRestrictions", "ipSecurityRestrictionsDefaultAction"


def apps(deployment: Deployment) -> list[Resource]:
    """Both function apps."""
    return deployment.of("Web/sites")


def app(deployment: Deployment, surface: str) -> Resource:
    """The one whose setting SURFACE says so."""
    (found,) = [one for one in apps(deployment) if settings(deployment, one).get("SURFACE") == surface]
    return found


def settings(deployment: Deployment, site: Resource) -> dict[str, str]:
    """Its app settings as declared, wherever they are."""
    found = {
        str(one.get("name")): str(one.get("value")) for one in objects(site.at("properties.siteConfig.appSettings"))
    }
    for config in _configs(deployment, site, "appsettings"):
        declared = config.at("properties")
        found |= {name: str(value) for name, value in declared.items()} if isinstance(declared, dict) else {}
    return found


def _configs(deployment: Deployment, site: Resource, name: str) -> list[Resource]:
    return [one for one in deployment.of("Web/sites/config") if one.name.lower() == f"{site.name}/{name}".lower()]


def _site(deployment: Deployment, site: Resource, name: str) -> Value:
    values = [config.at(f"properties.{name}") for config in _configs(deployment, site, "web")]
    return next((value for value in values if value is not None), site.at(f"properties.siteConfig.{name}"))


def admit_front_door_alone(deployment: Deployment) -> Iterator[str]:
    """One rule, by service tag and by the id of our own Front Door; everybody else is denied, on the SCM site too."""
    profiles = deployment.of("Cdn/profiles")
    for site in apps(deployment):
        for prefix in ("", "scm"):
            name = _LIST if not prefix else f"{prefix}{_LIST[0].upper()}{_LIST[1:]}"
            default = _DEFAULT if not prefix else f"{prefix}{_DEFAULT[0].upper()}{_DEFAULT[1:]}"
            if prefix and _site(deployment, site, "scmIpSecurityRestrictionsUseMain") not in {True, None, False}:
                yield f"{site}: scmIpSecurityRestrictionsUseMain must be true or false"
            if _site(deployment, site, default) != "Deny":
                yield f"{site}: {default} must be Deny"
            rules = objects(_site(deployment, site, name))
            if len(rules) != 1:
                yield f"{site}: {name} has {len(rules)} rules; exactly one admits, for {_FRONT_DOOR_TAG}"
            for rule in rules:
                yield from _admitting(
                    f"{site}: {name}", rule, [f"{profile.id}.properties.frontDoorId" for profile in profiles]
                )


def _admitting(where: str, rule: dict[str, Value], ids: list[str]) -> Iterator[str]:
    for field, wanted in (("action", "Allow"), ("tag", "ServiceTag"), ("ipAddress", _FRONT_DOOR_TAG)):
        if rule.get(field) != wanted:
            yield f"{where}: {field} must be {wanted}, and is {rule.get(field)}"
    headers = rule.get("headers")
    named = {key.lower(): value for key, value in headers.items()} if isinstance(headers, dict) else {}
    if named.get("x-azure-fdid") != ids:
        yield f"{where}: headers must have x-azure-fdid with our Front Door's id; the tag admits everybody's"


def run_one_package(deployment: Deployment) -> Iterator[str]:
    """The same runtime, Python 3.13, deployed by identity and not by key."""
    found = apps(deployment)
    if len(found) != 2:
        yield f"{len(found)} function apps; there are two, public and operator"
    for site in found:
        config = "properties.functionAppConfig"
        runtime = site.at(f"{config}.runtime")
        if runtime != {"name": "python", "version": "3.13"}:
            yield f"{site}: functionAppConfig.runtime must be python 3.13, and is {runtime}"
        kind = site.at(f"{config}.deployment.storage.authentication.type")
        if kind != "UserAssignedIdentity":
            yield f"{site}: the package is fetched by {kind}; set UserAssignedIdentity, which has no key"
    shapes = {str({**_dict(site.at("properties.functionAppConfig")), "deployment": None}) for site in found}
    if len(shapes) > 1:
        yield f"the apps differ in functionAppConfig: {shapes}; both run one package on one runtime"
    surfaces = sorted(settings(deployment, site).get("SURFACE", "") for site in found)
    if surfaces != ["operator", "public"]:
        yield f"SURFACE of the apps: {surfaces}; one is operator, the other public"


def _dict(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def have_no_password(deployment: Deployment) -> Iterator[str]:
    """No publishing password, no FTP, nothing but HTTPS of today, and identities of their own."""
    for site in apps(deployment):
        for path, wanted in (
            ("httpsOnly", True),
            ("siteConfig.ftpsState", "Disabled"),
            ("siteConfig.minTlsVersion", "1.2"),
            ("siteConfig.scmMinTlsVersion", "1.2"),
            ("siteConfig.remoteDebuggingEnabled", False),
        ):
            if site.at(f"properties.{path}") != wanted:
                yield f"{site}: {path} must be {wanted}"
        for way in ("ftp", "scm"):
            policies = [
                one
                for one in deployment.of("Web/sites/basicPublishingCredentialsPolicies")
                if one.name == f"{site.name}/{way}"
            ]
            if [policy.at("properties.allow") for policy in policies] != [False]:
                yield f"{site}: basicPublishingCredentialsPolicies/{way} must have allow: false"
        identities = _dict(site.at("identity.userAssignedIdentities"))
        if site.at("identity.type") != "UserAssigned" or len(identities) != 1:
            yield f"{site}: identity must be one user-assigned identity"
    used = [str(site.at("identity.userAssignedIdentities")) for site in apps(deployment)]
    if len(set(used)) != len(used):
        yield "the apps share an identity; each has its own, so that the log tells them apart"


def operators_sign_in(deployment: Deployment) -> Iterator[str]:
    """Every path of the operator app requires sign-in, and no other origin is let in."""
    site = app(deployment, "operator")
    configs = _configs(deployment, site, "authsettingsV2")
    if len(configs) != 1:
        yield f"{site}: {len(configs)} authsettingsV2; exactly one demands the sign-in"
    for config in configs:
        for path, wanted in (
            ("platform.enabled", True),
            ("globalValidation.requireAuthentication", True),
            ("httpSettings.requireHttps", True),
            ("identityProviders.azureActiveDirectory.enabled", True),
        ):
            if config.at(f"properties.{path}") != wanted:
                yield f"{config}: {path} must be {wanted}".replace("True", "true")
        if config.at("properties.globalValidation.unauthenticatedClientAction") not in {
            "RedirectToLoginPage",
            "Return401",
        }:
            yield f"{config}: unauthenticatedClientAction must lead to the sign-in or refuse; never AllowAnonymous"
        if config.at("properties.globalValidation.excludedPaths"):
            yield f"{config}: excludedPaths must be empty; on such a path anybody may say who they are"
        issuer = str(config.at("properties.identityProviders.azureActiveDirectory.registration.openIdIssuer"))
        if str(deployment.arguments["tenantId"]) not in issuer:
            yield f"{config}: openIdIssuer is {issuer}; it must name the bank's own tenant"
        registration = _dict(config.at("properties.identityProviders.azureActiveDirectory.registration"))
        if registration.get("clientSecretSettingName") != "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID":
            yield f"{config}: clientSecretSettingName must be OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: no secret"


def operators_have_no_cors(deployment: Deployment) -> Iterator[str]:
    """A page of another origin can never read what the operator app answers."""
    site = app(deployment, "operator")
    cors = _dict(_site(deployment, site, "cors"))
    if cors.get("allowedOrigins"):
        yield f"{site}: cors.allowedOrigins must be empty on the operator app, and is {cors['allowedOrigins']}"
    if cors.get("supportCredentials"):
        yield f"{site}: cors.supportCredentials must be false"


def customers_pages_are_let_in_and_no_others(deployment: Deployment) -> Iterator[str]:
    """The platform's CORS list and the app's own are one; cookies stay out of it."""
    site = app(deployment, "public")
    cors = _dict(_site(deployment, site, "cors"))
    known = settings(deployment, site).get("ALLOWED_ORIGINS", "")
    origins = cors.get("allowedOrigins")
    if not isinstance(origins, list) or ",".join(map(str, origins)) != known:
        yield f"{site}: cors.allowedOrigins is {origins} and ALLOWED_ORIGINS is {known}; take both from allowedOrigins"
    if origins != deployment.arguments.get("allowedOrigins", origins):
        yield f"{site}: cors.allowedOrigins is {origins}; take the parameter allowedOrigins"
    if cors.get("supportCredentials") is not False:
        yield f"{site}: cors.supportCredentials must be false; the widget sends no cookie"
