"""`python -m tests.model [--deep] [NAME]`: explore, and print what was seen; with --deep, one fault more in each."""

import argparse
import logging
import sys
import time

from tests.model.scenarios import SCENARIOS, explore


def main() -> int:
    """1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.model", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help="a part of a scenario's name")
    parser.add_argument("--deep", action="store_true", help="one fault more: minutes, and some gigabytes")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    wrong = 0
    print("| scenario | faults | states | steps | ends | seconds |\n|---|---|---|---|---|---|")
    for scenario in SCENARIOS:
        if given.name not in scenario.name:
            continue
        began = time.monotonic()
        found = explore(scenario, more_faults=given.deep)
        wrong += found.wrong is not None
        counted = f"{found.states:,} | {found.steps:,} | {found.ends:,} | {time.monotonic() - began:.0f}"
        print(f"| {scenario.name} | {scenario.faults + given.deep} | {counted} |", flush=True)
        if found.wrong:
            print(found)
    return 1 if wrong else 0


sys.exit(main())
