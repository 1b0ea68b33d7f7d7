"""Streamed responses: how fast, and in how much memory."""

from typing import Dict, List

from .bench import Bench
from .client import Task
from .load import Plan, Run
from .ratios import Measured

SLOW = 50_000_000  # bytes that the slow reader reads in a second
FLAT_MIB = 16  # resident memory may move by so much and is called flat
POINTS_OF_START = 2  # of the 21 along a response: what is filled once and kept


def stream(bench: Bench) -> List[Measured]:
    """200 MB (or fewer) streamed to a reader that takes all that comes, and to a slow one."""
    clients = bench.clients(Task.STREAM)
    size = bench.stream_bytes
    plan = Plan(0, 1, 1, stream=size)
    runs: Dict[str, List[Run]] = {client.name: [] for client in clients}
    for turn in range(bench.rounds):
        for client in clients:
            label = f"streaming, round {turn + 1} of {bench.rounds}"
            runs[client.name].append(bench.measure(client, plan, label))
    slow = Plan(0, 0, 1, stream=size, read_rate=SLOW)
    slowly = {client.name: [bench.measure(client, slow, "streaming, slow reader")] for client in clients}
    if not clients:
        return []

    def told(name, unit, read, of=None):
        values = {client: [read(run) for run in own] for client, own in (of or runs).items()}
        return Measured(name, unit, values)

    return [
        told(f"streamed, {size / 1e6:g} MB", "MB/s", lambda run: size / run.latency_us("p50")),
        told("streamed, processor time", "ms", lambda run: run.raw["client_cpu_ns"] / 1e6),
        told("streamed, peak memory", "MiB", peak),
        told("slow reader, peak memory", "MiB", peak, slowly),
        told("slow reader, growth of memory", "MiB", growth, slowly),
    ]


def peak(run: Run) -> float:
    return run.raw["client_peak_rss_kib"] / 1024


def growth(run: Run) -> float:
    """How far resident memory went up along the response, once what is kept was filled."""
    along = run.raw["streaming_rss_kib"]
    return (max(along) - along[POINTS_OF_START]) / 1024
