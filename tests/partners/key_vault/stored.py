"""What the stand-in keeps: secrets and their versions, and what it answers about them."""

import re
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.instants import Instant

MAX_VALUE_BYTES = 25 * 1024
_NAME = re.compile(r"[0-9a-zA-Z-]{1,127}")


class RefusalError(Exception):
    """An answer of the service that is an error."""

    def __init__(self, status: int, code: str, message: str, inner: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.inner = inner


@dataclass
class StoredVersion:
    """One version; times are whole seconds, as the service's."""

    id: str
    value: str
    content_type: str | None
    created: int
    updated: int
    enabled: bool = True
    nbf: int | None = None
    exp: int | None = None
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def attributes(self) -> dict[str, object]:
        """As the wire has them; what is not set is left out."""
        times = {"nbf": self.nbf, "exp": self.exp, "created": self.created, "updated": self.updated}
        return {
            "enabled": self.enabled,
            **{name: value for name, value in times.items() if value is not None},
            "recoveryLevel": "Recoverable+Purgeable",
            "recoverableDays": 90,
        }


@dataclass
class StoredSecrets:
    """The vault's content. Tests and the server's thread may both change it."""

    clock: Callable[[], Instant]
    _secrets: dict[str, list[StoredVersion]] = field(default_factory=dict)
    _deleted: set[str] = field(default_factory=set)
    _guard: threading.RLock = field(default_factory=threading.RLock)

    def put(
        self,
        name: str,
        value: object,
        content_type: str | None = None,
        attributes: Mapping[str, object] | None = None,
        version_id: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> StoredVersion:
        """Add a version; `version_id` lets a test choose what the service draws."""
        if not _NAME.fullmatch(name):
            raise RefusalError(400, "BadParameter", f"The request URI contains an invalid name: {name}")
        if not isinstance(value, str) or not value or len(value.encode()) > MAX_VALUE_BYTES:
            raise RefusalError(400, "BadParameter", "Property value has invalid value")
        with self._guard:
            if name in self._deleted:
                message = (
                    f"Secret {name} is currently in a deleted but recoverable state, and its name cannot be reused"
                )
                raise RefusalError(409, "Conflict", message, "ObjectIsDeletedButRecoverable")
            now = self._seconds()
            made = StoredVersion(version_id or secrets.token_hex(16), value, content_type, now, now, tags=tags or {})
            _set(made, attributes or {})
            self._secrets.setdefault(name, []).append(made)
            return made

    def get(self, name: str, version_id: str) -> StoredVersion:
        """That version, or the one made last when the id is empty; `nbf` and `exp` are for information alone."""
        found = self._found(name, version_id)
        if not found.enabled:
            message = "Operation get is not allowed on a disabled secret."
            raise RefusalError(403, "Forbidden", message, "SecretDisabled")
        return found

    def update(self, name: str, version_id: str, attributes: Mapping[str, object]) -> StoredVersion:
        """Change the attributes of a version (of the last, when the id is empty)."""
        found = self._found(name, version_id)
        with self._guard:
            _set(found, attributes)
            found.updated = self._seconds()
        return found

    def delete(self, name: str) -> None:
        """Into the bin, where the name stays taken."""
        with self._guard:
            self._deleted.add(name)
            del self._secrets[name]

    def versions(self, name: str) -> list[StoredVersion]:
        """In the order of their ids, which is no order of time; none of a secret that is not there."""
        with self._guard:
            return sorted(self._secrets.get(name, []), key=lambda version: version.id)

    def latest(self) -> list[tuple[str, StoredVersion]]:
        """Each secret with its last version."""
        with self._guard:
            return sorted((name, versions[-1]) for name, versions in self._secrets.items())

    def _found(self, name: str, version_id: str) -> StoredVersion:
        with self._guard:
            versions = self._secrets.get(name, [])
            for version in reversed(versions):
                if version_id in {"", version.id}:
                    return version
        named = f"{name}/{version_id}" if version_id else name
        raise RefusalError(404, "SecretNotFound", f"A secret with (name/id) {named} was not found in this key vault.")

    def _seconds(self) -> int:
        return self.clock() // 1000


def _set(version: StoredVersion, attributes: Mapping[str, object]) -> None:
    enabled = attributes.get("enabled")
    if enabled is not None:
        if not isinstance(enabled, bool):
            raise RefusalError(400, "BadParameter", "Property enabled has invalid value")
        version.enabled = enabled
    for name in ("nbf", "exp"):
        seconds = attributes.get(name)
        if seconds is not None:
            if type(seconds) is not int:
                raise RefusalError(400, "BadParameter", f"Property {name} has invalid value")
            setattr(version, name, seconds)
