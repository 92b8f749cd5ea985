"""Every rule is asked of each variant."""

import pytest

from tests.bicep.deployed import Deployment
from tests.bicep.project import VARIANTS, deployed


@pytest.fixture(params=list(VARIANTS))
def deployment(request: pytest.FixtureRequest) -> Deployment:
    return deployed(request.param)
