"""`python -m tests.partners`: the product on the partners, in the foreground, as `make run-partners` starts it.

Calls are made, PINs redeemed and tokens issued as on Azure; nobody carries voice and pictures here, since the
stand-in for Azure Communication Services speaks its control plane alone.
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
    # The product hears the signal as well, and ends by itself; the partners end after it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    with tempfile.TemporaryDirectory(prefix="assisted-chat-partners-") as folder, running_cloud(Path(folder)) as cloud:
        database = cloud.cosmos.new_database()
        for name, origin in cloud.origins.items():
            print(f"{name:9} {origin}")
        environment = {**os.environ, **cloud.settings(database), **cloud.identity_environment}
        with subprocess.Popen([sys.executable, "-m", "local"], cwd=ROOT, env=environment) as product:
            while True:
                try:
                    return product.wait()
                except KeyboardInterrupt:
                    continue


if __name__ == "__main__":
    sys.exit(main())
