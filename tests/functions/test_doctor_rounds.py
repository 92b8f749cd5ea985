"""Once an hour the doctor asks the neighbours, behind the upkeep, and says in the log what is unsafe."""

import shutil
from pathlib import Path

import pytest

from tests.functions.product import Product


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What an alert looks for, to the end of rule and setting."""
    lines = [record.getMessage() for record in caplog.records if record.name == "shared.doctor"]
    return [line.rpartition(": ")[0] for line in lines]


async def test_a_neighbour_that_went_away_is_told_once_an_hour(
    product: Product, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await product.wired.upkeep()
    assert told(caplog) == []

    folder = tmp_path / "data-0" / "secrets"
    shutil.rmtree(folder)
    folder.write_text("not a folder", encoding="utf-8")
    product.clock.forward(seconds=3599)
    await product.wired.upkeep()
    assert told(caplog) == []

    product.clock.forward(seconds=1)
    for _ in range(3):
        await product.wired.upkeep()
    assert told(caplog) == ["doctor: neighbour-unreachable (SECRETS, KEY_VAULT_URL)"]

    folder.unlink()
    product.clock.forward(seconds=3600)
    caplog.clear()
    await product.wired.upkeep()
    assert told(caplog) == []
