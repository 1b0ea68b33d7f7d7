"""Handlers written for AWS's client, unchanged, on that client and on Nextloop with nextloop-aws-core:
what has to be reached. The function is a folder like /var/task, in which both clients are started and
from which both load it."""

import tempfile
from dataclasses import dataclass, replace
from typing import Callable, Dict, List

from . import realistic
from .archives import archived
from .bench import Bench
from .client import Client
from .clients import OURS, THEIRS
from .judging import Judging, bound
from .load import Plan, Run
from .measures import starts, told
from .ratios import Bound, Measured
from .report import Progress
from .setup import Setup, java_25

AWS_MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
HANDLERS = "dev.nextloop.benchmarks.dropin."
STREAMED = 6 * 1024 * 1024
# Events before the measured ones, and measured; these take their time.
STREAMED_EVENTS = (50, 100)
CALLS_EVENTS = (realistic.WARMUP, realistic.COUNT)
SMOKE_EVENTS = (5, 20)


@dataclass(frozen=True)
class Function:
    name: str
    handler: str
    rate: float  # that Nextloop has to reach, as a multiple of AWS's client's
    event: str = ""  # below src/main/events; without, bytes
    answer: str = ""  # likewise; without, the event

    def plan(self, setup: Setup, warmup: int, count: int) -> Plan:
        event, answer = (setup.event(name) if name else "" for name in (self.event, self.answer))
        return Plan(1024, warmup, count, event=event, answer=answer)


FUNCTIONS = [
    Function("RequestStreamHandler", "EchoStream::handleRequest", 2),
    Function("RequestHandler<Map,Map>", "EchoMap::handleRequest", 1.5, "order"),
    Function("RequestHandler<SQSEvent,Void>", "TakeRecords::handleRequest", 1.3, "sqs", "null"),
]
TOLD = ("processor time", "answer, 50 %", "answer, 99 %", "resident memory")


def clients(bench: Bench, handler: str, **variables: str) -> List[Client]:
    """Both, with the same function and the command line of a managed runtime, whose class path is the
    runtime's, not the function's; Nextloop's with the layer's wrapper in front."""
    setup = bench.setup
    environment = {
        "_HANDLER": HANDLERS + handler,
        "LAMBDA_TASK_ROOT": setup.task,
        "AWS_EXECUTION_ENV": "AWS_Lambda_java",
        **variables,
    }

    command = setup.jvm(setup.class_path("aws-managed"), AWS_MAIN, HANDLERS + handler)

    def client(name: str, *wrapper: str) -> Client:
        return Client(name, [*wrapper, *command], environment, setup.task, jvm=True, concurrent=True)

    return [client(OURS, setup.wrapper), client(THEIRS)]


def against_theirs(value=None, at_least: bool = False) -> List[Bound]:
    """None: it is told how it stands, and that is all."""
    return [Bound(OURS, THEIRS, value, at_least)]


def rates(bench: Bench) -> List[Measured]:
    """A closed loop of one event after the other."""
    measured: List[Measured] = []
    for function in FUNCTIONS:
        plan = function.plan(bench.setup, bench.warmup, bench.count)
        runs = bench.in_turns(clients(bench, function.handler), plan, bench.rounds, function.name)
        rows = told(runs, function.name, ("invocations", *TOLD))
        bounds = {row.name: against_theirs() for row in rows}
        bounds[f"invocations, {function.name}"] = against_theirs(function.rate, at_least=True)
        measured += bound(rows, bounds)
    return measured


def started(bench: Bench) -> List[Measured]:
    """From exec to the first answer; each client's archive is made in its own training, of the same
    events."""
    measured: List[Measured] = []
    for function in FUNCTIONS[: 1 if bench.smoke else None]:
        plan = function.plan(bench.setup, 0, 1)
        plain = clients(bench, function.handler)
        with tempfile.TemporaryDirectory() as folder:
            ready = [archived(bench, client, plan, folder) for client in plain]
            for of, chosen, value in ((", archive", ready, 1.0), (", no archive", plain, None)):
                runs = starts(bench, chosen, plan, f" of {function.name}{of}")
                times = {name: [run.first_answer_ms for run in own] for name, own in runs.items()}
                name = f"exec to first answer, {function.name}{of}"
                measured.append(Measured(name, "ms", times, against_theirs(value)))
    return measured


def first_byte(bench: Bench) -> List[Measured]:
    """Of an answer that the handler writes in pieces and flushes: AWS's client sends it when it is
    whole."""
    chosen = clients(bench, "Letters::handleRequest", NEXTLOOP_RESPONSE_MODE="streaming")
    plan = Plan(0, *(SMOKE_EVENTS if bench.smoke else STREAMED_EVENTS), stream=STREAMED, whole=True)
    runs = _in_turns(bench, {client.name: (client, plan) for client in chosen}, "6 MiB in pieces")

    def row(name: str, unit: str, read: Callable[[Run], float], value=None) -> Measured:
        return Measured(f"{name}, 6 MiB in pieces", unit, _read(runs, read), against_theirs(value))

    return [
        row("first byte, 50 %", "us", lambda run: run.first_byte_us("p50"), 0.1),
        row("first byte, 99 %", "us", lambda run: run.first_byte_us("p99")),
        row("last byte, 50 %", "us", lambda run: run.latency_us("p50")),
        row("processor time", "us", lambda run: run.cpu_us),
        row("peak memory", "MiB", lambda run: run.raw["client_peak_rss_kib"] / 1024),
    ]


def calls(bench: Bench) -> List[Measured]:
    """A handler that waits for three calls of 5 ms: what the client adds to them, and what the calls
    take when they are made at once."""
    # Not spinning: the service shares the load server's core.
    bench = replace(bench, server=replace(bench.server, spin=False), names=[OURS, THEIRS])
    files = {"event": bench.setup.event("order"), "answer": bench.setup.event("order-timed")}
    plan = Plan(1024, *(SMOKE_EVENTS if bench.smoke else CALLS_EVENTS), **files)
    with realistic.Downstream(bench.setup, bench.server.cores[0]) as downstream:
        address = downstream.address
        forms = {}
        for form in ("inTurn", "atOnce"):
            for client in clients(bench, f"Calls::{form}", DOWNSTREAM=address):
                forms[f"{client.name}, {form}"] = (client, plan)
        native = realistic.clients(bench, realistic.AT_ONCE, address)[0]
        forms["futures"] = (native, replace(plan, answer=""))
        runs = _in_turns(bench, forms, "three calls of 5 ms")

    def row(name: str, unit: str, read: Callable[[Run], float], ours: str, theirs: str, value=None) -> Measured:
        both = {OURS: runs[ours], THEIRS: runs[theirs]}
        return Measured(name, unit, _read(both, read), against_theirs(value))

    in_turn = (f"{OURS}, inTurn", f"{THEIRS}, inTurn")
    at_once = (f"{OURS}, atOnce", f"{THEIRS}, atOnce")

    def whole(run: Run) -> float:
        return run.latency_us("p50") / 1000

    def whole_turn(run: Run) -> float:
        """Nextloop takes the acknowledgement together with the next event, AWS's client before it."""
        return run.added_us("p50") + run.gap_us("p50")

    return [
        row("added to calls in turn, 50 %", "us", lambda run: run.added_us("p50"), *in_turn, 1.0),
        row("added to calls in turn, 99 %", "us", lambda run: run.added_us("p99"), *in_turn),
        row("added to calls in turn and to the next poll, 50 %", "us", whole_turn, *in_turn),
        row("calls in turn, 50 %", "ms", whole, *in_turn),
        row("calls in turn, processor time", "us", lambda run: run.cpu_us, *in_turn),
        row("Futures against calls in turn, 50 %", "ms", whole, "futures", in_turn[1], 0.4),
        row("the same handler with CompletableFutures, 50 %", "ms", whole, *at_once),
        row("Futures against CompletableFutures, 50 %", "ms", whole, "futures", at_once[1]),
    ]


def _in_turns(bench: Bench, of: Dict[str, tuple], label: str) -> Dict[str, List[Run]]:
    """Each client with its plan, once in each round."""
    runs: Dict[str, List[Run]] = {name: [] for name in of}
    for turn in range(bench.rounds):
        for name, (client, plan) in of.items():
            runs[name].append(bench.measure(client, plan, f"{label}, {name}, round {turn + 1} of {bench.rounds}"))
    return runs


def _read(runs: Dict[str, List[Run]], read: Callable[[Run], float]) -> Dict[str, List[float]]:
    return {name: [read(run) for run in own] for name, own in runs.items()}


def judge(bench: Bench, progress: Progress) -> List[Measured]:
    """All steps; a smoke run starts one function on one JDK."""
    judging = Judging(bench, progress)
    judging.step("unchanged handlers", rates, bench)
    judging.step("streamed answer", first_byte, bench)
    judging.step("realistic handler", calls, bench)
    judging.step(f"start, JDK {bench.setup.feature()}", started, bench)
    newest = java_25()
    if newest and not bench.smoke and bench.setup.feature() < 25:
        own = bench.setup
        setup = Setup(own.home, own.java_options, newest, own.built)
        judging.step("start, JDK 25", started, replace(bench, setup=setup))
    elif not newest:
        bench.notes.append("start on JDK 25 is not measured: there is none in JAVA_25_HOME or /usr/lib/jvm")
    return judging.measured
