"""What a person sees."""

from statistics import median
from typing import List, TextIO

from .ratios import Comparison

HEAD = ["", "unit", "nextloop", "aws", "ratio", "spread", "bound", ""]


def table(comparisons: List[Comparison]) -> str:
    """Medians of both sides; the median, least and greatest ratio of the pairs."""
    rows = [HEAD] + [row(comparison) for comparison in comparisons]
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(HEAD))]
    lines = []
    for cells in rows:
        aligned = [
            cell.ljust(width) if i in (0, 1) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths))
        ]
        lines.append("  ".join(aligned).rstrip())
    return "\n".join(lines) + "\n"


def row(comparison: Comparison) -> List[str]:
    ratios = comparison.ratios
    return [
        comparison.name,
        comparison.unit,
        number(median(comparison.ours)),
        number(median(comparison.theirs)),
        f"{comparison.ratio:.2f}x",
        f"{min(ratios):.2f}-{max(ratios):.2f}",
        str(comparison.bound or ""),
        comparison.verdict,
    ]


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}"


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
