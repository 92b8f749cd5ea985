"""How a neighbour in Azure is asked: within a time, and whatever fails is told in one way.

The log says which setting to look at; it never repeats what was sent or answered, since either may hold a secret.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from shared.errors import Unavailable

PATIENCE_SECONDS = 3.5
"""One request to a neighbour: under the five seconds that an answer of ours may take."""
LONGEST_RETRY_AFTER_SECONDS = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A service as the reader of a log knows it: its name, the setting that says where it is, what lets us in, and
    what says who we are.
    """

    name: str
    address_setting: str
    access: str = "the role assignments of the app's managed identity"
    patience_seconds: float = PATIENCE_SECONDS
    identity: str = "AZURE_CREDENTIAL, AZURE_CLIENT_ID and the app's managed identity"


@asynccontextmanager
async def asking(neighbour: Neighbour) -> AsyncIterator[None]:
    """Do one request inside this. Raises Unavailable for whatever fails; refusals of ours pass.

    An answer that is no failure (a conflict, a missing document) is caught inside the block.
    """
    try:
        async with asyncio.timeout(neighbour.patience_seconds):
            yield
    except TimeoutError:
        _log.warning(
            "%s did not answer within %g seconds: %s",
            neighbour.name,
            neighbour.patience_seconds,
            neighbour.address_setting,
        )
        raise Unavailable from None
    except Exception as error:
        unavailable = _told(neighbour, error)
        if unavailable is None:
            raise
        # An SDK's exception has the answer in its text, so it must not reach a traceback.
        raise unavailable from None


def _told(neighbour: Neighbour, error: Exception) -> Unavailable | None:
    """The failure in the log, and as ours; None for what is not the neighbour's failure."""
    # Loaded by the SDK that raised, and by nothing before it.
    from azure.core import exceptions as azure  # noqa: PLC0415

    name, setting = neighbour.name, neighbour.address_setting
    match error:
        case azure.ClientAuthenticationError(status_code=401 | 403):
            _log.error("%s did not take our credential: check %s, %s and the clock", name, setting, neighbour.access)
        case azure.ClientAuthenticationError():
            _log.error("no token to be had for %s (%s): check %s", name, setting, neighbour.identity)
        case azure.HttpResponseError(status_code=401 | 403 as status):
            _log.error("%s refused us (%s): check %s", name, status, neighbour.access)
        case azure.HttpResponseError(status_code=int() as status) if status >= 400:
            _log.warning("%s answered %s (%s)", name, status, setting)
            return Unavailable(_retry_after(error))
        case azure.ServiceRequestError():
            cause = _innermost(error)
            settings = f"{setting} and TLS_CA_FILE" if "SSL" in cause or "Certificate" in cause else setting
            _log.error("%s cannot be reached (%s): check %s", name, cause, settings)
        case azure.ServiceResponseError():
            _log.warning("%s broke off its answer (%s): %s", name, _innermost(error), setting)
        case azure.AzureError() | ValueError() | TypeError() | LookupError() | AttributeError() | OSError():
            _log.error("%s answered with what is not its protocol (%s): check %s", name, _innermost(error), setting)
        case _:
            return None
    return Unavailable()


def _retry_after(error: Exception) -> int:
    """Whole seconds that the neighbour asked for, 1 when it named none; Cosmos DB names milliseconds."""
    response = getattr(error, "response", None)
    headers = {} if response is None else response.headers
    seconds, milliseconds = (str(headers.get(name, "")) for name in ("Retry-After", "x-ms-retry-after-ms"))
    asked = int(seconds) if seconds.isdecimal() else -(-int(milliseconds) // 1000) if milliseconds.isdecimal() else 1
    return min(max(asked, 1), LONGEST_RETRY_AFTER_SECONDS)


def _innermost(error: BaseException) -> str:
    """The kind of the first cause, which says more than the SDK's wrapping: a certificate, a name, a refusal."""
    inner = getattr(error, "inner_exception", None) or error.__cause__ or error.__context__
    return _innermost(inner) if isinstance(inner, BaseException) else type(error).__name__
