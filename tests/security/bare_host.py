"""`python -m tests.security.bare_host`: the functions with neither Front Door nor App Service Authentication in front.

Every header reaches them as it was sent, which is what an attacker hopes for. The file that CLOCK names, if any, says
by how many seconds this machine's clock is ahead, so that a test moves the time of several instances at once.
"""

import asyncio
import os
import sys
import time
from pathlib import Path

import uvicorn

from local.app_index import custom_headers
from local.http_trigger import HttpTrigger
from local.listening import listen
from local.runtime import HttpFunction, choose_runtime
from local.security_headers import WithHeaders
from tests.e2e.hosts import ROOT

_HEADERS_BYTES = 128 * 1024
"""What the functions take is theirs to refuse, not the server's."""


def _keep_time_by(clock: Path) -> None:
    true_time = time.time_ns
    time.time_ns = lambda: true_time() + round(float(clock.read_text(encoding="utf-8")) * 1e9)


def main() -> None:
    if "CLOCK" in os.environ:
        _keep_time_by(Path(os.environ["CLOCK"]))
    sys.path.insert(0, str(ROOT))
    runtime = choose_runtime()
    functions = [found for found in runtime.index(ROOT) if isinstance(found, HttpFunction)]
    app = WithHeaders(HttpTrigger(runtime, functions), custom_headers(ROOT))
    port = int(os.environ["PORT"])
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        proxy_headers=False,
        h11_max_incomplete_event_size=_HEADERS_BYTES,
    )
    sockets = listen(port)
    print(f"Customer  http://localhost:{port}/", flush=True)
    asyncio.run(uvicorn.Server(config).serve(sockets))


if __name__ == "__main__":
    main()
