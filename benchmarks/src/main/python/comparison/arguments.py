"""The command line of bin/compare."""

import argparse
from typing import List

from .clients import CLIENTS, LIMIT, OURS, THEIRS
from .measures import MEASURES

# What JVMs are started with: as the platform's managed Java runtimes do it, and as a JVM does by itself.
JVM_FLAGS = {"managed": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m", "default": "-Xmx128m"}
BOUNDS = "bounds"
DROP_IN = "drop-in"
OBSERVED = "observed"
JUDGED = (BOUNDS, DROP_IN, OBSERVED)
BY_DEFAULT = [name for name in MEASURES if name != "calls"]  # strace takes its time


def read_arguments(arguments: List[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="compare",
        description="Runs the same function on several clients of the Lambda Runtime API, in turns, on"
        " one load server and on a core of their own, and prints their ratios to AWS's Java client and"
        " to the smallest client in C.",
        epilog="Exit status: 0 when every run was valid, whatever the ratios; 1 when one was not;"
        " 2 for wrong usage. JAVA_HOME chooses the JVM.",
    )
    known = [*MEASURES, *JUDGED]
    parser.add_argument(
        "measure",
        nargs="*",
        help=f"{', '.join(MEASURES)} (default: {', '.join(BY_DEFAULT)}); or alone, {BOUNDS}: all that"
        f" Nextloop's engines have to reach, or {DROP_IN}: what it has to reach with handlers written"
        f" for AWS's client, or {OBSERVED}: what metrics, trace header and log may cost; with pass, floor or"
        " miss",
    )
    parser.add_argument(
        "--clients",
        default=",".join(CLIENTS),
        help=f"of {', '.join(CLIENTS)} (default: all that are found here)",
    )
    option = parser.add_argument
    option("--rounds", type=positive, default=7, help="runs of each client (default 7)")
    option("--starts", type=positive, default=15, help="starts of each client (default 15)")
    option("--sizes", type=listed, default="2,1024", help="of the events, in bytes (default 2,1024)")
    option("--flights", type=listed, default="1", help="invocations at once, as 1,16 (default 1)")
    option("--warmup", type=positive, default=20000, help="events before each measurement (default 20000)")
    option("--count", type=positive, default=40000, help="measured events of each run (default 40000)")
    option("--rate", type=positive, default=0, help="events a second of the open loop (default: half of"
           " what AWS's client can do)")  # fmt: skip
    option(
        "--server",
        choices=["spin", "sleep"],
        default="spin",
        help="how the load server waits: spin leaves the machine's wake-up time out of its answers"
        " (default); sleep is what an ordinary server does",
    )
    option(
        "--jvm-flags",
        default="managed",
        help=f"of all JVMs: 'managed' for {JVM_FLAGS['managed']} (default), as in the platform's managed"
        f" runtimes; 'default' for {JVM_FLAGS['default']}; or the flags themselves",
    )
    option("--json", metavar="FILE", help="write everything measured to FILE")
    option("--markdown", metavar="FILE", help="write the table to FILE")
    option("--plots", metavar="FOLDER", help="draw SVG plots into FOLDER; needs the JSON file as well")
    option("--built", metavar="FOLDER", help="take class paths from FOLDER and build the C programs there,"
           " instead of target")  # fmt: skip
    option(
        "--smoke",
        action="store_true",
        help="a test that everything works: one short run each of nextloop, aws and c, whose ratios mean"
        " nothing",
    )
    chosen = parser.parse_args(arguments)
    check(parser, chosen, known)
    chosen.jvm_flags = JVM_FLAGS.get(chosen.jvm_flags, chosen.jvm_flags)
    return chosen


def check(parser: argparse.ArgumentParser, chosen: argparse.Namespace, known: List[str]) -> None:
    smoke = ["echo", "open", "stream", "start"]
    chosen.measure = chosen.measure or (smoke if chosen.smoke else BY_DEFAULT)
    for name in chosen.measure:
        if name not in known:
            parser.error(f"measure is '{name}', but must be one of {', '.join(known)}")
    alone = [name for name in chosen.measure if name in JUDGED]
    if alone and len(chosen.measure) > 1:
        parser.error(f"{alone[0]} stands alone: it measures what it needs")
    chosen.clients = chosen.clients.split(",")
    for name in chosen.clients:
        if name not in CLIENTS:
            parser.error(f"--clients names '{name}', but must name some of {', '.join(CLIENTS)}")
    if chosen.plots and not chosen.json:
        parser.error("--plots draws what --json wrote; give both")
    if max(chosen.flights) > 128:
        parser.error(f"--flights is '{max(chosen.flights)}', but may be 128 at most")
    if chosen.smoke:
        chosen.clients = [OURS, THEIRS, LIMIT]
        chosen.rounds, chosen.starts, chosen.warmup, chosen.count = 1, 1, 200, 500
        chosen.sizes, chosen.rate, chosen.server = [2], 500, "sleep"


def positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def listed(text: str) -> List[int]:
    return [positive(part) for part in text.split(",")]


listed.__name__ = "list of positive numbers"  # as argparse names it
