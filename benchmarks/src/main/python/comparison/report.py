"""What a person sees."""

import json
from typing import List, TextIO

from .bench import Bench
from .clients import LIMIT, THEIRS
from .ratios import Measured

AGAINST = [THEIRS, LIMIT]
HEAD = ["measure", "client", "median", "unit", *(f"/ {base}" for base in AGAINST), "spread", "bound", ""]
WORDS = (0, 1, 3)  # the columns of words; the others hold numbers


def table(measured: List[Measured]) -> str:
    """Aligned, for a terminal."""
    lines = [HEAD, *rows(measured)]
    widths = [max(len(cells[i]) for cells in lines) for i in range(len(HEAD))]
    return "".join("  ".join(_aligned(cells, widths)).rstrip() + "\n" for cells in lines)


def markdown(measured: List[Measured]) -> str:
    lines = [HEAD, ["---" if i in WORDS else "---:" for i in range(len(HEAD))], *rows(measured)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def rows(measured: List[Measured]) -> List[List[str]]:
    """Medians of all clients, and their ratios to the baseline and to the limit; the spread is that
    of the ratio to the baseline."""
    return [_row(one, client) for one in measured for client in one.runs]


def _row(measured: Measured, client: str) -> List[str]:
    ratios = [None if base == client else measured.ratio(client, base) for base in AGAINST]
    cells = [measured.name, client, number(measured.median(client)), measured.unit]
    cells += [str(ratio or "") for ratio in ratios]
    cells.append(ratios[0].spread if ratios[0] else "")
    judged = [
        (bound, bound.verdict(ratio.middle))
        for base, ratio in zip(AGAINST, ratios)
        if ratio and (bound := measured.bound(client, base))
    ]
    cells.append(", ".join(f"{bound}" for bound, _ in judged))
    cells.append(", ".join(verdict for _, verdict in judged))
    return cells


def _aligned(cells: List[str], widths: List[int]) -> List[str]:
    return [
        cell.ljust(width) if i in WORDS else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths))
    ]


def number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def write_json(path: str, about: dict, bench: Bench, measured: List[Measured]) -> None:
    result = {
        **about,
        "measured": [one.as_json(AGAINST) for one in measured],
        "notes": bench.notes,
        "faults": bench.faults,
        "runs": bench.raw,
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)


class Progress:
    """One line that is written over, on a terminal; nothing elsewhere."""

    def __init__(self, out: TextIO):
        self._out = out
        self._shown = out.isatty()

    def show(self, text: str) -> None:
        if self._shown:
            self._out.write(f"\r\x1b[K{text}")
            self._out.flush()

    def clear(self) -> None:
        self.show("")
