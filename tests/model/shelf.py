"""The documents of the model: every version of every document that any run made, each kept once under a number."""

import json
from collections.abc import Callable, Sequence
from typing import cast

from shared.instants import Instant
from shared.json_values import JsonObject
from shared.patches import Patch
from tests.model.conditional_writes import patched
from tests.model.memory_documents import calls_of, to_settle, with_outbox
from tests.model.operations import Operation

Documents = tuple[int, ...]
"""The versions that stand at one moment: the call's, which is made first, then all others in no order of time."""


Judge = Callable[[JsonObject, JsonObject], str | None]
"""What is wrong with the events of a change, from the call's document before it and after it."""


class Shelf:
    """Does operations on documents; what was done once is remembered.

    `keeps_outbox` False: a call's events are judged as they are written and not kept, as if the sweep came at once.
    Nothing but the sweep and a limit of 200 asks for them.
    """

    def __init__(self, judge: Judge, *, keeps_outbox: bool) -> None:
        self._judge = judge
        self._keeps_outbox = keeps_outbox
        self._wrong: dict[tuple[int, Operation], str | None] = {}
        self._documents: list[JsonObject] = []
        self._numbers: dict[str, int] = {}
        self._patched: dict[tuple[int, Operation], int | None] = {}

    def document(self, number: int) -> JsonObject:
        return self._documents[number]

    def number(self, document: JsonObject) -> int:
        """The version's number. Events in an outbox have no order: no use case asks for one."""
        outbox = sorted(cast("list[JsonObject]", document.get("outbox", [])), key=lambda event: str(event["id"]))
        text = json.dumps({**document, "outbox": outbox}, sort_keys=True)
        if text not in self._numbers:
            self._numbers[text] = len(self._documents)
            self._documents.append(document)
        return self._numbers[text]

    def wrong_with(self, number: int, operation: Operation) -> str | None:
        """What the judge said of this operation on this version."""
        return self._wrong.get((number, operation))

    def find(self, documents: Documents, document_id: str) -> int | None:
        return next((number for number in documents if self._documents[number]["id"] == document_id), None)

    def do(self, documents: Documents, operation: Operation) -> tuple[object, Documents]:
        """The answer, with documents by their numbers, and what stands after it.

        A used proof is not kept: nobody reads one, and people here make a new one for each request.
        """
        found = self.find(documents, operation.about)
        match operation.verb:
            case "create":
                if found is not None:
                    return False, documents
                if operation.about.startswith("proof_"):
                    return True, documents
                created = self.number(cast("JsonObject", operation.argument))
                first, *others = *documents, created
                return True, (first, *sorted(others))
            case "read":
                return found, documents
            case "patch":
                after = None if found is None else self._patch(found, operation)
                if after is None:
                    return None, documents
                return after, _replaced(documents, found, after)
            case "query":
                return self._query(documents, operation), documents

    def _patch(self, number: int, operation: Operation) -> int | None:
        key = (number, operation)
        if key not in self._patched:
            before = self._documents[number]
            after = patched(before, cast("Patch", operation.argument))
            if after is not None and after["type"] == "call":
                self._wrong[key] = self._judge(before, after)
                after = after if self._keeps_outbox else {**after, "outbox": []}
            self._patched[key] = None if after is None else self.number(after)
        return self._patched[key]

    def _query(self, documents: Documents, operation: Operation) -> tuple[int, ...]:
        all_of_them = [self._documents[number] for number in documents]
        arguments = cast("Sequence[object]", operation.argument)
        match operation.about:
            case "with_outbox":
                found = with_outbox(all_of_them, cast("int", arguments[0]))
            case "to_settle":
                found = to_settle(all_of_them, cast("Instant", arguments[0]), cast("int", arguments[1]))
            case _:
                found = calls_of(all_of_them, str(arguments[0]), cast("int", arguments[1]), None)
        return tuple(self.number(document) for document in found)


def _replaced(documents: Documents, before: int | None, after: int) -> Documents:
    first, *others = (after if number == before else number for number in documents)
    return first, *sorted(others)
