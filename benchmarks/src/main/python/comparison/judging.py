"""What has to be reached, step by step: each step's rows are printed at once, so that a run that is
cut short leaves what it had."""

from dataclasses import replace
from typing import Callable, Dict, List

from .bench import Bench
from .load import InvalidRun
from .ratios import Bound, Measured
from .report import Progress

ROW = "{:56} {:16} {:>4} {:>9}  {:>15}  {:22} {}"


class Judging:
    def __init__(self, bench: Bench, progress: Progress):
        self.measured: List[Measured] = []
        self._bench = bench
        self._progress = progress
        print(ROW.format("measure", "client", "/", "reached", "spread", "bound", ""), flush=True)

    def step(self, title: str, run: Callable[[Bench], List[Measured]], of: Bench) -> None:
        try:
            results = run(replace(of, _chosen={}))
        except InvalidRun as failure:  # the other steps still say something
            self._bench.faults.append(f"{title}: {failure}")
            results = []
        self._progress.clear()
        print(f"-- {title}" if results else f"-- {title}: not measured", flush=True)
        for one in results:
            for row in judged(one):
                print(ROW.format(*row), flush=True)
        self.measured += [replace(one, name=f"{one.name} ({title})") for one in results]


def bound(measured: List[Measured], bounds: Dict[str, List[Bound]]) -> List[Measured]:
    return [replace(one, bounds=bounds.get(one.name, [])) for one in measured]


def judged(measured: Measured) -> List[List[str]]:
    """Measure, client, other side, reached, spread, bound, verdict: a row for each bound."""
    rows = []
    for one in measured.bounds:
        reached = measured.reached(one)
        cells = ["-", "", str(one), "not measured"]
        if reached:
            unit = "x" if one.against else measured.unit
            cells = [f"{reached.middle:.2f}{unit}", reached.spread, str(one), one.verdict(reached.middle)]
        rows.append([measured.name, one.client, one.against + ("/" if one.inverse else ""), *cells])
    return rows


def markdown(measured: List[Measured]) -> str:
    head = ["measure", "client", "against", "reached", "spread", "bound", ""]
    lines = [head, ["---"] * len(head), *(row for one in measured for row in judged(one))]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
