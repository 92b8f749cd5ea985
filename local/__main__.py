"""`python -m local`: the whole product on one machine."""

import argparse
import sys
from pathlib import Path

from local.stopping import leave_quietly_on_signals


def main() -> int:
    """Start, serve, end; return the exit code."""
    leave_quietly_on_signals()
    # Imported only now: a signal must find its handler from the first moment, and this takes a while.
    from local.start import start  # noqa: PLC0415

    return start(_app_dir())


def _app_dir() -> Path:
    root = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument(
        "--app",
        type=Path,
        default=root,
        metavar="DIR",
        help="where function_app.py and host.json are (this project)",
    )
    return Path(parser.parse_args().app).resolve()


if __name__ == "__main__":
    sys.exit(main())
