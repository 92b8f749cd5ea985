"""What the benchmarks share: a figure, and how it is printed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds of the thing itself and of its baseline, taken in turns."""

    name: str
    baseline: str
    measured_ms: Sequence[float]
    baseline_ms: Sequence[float]
    aim: float

    @property
    def ratio(self) -> float:
        """Median over median."""
        return statistics.median(self.measured_ms) / statistics.median(self.baseline_ms)

    def line(self) -> str:
        """One line for people."""
        verdict = "as aimed" if self.ratio <= self.aim else "ABOVE THE AIM"
        return (
            f"{self.name}: {statistics.median(self.measured_ms):.1f} ms,"
            f" {self.baseline}: {statistics.median(self.baseline_ms):.1f} ms,"
            f" ratio {self.ratio:.1f} (aim: at most {self.aim:g}, {verdict}; {len(self.measured_ms)} samples)"
        )
