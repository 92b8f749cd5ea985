"""What Azure would answer where a value is known after the deployment only, in the form that its services give it."""

import re
from collections.abc import Callable, Mapping

from tests.bicep.project import TENANT

FRONT_DOOR_ID = "44444444-4444-4444-8444-444444444444"
CLIENT_ID = "55555555-5555-4555-8555-555555555555"
_SYMBOL = re.compile(r"⟨(?P<kind>[^:⟩]+)(?::(?P<name>[^⟩]+))?⟩(?:\.(?P<path>properties\.\w+))?")
_ANSWERS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("tenant", ""): lambda _: TENANT,
    ("Microsoft.Cdn/profiles", "properties.frontDoorId"): lambda _: FRONT_DOOR_ID,
    ("Microsoft.Cdn/profiles/afdEndpoints", "properties.hostName"): lambda name: (
        f"{name}-fzfkgfgtbsc0cbbt.z01.azurefd.net"
    ),
    ("Microsoft.DocumentDB/databaseAccounts", "properties.documentEndpoint"): lambda name: (
        f"https://{name}.documents.azure.com:443/"
    ),
    ("Microsoft.KeyVault/vaults", "properties.vaultUri"): lambda name: f"https://{name}.vault.azure.net/",
    ("Microsoft.Communication/communicationServices", "properties.hostName"): lambda name: (
        f"{name}.europe.communication.azure.com"
    ),
    ("Microsoft.ManagedIdentity/userAssignedIdentities", "properties.clientId"): lambda _: CLIENT_ID,
    ("Microsoft.Insights/components", "properties.ConnectionString"): lambda _: (
        f"InstrumentationKey={CLIENT_ID};IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/"
    ),
}
"""(type, what is asked) -> the answer for a resource of that name."""

PLATFORMS_OWN: Mapping[str, str] = {
    "AzureWebJobsStorage__accountName": "the Functions host: where it keeps its leases",
    "AzureWebJobsStorage__credential": "the Functions host: by identity",
    "AzureWebJobsStorage__clientId": "the Functions host: by which identity",
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "the Functions host: where telemetry goes",
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": "the Functions host: by which identity",
    "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID": "App Service Authentication: the identity that stands in for a secret",
    "WEBSITE_AUTH_AAD_ALLOWED_TENANTS": "App Service Authentication: whose tokens it takes",
    "WEBSITE_AUTH_PRESERVE_URL_FRAGMENT": "App Service Authentication: the sign-in comes back to the same place",
}
"""Settings that the platform reads and our code does not."""


def answered(value: str) -> str:
    """The value with every symbol answered. Raises `KeyError` for a question that is not in the table."""
    return _SYMBOL.sub(
        lambda found: _ANSWERS[found["kind"], found["path"] or ""]((found["name"] or "").split("/")[-1]), value
    )


def environment(settings: Mapping[str, str], *, signs_in: bool) -> dict[str, str]:
    """The process's environment on Flex Consumption: the settings, and what the platform sets beside them."""
    return {
        **{name: answered(value) for name, value in settings.items()},
        "WEBSITE_SITE_NAME": "func-assist",
        "WEBSITE_POD_NAME": "pod-1",
        "WEBSITE_SKU": "FlexConsumption",
        "WEBSITE_AUTH_ENABLED": str(signs_in),
    }
