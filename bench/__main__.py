"""`make bench`: prints every ratio with its aim; `python -m bench soak` soaks. Never a test: a machine's mood must not
fail a build.
"""

import sys

from bench.first_frame import first_frame
from bench.redeem_pin import redeem_pin
from bench.running import Figure
from bench.soak import main as soak


def main() -> int:
    """Measure, print, and say which aims were missed."""
    if sys.argv[1:2] == ["soak"]:
        return soak(sys.argv[2:])
    figures: list[Figure] = [redeem_pin(), first_frame()]
    for figure in figures:
        print(figure.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
