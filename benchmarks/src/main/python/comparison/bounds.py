"""What Nextloop's engines have to reach, measured in one go."""

import shlex
from dataclasses import replace
from typing import Dict, List

from . import costs, streaming
from .bench import Bench
from .client import Task
from .clients import LIMIT, OURS, THEIRS
from .judging import Judging, bound
from .measures import echo, start
from .ratios import Bound, Measured
from .report import Progress
from .setup import Setup, java_25

SOCKET = "nextloop-socket"
ENGINES = (OURS, SOCKET)
JVM_DEFAULT = "-Xmx128m"


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


def judge(bench: Bench, progress: Progress) -> List[Measured]:
    """All steps; the clients are the engines, AWS's client and the C client."""
    judging = Judging(bench, progress)
    step = judging.step
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
    return judging.measured
