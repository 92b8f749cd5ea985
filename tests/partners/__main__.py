"""`python -m tests.partners`: the product on the partners, in the foreground, as `make run-partners` starts it.

Calls are made, PINs redeemed and tokens issued as on Azure, and both front ends load Microsoft's calling SDK; then
they say that the call service cannot be reached. Nobody carries voice and pictures here, since the stand-in for Azure
Communication Services speaks its control plane alone, and the SDK knows only Microsoft's own hosts.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.partners.cloud import running_cloud

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """The exit code of the product."""
    with tempfile.TemporaryDirectory(prefix="assisted-chat-partners-") as folder, running_cloud(Path(folder)) as cloud:
        for name, origin in cloud.origins.items():
            print(f"{name:9} {origin}", flush=True)
        partners = {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment}
        product = subprocess.Popen([sys.executable, "-m", "local"], cwd=ROOT, env={**os.environ, **partners})
        # The product ends by itself, and the partners after it.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: product.send_signal(number))
        return product.wait()


if __name__ == "__main__":
    sys.exit(main())
