"""The promises of `ports.DocumentStore`. Subclass, provide `store` and `time_passes`, inherit every test."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from shared.errors import Unavailable
from shared.ids import CallId, new_call_id
from shared.instants import Instant
from shared.json_values import Json, JsonObject
from shared.patches import (
    Above,
    Append,
    Below,
    Change,
    Condition,
    Equals,
    Increment,
    LengthIs,
    Patch,
    Path,
    Present,
    Set,
    all_of,
    any_of,
)
from shared.ports import Cursor, DocumentStore

TimePasses = Callable[[float], Awaitable[None]]
ALWAYS = Equals(("type",), "thing")
OPERATOR = "22222222-2222-4222-8222-000000000001"


def thing(**fields: Json) -> dict[str, Json]:
    """A document with an id of its own that lives for a minute."""
    return {"id": "thing_" + new_call_id()[5:], "type": "thing", "ttl": 60, **fields}


def call(number: int, **fields: Json) -> dict[str, Json]:
    """As much of a call's document as the store looks at."""
    return {
        "id": f"call_{number:032x}",
        "type": "call",
        "ttl": 60,
        "operator": {"id": OPERATOR},
        "created_at": 1_767_225_600_000,
        "outbox": [],
        **fields,
    }


async def made(store: DocumentStore, document: JsonObject) -> str:
    """Its id, once it is stored."""
    assert await store.create(document)
    return str(document["id"])


class DocumentStoreContract:
    """What the domain builds on."""

    @pytest.fixture
    def store(self) -> DocumentStore:
        """The store, empty."""
        raise NotImplementedError

    @pytest.fixture
    def time_passes(self) -> TimePasses:
        """Let so many seconds pass for the store."""
        raise NotImplementedError

    async def test_a_document_reads_as_it_was_written(self, store: DocumentStore) -> None:
        """Text of every language, null, nesting, numbers past 32 bits."""
        document = thing(
            text="Žluťoučký 김 🐢 \" \\ ' ; -- \u2028 \t",
            empty="",
            nothing=None,
            yes=True,
            no=False,
            number=-5,
            moment=1_767_225_600_017,
            deep={"list": [1, "a", None, {"x": []}], "object": {}},
        )
        document_id = await made(store, document)

        assert await store.read(document_id) == document

    async def test_one_region_writes_and_everybody_reads_what_it_wrote(self, store: DocumentStore) -> None:
        told = await store.facts()

        assert len(told.write_regions) == 1
        assert told.strong

    async def test_what_was_never_there_is_none(self, store: DocumentStore) -> None:
        assert await store.read("thing_of_nobody") is None
        assert await store.patch("thing_of_nobody", Patch((Set(("x",), 1),), ALWAYS)) is None
        assert await store.read("thing_of_nobody") is None

    async def test_a_second_document_of_one_id_is_not_made(self, store: DocumentStore) -> None:
        document = thing(first=True)
        document_id = await made(store, document)

        assert await store.create({**document, "first": False}) is False
        assert await store.read(document_id) == document

    async def test_of_fifty_that_create_one_id_at_once_one_does(self, store: DocumentStore) -> None:
        document = thing()

        answers = await asyncio.gather(*(store.create({**document, "by": number}) for number in range(50)))

        assert answers.count(True) == 1
        stored = await store.read(str(document["id"]))
        assert stored is not None
        assert stored["by"] == answers.index(True)

    async def test_a_document_whose_time_is_over_is_gone(self, store: DocumentStore, time_passes: TimePasses) -> None:
        document_id = await made(store, thing(ttl=2))
        await time_passes(3)

        assert await store.read(document_id) is None
        assert await store.patch(document_id, Patch((Set(("x",), 1),), ALWAYS)) is None

    async def test_an_id_whose_document_is_gone_is_free_again(
        self, store: DocumentStore, time_passes: TimePasses
    ) -> None:
        document = thing(ttl=2, first=True)
        document_id = await made(store, document)
        await time_passes(3)

        assert await store.create({**document, "ttl": 60, "first": False})
        stored = await store.read(document_id)
        assert stored is not None
        assert stored["first"] is False

    async def test_a_change_starts_the_time_to_live_anew(self, store: DocumentStore, time_passes: TimePasses) -> None:
        document_id = await made(store, thing(ttl=4))
        await time_passes(2)
        assert await store.patch(document_id, Patch((Set(("x",), 1),), ALWAYS))
        await time_passes(3)

        assert await store.read(document_id) is not None

    async def test_a_change_that_was_not_made_prolongs_nothing(
        self, store: DocumentStore, time_passes: TimePasses
    ) -> None:
        document_id = await made(store, thing(ttl=4))
        await time_passes(2)
        assert await store.patch(document_id, Patch((Set(("x",), 1),), Equals(("type",), "other"))) is None
        await time_passes(3)

        assert await store.read(document_id) is None

    @pytest.mark.parametrize(
        ("change", "after"),
        [
            pytest.param(Set(("a",), 2), {"a": 2}, id="set-over"),
            pytest.param(Set(("new",), "x"), {"new": "x"}, id="set-new"),
            pytest.param(Set(("a",), None), {"a": None}, id="set-null"),
            pytest.param(Set(("a",), True), {"a": True}, id="set-true"),
            pytest.param(Set(("a",), {"x": [1, None]}), {"a": {"x": [1, None]}}, id="set-object"),
            pytest.param(Set(("a",), []), {"a": []}, id="set-list"),
            pytest.param(Set(("a",), "ž\"'\\🐢"), {"a": "ž\"'\\🐢"}, id="set-text"),
            pytest.param(Set(("deep", "b"), 7), {"deep": {"b": 7, "c": {"d": 4}}}, id="set-deep"),
            pytest.param(Set(("deep", "c", "e"), 7), {"deep": {"b": 3, "c": {"d": 4, "e": 7}}}, id="set-deep-new"),
            pytest.param(Set(("deep",), {}), {"deep": {}}, id="set-whole-object"),
            pytest.param(Increment(("a",), 5), {"a": 6}, id="increment"),
            pytest.param(Increment(("a",), -5), {"a": -4}, id="decrement"),
            pytest.param(Increment(("new",), 3), {"new": 3}, id="increment-absent"),
            pytest.param(Increment(("deep", "b"), 1), {"deep": {"b": 4, "c": {"d": 4}}}, id="increment-deep"),
            pytest.param(
                Increment(("deep", "c", "x"), 1), {"deep": {"b": 3, "c": {"d": 4, "x": 1}}}, id="increment-deep-absent"
            ),
            pytest.param(Append(("list",), 3), {"list": [1, 2, 3]}, id="append"),
            pytest.param(Append(("list",), {"x": None}), {"list": [1, 2, {"x": None}]}, id="append-object"),
            pytest.param(Append(("list",), [3]), {"list": [1, 2, [3]]}, id="append-list"),
            pytest.param(Append(("list",), None), {"list": [1, 2, None]}, id="append-null"),
        ],
    )
    async def test_a_change_is_made_and_answered(
        self, store: DocumentStore, change: Change, after: dict[str, Json]
    ) -> None:
        """The answer is the document after it, and so is what is read."""
        document = thing(a=1, deep={"b": 3, "c": {"d": 4}}, list=[1, 2])
        document_id = await made(store, document)

        answer = await store.patch(document_id, Patch((change,), ALWAYS))

        assert answer == document | after
        assert await store.read(document_id) == document | after

    async def test_ten_changes_are_made_together(self, store: DocumentStore) -> None:
        document_id = await made(store, thing(list=[], deep={}))
        changes: tuple[Change, ...] = (
            *(Set((f"a{number}",), number) for number in range(4)),
            *(Increment(("deep", f"b{number}"), number) for number in range(4)),
            Append(("list",), 1),
            Append(("list",), 2),
        )

        answer = await store.patch(document_id, Patch(changes, ALWAYS))

        assert answer is not None
        assert answer["list"] == [1, 2]
        assert answer["deep"] == {"b0": 0, "b1": 1, "b2": 2, "b3": 3}
        assert [answer[f"a{number}"] for number in range(4)] == [0, 1, 2, 3]

    async def test_changes_do_not_see_each_other(self, store: DocumentStore) -> None:
        """The condition is about the document before."""
        document_id = await made(store, thing(a=1))

        assert await store.patch(document_id, Patch((Set(("a",), 2),), Equals(("a",), 2))) is None
        assert await store.patch(document_id, Patch((Set(("a",), 2),), Equals(("a",), 1))) is not None

    @pytest.mark.parametrize(
        ("condition", "holds"),
        [
            (Equals(("n",), 5), True),
            (Equals(("n",), 6), False),
            (Equals(("zero",), 0), True),
            (Equals(("text",), "abc"), True),
            (Equals(("text",), "abd"), False),
            (Equals(("text",), "ABC"), False),
            (Equals(("nothing",), None), True),
            (Equals(("n",), None), False),
            (Equals(("zero",), None), False),
            (Equals(("no",), None), False),
            (Equals(("deep", "n"), 5), True),
            (Equals(("deep", "nothing"), None), True),
            (Equals(("n",), ("deep", "n")), True),
            (Equals(("n",), ("deep", "m")), False),
            (Equals(("text",), ("deep", "text")), True),
            (Equals(("nothing",), ("deep", "nothing")), True),
            (Equals(("n",), ("digits",)), False),
            (Equals(("nothing",), ("absent",)), False),
            (Equals(("absent",), 5), False),
            (Equals(("absent",), None), False),
            (Equals(("absent",), "abc"), False),
            (Equals(("absent",), ("also_absent",)), False),
            (Equals(("deep", "absent"), None), False),
            (Equals(("absent", "n"), 5), False),
            (Equals(("text", "n"), 5), False),
            (Equals(("digits",), 5), False),
            (Equals(("n",), "5"), False),
            (Equals(("yes",), True), True),
            (Equals(("yes",), False), False),
            (Equals(("no",), False), True),
            (Equals(("zero",), False), False),
            (Equals(("nothing",), False), False),
            (Equals(("absent",), False), False),
            (Equals(("yes",), 1), False),
            (Equals(("no",), 0), False),
            (Below(("n",), 6), True),
            (Below(("n",), 5), False),
            (Below(("zero",), 1), True),
            (Below(("negative",), 0), True),
            (Below(("moment",), 1_767_225_600_018), True),
            (Below(("moment",), 1_767_225_600_017), False),
            (Below(("absent",), 5), False),
            (Below(("nothing",), 5), False),
            (Below(("text",), 5), False),
            (Below(("digits",), 9), False),
            (Below(("no",), 5), False),
            (Below(("list",), 5), False),
            (Above(("n",), 4), True),
            (Above(("n",), 5), False),
            (Above(("moment",), 1_767_225_600_016), True),
            (Above(("absent",), -1), False),
            (Above(("nothing",), -1), False),
            (Above(("text",), 0), False),
            (Above(("digits",), 0), False),
            (Above(("yes",), 0), False),
            (Above(("list",), 0), False),
            (Above(("deep",), 0), False),
            (Present(("n",)), True),
            (Present(("nothing",)), True),
            (Present(("deep", "n")), True),
            (Present(("deep",)), True),
            (Present(("absent",)), False),
            (Present(("deep", "absent")), False),
            (Present(("absent", "n")), False),
            (LengthIs(("list",), 2), True),
            (LengthIs(("list",), 1), False),
            (LengthIs(("empty",), 0), True),
            (LengthIs(("absent",), 0), False),
            (LengthIs(("text",), 0), False),
            (LengthIs(("nothing",), 0), False),
            (LengthIs(("deep",), 0), False),
            (all_of(Present(("n",)), Below(("n",), 6)), True),
            (all_of(Present(("n",)), Below(("n",), 5)), False),
            (all_of(Present(("n",)), Below(("absent",), 5)), False),
            (any_of(Below(("n",), 5), Below(("n",), 6)), True),
            (any_of(Below(("absent",), 5), Present(("n",))), True),
            (any_of(Below(("n",), 5), Below(("absent",), 5)), False),
            (all_of(any_of(Equals(("n",), 1), Equals(("n",), 5)), any_of(Present(("x",)), Present(("n",)))), True),
            (all_of(any_of(Equals(("n",), 1), Equals(("n",), 2)), Present(("n",))), False),
            (any_of(all_of(Present(("n",)), Present(("x",))), all_of(Present(("text",)))), True),
        ],
        ids=str,
    )
    async def test_a_change_is_made_exactly_when_its_condition_holds(
        self, store: DocumentStore, condition: Condition, holds: bool
    ) -> None:
        """Absent is not null, and what is not a number is neither below nor above one."""
        document = thing(
            n=5,
            zero=0,
            negative=-1,
            moment=1_767_225_600_017,
            text="abc",
            digits="5",
            nothing=None,
            yes=True,
            no=False,
            list=[1, 2],
            empty=[],
            deep={"n": 5, "m": 6, "text": "abc", "nothing": None},
        )
        document_id = await made(store, document)

        answer = await store.patch(document_id, Patch((Set(("changed",), True),), condition))

        assert (answer is not None) is holds
        assert await store.read(document_id) == document | ({"changed": True} if holds else {})

    async def test_of_fifty_that_claim_at_once_one_wins(self, store: DocumentStore) -> None:
        document_id = await made(store, thing(state="free"))

        def claim(number: int) -> Patch:
            return Patch((Set(("state",), "taken"), Set(("by",), number)), Equals(("state",), "free"))

        answers = await asyncio.gather(*(store.patch(document_id, claim(number)) for number in range(50)))

        winners = [number for number, answer in enumerate(answers) if answer is not None]
        assert len(winners) == 1
        stored = await store.read(document_id)
        assert stored is not None
        assert stored["by"] == winners[0]

    async def test_of_fifty_that_take_one_of_five_at_once_five_do(self, store: DocumentStore) -> None:
        """And each is answered with a count that nobody else saw."""
        document_id = await made(store, thing(taken=0, names={}))

        def take(number: int) -> Patch:
            return Patch((Increment(("taken",), 1), Set(("names", f"n{number}"), 1)), Below(("taken",), 5))

        answers = await asyncio.gather(*(store.patch(document_id, take(number)) for number in range(50)))

        counts = {answer["taken"] for answer in answers if answer is not None}
        assert counts == {1, 2, 3, 4, 5}
        stored = await store.read(document_id)
        assert stored is not None
        assert len(stored["names"]) == 5  # type: ignore[arg-type]

    async def test_fifty_changes_at_once_are_all_made(self, store: DocumentStore) -> None:
        document_id = await made(store, thing(count=0, list=[]))

        await asyncio.gather(
            *(
                store.patch(document_id, Patch((Increment(("count",), 1), Append(("list",), number)), ALWAYS))
                for number in range(50)
            )
        )

        stored = await store.read(document_id)
        assert stored is not None
        assert stored["count"] == 50
        assert set(stored["list"]) == set(range(50))  # type: ignore[arg-type]

    async def test_names_with_digits_and_underscores_are_names(self, store: DocumentStore) -> None:
        """Participants, attempts and returns are named so; a name is never a list's index."""
        name = "part_0123456789abcdef"
        document_id = await made(store, thing(participants={name: {"state": "waiting", "n_1": 0}}))

        answer = await store.patch(
            document_id,
            Patch(
                (Increment(("participants", name, "n_1"), 1), Set(("participants", "part_x2"), {"state": "new"})),
                Equals(("participants", name, "state"), "waiting"),
            ),
        )

        assert answer is not None
        assert answer["participants"] == {name: {"state": "waiting", "n_1": 1}, "part_x2": {"state": "new"}}

    async def test_calls_are_listed_newest_first_a_page_at_a_time(self, store: DocumentStore) -> None:
        moments = [100, 100, 100, 200, 300, 300]
        for number, moment in enumerate(moments):
            await made(store, call(number, created_at=moment))
        await made(store, call(99, operator={"id": OPERATOR[:-1] + "2"}, created_at=250))
        await made(store, thing(operator={"id": OPERATOR}, created_at=250))

        seen: list[int] = []
        after: Cursor | None = None
        while page := await store.calls_of(OPERATOR, 2, after):
            assert len(page) <= 2
            seen += [int(str(document["id"])[5:], 16) for document in page]
            last = page[-1]
            after = Cursor(Instant(last["created_at"]), CallId(str(last["id"])))  # type: ignore[arg-type]

        assert seen == [5, 4, 3, 2, 1, 0]

    async def test_a_list_is_whole_documents_and_leaves_out_what_is_gone(
        self, store: DocumentStore, time_passes: TimePasses
    ) -> None:
        kept, gone = call(1), call(2, ttl=2)
        await made(store, kept)
        await made(store, gone)
        assert len(await store.calls_of(OPERATOR, 10, None)) == 2
        await time_passes(3)

        assert await store.calls_of(OPERATOR, 10, None) == [kept]
        assert await store.calls_of(OPERATOR[:-1] + "9", 10, None) == []

    async def test_calls_with_something_in_their_outbox_are_found(self, store: DocumentStore) -> None:
        await made(store, call(1))
        full = call(2, outbox=[{"id": "event_1"}])
        await made(store, full)
        await made(store, thing(outbox=[{"id": "event_2"}]))

        assert await store.with_outbox(10) == [full]
        assert await store.patch(str(full["id"]), Patch((Set(("outbox",), []),), LengthIs(("outbox",), 1)))
        assert await store.with_outbox(10) == []

    async def test_at_most_as_many_outboxes_as_asked_for_are_found(self, store: DocumentStore) -> None:
        for number in range(5):
            await made(store, call(number, outbox=[{"id": "event_1"}]))

        assert len(await store.with_outbox(3)) == 3

    async def test_calls_that_owe_something_or_are_past_their_end_are_found(self, store: DocumentStore) -> None:
        late = Instant(1_000_000)
        fields = {"state": "open", "expires_at": late, "unsettled": 0}
        await made(store, call(1, **fields))
        owing = call(2, **{**fields, "state": "ended", "unsettled": 2})
        await made(store, owing)
        await made(store, call(3, **{**fields, "state": "ended"}))
        await made(store, thing(**{**fields, "unsettled": 1}))

        assert await store.to_settle(Instant(late - 1), 10) == [owing]
        found = await store.to_settle(late, 10)
        assert sorted(str(document["id"])[-1] for document in found) == ["1", "2"]
        assert len(await store.to_settle(late, 1)) == 1

    async def test_of_many_rooms_those_that_a_call_has_are_told(self, store: DocumentStore) -> None:
        await made(store, call(1, room_id="99000000000000001"))
        await made(store, call(2, room_id="room_2"))
        await made(store, thing(room_id="room_3"))
        asked = ["99000000000000001", "room_2", "room_3", "room_4", 'it\'s "odd"']

        assert await store.rooms_of_calls(asked) == {"99000000000000001", "room_2"}
        assert await store.rooms_of_calls([]) == frozenset()

    async def test_a_store_that_answers_says_so(self, store: DocumentStore) -> None:
        await store.ping()


class UnreachableStoreContract:
    """What a store does that cannot reach what it keeps its documents in."""

    @pytest.fixture
    def unreachable(self) -> DocumentStore:
        """A store whose neighbour is away."""
        raise NotImplementedError

    async def test_every_request_raises_unavailable(self, unreachable: DocumentStore) -> None:
        """Never something of the neighbour's own, and never an answer."""
        path: Path = ("x",)
        for request in (
            unreachable.create(thing()),
            unreachable.read("thing_1"),
            unreachable.patch("thing_1", Patch((Set(path, 1),), ALWAYS)),
            unreachable.calls_of(OPERATOR, 10, None),
            unreachable.with_outbox(10),
            unreachable.to_settle(Instant(0), 10),
            unreachable.rooms_of_calls(["room_1"]),
            unreachable.ping(),
            unreachable.facts(),
        ):
            with pytest.raises(Unavailable):
                await request
