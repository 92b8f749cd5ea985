"""What the log shows."""

import logging

_OF_AZURE = ("core", "cosmos", "identity", "communication", "keyvault", "storage")
SDKS = ("msal", *(f"azure.{name}" for name in _OF_AZURE))
"""Their lines print every request with its address, and so the ids of documents and identities."""


def set_levels(level: str) -> None:
    """Ours at this level; the SDKs' own from WARNING on, whatever ours is."""
    logging.getLogger().setLevel(level)
    for name in SDKS:
        logging.getLogger(name).setLevel(logging.WARNING)
