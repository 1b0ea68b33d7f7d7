"""What is compared. A measure gets a bench and returns what it measured; add one to MEASURES."""

from typing import Callable, Dict, List

from .bench import Bench
from .client import Task
from .clients import OURS, THEIRS, nextloop_by_script
from .load import Plan, Run
from .ratios import Bound, Measured
from .shell import rates

# Few: the article's way answers with a dump that grows with each event, and is too long for curl's
# command line after some 300.
SHELL_CALLS = 25

# What one run tells: name, unit, and how it is read from the run.
TOLD = [
    ("invocations", "1/s", lambda run: run.per_second),
    ("processor time", "us", lambda run: run.cpu_us),
    ("cycle, median", "us", lambda run: run.raw["cycle_ns"]["p50"] / 1000),
    ("answer, median", "us", lambda run: run.raw["latency_ns"]["p50"] / 1000),
    ("answer, 99 %", "us", lambda run: run.raw["latency_ns"]["p99"] / 1000),
    ("poll, median", "us", lambda run: run.raw["gap_ns"]["p50"] / 1000),
    ("resident memory", "MiB", lambda run: run.memory_mib),
]


def told(runs: Dict[str, List[Run]], suffix: str) -> List[Measured]:
    return [
        Measured(f"{name}, {suffix}", unit, {client: [read(run) for run in own] for client, own in runs.items()})
        for name, unit, read in TOLD
    ]


def echo(bench: Bench) -> List[Measured]:
    """Sequential echo: invocations per second, processor time, memory."""
    measured = []
    for size in bench.sizes:
        plan = Plan(size, bench.warmup, bench.count)
        runs = bench.in_turns(bench.clients(Task.ECHO), plan, bench.rounds, f"echo of {size} bytes")
        measured += told(runs, f"{size} bytes")
    return measured


def start(bench: Bench) -> List[Measured]:
    """From exec to the first poll, of a plain JVM."""
    plan = Plan(size=2, warmup=0, count=0)
    clients = bench.clients(Task.ECHO)
    times: Dict[str, List[float]] = {client.name: [] for client in clients}
    for turn in range(bench.starts + 1):
        label = f"start {turn} of {bench.starts}" if turn else "start, not counted"
        for client in clients:
            run = bench.measure(client, plan, label)
            if turn:
                times[client.name].append(run.start_ms)
    return [
        Measured("exec to first next", "ms", times, [Bound(OURS, THEIRS, 1.1, at_least=False)])
    ]


def script(bench: Bench) -> List[Measured]:
    """Shows that bin/echo serves as well; compares nothing."""
    bench.measure(nextloop_by_script(bench.setup), Plan(size=2, warmup=10, count=1000), "bin/echo")
    bench.notes.append("bin/echo answered 1010 events")
    return []


def shell(bench: Bench) -> List[Measured]:
    """A shell function: Nextloop as its bootstrap beside the article's way, on one emulator."""
    measured = rates(bench.setup.top, bench.setup.java, bench.rounds, SHELL_CALLS, bench.progress)
    bench.raw.append({"measure": "shell", "calls": SHELL_CALLS, **measured})
    runs = {OURS: measured["nextloop"], THEIRS: measured["insecure"]}
    name = "shell function, in place of aws: curl twice per event"
    return [Measured(name, "1/s", runs, [Bound(OURS, THEIRS, 8, at_least=True)])]


MEASURES: Dict[str, Callable[[Bench], List[Measured]]] = {
    "script": script,
    "echo": echo,
    "start": start,
    "shell": shell,
}
