"""The sign-in cookie: opaque, unforgeable, good for eight hours, and across restarts in the same `DATA_DIR`."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from local.personas import PERSONAS, Persona

NAME = "AppServiceAuthSession"
_SECONDS = 8 * 3600


class SignInCookie:
    """Seals a persona into the cookie's value, and opens what comes back."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def seal(self, persona: Persona) -> str:
        """Return the value of the cookie."""
        return self._fernet.encrypt(persona.id.encode()).decode()

    def open(self, value: str | None) -> Persona | None:
        """Return who is signed in; None for no cookie, a made-up one, or one older than eight hours."""
        try:
            return PERSONAS.get(self._fernet.decrypt(value or "", ttl=_SECONDS).decode())
        except (InvalidToken, ValueError):
            return None


def load_key(data_dir: Path) -> bytes:
    """Return the key kept in `data_dir`, made on first use and readable by its owner alone. Raises `OSError`."""
    path = data_dir / "easy-auth.key"
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
    except FileExistsError:
        pass
    return path.read_bytes()
