"""Every order in which three customers, an operator and timers can get in each other's way, a fault anywhere: nothing
of what must never be, and every honest customer who asks again ends where they should.
"""

import pytest

from tests.model.scenarios import SCENARIOS, explore
from tests.model.setting import Scenario


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name.replace(" ", "-"))
def test_in_no_order_and_with_no_fault_does_anything_go_wrong(scenario: Scenario) -> None:
    found = explore(scenario)

    assert found.wrong is None, str(found)
    assert found.ends > 1, "nobody came to an end, or all in one way"
    assert found.states > 1000, "hardly anything was tried"
