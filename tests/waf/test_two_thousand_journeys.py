"""Nobody honest is blocked: the whole journey through the firewall, over and over, never twice the same."""

import asyncio
import os
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS
from tests.waf.browser import BANKS_PAGE, Browser, Operator
from tests.waf.journey import Journey
from tests.waf.policy import FirewallPolicy
from tests.waf.scrubbing import log
from tests.waf.stand_in import StandIn

JOURNEYS_WHERE_NOBODY_SAYS = 2000
JOURNEYS = int(os.environ.get("WAF_JOURNEYS", JOURNEYS_WHERE_NOBODY_SAYS))
AT_ONCE = 12


_WORD = re.compile(r"[A-Za-z0-9_-]{10,}")


@dataclass(slots=True)
class Travelled:
    """What a lane of journeys came to."""

    requests: int = 0
    wrong: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)


async def _travel(stand_in: StandIn, document: ContractDocument, numbers: Iterable[int]) -> Travelled:
    ended = Travelled()
    async with httpx.AsyncClient(base_url=stand_in.origin, timeout=30, verify=NO_TLS) as http:
        for number in numbers:
            chance = random.Random(number)
            operator = await Operator.signed_in(http, document, chance, chance.choice(("operator-1", "operator-2")))
            customer = Browser(http, document, chance, BANKS_PAGE)
            journey = Journey(chance, operator, customer)
            try:
                await journey.whole()
            except AssertionError as error:
                ended.wrong.append(f"journey {number}: {error!r}"[:3000])
            ended.requests += operator.asked + customer.asked
            ended.secrets += journey.secrets
    return ended


async def test_not_one_honest_request_is_blocked_and_no_log_knows_a_secret(
    stand_in: StandIn, document: ContractDocument, policy: FirewallPolicy
) -> None:
    lanes = [range(lane, JOURNEYS, AT_ONCE) for lane in range(AT_ONCE)]

    ended = await asyncio.gather(*(_travel(stand_in, document, lane) for lane in lanes))

    wrong = [line for lane in ended for line in lane.wrong]
    print(f"{JOURNEYS} journeys, {sum(lane.requests for lane in ended)} requests, {len(wrong)} wrong")
    assert wrong == [], f"{len(wrong)} of {JOURNEYS}: {wrong[0]}"
    logs = stand_in.text("access.log") + stand_in.text("error.log") + log(stand_in.notes(), policy.masked)
    told, secrets = (
        set(_WORD.findall(logs)),
        {word for lane in ended for secret in lane.secrets for word in _words(secret)},
    )
    assert len(told) > JOURNEYS, "the search looks where the words are"
    assert told & secrets == set()


def _words(secret: str) -> list[str]:
    """The parts of a token; a PIN as it is and as it may be typed."""
    return [*secret.split("."), "-".join((secret[:3], secret[3:6], secret[6:]))]
