"""What `bicep/main.bicep` declared, as its outputs tell it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from scripts.deploying.access import NotDoneError

Surface = Literal["public", "operator"]
SURFACES: tuple[Surface, Surface] = ("public", "operator")
"""The order in which a new version goes out: whoever reads documents is renewed before whoever makes them. Calls and
PINs are made by the operator app and redeemed by the public one, so a PIN of a new form never meets an old reader.
Back again the other way round."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Names and addresses of one deployed environment."""

    resource_group: str
    apps: dict[Surface, str]
    releases: str
    """The container of packages: in an account of its own, which no app can write."""
    urls: dict[Surface, str]

    @classmethod
    def read(cls, file: Path) -> Self:
        """From `az deployment sub show --query properties.outputs`, or `azd env get-values --output json`.

        Raises NotDoneError that names what is missing.
        """
        try:
            found = json.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise NotDoneError(f"{file} cannot be read as JSON: {error}") from None
        # The command line's outputs are {"name": {"type": ..., "value": ...}}, azd's are {"name": "value"}.
        flat = {name: value.get("value") if isinstance(value, dict) else value for name, value in found.items()}

        def text(name: str) -> str:
            value = flat.get(name)
            if not isinstance(value, str) or not value:
                raise NotDoneError(f"{file} has no output `{name}`: was `bicep/main.bicep` deployed?")
            return value.rstrip("/")

        return cls(
            resource_group=text("resourceGroupName"),
            apps={surface: text(f"{surface}AppName") for surface in SURFACES},
            releases=text("releasesContainerUrl"),
            # The bank's own host name may not be in the DNS yet.
            urls={surface: f"https://{text(f'{surface}DefaultHost')}" for surface in SURFACES},
        )

    def resource_id(self, subscription: str, surface: Surface) -> str:
        """Of the function app."""
        group = f"/subscriptions/{subscription}/resourceGroups/{self.resource_group}"
        return f"{group}/providers/Microsoft.Web/sites/{self.apps[surface]}"
