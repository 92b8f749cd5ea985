"""What the partners have kept, read past the product: documents, audit rows, rooms, identities; do they agree?"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.faults.bank import Bank
from tests.faults.history import changes_told_by
from tests.functions.people import NO_TLS
from tests.partners.cloud import Cloud

_SWEPT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Books:
    """Of one product's database, and of the resource that carries its calls."""

    cloud: Cloud
    database: str

    async def call(self, call_id: str) -> dict[str, Any]:
        """The call's document."""
        kept = await self._get(f"assist/docs/{call_id}", call_id)
        assert isinstance(kept, dict)
        return kept

    async def events(self, call_id: str) -> Counter[str]:
        """How many audit rows of each type the call has. A row cannot stand twice: its id is its event's."""
        listed = await self._get("audit/docs", call_id)
        rows = [row for row in listed["Documents"] if row["call_id"] == call_id]
        assert len({row["id"] for row in rows}) == len(rows)
        return Counter(str(row["type"]) for row in rows)

    async def balanced(self, bank: Bank, call_ids: Iterable[str]) -> None:
        """After the timer has run, every change of these calls has its row, once; nothing waits in an outbox, and
        nothing stands at the call service that is over.
        """
        wanted = list(call_ids)
        await bank.fire_upkeep()
        until = time.monotonic() + _SWEPT_SECONDS
        while owed := [one for one in [await self.call(call_id) for call_id in wanted] if self._owed_by(one)]:
            assert time.monotonic() < until, f"still owed by {[each['id'] for each in owed]}"
            await asyncio.sleep(0.1)
            await bank.fire_upkeep()
        for call_id in wanted:
            kept = await self.call(call_id)
            counted, expected = await self.events(call_id), changes_told_by(kept)
            assert {name: counted[name] for name in expected} == expected

    def _owed_by(self, kept: dict[str, Any]) -> bool:
        people = kept["participants"].values()
        over = [who["user_id"] for who in people if kept["state"] == "ended" or who["state"] == "left"]
        gone = kept["state"] != "ended" or kept["room_id"] not in self.cloud.acs.rooms.standing
        return bool(kept["outbox"] or self.cloud.acs.identities.living.intersection(over) or not gone)

    async def _get(self, path: str, partition: str) -> Any:
        headers = {"x-ms-documentdb-partitionkey": json.dumps([partition]), "x-ms-max-item-count": "-1"}
        async with httpx.AsyncClient(base_url=self.cloud.cosmos.origin, verify=NO_TLS, trust_env=False) as client:
            answer = await client.get(f"/dbs/{self.database}/colls/{path}", headers=headers)
        return answer.raise_for_status().json()
