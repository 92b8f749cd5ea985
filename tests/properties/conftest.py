"""Properties are tried on the same examples in every run, and leave nothing behind."""

from collections.abc import Iterator

import pytest

from tests import hypothesis_profiles  # noqa: F401 (choosing the profile is what it does)
from tests.functions.product import Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One for all examples; none of them changes anything in it."""
    made = Product(tmp_path_factory.mktemp("properties"))
    yield made
    made.close()
