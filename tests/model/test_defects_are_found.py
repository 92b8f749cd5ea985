"""Planted defects of the real use cases are found, each with the shortest story that shows it."""

import pytest

from tests.model.defects import DEFECTS, Defect
from tests.model.scenarios import explore, named


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name.replace(" ", "-"))
def test_it_is_found_with_the_story_that_shows_it(defect: Defect) -> None:
    """That each of these scenarios is sound without its defect is what `test_every_order` says."""
    with defect.planted():
        found = explore(named(defect.scenario))

    assert found.wrong is not None
    assert found.wrong.startswith(defect.wrong), str(found)
    assert 1 <= len(found.path) <= 30
    assert all(":" in line for line in found.path)
