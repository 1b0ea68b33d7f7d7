"""Numbers of two sides, measured in pairs, and what their ratios say."""

from dataclasses import dataclass
from statistics import median
from typing import List, Optional


@dataclass(frozen=True)
class Bound:
    """What a ratio must reach."""

    value: float
    at_least: bool

    def met_by(self, ratio: float) -> bool:
        return ratio >= self.value if self.at_least else ratio <= self.value

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.value}x"


@dataclass(frozen=True)
class Comparison:
    """One measure of both sides. The runs of one index stood next to each other in time."""

    name: str
    unit: str
    ours: List[float]
    theirs: List[float]
    bound: Optional[Bound] = None

    def __post_init__(self):
        if not self.ours or len(self.ours) != len(self.theirs):
            raise ValueError(f"{self.name}: {len(self.ours)} runs beside {len(self.theirs)}")

    @property
    def ratios(self) -> List[float]:
        """Ours to theirs, pair by pair."""
        return [a / b for a, b in zip(self.ours, self.theirs)]

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def verdict(self) -> str:
        if self.bound is None:
            return ""
        return "pass" if self.bound.met_by(self.ratio) else "miss"

    def as_json(self) -> dict:
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": self.ours,
            "theirs": self.theirs,
            "median_ours": median(self.ours),
            "median_theirs": median(self.theirs),
            "ratio": self.ratio,
            "ratio_min": min(self.ratios),
            "ratio_max": max(self.ratios),
            "bound": str(self.bound) if self.bound else None,
            "verdict": self.verdict or None,
        }
