"""What Nextloop's engines have to reach, measured in one go; each step's rows are printed at once, so
that a run that is cut short leaves what it had."""

import glob
import os
import shlex
from dataclasses import replace
from typing import Callable, Dict, List

from . import costs, streaming
from .bench import Bench
from .client import Task
from .clients import LIMIT, OURS, THEIRS
from .load import InvalidRun
from .measures import echo, start
from .ratios import Bound, Measured
from .report import Progress
from .setup import Setup

SOCKET = "nextloop-socket"
ENGINES = (OURS, SOCKET)
JVM_DEFAULT = "-Xmx128m"
ROW = "{:44} {:16} {:>4} {:>9}  {:>15}  {:22} {}"


def both(against: str, value: float, at_least: bool, floor=None, inverse=False) -> List[Bound]:
    return [Bound(engine, against, value, at_least, floor, inverse) for engine in ENGINES]


def echo_bounds(size: str) -> Dict[str, List[Bound]]:
    """Of one run after the other, of events of 2 bytes or 1 KiB."""
    bounds = {
        "invocations": [
            Bound(OURS, THEIRS, 4, True, 3.5),
            Bound(SOCKET, THEIRS, 3.6, True, 3.2),
            Bound(OURS, LIMIT, 0.80, True),
            Bound(SOCKET, LIMIT, 0.68, True),
        ],
        "poll, 99 %": both(THEIRS, 0.01, False),
        "poll in one read with the answer": both("", 100, True),
    }
    if size == "1 KiB":
        bounds["processor time"] = both(THEIRS, 6, True, 4.5, inverse=True)
        bounds["answer, 99 %"] = both(THEIRS, 3, True, inverse=True)
        bounds["resident memory"] = [
            Bound(OURS, THEIRS, 0.8, False, 1.2),
            Bound(SOCKET, THEIRS, 1.4, False, 2.0),
        ]
    return {f"{name}, {size}": value for name, value in bounds.items()}


LARGE = {
    "invocations, 64 KiB": both(THEIRS, 4.2, True) + both(LIMIT, 0.8, True),
    "invocations, 1 MiB": both(THEIRS, 8, True) + both(LIMIT, 0.8, True),
    "invocations, 6 MiB": both(THEIRS, 5, True) + both(LIMIT, 0.8, True),
}
CONCURRENT = {
    "invocations, 1 KiB, 16 at once": both(THEIRS, 6, True),
    "answer, 99 %, 1 KiB, 16 at once": both(THEIRS, 5, True, inverse=True),
}
ALLOCATION = {"allocation, 2 bytes": both(THEIRS, 0.7, False)}
STREAM = {
    "streamed, 200 MB": both(LIMIT, 0.8, True),
    "slow reader, growth of memory": both("", streaming.FLAT_MIB, False),
}
START = {"exec to first next": [Bound(OURS, THEIRS, 0.9, False, 1.0)]}
START_WITH_VERTX = {"exec to first answer": [Bound(SOCKET, THEIRS, 3.2, False)]}


def small(bench: Bench) -> List[Measured]:
    bounds = {**echo_bounds("2 bytes"), **echo_bounds("1 KiB")}
    return bound(echo(replace(bench, sizes=[2, 1024], flights=[1]), Task.LAYERED), bounds)


def large(bench: Bench) -> List[Measured]:
    sizes = [64 * 1024, 1024 * 1024, 6 * 1024 * 1024]
    return bound(echo(replace(bench, sizes=sizes, flights=[1], rounds=fewer(bench)), Task.IN_PLACE), LARGE)


def concurrent(bench: Bench) -> List[Measured]:
    return bound(echo(replace(bench, sizes=[1024], flights=[16], rounds=fewer(bench)), Task.LAYERED), CONCURRENT)


def allocated(bench: Bench) -> List[Measured]:
    return bound(costs.allocation(bench), ALLOCATION)


def streamed(bench: Bench) -> List[Measured]:
    return bound(streaming.stream(bench), STREAM)


def started(bench: Bench) -> List[Measured]:
    return bound(start(bench), START)


def started_with_vertx(bench: Bench) -> List[Measured]:
    return bound(start(bench, Task.VERTX), START_WITH_VERTX)


def fewer(bench: Bench) -> int:
    return min(5, bench.rounds)


def bound(measured: List[Measured], bounds: Dict[str, List[Bound]]) -> List[Measured]:
    return [replace(one, bounds=bounds.get(one.name, [])) for one in measured]


def judge(bench: Bench, progress: Progress) -> List[Measured]:
    """All steps; the clients are the engines, AWS's client and the C client."""
    measured: List[Measured] = []
    print(ROW.format("measure", "client", "/", "reached", "spread", "bound", ""), flush=True)

    def step(title: str, run: Callable[[Bench], List[Measured]], of: Bench) -> None:
        try:
            results = run(replace(of, _chosen={}))
        except InvalidRun as failure:  # the other steps still say something
            bench.faults.append(f"{title}: {failure}")
            results = []
        progress.clear()
        print(f"-- {title}" if results else f"-- {title}: not measured", flush=True)
        for one in results:
            for row in judged(one):
                print(ROW.format(*row), flush=True)
        measured.extend(replace(one, name=f"{one.name} ({title})") for one in results)

    bench = replace(bench, names=[OURS, SOCKET, THEIRS, LIMIT])
    for steps, title in ((small, "echo"), (large, "large events"), (concurrent, "16 at once")):
        step(title, steps, bench)
    step("allocation", allocated, bench)
    step("streaming", streamed, bench)
    newest = java_25()
    if newest:
        setup = Setup(bench.setup.home, shlex.split(JVM_DEFAULT), newest)
        plain = replace(bench, setup=setup, names=[OURS, THEIRS])
        step("start of a plain JVM 25", started, plain)
        step("the same, function with Vert.x", started_with_vertx, replace(plain, names=[SOCKET, THEIRS]))
    else:
        bench.notes.append("start is not measured: no JDK 25 in JAVA_25_HOME or below /usr/lib/jvm")
    default = replace(bench, setup=Setup(bench.setup.home, shlex.split(JVM_DEFAULT)), rounds=fewer(bench))
    step("echo, default flags", small, default)
    step("16 at once, default flags", concurrent, default)
    return measured


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


def java_25() -> str:
    """Where a JDK 25 is; empty when none is found."""
    for home in filter(None, [os.environ.get("JAVA_25_HOME"), *sorted(glob.glob("/usr/lib/jvm/*"))]):
        release = os.path.join(home, "release")
        if os.path.isfile(release) and os.path.isfile(os.path.join(home, "bin", "java")):
            with open(release, encoding="utf-8") as file:
                if 'JAVA_VERSION="25' in file.read():
                    return home
    return ""
