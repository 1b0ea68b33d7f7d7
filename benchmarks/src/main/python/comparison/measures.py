"""What is compared. A measure gets a bench and returns its comparisons; add one to MEASURES."""

from dataclasses import dataclass, field
from typing import Callable, Dict, List

from .clients import OURS, THEIRS, Setup
from .load import LoadServer, Plan, Run
from .ratios import Bound, Comparison
from .shell import rates


MORE_BARE_RUNS = 5
# Few: the article's way answers with a dump that grows with each event, and is too long for curl's
# command line after some 300.
SHELL_CALLS = 25


@dataclass
class Bench:
    setup: Setup
    server: LoadServer
    rounds: int
    starts: int
    sizes: List[int]
    warmup: int
    count: int
    progress: Callable[[str], None]
    raw: List[dict] = field(default_factory=list)
    notes: List[str] = field(default_factory=list)
    faults: List[str] = field(default_factory=list)  # why the numbers are not to be believed

    def measure(self, client, plan: Plan, label: str) -> Run:
        self.progress(f"{label}: {client.name}")
        run = self.server.measure(client, plan)
        self.raw.append({"measure": label, "client": client.name, "size": plan.size, **run.raw})
        return run


def echo(bench: Bench) -> List[Comparison]:
    """Sequential echo: invocations per second, processor time, memory."""
    return [comparison for size in bench.sizes for comparison in _echo_of(bench, size)]


def _echo_of(bench: Bench, size: int) -> List[Comparison]:
    plan = Plan(size, bench.warmup, bench.count)
    clients = [bench.setup.theirs(), bench.setup.ours()]
    runs: Dict[str, List[Run]] = {THEIRS: [], OURS: [], "bare": []}
    for turn in range(bench.rounds):
        label = f"echo of {size} bytes, round {turn + 1} of {bench.rounds}"
        for client in [*clients, bench.setup.bare()]:
            runs[client.name].append(bench.measure(client, plan, label))
    _check_headroom(bench, plan, runs)

    def comparison(name, unit, of, bound=None):
        ours, theirs = [of(run) for run in runs[OURS]], [of(run) for run in runs[THEIRS]]
        return Comparison(f"{name}, {size} bytes", unit, ours, theirs, bound)

    return [
        comparison("invocations", "1/s", lambda run: run.per_second, Bound(1.8, at_least=True)),
        comparison("processor time", "us", lambda run: run.cpu_us, Bound(0.6, at_least=False)),
        comparison("cycle, median", "us", lambda run: run.raw["cycle_ns"]["p50"] / 1000),
        comparison("answer, median", "us", lambda run: run.raw["latency_ns"]["p50"] / 1000),
        comparison("answer, 99 %", "us", lambda run: run.raw["latency_ns"]["p99"] / 1000),
        comparison("poll, median", "us", lambda run: run.raw["gap_ns"]["p50"] / 1000),
        comparison("resident memory", "MiB", lambda run: run.memory_mib),
    ]


def _check_headroom(bench: Bench, plan: Plan, runs: Dict[str, List[Run]]) -> None:
    """Other programs can only make the bare client look slower, so its best run counts, and on a
    busy machine it gets more of them; the clients' best runs stay what they are."""
    fastest = max(run.per_second for run in runs[OURS] + runs[THEIRS])
    bare = max(run.per_second for run in runs["bare"])
    for again in range(MORE_BARE_RUNS):
        if bare > 2 * fastest:
            break
        label = f"headroom of {plan.size} bytes, again {again + 1}"
        bare = max(bare, bench.measure(bench.setup.bare(), plan, label).per_second)
    told = f"the load server serves the bare client at {bare / fastest:.1f}x the fastest client's rate"
    if bare > 2 * fastest:
        bench.notes.append(f"{plan.size} bytes: {told}")
    else:
        bench.faults.append(f"{plan.size} bytes: {told}, not at more than 2x: it measured itself")


def start(bench: Bench) -> List[Comparison]:
    """From exec to the first poll, of a plain JVM."""
    plan = Plan(size=2, warmup=0, count=0)
    clients = [bench.setup.theirs(), bench.setup.ours()]
    times: Dict[str, List[float]] = {THEIRS: [], OURS: []}
    for turn in range(bench.starts + 1):
        label = f"start {turn} of {bench.starts}" if turn else "start, not counted"
        for client in clients:
            run = bench.measure(client, plan, label)
            if turn:
                times[client.name].append(run.start_ms)
    return [
        Comparison("exec to first next", "ms", times[OURS], times[THEIRS], Bound(1.1, at_least=False))
    ]


def script(bench: Bench) -> List[Comparison]:
    """Shows that bin/echo serves as well; compares nothing."""
    bench.measure(bench.setup.ours_by_script(), Plan(size=2, warmup=10, count=1000), "bin/echo")
    bench.notes.append("bin/echo answered 1010 events")
    return []


def shell(bench: Bench) -> List[Comparison]:
    """A shell function: Nextloop as its bootstrap beside the article's way, on one emulator."""
    measured = rates(
        bench.setup.top, bench.setup.java, bench.rounds, SHELL_CALLS, bench.progress
    )
    bench.raw.append({"measure": "shell", "calls": SHELL_CALLS, **measured})
    return [
        Comparison(
            "shell function, beside curl twice per event",
            "1/s",
            measured["nextloop"],
            measured["insecure"],
            Bound(8, at_least=True),
        )
    ]


MEASURES: Dict[str, Callable[[Bench], List[Comparison]]] = {
    "script": script,
    "echo": echo,
    "start": start,
    "shell": shell,
}
