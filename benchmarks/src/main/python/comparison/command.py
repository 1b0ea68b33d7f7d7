"""What bin/compare does."""

import os
import platform
import shlex
import subprocess
import sys
import time
from typing import List

from . import bounds, dropin, judging, observed
from .arguments import BOUNDS, DROP_IN, OBSERVED, read_arguments
from .bench import Bench, busy
from .load import InvalidRun, LoadServer
from .measures import MEASURES
from .ratios import Measured
from .report import Progress, markdown, table, write_json
from .setup import BuildFailed, Setup

SMOKE_BYTES = 5_000_000
JUDGES = {BOUNDS: bounds.judge, DROP_IN: dropin.judge, OBSERVED: observed.judge}


def main(home: str, arguments: List[str]) -> int:
    chosen = read_arguments(arguments)
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        print("compare: needs two processor cores, one for the server, one for the client", file=sys.stderr)
        return 1
    progress = Progress(sys.stderr)
    setup = Setup(home, shlex.split(chosen.jvm_flags), built=chosen.built or "")
    server = LoadServer(setup.load_server, (cores[0], cores[1]), chosen.server == "spin")
    bench = Bench(
        setup,
        server,
        chosen.clients,
        chosen.rounds,
        chosen.starts,
        chosen.sizes,
        chosen.flights,
        chosen.warmup,
        chosen.count,
        progress.show,
        rate=chosen.rate,
        smoke=chosen.smoke,
        stream_bytes=SMOKE_BYTES if chosen.smoke else 200_000_000,
    )
    bench.notes += filter(None, [busy()])
    began = time.monotonic()
    measured: List[Measured] = []
    try:
        progress.show("building")
        setup.build()
        for name in chosen.measure:
            measured += JUDGES[name](bench, progress) if name in JUDGES else MEASURES[name](bench)
    except (BuildFailed, InvalidRun) as failure:
        progress.clear()
        print(f"compare: {failure}", file=sys.stderr)
        return 1
    progress.clear()
    return report(bench, measured, chosen, time.monotonic() - began)


def report(bench: Bench, measured: List[Measured], chosen, seconds: float) -> int:
    machine = (
        f"{platform.system()} {platform.release()}, {len(os.sched_getaffinity(0))} cores of"
        f" {processor()}, {bench.setup.jvm_version()}"
    )
    print(f"{machine}\nJVM flags: {chosen.jvm_flags}; the load server {chosen.server}s\n")
    if measured and chosen.measure[0] not in JUDGES:  # they print what counts
        print(table(measured))
    for note in bench.notes:
        print(note)
    print(f"{len(bench.raw)} runs in {seconds:.0f} s, each answer checked")
    for fault in bench.faults:
        print(f"INVALID: {fault}", file=sys.stderr)
    about = {"machine": machine, "jvm_flags": chosen.jvm_flags, "server": chosen.server}
    if chosen.json:
        write_json(chosen.json, about, bench, measured)
    if chosen.markdown:
        rows = judging.markdown(measured) if chosen.measure[0] in JUDGES else markdown(measured)
        with open(chosen.markdown, "w", encoding="utf-8") as file:
            file.write(f"{machine}; JVM flags `{chosen.jvm_flags}`\n\n{rows}")
    drawn = not chosen.plots or plot(bench.setup.home, chosen.json, chosen.plots)
    return 0 if drawn and not bench.faults else 1


def plot(home: str, result: str, folder: str) -> bool:
    return subprocess.run([os.path.join(home, "bin", "plot"), result, folder], check=False).returncode == 0


def processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = (line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
        return next(names, platform.machine())
