"""The explorer runs hundreds of thousands of requests whose audit log is away on purpose: nobody need be warned."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _not_a_word() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    yield
    logging.disable(before)
