"""`make bench`: prints every ratio with its aim. Never a test: a machine's mood must not fail a build."""

from bench.first_frame import first_frame
from bench.redeem_pin import redeem_pin
from bench.running import Figure


def main() -> None:
    """Measure, print, and say which aims were missed."""
    figures: list[Figure] = [redeem_pin(), first_frame()]
    for figure in figures:
        print(figure.line())


main()
