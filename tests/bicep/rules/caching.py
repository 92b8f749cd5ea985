"""What Front Door keeps on the way, and that it speaks to the apps by HTTPS alone."""

from collections.abc import Iterator

from tests.bicep.deployed import Deployment, Resource
from tests.bicep.rules.apps import apps, settings
from tests.bicep.rules.values import objects

_CACHED = {"/api/jwks": {"UseQueryString"}, "/operator/assets/*": {"UseQueryString", "IgnoreQueryString"}}
"""Path -> how the query may count."""


def keeps_public_keys_and_assets_alone(deployment: Deployment) -> Iterator[str]:
    """A cached answer may reach somebody else: only what is public and the same for everybody is kept."""
    kept: set[str] = set()
    for route in deployment.of("Cdn/profiles/afdEndpoints/routes"):
        cache = route.at("properties.cacheConfiguration")
        patterns = route.at("properties.patternsToMatch")
        if cache is None:
            continue
        for pattern in patterns if isinstance(patterns, list) else []:
            kept.add(str(pattern))
            query = cache.get("queryStringCachingBehavior") if isinstance(cache, dict) else None
            if pattern not in _CACHED:
                yield f"{route}: {pattern} is cached; only {', '.join(_CACHED)} may be (remove cacheConfiguration)"
            elif query not in _CACHED[str(pattern)]:
                wanted = " or ".join(sorted(_CACHED[str(pattern)]))
                yield f"{route}: queryStringCachingBehavior must be {wanted}, and is {query}"
    for rule in deployment.of("Cdn/profiles/ruleSets/rules"):
        for action in objects(rule.at("properties.actions")):
            if isinstance(override := action.get("parameters"), dict) and override.get("cacheConfiguration"):
                yield f"{rule}: caches by a rule; caching is a route's, where its path can be seen"
    yield from (f"no route caches {path}" for path in sorted(set(_CACHED) - kept))


def speaks_https_alone(deployment: Deployment) -> Iterator[str]:
    """To the browser and to the app."""
    for route in deployment.of("Cdn/profiles/afdEndpoints/routes"):
        for field, wanted in (("forwardingProtocol", "HttpsOnly"), ("httpsRedirect", "Enabled")):
            if route.at(f"properties.{field}") != wanted:
                yield f"{route}: {field} must be {wanted}"
    for origin in deployment.of("Cdn/profiles/originGroups/origins"):
        if origin.at("properties.enforceCertificateNameCheck") is not True:
            yield f"{origin}: enforceCertificateNameCheck must be true"
    for domain in deployment.of("Cdn/profiles/customDomains"):
        if domain.at("properties.tlsSettings.minimumTlsVersion") not in {"TLS12", "TLS13"}:
            yield f"{domain}: minimumTlsVersion must be TLS12"


def each_host_name_leads_to_its_app(deployment: Deployment) -> Iterator[str]:
    """A route's host names are those that the app behind it takes for its own."""
    origins = deployment.of("Cdn/profiles/originGroups/origins")
    sites = {f"{site.id}.properties.defaultHostName": site for site in apps(deployment)}
    reached: set[str] = set()
    for route in deployment.of("Cdn/profiles/afdEndpoints/routes"):
        group = route.at("properties.originGroup.id")
        hosts = [origin.at("properties.hostName") for origin in origins if _parent(origin) == group]
        if len(hosts) != 1 or hosts[0] not in sites:
            yield f"{route}: leads to {hosts}, which is not one of the two apps"
            continue
        site = sites[str(hosts[0])]
        reached.add(site.id)
        own = settings(deployment, site).get("PUBLIC_URL")
        if own not in {f"https://{name}" for name in _names(deployment, route)}:
            yield f"{route}: leads to {site.symbolic}, whose PUBLIC_URL is {own}; that is another host name"
    yield from (f"{site}: no route leads to it" for site in sites.values() if site.id not in reached)


def _parent(resource: Resource) -> str:
    return f"⟨{resource.type.rsplit('/', 1)[0]}:{resource.name.rsplit('/', 1)[0]}⟩"


def _names(deployment: Deployment, route: Resource) -> set[str]:
    domains = {str(one.get("id")) for one in objects(route.at("properties.customDomains"))}
    named = {
        str(one.at("properties.hostName")) for one in deployment.of("Cdn/profiles/customDomains") if one.id in domains
    }
    default = route.at("properties.linkToDefaultDomain") == "Enabled"
    return named | ({f"{_parent(route)}.properties.hostName"} if default else set())
