"""What it costs to see what a function does: metrics, trace header and a line of JSON, on Nextloop and,
beside it, with Powertools on AWS's client."""

import os
import tempfile
from dataclasses import replace
from typing import Dict, List

from .bench import Bench
from .client import Client
from .clients import HANDLER_PACKAGE, OURS
from .costs import ALLOCATION_EVENTS, COLLECTIONS, allocated
from .judging import Judging, bound
from .load import Plan
from .measures import starts, told
from .peers import powertools
from .ratios import Bound, Measured
from .report import Progress

MAIN = "dev.nextloop.launch.Main"
SEEN = "seen"  # metrics, trace header, JSON line
EACH = "seen, a line of metrics each"
PRINTED = "printed"  # one plain line, and nothing else
POWERTOOLS = "powertools"
EMF = "dev.nextloop.micrometer.EmfSetup"
ALL = f"{EMF},dev.nextloop.tracing.TracingSetup,dev.nextloop.logging.LoggingSetup"
SIZE = 1024
TOLD = ("invocations", "processor time", "answer, 50 %", "answer, 99 %", "resident memory")
# Where all lines go: what reads a log is not measured, and must not be in the way.
QUIET = ["sh", "-c", 'exec "$@" > /dev/null', "sh"]


def client(bench: Bench, name: str, handler: str, **variables: str) -> Client:
    """One JVM with all jars of the measured parts on its class path, whatever it uses of them."""
    setup = bench.setup
    command = [*QUIET, *setup.jvm(setup.class_path("observed"), MAIN)]
    environment = {"_HANDLER": HANDLER_PACKAGE + handler, "LAMBDA_TASK_ROOT": setup.home, **variables}
    return Client(name, command, environment, jvm=True, concurrent=True)


def clients(bench: Bench) -> List[Client]:
    seen = {"NEXTLOOP_SETUP": ALL, "AWS_LAMBDA_LOG_FORMAT": "JSON"}
    return [
        client(bench, OURS, "Echo"),
        client(bench, PRINTED, "observed.PrintedEcho"),
        client(bench, SEEN, "observed.LoggedEcho", NEXTLOOP_EMF_INTERVAL_MS="1000", **seen),
        client(bench, EACH, "observed.LoggedEcho", **seen),
        *of_powertools(bench),
    ]


def of_powertools(bench: Bench) -> List[Client]:
    peer = powertools(bench.setup)
    if not peer.available():
        bench.notes.append(f"{peer.name} is not measured: {peer.missing}")
        return []
    return [replace(peer, command=[*QUIET, *peer.command])]


def rates(bench: Bench) -> List[Measured]:
    plan = Plan(SIZE, bench.warmup, bench.count)
    rows = told(bench.in_turns(clients(bench), plan, bench.rounds, "echo"), "echo", TOLD)
    against = {
        "processor time, echo": [
            Bound(SEEN, OURS, 1.15, at_least=False),
            Bound(SEEN, PRINTED, None, at_least=False),
            Bound(PRINTED, OURS, None, at_least=False),
            Bound(EACH, OURS, None, at_least=False),
            Bound(SEEN, POWERTOOLS, 0.5, at_least=False),
            Bound(EACH, POWERTOOLS, 0.5, at_least=False),
        ]
    }
    return bound(rows, {row.name: against.get(row.name, [Bound(SEEN, OURS, None, False)]) for row in rows})


def bytes_added(bench: Bench) -> List[Measured]:
    """Beyond what the plain echo allocates, and beyond the bytes of the line itself."""
    values: Dict[str, float] = {}
    for one in clients(bench):
        if one.name == POWERTOOLS:
            continue
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "collections")
            options = {**one.variables, "JAVA_TOOL_OPTIONS": COLLECTIONS.format(log)}
            plan = Plan(SIZE, bench.warmup, ALLOCATION_EVENTS)
            run = bench.measure(replace(one, variables=options), plan, "allocation")
            with open(log, encoding="utf-8") as file:
                values[one.name] = allocated(file.read(), run)
    rows = {name: [value - values[OURS] - LINE] for name, value in values.items() if name in (SEEN, EACH)}
    bounds = [Bound(SEEN, "", 2048, at_least=False), Bound(EACH, "", None, at_least=False)]
    return [Measured("allocation added beyond the line", "bytes", rows, bounds)]


# The line is some 250 bytes; it is made in a buffer that is used again, so what counts is the text.
LINE = 250


def first_poll(bench: Bench) -> List[Measured]:
    """From exec to the first poll, with the metrics and without, on one class path."""
    plan = Plan(SIZE, 0, 1)
    chosen = [client(bench, OURS, "Echo"), client(bench, SEEN, "Echo", NEXTLOOP_SETUP=EMF)]
    runs = starts(bench, chosen, plan, " with metrics")
    times = {name: [run.start_ms for run in own] for name, own in runs.items()}
    return [Measured("exec to first next, metrics to the log", "ms", times, [Bound(SEEN, OURS, 1.1, False)])]


def judge(bench: Bench, progress: Progress) -> List[Measured]:
    judging = Judging(bench, progress)
    judging.step("seen", rates, bench)
    if not bench.smoke:
        judging.step("allocation", bytes_added, bench)
    judging.step("start", first_poll, bench)
    return judging.measured
