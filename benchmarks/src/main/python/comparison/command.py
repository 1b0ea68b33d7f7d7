"""The command line of bin/compare."""

import argparse
import json
import os
import platform
import shlex
import sys
import time
from typing import List

from .bench import Bench, busy
from .clients import CLIENTS
from .load import InvalidRun, LoadServer
from .measures import MEASURES
from .ratios import Measured
from .report import AGAINST, Progress, table
from .setup import BuildFailed, Setup

# What JVMs are started with: as the platform's managed Java runtimes do it, and as a JVM does by itself.
JVM_FLAGS = {"managed": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m", "default": "-Xmx128m"}


def read_arguments(arguments: List[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="compare",
        description="Runs the same function on several clients of the Lambda Runtime API, in turns, on"
        " one load server and on a core of their own, and prints their ratios to AWS's Java client.",
        epilog="Exit status: 0 when every run was valid, whatever the ratios; 1 when one was not;"
        " 2 for wrong usage. JAVA_HOME chooses the JVM.",
    )
    parser.add_argument("measure", nargs="*", help=f"{', '.join(MEASURES)} (default: all)")
    parser.add_argument(
        "--clients",
        default=",".join(CLIENTS),
        help=f"of {', '.join(CLIENTS)} (default: all that are found here)",
    )
    parser.add_argument("--rounds", type=positive, default=7, help="runs of each client (default 7)")
    parser.add_argument("--starts", type=positive, default=15, help="starts of each client (default 15)")
    parser.add_argument(
        "--sizes", default="2,1024", help="sizes of the events, in bytes (default 2,1024)"
    )
    parser.add_argument(
        "--warmup", type=positive, default=20000, help="events before each measurement (default 20000)"
    )
    parser.add_argument(
        "--count", type=positive, default=40000, help="measured events of each run (default 40000)"
    )
    parser.add_argument(
        "--server",
        choices=["spin", "sleep"],
        default="spin",
        help="how the load server waits: spin leaves the machine's wake-up time out of its answers"
        " (default); sleep is what an ordinary server does",
    )
    parser.add_argument(
        "--jvm-flags",
        default="managed",
        help=f"of all JVMs: 'managed' for {JVM_FLAGS['managed']} (default), as in the platform's managed"
        f" runtimes; 'default' for {JVM_FLAGS['default']}; or the flags themselves",
    )
    parser.add_argument("--json", metavar="FILE", help="write everything measured to FILE")
    parser.add_argument(
        "--quick", action="store_true", help="a smoke test: few, short runs; their ratios mean little"
    )
    chosen = parser.parse_args(arguments)
    chosen.measure = chosen.measure or list(MEASURES)
    for name in chosen.measure:
        if name not in MEASURES:
            parser.error(f"measure is '{name}', but must be one of {', '.join(MEASURES)}")
    chosen.clients = chosen.clients.split(",")
    for name in chosen.clients:
        if name not in CLIENTS:
            parser.error(f"--clients names '{name}', but must name some of {', '.join(CLIENTS)}")
    chosen.jvm_flags = JVM_FLAGS.get(chosen.jvm_flags, chosen.jvm_flags)
    try:
        chosen.sizes = [positive(size) for size in chosen.sizes.split(",")]
    except ValueError:
        parser.error(f"--sizes is '{chosen.sizes}', but must be numbers such as 2,1024")
    if chosen.quick:
        chosen.rounds, chosen.starts, chosen.warmup, chosen.count = 2, 3, 1000, 3000
    return chosen


def positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def main(home: str, arguments: List[str]) -> int:
    chosen = read_arguments(arguments)
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        print("compare: needs two processor cores, one for the server, one for the client", file=sys.stderr)
        return 1
    progress = Progress(sys.stderr)
    setup = Setup(home, shlex.split(chosen.jvm_flags))
    server = LoadServer(setup.load_server, (cores[0], cores[1]), chosen.server == "spin")
    bench = Bench(
        setup,
        server,
        chosen.clients,
        chosen.rounds,
        chosen.starts,
        chosen.sizes,
        chosen.warmup,
        chosen.count,
        progress.show,
    )
    bench.notes += filter(None, [busy()])
    began = time.monotonic()
    measured: List[Measured] = []
    try:
        progress.show("building")
        setup.build()
        for name in chosen.measure:
            measured += MEASURES[name](bench)
    except (BuildFailed, InvalidRun) as failure:
        progress.clear()
        print(f"compare: {failure}", file=sys.stderr)
        return 1
    progress.clear()
    report(bench, measured, chosen, time.monotonic() - began)
    return 1 if bench.faults else 0


def report(bench: Bench, measured: List[Measured], chosen, seconds: float) -> None:
    cores = len(os.sched_getaffinity(0))
    machine = f"{platform.system()} {platform.release()}, {cores} cores, {bench.setup.jvm_version()}"
    print(f"{machine}\nJVM options: {chosen.jvm_flags}; the load server {chosen.server}s\n")
    if measured:
        print(table(measured))
    for note in bench.notes:
        print(note)
    print(f"{len(bench.raw)} runs in {seconds:.0f} s, each answer checked")
    for fault in bench.faults:
        print(f"INVALID: {fault}", file=sys.stderr)
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "machine": machine,
                    "jvm_flags": chosen.jvm_flags,
                    "server": chosen.server,
                    "measured": [one.as_json(AGAINST) for one in measured],
                    "notes": bench.notes,
                    "faults": bench.faults,
                    "runs": bench.raw,
                },
                file,
                indent=1,
            )
