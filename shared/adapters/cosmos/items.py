"""Documents as Cosmos DB gives them back, those that a query finds, and answers that are no failure."""

from collections.abc import AsyncIterator, Awaitable, Mapping
from typing import TYPE_CHECKING, TypeVar

from shared.json_values import Json, JsonObject

if TYPE_CHECKING:
    from azure.cosmos.aio import ContainerProxy

_Answer = TypeVar("_Answer")
_THE_SERVICES_OWN = frozenset({"_rid", "_self", "_etag", "_ts", "_attachments", "_lsn"})


def content(item: Mapping[str, Json]) -> JsonObject:
    """The document as it was written, without what the service adds."""
    return {name: value for name, value in item.items() if name not in _THE_SERVICES_OWN}


async def found(
    container: "ContainerProxy",
    query: str,
    parameters: Mapping[str, Json],
    *,
    page: int | None = None,
    partition: str | None = None,
) -> AsyncIterator[JsonObject]:
    """What a query finds, so many a request (None: as the service likes); in every partition, or in one."""
    given: list[dict[str, object]] = [{"name": name, "value": value} for name, value in parameters.items()]
    if partition is None:
        items = container.query_items(query, parameters=given, max_item_count=page)
    else:
        items = container.query_items(query, parameters=given, max_item_count=page, partition_key=partition)
    async for item in items:
        yield content(item)


async def unless(request: Awaitable[_Answer], *statuses: int) -> _Answer | None:
    """What the request answers, or None when the answer is one of these statuses.

    A 404 with a substatus is about something else than the document: its container, or a replica that lags.
    """
    from azure.cosmos.exceptions import CosmosHttpResponseError  # noqa: PLC0415

    try:
        return await request
    except CosmosHttpResponseError as error:
        if error.status_code in statuses and not (error.status_code == 404 and error.sub_status):
            return None
        raise
