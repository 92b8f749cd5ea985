"""What came of a soak, and whether the promises were kept."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.soak_client import Tally

LAG_P99_MILLISECONDS = 20.0
MEMORY_MB_AN_HOUR = 30.0
"""What the second half's line may rise by: less than a worker that is restarted once a day would notice."""
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds, megabytes; `heartbeat` in milliseconds, and how many requests the neighbours were asked and failed."""

    seconds: float
    workers: int
    tally: Tally
    lost_rows: int
    memory: Sequence[tuple[float, float]]
    busy_seconds: float
    heartbeat: dict[str, float]

    @property
    def slope_mb_an_hour(self) -> float:
        """Of a straight line through the second half's samples."""
        half = self.memory[len(self.memory) // 2 :]
        if len(half) < 2:
            return 0.0
        line = statistics.linear_regression([at for at, _ in half], [size for _, size in half])
        return line.slope * 3600

    @property
    def correct(self) -> bool:
        """No wrong answer, none late, no row lost."""
        return not self.tally.wrong and not self.tally.late and self.lost_rows == 0

    @property
    def kept(self) -> bool:
        """All of it."""
        lag, slope = self.heartbeat["p99"], self.slope_mb_an_hour
        return self.correct and lag < LAG_P99_MILLISECONDS and slope < MEMORY_MB_AN_HOUR

    def rows(self) -> list[tuple[str, str, str]]:
        """What was measured, the figure, what was promised."""
        answers, answered = self.tally.answers, self.tally.answers.total()
        first, last = self.memory[len(self.memory) // 2][1], self.memory[-1][1]
        return [
            ("lasted", f"{self.seconds / 60:.1f} min, {self.workers} people at once", ""),
            ("journeys to their end", f"{self.tally.journeys.total():,}", ""),
            ("answers", f"{answered:,} ({answered / self.seconds:,.0f} a second)", ""),
            ("the product's share of one core", f"{self.busy_seconds / self.seconds:.0%}", ""),
            ("requests to neighbours, of them failed", self._failed(), "5 %"),
            ("answers of 503 with `Retry-After`", f"{answers['503']:,}", ""),
            ("wrong answers", str(len(self.tally.wrong)), "0"),
            ("answers later than 5 s", str(self.tally.late), "0"),
            ("the slowest answer", f"{self.tally.slowest:.2f} s", "held mail and refusals' floor included"),
            ("audit rows lost or doubled", str(self.lost_rows), "0"),
            ("memory, second half", f"{first:.0f} to {last:.0f} MB, {self.slope_mb_an_hour:+.1f} MB an hour",
             f"under {MEMORY_MB_AN_HOUR:g}"),
            ("event loop's lag, p50", f"{self.heartbeat['p50']:.1f} ms", ""),
            ("event loop's lag, p99", f"{self.heartbeat['p99']:.1f} ms", f"under {LAG_P99_MILLISECONDS:g} ms"),
            ("event loop's lag, longest", f"{self.heartbeat['longest']:.1f} ms", ""),
        ]  # fmt: skip

    def _failed(self) -> str:
        asked, failed = self.heartbeat["asked"], self.heartbeat["failed"]
        return f"{asked:,.0f}, {failed / asked:.1%}"

    def lines(self) -> list[str]:
        """For people."""
        shown = [f"{what}: {figure}{f' (promised: {aim})' if aim else ''}" for what, figure, aim in self.rows()]
        return [*shown, *(f"WRONG {wrong}" for wrong in self.tally.wrong[:_SHOWN])]

    def markdown(self) -> list[str]:
        """For docs/reliability.md."""
        table = [f"| {what} | {figure} | {aim} |" for what, figure, aim in self.rows()]
        return ["| what | figure | promised |", "|---|---|---|", *table]
