"""A function as most are: JSON, three middleware, and three calls of 5 ms to some service."""

import json
import os
import subprocess
from dataclasses import replace
from statistics import median
from typing import Dict, List

from .bench import Bench
from .client import Client
from .clients import OURS, THEIRS
from .load import Plan, Run
from .ratios import Measured
from .setup import Setup

SOCKET = "nextloop-socket"
FLIGHTS = (1, 16)
# Of one lane; the calls take their time, so these are seconds.
WARMUP, COUNT = 300, 500
MOST_ROUNDS = 5
SAME = 0.03  # a bill that differs by no more is the same bill

AT_ONCE, IN_TURN = "calls at once", "calls in turn"
HANDLERS = {
    AT_ONCE: ("CallsAtOnce", "AwsCalls::atOnce"),
    IN_TURN: ("CallsInTurn", "AwsCalls::inTurn"),
}
PACKAGE = "dev.nextloop.benchmarks."
TOLD = [
    ("answer, 50 %", "ms", lambda run: run.latency_us("p50") / 1000),
    ("answer, 99 %", "ms", lambda run: run.latency_us("p99") / 1000),
    ("billed", "ms", lambda run: run.raw["latency_ns"]["billed_ms"]),
    ("processor time", "us", lambda run: run.cpu_us),
]


class Downstream:
    """The service, as a process beside the load server."""

    def __init__(self, setup: Setup, core: int):
        command = [os.path.join(setup.native, "downstream"), str(core)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        self.address = f"127.0.0.1:{json.loads(self._process.stdout.readline())['port']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


def clients(bench: Bench, form: str, downstream: str) -> List[Client]:
    """Of the chosen ones those that this function is written for."""
    setup = bench.setup
    ours, theirs = (PACKAGE + handler for handler in HANDLERS[form])

    def client(name: str, parts: List[str], handler: str, *arguments: str) -> Client:
        class_path = os.pathsep.join(setup.class_path(part) for part in parts)
        variables = {"_HANDLER": handler, "LAMBDA_TASK_ROOT": setup.home, "DOWNSTREAM": downstream}
        return Client(name, setup.jvm(class_path, *arguments), variables, jvm=True, concurrent=True)

    def nextloop(name: str, engine: str) -> Client:
        main = "dev.nextloop.launch.Main"
        return client(name, ["echo", "json"], ours, f"-Dnextloop.engine={engine}", main)

    aws_main = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
    all_clients = [
        nextloop(OURS, "direct"),
        nextloop(SOCKET, "socket"),
        client(THEIRS, ["aws", "json"], theirs, aws_main, theirs),
    ]
    # A handler that needs no Vert.x has none to run on.
    able = [one for one in all_clients if one.name != SOCKET or form == AT_ONCE]
    return [one for one in able if one.name in bench.names]


def realistic(bench: Bench) -> List[Measured]:
    """Three calls at once, as futures, and one after the other, as most code has it."""
    # Not spinning: the service shares the load server's core.
    bench = replace(bench, server=replace(bench.server, spin=False))
    measured = []
    with Downstream(bench.setup, bench.server.cores[0]) as downstream:
        for form in HANDLERS:
            chosen = clients(bench, form, downstream.address)
            for flights in FLIGHTS:
                measured += _measure(bench, chosen, form, flights)
    bench.notes.append("realistic: the load server slept, beside the service on its core")
    bench.notes += conclusions(measured)
    return measured


def _measure(bench: Bench, chosen: List[Client], form: str, flights: int) -> List[Measured]:
    count, warmup = (min(most, of_bench) for most, of_bench in ((COUNT, bench.count), (WARMUP, bench.warmup)))
    plan = Plan(1024, warmup * flights, count * flights, flights)
    runs: Dict[str, List[Run]] = {client.name: [] for client in chosen}
    for turn in range(min(bench.rounds, MOST_ROUNDS)):
        for client in chosen:
            label = f"realistic, {form}, {flights} at once, round {turn + 1}"
            runs[client.name].append(bench.measure(client, plan, label))
    return [
        Measured(
            f"realistic {name}, {form}, {flights} lane{'s' * (flights > 1)}",
            unit,
            {client: [read(run) for run in own] for client, own in runs.items()},
        )
        for name, unit, read in TOLD
        if runs
    ]


def conclusions(measured: List[Measured]) -> List[str]:
    """What the bills say, in sentences; first of all where Nextloop changes nothing."""
    bills = [one for one in measured if one.name.startswith("realistic billed")]
    said = []
    for bill in bills:
        case = bill.name.split(", ", 1)[1]
        if OURS not in bill.runs or THEIRS not in bill.runs:
            continue
        ours, theirs = median(bill.runs[OURS]), median(bill.runs[THEIRS])
        numbers = f"{ours:.2f} ms billed, {theirs:.2f} ms with AWS's client"
        if abs(ours - theirs) <= SAME * theirs:
            said.append(
                f"Nextloop changes nothing on the bill of {case}: {numbers}."
                " The function waits for others, and no client shortens that."
            )
        else:
            said.append(f"The bill of {case}: {numbers}.")
    return said
