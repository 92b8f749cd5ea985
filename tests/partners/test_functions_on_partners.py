"""The functions' own tests once more, on Cosmos DB, Communication Services and Key Vault in place of the laptop's."""

from collections.abc import Iterator

import pytest

from tests.e2e.hosts import running_host
from tests.functions import test_core_journey
from tests.functions.product import FRONT_DOOR_ID
from tests.functions.test_audit import *
from tests.functions.test_calls import *
from tests.functions.test_core_journey import *
from tests.functions.test_crashes import *
from tests.functions.test_end_call import *
from tests.functions.test_failures import *
from tests.functions.test_identity_mapping import *
from tests.functions.test_issue_acs_token import *
from tests.functions.test_lobby import *
from tests.functions.test_resume import *
from tests.functions.test_session import *
from tests.functions.test_settling import *
from tests.functions.test_store_requests import *
from tests.partners.cloud import Cloud

# Of the laptop's own services; their likes stand in test_on_azure.py.
del test_mail_goes_between_the_two_of_a_local_call
del test_the_operator_may_join_their_call
del test_while_a_pepper_rotates_a_pin_costs_one_read_more
# The stand-in for Cosmos DB is one process: so many at once take longer than an answer may.
del test_of_four_hundred_guesses_at_once_five_are_compared


@pytest.fixture(scope="module", params=test_core_journey.RUNTIMES)
def any_origin(request: pytest.FixtureRequest, cloud: Cloud) -> Iterator[str]:
    """A host on each runtime at hand, on the partners."""
    settings = {"FRONT_DOOR_ID": FRONT_DOOR_ID, "REFUSAL_FLOOR_MS": "0", "LOG_LEVEL": "WARNING"}
    on_partners = {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment}
    with running_host(test_core_journey.RUNTIMES[request.param], **settings, **on_partners) as started:
        yield started
