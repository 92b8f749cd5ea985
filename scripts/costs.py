"""Prints docs/costs.md: what 1,000 calls cost, from the inputs in docs/costs.toml; `--check` compares the two.

A model to think with, not a quotation: it knows the product's traffic (how often the front ends ask, what each
answer costs the store), and list prices that somebody has typed in.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT / "docs" / "costs.toml"
PAGE = ROOT / "docs" / "costs.md"

Inputs = Mapping[str, Mapping[str, float]]
_SECONDS_A_MONTH = 730 * 3600
_PAGE = """\
# What 1,000 calls cost

Printed by `scripts/costs.py` from [costs.toml](costs.toml), where every input has its name; `make check` compares the
two. Put in your own prices and traffic, run it again, and commit both. US dollars, list prices; no bill has been
compared with it yet.

At {per_month:,.0f} calls a month of {minutes_in_call:g} minutes, **1,000 calls cost ${total:,.0f}**: ${variable:,.0f}
that grow with the calls, and ${fixed:,.0f} that are their share of ${monthly:,.0f} a month.

| what | $ for 1,000 calls | how it is reckoned |
|---|---:|---|
{variable_rows}
| **grows with the calls** | **{variable:,.2f}** | |

| what | $ a month | how it is reckoned |
|---|---:|---|
{fixed_rows}
| **stands whether anybody calls or not** | **{monthly:,.2f}** | |

Voice and pictures are {share:.0%} of what grows: a minute less in the call saves more than everything else here can.
Without `privateNetwork` its endpoints fall away, and with `secondaryLocation` empty half of the store.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bill, in US dollars, and the sum behind it."""

    what: str
    dollars: float
    how: str


def requests_per_call(inputs: Inputs) -> float:
    """HTTP requests that one call makes of us, from the first click to the end."""
    calls, every = inputs["calls"], inputs["seconds_between_requests"]
    before, waiting = calls["minutes_before"] * 60, calls["minutes_waiting"] * 60
    talking = calls["minutes_in_call"] * 60
    polls = (
        before / every["operator_pin_out"]
        + waiting / every["operator_waiting"]
        + waiting / every["customer_waiting"]
        + talking / every["operator_in_call"]
        + talking / every["customer_in_call"]
        + (before + waiting + talking) / every["operator_list"]
    )
    return polls + inputs["store"]["requests_of_the_journey"]


def request_units_per_call(inputs: Inputs) -> float:
    """Cosmos DB's request units that one call takes."""
    calls, store = inputs["calls"], inputs["store"]
    there = (calls["minutes_waiting"] + calls["minutes_in_call"]) * 60
    writes = store["writes_of_the_journey"] + there / store["seconds_between_seen_marks"]
    return requests_per_call(inputs) * store["ru_per_read"] + writes * store["ru_per_write"]


def growing(inputs: Inputs) -> Iterator[Line]:
    """What 1,000 calls add to the bill."""
    calls, functions, logs, prices = inputs["calls"], inputs["functions"], inputs["logs"], inputs["prices"]
    requests = requests_per_call(inputs)
    minutes = 2 * calls["minutes_in_call"]
    yield Line(
        "voice and pictures",
        1000 * minutes * prices["acs_participant_minute"],
        f"2 participants, {calls['minutes_in_call']:g} minutes each",
    )
    held = calls["minutes_waiting"] * 60
    busy = requests * functions["seconds_per_request"] + held
    yield Line(
        "functions",
        1000 * busy * functions["instance_gb"] * prices["functions_gb_second"]
        + requests / 1000 * prices["functions_million_executions"],
        f"{requests:,.0f} requests a call, and the lobby's held answers as if each had an instance of its own",
    )
    yield Line(
        "Front Door",
        requests / 10 * prices["front_door_10k_requests"]
        + logs["kb_per_call_at_the_edge"] / 1000 * prices["front_door_gb"],
        f"the same requests, {logs['kb_per_call_at_the_edge']:g} kB a call to the browsers",
    )
    yield Line(
        "logs",
        requests * logs["kb_per_request"] / 1000 * prices["log_analytics_gb"],
        f"{logs['kb_per_request']:g} kB a request",
    )


def standing(inputs: Inputs) -> Iterator[Line]:
    """What a month costs without a single call."""
    calls, functions, prices = inputs["calls"], inputs["functions"], inputs["prices"]
    yield Line(
        "Front Door Premium", prices["front_door_premium_month"], "one profile, two host names, the managed rules"
    )
    least = prices["cosmos_maximum_ru_s"] / 10
    busiest = request_units_per_call(inputs) * calls["per_month"] / (22 * 8 * 3600)
    regions = prices["cosmos_regions"]
    yield Line(
        "Cosmos DB",
        max(least, busiest) / 100 * prices["cosmos_autoscale_100_ru_s_month"] * regions,
        f"{request_units_per_call(inputs):,.0f} RU a call, {busiest:,.0f} RU/s in office hours;"
        f" a tenth of {prices['cosmos_maximum_ru_s']:,.0f} RU/s at least, {regions:g} regions",
    )
    ready = functions["always_ready_instances"] * functions["instance_gb"]
    yield Line(
        "instances that are always ready",
        ready * _SECONDS_A_MONTH * prices["functions_ready_gb_second"],
        f"{functions['always_ready_instances']:g} of {functions['instance_gb']:g} GB",
    )
    readings = functions["always_ready_instances"] * 3 * _SECONDS_A_MONTH / 60
    yield Line("Key Vault", readings / 10_000 * prices["key_vault_10k"], "three readings a minute and instance")
    endpoints = prices["private_endpoints"]
    yield Line(
        "private endpoints", endpoints * prices["private_endpoint_month"], f"{endpoints:g}, with `privateNetwork`"
    )


def page(inputs: Inputs) -> str:
    """The whole page."""
    per_month = inputs["calls"]["per_month"]
    grows, stands = list(growing(inputs)), list(standing(inputs))
    variable, monthly = (sum(line.dollars for line in lines) for lines in (grows, stands))
    fixed = monthly / per_month * 1000
    return _PAGE.format(
        per_month=per_month,
        minutes_in_call=inputs["calls"]["minutes_in_call"],
        total=variable + fixed,
        variable=variable,
        fixed=fixed,
        monthly=monthly,
        variable_rows=_rows(grows),
        fixed_rows=_rows(stands),
        share=grows[0].dollars / variable,
    )


def _rows(lines: list[Line]) -> str:
    return "\n".join(f"| {line.what} | {line.dollars:,.2f} | {line.how} |" for line in lines)


def main() -> int:
    """Write the page, or check it: 1 when it is not what the inputs give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the page is out of date")
    wanted = page(tomllib.loads(INPUTS.read_text(encoding="utf-8")))
    if not parser.parse_args().check:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write("docs/costs.md is not what docs/costs.toml gives: run .venv/bin/python scripts/costs.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
