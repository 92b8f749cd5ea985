"""The settings that the app goes by, and what may be said of their values."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from shared.setting_values import hidden, shown
from shared.settings import AZURES_OWN, SettingsError, judged, load

_KEY_LIKE = "K3y" * 8
_STEERED_BY = {
    "ALL_PROXY": "where calls to the neighbours go",
    "HTTP_PROXY": "where calls to the neighbours go",
    "HTTPS_PROXY": "where calls to the neighbours go",
    "IDENTITY_ENDPOINT": "who is asked for the managed identity's tokens",
    "PYTHONPATH": "whose code is imported",
    "SSL_CERT_FILE": "whose certificates are believed",
}
"""What Python and the libraries under us read, and what it decides. No platform declares it among the settings."""


class _Noting(Mapping[str, str]):
    """Settings that note what is asked for."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self._said[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)


def _read_at_the_start() -> frozenset[str]:
    """As one app for both surfaces in Azure, which looks at every setting before it refuses."""
    tenant = "00000000-0000-4000-8000-000000000000"
    noting = _Noting({"WEBSITE_SITE_NAME": "any", "TENANT_ID": tenant, "ALLOW_SINGLE_APP": "1"})
    with suppress(SettingsError):
        load(noting)
    return frozenset(noting.names - set(AZURES_OWN))


OURS = _read_at_the_start()
"""The names that the app reads, but for those by which it knows Azure."""


def steers(name: str) -> bool:
    """Whether an app that has this setting may behave otherwise than one without."""
    return name in OURS or name.upper() in _STEERED_BY


def told(name: str, text: str) -> str:
    """The value of a declared setting when it is understood as that setting's kind, else its length.

    A kind that would take a key as well, such as a folder's name, is shown by `shared.setting_values.shown` alone.
    """
    if not text:
        return "(empty)"
    if name not in OURS or not _understood(name, text):
        return hidden(text)
    return shown(name, text) if _understood(name, _KEY_LIKE) else text


def _understood(name: str, text: str) -> bool:
    refused = {"setting-not-understood", "cors-any-origin"}
    return not any(stop.setting == name and stop.rule.name in refused for stop in judged({name: text})[1])
