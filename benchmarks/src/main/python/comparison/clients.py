"""The clients by name. To add one, write a function of setup and task and name it in CLIENTS.

The function is called after Setup.build and starts nothing. A client that can't run here, or has no
way to do the task, is returned with the reason in `missing`."""

import os
from dataclasses import replace
from typing import Callable, Dict, List

from .client import Client, Task
from .peers import PEERS
from .setup import Setup

OURS = "nextloop"
THEIRS = "aws"  # the baseline: every ratio is one to this client
LIMIT = "c"  # the least that any client has to do

HANDLERS = {
    Task.ECHO: "Echo",
    Task.LAYERED: "LayeredEcho",
    Task.IN_PLACE: "LayeredBodyEcho",
    Task.VERTX: "VertxEcho",
    Task.STREAM: "StreamedBytes",
}
HANDLER_PACKAGE = "dev.nextloop.benchmarks."


def nextloop(setup: Setup, task: Task) -> Client:
    return _nextloop(setup, task, OURS, "direct")


def nextloop_socket(setup: Setup, task: Task) -> Client:
    client = _nextloop(setup, task, "nextloop-socket", "socket")
    kinds = "dev.nextloop.NextloopOptions$EngineKind"
    if not setup.mentions(setup.class_path("echo"), kinds, "SOCKET"):
        return replace(client, missing="this Nextloop has no engine 'socket'")
    return client


def _nextloop(setup: Setup, task: Task, name: str, engine: str) -> Client:
    class_path = setup.class_path("echo")
    handler = HANDLER_PACKAGE + HANDLERS[task]
    known = setup.mentions(class_path, handler, HANDLERS[task])
    return Client(
        name,
        setup.jvm(class_path, f"-Dnextloop.engine={engine}", "dev.nextloop.launch.Main"),
        {"_HANDLER": handler, "LAMBDA_TASK_ROOT": setup.home},
        missing="" if known else f"there is no {handler} to do it",
        jvm=True,
        concurrent=True,
    )


def nextloop_by_script(setup: Setup) -> Client:
    """Nextloop through bin/echo, as a user starts it."""
    options = {"BENCH_JAVA_OPTS": " ".join(setup.java_options)}
    return Client(OURS, [os.path.join(setup.home, "bin", "echo")], options)


def aws(setup: Setup, task: Task) -> Client:
    """AWS's Java client with the handler form that costs it least."""
    handler = "dev.nextloop.benchmarks.AwsEcho::handleRequest"
    main = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
    return Client(
        THEIRS,
        setup.jvm(setup.class_path("aws"), main, handler),
        {"_HANDLER": handler, "LAMBDA_TASK_ROOT": setup.home},
        missing="it can't stream" if task is Task.STREAM else "",
        jvm=True,
        concurrent=True,
    )


def c(setup: Setup, task: Task) -> Client:
    command = [os.path.join(setup.native, "ping_pong"), "--pipelined"]
    return Client(LIMIT, command + ["--stream"] * (task is Task.STREAM), concurrent=True)


def bare(setup: Setup) -> Client:
    """The C client that never sleeps: what the load server can serve at most."""
    return Client("bare", [os.path.join(setup.native, "ping_pong"), "--pipelined", "--spin"], concurrent=True)


CLIENTS: Dict[str, Callable[[Setup, Task], Client]] = {
    OURS: nextloop,
    "nextloop-socket": nextloop_socket,
    THEIRS: aws,
    LIMIT: c,
    **PEERS,
}


def choose(setup: Setup, names: List[str], task: Task) -> List[Client]:
    """The clients of these names for a task."""
    return [CLIENTS[name](setup, task) for name in names]
