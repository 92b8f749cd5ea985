"""What a deployed app's settings are, against what was declared."""

from collections.abc import Iterator, Mapping, Sequence

from shared.doctor.catalogue import found
from shared.doctor.findings import Finding
from shared.doctor.known import steers, told

ADDED = {
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "the app's module adds it; telemetry is taken from the identity alone",
    "WEBSITE_AUTH_ENCRYPTION_KEY": "made by App Service Authentication for its cookies",
    "WEBSITE_AUTH_SIGNING_KEY": "made by App Service Authentication for its tokens",
    "WEBSITE_ENABLE_SYNC_UPDATE_SITE": "the portal adds it when it saves settings",
}
"""What may be there undeclared and unsaid, and why."""


def drift(declared: Mapping[str, str], deployed: Mapping[str, str]) -> Iterator[Finding]:
    """By name; what is declared is compared, whoever else may add it. Of the rest the name alone is told."""
    for name in sorted({*declared, *deployed}):
        if name not in deployed:
            yield found("setting-missing", name, f"declared as {told(name, declared[name])}, and not there")
        elif name not in declared:
            if name not in ADDED:
                yield found("setting-extra" if steers(name) else "setting-undeclared", name, "not declared")
        elif declared[name] != deployed[name]:
            was, now = told(name, declared[name]), told(name, deployed[name])
            yield found("setting-changed", name, f"declared as {was}, and is {now}")


def likest(declared: Sequence[Mapping[str, str]], deployed: Mapping[str, str]) -> Mapping[str, str]:
    """The declared app that this is: the one it agrees with most."""
    return max(declared, key=lambda one: len(one.items() & deployed.items()))
