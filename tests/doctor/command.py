"""The doctor's command as it is run."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# In Azure, and everything as it should be.
SOUND = {
    "WEBSITE_SITE_NAME": "assist-public",
    "SURFACE": "public",
    "ENVIRONMENT": "prod",
    "TENANT_ID": "33333333-3333-4333-8333-333333333333",
    "FRONT_DOOR_ID": "99999999-9999-4999-8999-999999999999",
    "PUBLIC_URL": "https://assist.bank.example",
    "ALLOWED_ORIGINS": "https://www.bank.example",
    "STORE": "cosmos",
    "COSMOS_ENDPOINT": "https://bank.documents.azure.com",
    "CALLS": "acs",
    "ACS_ENDPOINT": "https://bank.europe.communication.azure.com",
    "SECRETS": "key_vault",
    "KEY_VAULT_URL": "https://bank.vault.azure.net",
}


def doctor(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it with these settings and no others."""
    return subprocess.run(
        [sys.executable, "scripts/doctor.py", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
    )


def named(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    """Rule and setting of each finding that was printed."""
    return re.findall(r"^  ([a-z-]+) \((.+)\)$", done.stdout, re.MULTILINE)
