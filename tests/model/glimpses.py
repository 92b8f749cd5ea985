"""A request is handed of a document only what it is known to read, so that what it does not read can't tell runs apart.

Two runs of a request whose answers agree in everything that it reads are one run. What it reads is not declared but
watched: whoever reads what was not handed is given it and noted, and the exploration starts anew, until nobody does.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from shared.json_values import Json, JsonObject
from shared.patches import Path

Site = tuple[str, int]
"""Whose request of which kind, and which of its answers it is."""
_Reading = tuple[Literal["value", "presence"], Path]


class Readings:
    """What is read of the answers, by site; grows until the exploration is whole."""

    def __init__(self) -> None:
        self._known: defaultdict[Site, set[_Reading]] = defaultdict(set)
        self.grew = False

    def of(self, site: Site) -> frozenset[_Reading]:
        return frozenset(self._known[site])

    def note(self, site: Site, kind: Literal["value", "presence"], path: Path) -> None:
        """Somebody reads this there."""
        known = self._known[site]
        if (kind, path) not in known and not any(("value", path[:length]) in known for length in range(len(path) + 1)):
            known.add((kind, path))
            self.grew = True

    def extract(self, site: Site, document: JsonObject) -> str:
        """All that is read there of this document, as text."""
        return json.dumps([[*path, kind, *_found(document, kind, path)] for kind, path in sorted(self._known[site])])


class Glimpse(Mapping[str, Json]):
    """A document that notes what is read of it."""

    def __init__(self, behind: JsonObject, readings: Readings, site: Site, path: Path = ()) -> None:
        self._behind = behind
        self._readings = readings
        self._site = site
        self._path = path

    def __getitem__(self, name: str) -> Json:
        path = (*self._path, name)
        inner = self._behind.get(name)
        if isinstance(inner, Mapping):
            self._readings.note(self._site, "presence", path)
            return Glimpse(inner, self._readings, self._site, path)
        self._readings.note(self._site, "value", path)
        return self._behind[name]

    def __contains__(self, name: object) -> bool:
        self._readings.note(self._site, "presence", (*self._path, str(name)))
        return name in self._behind

    def __iter__(self) -> Iterator[str]:
        self._readings.note(self._site, "value", self._path)
        return iter(self._behind)

    def __repr__(self) -> str:
        return "Glimpse(...)"

    def __len__(self) -> int:
        self._readings.note(self._site, "value", self._path)
        return len(self._behind)


def _found(document: JsonObject, kind: str, path: Path) -> list[Json]:
    value: Json = document
    for name in path:
        if not isinstance(value, Mapping) or name not in value:
            return []
        value = value[name]
    return [True] if kind == "presence" else [value]
