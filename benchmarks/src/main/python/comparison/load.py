"""One run of one client on the load server."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from typing import Tuple

from .client import Client


MIB = 1024 * 1024


class InvalidRun(Exception):
    """A run that counts for nothing: a wrong answer, a crash, no end."""


@dataclass(frozen=True)
class Plan:
    size: int
    warmup: int
    count: int
    flights: int = 1  # invocations at once
    rate: float = 0  # open loop: events that become due in a second; 0 = closed loop
    stream: int = 0  # bytes of each streamed response; 0 = an echo
    read_rate: float = 0  # bytes of it that are read in a second; 0 = as fast as they come
    whole: bool = False  # a response to be streamed may also come in one piece
    event: str = ""  # file of the event's text, in place of size
    answer: str = ""  # file of the answer's; without, it is the event again
    terminate: bool = False  # end the client with SIGTERM, so that it can write what it has to

    @staticmethod
    def of(size: int, warmup: int, count: int, flights: int = 1, most_bytes: int = 400 * MIB) -> "Plan":
        """The same with fewer events where they are large."""
        most = max(20, most_bytes // size)
        return Plan(size, min(warmup, most // 2), min(count, most), flights)

    def __str__(self) -> str:
        if self.stream:
            told = f"{self.stream / 1e6:g} MB streamed"
        elif self.event:
            told = os.path.splitext(os.path.basename(self.event))[0]
        else:
            told = bytes_told(self.size)
        return told + (f", {self.flights} at once" if self.flights > 1 else "")


def bytes_told(size: int) -> str:
    for unit, name in ((MIB, "MiB"), (1024, "KiB")):
        if size >= unit and size % unit == 0:
            return f"{size // unit} {name}"
    return f"{size} bytes"


@dataclass(frozen=True)
class Run:
    """What the load server told about a client; times in nanoseconds, memory in KiB."""

    raw: dict

    @property
    def per_second(self) -> float:
        return self.raw["invocations"] * 1e9 / self.raw["elapsed_ns"]

    @property
    def cpu_us(self) -> float:
        """Processor time of the client for one invocation, user and system, in microseconds."""
        return self.raw["client_cpu_ns"] / self.raw["invocations"] / 1000

    @property
    def start_ms(self) -> float:
        """From exec to the first `next`."""
        return (self.raw["first_next_ns"] - self.raw["exec_ns"]) / 1e6

    @property
    def first_answer_ms(self) -> float:
        """From exec to the first whole answer."""
        return (self.raw["first_answer_ns"] - self.raw["exec_ns"]) / 1e6

    def latency_us(self, percentile: str) -> float:
        """From an event's leaving, or in an open loop from its being due, to the whole answer."""
        return self.raw["latency_ns"][percentile] / 1000

    def first_byte_us(self, percentile: str) -> float:
        """The same to the answer's first byte."""
        return self.raw["first_byte_ns"][percentile] / 1000

    def added_us(self, percentile: str) -> float:
        """Latency without the time that the function told."""
        return self.raw["added_ns"][percentile] / 1000

    def gap_us(self, percentile: str) -> float:
        """From the whole answer to the next poll."""
        return self.raw["gap_ns"][percentile] / 1000

    @property
    def together_percent(self) -> float:
        """Of the polls: those that came in one read with the answer before them."""
        return 100 * self.raw["together"] / self.raw["invocations"]

    @property
    def memory_mib(self) -> float:
        return self.raw["client_rss_kib"] / 1024

    @property
    def server_busy(self) -> float:
        return self.raw["server_cpu_ns"] / self.raw["elapsed_ns"]


@dataclass(frozen=True)
class LoadServer:
    program: str
    cores: Tuple[int, int]  # of the server, of the client
    spin: bool
    timeout: int = 60

    def measure(self, client: Client, plan: Plan) -> Run:
        server_core, client_core = self.cores
        options = ["--core", server_core, "--client-core", client_core, "--timeout", self.timeout]
        options += ["--size", plan.size, "--warmup", plan.warmup, "--count", plan.count]
        options += ["--flights", plan.flights, "--rate", plan.rate]
        options += ["--stream", plan.stream, "--read-rate", plan.read_rate]
        if self.spin or plan.rate:
            options.append("--spin")
        for name, value in (("--event", plan.event), ("--answer", plan.answer)):
            options += [name, value] * bool(value)
        if plan.whole:
            options.append("--whole")
        if plan.terminate:
            options.append("--terminate")
        command = [self.program, *map(str, options), "--", *client.command]
        with tempfile.TemporaryFile("w+") as log:
            done = subprocess.run(
                command,
                env=client.environment(plan.flights),
                cwd=client.folder or None,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            log.seek(0)
            said = log.read()[-2000:]
        lines = done.stdout.splitlines()
        if len(lines) != 2:
            raise InvalidRun(f"{client.name}: the load server gave no result\n{said}")
        raw = json.loads(lines[1])
        if done.returncode != 0 or raw["errors"] or raw["invocations"] != plan.count:
            raise InvalidRun(
                f"{client.name}: {raw['errors']} errors, {raw['invocations']} of {plan.count}"
                f" invocations; first: {raw.get('first_error')}\n{said}"
            )
        return Run(raw)
