"""What is compared. A measure gets a bench and returns what it measured; add one to MEASURES."""

from dataclasses import replace
from typing import Callable, Dict, Iterable, List

from . import costs, realistic, streaming
from .bench import Bench
from .client import Client, Task
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
    ("answer, 50 %", "us", lambda run: run.latency_us("p50")),
    ("answer, 99 %", "us", lambda run: run.latency_us("p99")),
    ("answer, 99.9 %", "us", lambda run: run.latency_us("p99.9")),
    ("poll, 50 %", "us", lambda run: run.gap_us("p50")),
    ("poll, 99 %", "us", lambda run: run.gap_us("p99")),
    ("poll in one read with the answer", "%", lambda run: run.together_percent),
    ("resident memory", "MiB", lambda run: run.memory_mib),
]
COPIES = 4  # of an event and its answer that a client may have on the heap at once
OPEN_SECONDS = 5
OPEN_SHARE = 0.5  # of what AWS's client can do: an open loop that it can keep up with


def told(runs: Dict[str, List[Run]], suffix: str, names: Iterable[str] = ()) -> List[Measured]:
    """All that the runs tell, or what is named."""
    return [
        Measured(f"{name}, {suffix}", unit, {client: [read(run) for run in own] for client, own in runs.items()})
        for name, unit, read in TOLD
        if not names or name in names
    ]


def echo(bench: Bench, task: Task = Task.ECHO) -> List[Measured]:
    """A closed loop: each answer brings the next event."""
    measured = []
    for flights in bench.flights:
        clients = [one for one in bench.clients(task) if flights == 1 or one.concurrent]
        for size in bench.sizes:
            plan = Plan.of(size, bench.warmup, bench.count, flights)
            if size * flights * COPIES > bench.setup.heap():
                bench.notes.append(f"{plan}: left out, the heap of the JVMs is too small for so many bytes")
                continue
            measured += told(bench.in_turns(clients, plan, bench.rounds, f"echo of {plan}"), str(plan))
    return measured


def open_loop(bench: Bench) -> List[Measured]:
    """Events become due at fixed times, and latency counts from then on: a client that stalls is
    charged for all the events that had to wait meanwhile."""
    clients = bench.clients(Task.ECHO)
    slowest = next((one for one in clients if one.name == THEIRS), clients[0])
    plan = Plan.of(1024, bench.warmup, bench.count)
    rate = bench.rate or bench.measure(slowest, plan, "rate of the open loop").per_second * OPEN_SHARE
    bench.notes.append(f"open loop: {rate:,.0f} events a second")
    plan = replace(plan, rate=rate, count=min(plan.count, int(rate * OPEN_SECONDS)))
    runs: Dict[str, List[Run]] = {client.name: [] for client in clients}
    for turn in range(bench.rounds):
        for client in clients:
            runs[client.name].append(bench.measure(client, plan, f"open loop, round {turn + 1}"))
    names = ("processor time", "answer, 50 %", "answer, 99 %", "answer, 99.9 %")
    return told(runs, f"open loop, {plan}", names)


def start(bench: Bench, task: Task = Task.ECHO) -> List[Measured]:
    """From exec to the first poll, and to the first answer, of a plain JVM."""
    runs = starts(bench, bench.clients(task), Plan(size=2, warmup=0, count=1))

    def times(read):
        return {client: [read(run) for run in own] for client, own in runs.items()}

    return [
        Measured("exec to first next", "ms", times(lambda run: run.start_ms)),
        Measured("exec to first answer", "ms", times(lambda run: run.first_answer_ms)),
    ]


def starts(bench: Bench, clients: List[Client], plan: Plan, of: str = "") -> Dict[str, List[Run]]:
    """The clients in turn; their first runs are not counted."""
    runs: Dict[str, List[Run]] = {client.name: [] for client in clients}
    for turn in range(bench.starts + 1):
        label = f"start{of} {turn} of {bench.starts}" if turn else f"start{of}, not counted"
        for client in clients:
            run = bench.measure(client, plan, label)
            if turn:
                runs[client.name].append(run)
    return runs


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
    "open": open_loop,
    "allocation": costs.allocation,
    "calls": costs.calls,
    "stream": streaming.stream,
    "realistic": realistic.realistic,
    "start": start,
    "shell": shell,
}
