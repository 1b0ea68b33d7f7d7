"""Draws the result file of bin/compare; started by bin/plot, which brings the charting library."""

import json
import os
import re
import sys
from statistics import median
from typing import Dict, List, Optional

import pygal
from pygal.style import CleanStyle

PERCENTILES = ["p50", "p75", "p90", "p95", "p99", "p99.9", "max"]
# What bars are drawn of: the measure's name before the comma, and the file's name.
BARS = {
    "invocations": "throughput",
    "processor time": "processor-time",
    "resident memory": "memory",
    "exec to first next": "start",
    "allocation": "allocation",
    "system calls": "system-calls",
    "streamed": "streaming",
}


def draw(result: dict, folder: str) -> List[str]:
    os.makedirs(folder, exist_ok=True)
    drawn = [_bars(result["measured"], name, file, folder) for name, file in BARS.items()]
    labels = dict.fromkeys(_without_round(run["measure"]) for run in result["runs"])
    loops = [label for label in labels if label.startswith(("echo of", "open loop"))]
    drawn += [_percentiles(result["runs"], label, folder) for label in loops]
    return [path for path in drawn if path]


def _bars(measured: List[dict], name: str, file: str, folder: str) -> Optional[str]:
    """Medians; a group of bars for each size of the events. Only ratios can be read from a logarithmic
    axis, and only ratios are meant."""
    shown = [one for one in measured if one["name"].split(", ")[0] == name]
    if not shown:
        return None
    clients = list(dict.fromkeys(client for one in shown for client in one["clients"]))
    values = [of["median"] for one in shown for of in one["clients"].values() if of["median"] > 0]
    wide = bool(values) and max(values) > 20 * min(values)
    reach = (min(values) / 2, max(values) * 1.5) if wide else None
    title = f"{name}, {shown[0]['unit']}"
    chart = pygal.Bar(
        title=title, logarithmic=wide, range=reach, zero=reach[0] if reach else 0, style=CleanStyle, js=()
    )
    chart.x_labels = [one["name"].partition(", ")[2] or name for one in shown]
    for client in clients:
        values = [one["clients"].get(client, {}).get("median") for one in shown]
        chart.add(client, [value or None for value in values])
    return _write(chart, folder, file)


def _percentiles(runs: List[dict], label: str, folder: str) -> Optional[str]:
    """Latency by percentile: the median of the rounds."""
    of_client: Dict[str, List[dict]] = {}
    for run in runs:
        if _without_round(run["measure"]) == label and run.get("latency_ns") and run["client"] != "bare":
            of_client.setdefault(run["client"], []).append(run["latency_ns"])
    if not any(run["invocations"] >= 100 for run in runs if _without_round(run["measure"]) == label):
        return None
    chart = pygal.Line(title=f"{label}: latency, us", logarithmic=True, style=CleanStyle, js=())
    chart.x_labels = PERCENTILES
    for client, rounds in of_client.items():
        chart.add(client, [median(one[name] for one in rounds) / 1000 for name in PERCENTILES])
    return _write(chart, folder, "latency-" + re.sub(r"[^a-z0-9]+", "-", label.lower()))


def _without_round(label: str) -> str:
    return re.sub(r", round \d+.*", "", label)


def _write(chart, folder: str, file: str) -> str:
    path = os.path.join(folder, f"{file}.svg")
    chart.render_to_file(path)
    return path


def main(arguments: List[str]) -> None:
    with open(arguments[0], encoding="utf-8") as file:
        result = json.load(file)
    for path in draw(result, arguments[1]):
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
