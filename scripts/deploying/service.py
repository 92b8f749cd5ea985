"""One HTTPS service that speaks JSON: Resource Manager, Microsoft Graph, or the product itself behind Front Door."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from azure.core import PipelineClient
from azure.core.exceptions import AzureError, ClientAuthenticationError
from azure.core.pipeline.policies import BearerTokenCredentialPolicy, RetryPolicy, UserAgentPolicy
from azure.core.pipeline.transport import RequestsTransport
from azure.core.rest import HttpRequest, HttpResponse

from scripts.deploying.access import Access, NotDoneError

Json = Mapping[str, object]
TIMEOUT_SECONDS = 60
_SIGNED_QUERY = re.compile(r"\?\S*\bsig=\S*")


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers whose names' case does not matter, and the JSON object of the body ({} if there is none)."""

    status: int
    headers: Mapping[str, str]
    body: Json

    @property
    def reason(self) -> str:
        """The service's own words for a refusal; where they repeat an address that opens something, without that."""
        error = self.body.get("error")
        words = error if isinstance(error, dict) else self.body
        told = [str(words[name]) for name in ("code", "message") if words.get(name)]
        return _SIGNED_QUERY.sub("?(hidden)", f"{self.status} {': '.join(told)}".strip())


class Service:
    """Requests to one origin. `scope` names the tokens that it takes; None asks as a stranger."""

    def __init__(self, name: str, origin: str, scope: str | None, access: Access) -> None:
        self.name = name
        self.origin = origin.rstrip("/")
        policies: list[object] = [UserAgentPolicy("assisted-chat-deploy")]
        if scope is not None:
            policies += [
                RetryPolicy(retry_total=4, timeout=TIMEOUT_SECONDS),
                BearerTokenCredentialPolicy(access.credential, scope),
            ]
        transport = RequestsTransport(connection_verify=access.verify, read_timeout=TIMEOUT_SECONDS)
        self._client: PipelineClient[HttpRequest, HttpResponse] = PipelineClient(
            self.origin, policies=policies, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def _ours(self, url: str) -> bool:
        """Resource Manager answers with its port, or sends on to a region of its own."""
        (scheme, host, port), ours = _place(url), _place(self.origin)
        regional = ours[1] == "management.azure.com" and host.endswith(".management.azure.com")
        return (scheme, port) == (ours[0], ours[2]) and (host == ours[1] or regional)

    def ask(self, method: str, url: str, body: Json | None = None, **headers: str) -> Answer:
        """The answer, whatever its status. `url` is a path, or an address of this very service.

        Raises NotDoneError when there is no answer, or `url` would lead the token elsewhere.
        """
        target = url if "://" in url else f"{self.origin}{url}"
        if not self._ours(target):
            raise NotDoneError(f"{self.name} sent us to another host; nothing was asked there.")
        request = HttpRequest(method, target, json=body, headers=headers)
        try:
            answer = self._client.send_request(request)
            return Answer(answer.status_code, answer.headers, _object(answer))
        except ClientAuthenticationError as error:
            raise NotDoneError(f"{self.name}: we got no token. Do `az login` again. ({_first_line(error)})") from None
        except AzureError as error:
            raise NotDoneError(f"{self.name} did not answer: {_first_line(error)}") from None


def _place(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _object(answer: HttpResponse) -> Json:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:300]
