"""Archives of the classes that a client loads, so that its next start loads them from there."""

import os
from dataclasses import replace
from typing import List

from .bench import Bench
from .client import Client
from .load import InvalidRun, Plan
from .setup import BuildFailed, quietly

EVENTS = 200  # of the training
AOT_SINCE = 24  # JDKs before it archive classes alone


def archived(bench: Bench, client: Client, plan: Plan, folder: str) -> Client:
    """The client with the best archive that its JDK makes of a training with such events. A start that
    can't use its archive fails."""
    training = replace(plan, warmup=0, count=EVENTS, terminate=True)
    make = _aot_cache if bench.setup.feature() >= AOT_SINCE else _class_archive
    return make(bench, client, training, os.path.join(folder, client.name))


def _class_archive(bench: Bench, client: Client, training: Plan, path: str) -> Client:
    _train(bench, _with(client, f"-XX:ArchiveClassesAtExit={path}.jsa"), training, f"{path}.jsa")
    return _with(client, f"-XX:SharedArchiveFile={path}.jsa", "-Xshare:on")


def _aot_cache(bench: Bench, client: Client, training: Plan, path: str) -> Client:
    record = [f"-XX:AOTConfiguration={path}.conf", "-XX:AOTMode=record"]
    _train(bench, _with(client, *record), training, f"{path}.conf")
    bench.progress(f"AOT cache: {client.name}")
    create = [f"-XX:AOTConfiguration={path}.conf", "-XX:AOTMode=create", f"-XX:AOTCache={path}.aot"]
    try:
        quietly(_with(client, *create).command)
    except BuildFailed as failure:
        raise InvalidRun(str(failure)) from failure
    return _with(client, f"-XX:AOTCache={path}.aot", "-XX:AOTMode=on")


def _train(bench: Bench, client: Client, training: Plan, made: str) -> None:
    bench.measure(client, training, "training of an archive")
    if not os.path.exists(made):
        raise InvalidRun(f"{client.name}: its JVM ended without the archive {os.path.basename(made)}")


def _with(client: Client, *options: str) -> Client:
    """Among the options of the JVM, which a wrapper may stand in front of."""
    at = client.command.index("-cp")
    command: List[str] = [*client.command[:at], *options, *client.command[at:]]
    return replace(client, command=command)
