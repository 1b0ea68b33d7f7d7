"""What an invocation costs beside time: bytes allocated by a JVM, and system calls. Runs of their own."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from typing import Dict, List

from .bench import Bench
from .client import Client, Task
from .load import InvalidRun, Plan, Run
from .ratios import Measured

ALLOCATION_EVENTS = 60_000
CALLS_EVENTS = (500, 2500)
# A small young generation, so that it is collected often, and what it held each time, by the clock
# of the load server (CLOCK_MONOTONIC).
COLLECTIONS = "-XX:+UseSerialGC -Xmn2m -Xlog:gc+heap=info:file={}:timenanos"
YOUNG = re.compile(r"\[(\d+)ns\].* DefNew: (\d+)K\(\d+K\)->(\d+)K")


def allocation(bench: Bench, task: Task = Task.ECHO) -> List[Measured]:
    """Bytes allocated for one invocation of 2 bytes, by all threads of a JVM: what its young
    generation took in between the first and the last collection of the measured part, divided by
    the invocations of that time."""
    plan = Plan(2, bench.warmup, ALLOCATION_EVENTS)
    clients = [client for client in bench.clients(task) if client.jvm]
    values: Dict[str, List[float]] = {}
    for client in clients:
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "collections")
            options = {**client.variables, "JAVA_TOOL_OPTIONS": COLLECTIONS.format(log)}
            run = bench.measure(replace(client, variables=options), plan, "allocation")
            with open(log, encoding="utf-8") as file:
                values[client.name] = [allocated(file.read(), run)]
    return [Measured("allocation, 2 bytes", "bytes", values)] if values else []


def allocated(log: str, run: Run) -> float:
    """0 without two collections: then it is too little to tell, less than 60 bytes."""
    collections = [tuple(map(int, found.groups())) for found in YOUNG.finditer(log)]
    within = [one for one in collections if run.raw["started_ns"] <= one[0] <= run.raw["ended_ns"]]
    if len(within) < 2:
        return 0.0
    taken = sum(after[1] - before[2] for before, after in zip(within, within[1:])) * 1024
    invocations = run.raw["invocations"] * (within[-1][0] - within[0][0]) / run.raw["elapsed_ns"]
    return taken / invocations


def calls(bench: Bench, task: Task = Task.ECHO) -> List[Measured]:
    """System calls of one invocation, 1 KiB: the difference of two runs under `strace -c -f`, one
    longer than the other, so that those of the start count for nothing."""
    refused = tracing_refused()
    if refused:
        bench.notes.append(f"system calls are not measured: {refused}")
        return []
    values: Dict[str, List[float]] = {}
    for client in bench.clients(task):
        try:
            short, long = (_traced(bench, client, count) for count in CALLS_EVENTS)
        except InvalidRun as failure:
            bench.notes.append(f"system calls of {client.name} are not measured: {failure}")
            continue
        each = {name: (long[name] - short.get(name, 0)) / (CALLS_EVENTS[1] - CALLS_EVENTS[0]) for name in long}
        values[client.name] = [sum(each.values())]
        often = sorted((-number, name) for name, number in each.items() if number >= 0.05)
        told = ", ".join(f"{name} {-number:.2f}" for number, name in often)
        bench.notes.append(f"system calls of {client.name} for an invocation: {told}")
    return [Measured("system calls, 1 KiB", "calls", values)] if values else []


def tracing_refused() -> str:
    """Why strace can't be used here; empty when it can."""
    if not shutil.which("strace"):
        return "there is no strace"
    tried = subprocess.run(["strace", "-c", "-f", "-o", os.devnull, "true"], capture_output=True, text=True)
    return "" if tried.returncode == 0 else tried.stderr.strip().splitlines()[-1]


def _traced(bench: Bench, client: Client, count: int) -> Dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        summary = os.path.join(folder, "summary")
        command = ["strace", "-c", "-f", "-o", summary, *client.command]
        plan = Plan(1024, 0, count, terminate=True)
        bench.measure(replace(client, command=command), plan, f"system calls of {count} events")
        with open(summary, encoding="utf-8") as file:
            return counted(file.read())


def counted(summary: str) -> Dict[str, int]:
    """Calls by name, of strace's table: share, seconds, microseconds each, calls, [errors,] name."""
    rows = (line.split() for line in summary.splitlines())
    return {row[-1]: int(row[3]) for row in rows if len(row) in (5, 6) and row[3].isdigit() and row[-1] != "total"}
