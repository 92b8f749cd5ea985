"""What the log shows."""

import logging

SDKS = ("azure.core", "azure.cosmos", "azure.identity", "azure.communication", "azure.keyvault", "azure.storage", "msal")
"""Their lines print every request with its address, and so the ids of documents and identities."""


def set_levels(level: str) -> None:
    """Ours at this level; the SDKs' own from WARNING on, whatever ours is."""
    logging.getLogger().setLevel(level)
    for name in SDKS:
        logging.getLogger(name).setLevel(logging.WARNING)
