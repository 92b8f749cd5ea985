"""The two-sample Kolmogorov-Smirnov test: whether two sets of times can be told apart."""

from bisect import bisect_right
from collections.abc import Sequence
from math import log, sqrt


def distance(left: Sequence[float], right: Sequence[float]) -> float:
    """The greatest difference between the two empirical distributions, from 0 to 1."""
    sorted_left, sorted_right = sorted(left), sorted(right)
    return max(
        abs(bisect_right(sorted_left, time) / len(left) - bisect_right(sorted_right, time) / len(right))
        for time in (*left, *right)
    )


def critical(alpha: float, left: int, right: int) -> float:
    """The distance that sets of these sizes from one distribution exceed in a fraction `alpha` of all runs."""
    return sqrt(-log(alpha / 2) / 2) * sqrt((left + right) / (left * right))
