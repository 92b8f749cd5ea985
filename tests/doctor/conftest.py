"""Saved files, new for each test."""

from pathlib import Path

import pytest

from tests.doctor.files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """With what was declared."""
    return Files(tmp_path)
