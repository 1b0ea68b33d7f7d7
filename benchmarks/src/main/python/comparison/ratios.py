"""Numbers of several clients, measured in turns, and what their ratios say."""

from dataclasses import dataclass, field
from statistics import median
from typing import Dict, List, Optional


@dataclass(frozen=True)
class Bound:
    """What a client must reach; a floor is what it must not fall behind."""

    client: str
    against: str  # the other side of the ratio; empty: the value itself is meant, no ratio
    value: Optional[float]  # None: what was reached is told, and not judged
    at_least: bool
    floor: Optional[float] = None
    inverse: bool = False  # the ratio is the other side's to this one's

    def verdict(self, reached: float) -> str:
        """`floor` says: the floor is reached, the bound is not."""
        if self.value is None:
            return ""
        if self._met(reached, self.value):
            return "pass"
        return "floor" if self.floor is not None and self._met(reached, self.floor) else "miss"

    def _met(self, reached: float, value: float) -> bool:
        return reached >= value if self.at_least else reached <= value

    def __str__(self) -> str:
        if self.value is None:
            return ""
        unit = "x" if self.against else ""
        floor = "" if self.floor is None else f" (floor {self.floor:g}{unit})"
        return f"{'>=' if self.at_least else '<='} {self.value:g}{unit}{floor}"


@dataclass(frozen=True)
class Ratio:
    """Round by round: the runs of one index stood next to each other in time."""

    pairs: List[float]

    @property
    def middle(self) -> float:
        return median(self.pairs)

    def __str__(self) -> str:
        return f"{self.middle:.2f}x"

    @property
    def spread(self) -> str:
        return f"{min(self.pairs):.2f}-{max(self.pairs):.2f}"


@dataclass(frozen=True)
class Measured:
    """One measure of all clients: a value for each round."""

    name: str
    unit: str
    runs: Dict[str, List[float]]
    bounds: List[Bound] = field(default_factory=list)

    def __post_init__(self):
        lengths = {client: len(values) for client, values in self.runs.items()}
        if len(set(lengths.values())) > 1 or 0 in lengths.values():
            raise ValueError(f"{self.name}: the clients' runs have no partners: {lengths}")

    def median(self, client: str) -> float:
        return median(self.runs[client])

    def ratio(self, client: str, against: str) -> Optional[Ratio]:
        """None when one of them was not measured, or nothing can be divided by."""
        ours, theirs = self.runs.get(client), self.runs.get(against)
        if not ours or not theirs or 0 in theirs:
            return None
        return Ratio([a / b for a, b in zip(ours, theirs)])

    def reached(self, bound: Bound) -> Optional[Ratio]:
        """What is compared with the bound; None when it was not measured."""
        if not bound.against:
            return Ratio(self.runs[bound.client]) if bound.client in self.runs else None
        sides = (bound.against, bound.client) if bound.inverse else (bound.client, bound.against)
        return self.ratio(*sides)

    def bound(self, client: str, against: str) -> Optional[Bound]:
        """The one of the plain ratio, if any."""
        sides = (client, against, False)
        named = (one for one in self.bounds if (one.client, one.against, one.inverse) == sides)
        return next(named, None)

    def judged(self) -> List[dict]:
        return [
            {
                "client": bound.client,
                "against": bound.against or None,
                "inverse": bound.inverse,
                "reached": reached.middle if reached else None,
                "bound": str(bound),
                "verdict": bound.verdict(reached.middle) if reached else "not measured",
            }
            for bound in self.bounds
            for reached in [self.reached(bound)]
        ]

    def as_json(self, against: List[str]) -> dict:
        return {
            "name": self.name,
            "unit": self.unit,
            "bounds": self.judged(),
            "clients": {
                client: {
                    "values": values,
                    "median": median(values),
                    "ratios": {base: self._ratio_json(client, base) for base in against if base != client},
                }
                for client, values in self.runs.items()
            },
        }

    def _ratio_json(self, client: str, base: str) -> Optional[dict]:
        ratio = self.ratio(client, base)
        if ratio is None:
            return None
        return {"median": ratio.middle, "min": min(ratio.pairs), "max": max(ratio.pairs)}
