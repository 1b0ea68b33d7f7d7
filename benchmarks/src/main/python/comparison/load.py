"""One run of one client on the load server."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from typing import Tuple

from .client import Client


class InvalidRun(Exception):
    """A run that counts for nothing: a wrong answer, a crash, no end."""


@dataclass(frozen=True)
class Plan:
    size: int
    warmup: int
    count: int


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
        if self.spin:
            options.append("--spin")
        command = [self.program, *map(str, options), "--", *client.command]
        with tempfile.TemporaryFile("w+") as log:
            done = subprocess.run(
                command, env=client.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True
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
