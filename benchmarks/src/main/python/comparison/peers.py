"""Clients of others, each with the smallest echo it allows. bin/build-peers builds them."""

import os
import shutil
from typing import Callable, Dict, List

from .client import Client, Task
from .setup import Setup


def _target(setup: Setup, peer: str, *path: str) -> str:
    return os.path.join(setup.home, "peers", peer, "target", *path)


def _peer(name: str, task: Task, built: str, command: List[str], **more) -> Client:
    """A client that is there once the file `built` is."""
    missing = ""
    if not os.path.exists(built):
        folder = built.split(f"{os.sep}target")[0]
        missing = f"it is not built; benchmarks/bin/build-peers {os.path.basename(folder)} does that"
    elif task is Task.STREAM:
        missing = "its echo doesn't stream"
    elif shutil.which(command[0]) is None:
        missing = f"there is no {command[0]} here"
    return Client(name, command, missing=missing, **more)


def _java(setup: Setup, name: str, peer: str, task: Task, main: str, *arguments: str, **more) -> Client:
    """A peer that Maven built."""
    jar = _target(setup, peer, f"nextloop-peer-{peer}-0.1.0-SNAPSHOT.jar")
    class_path = f"{jar}{os.pathsep}{_target(setup, peer, 'lib', '*')}"
    command = setup.jvm(class_path, f"dev.nextloop.peers.{main}", *arguments)
    return _peer(name, task, jar, command, jvm=True, **more)


def micronaut(setup: Setup, task: Task) -> Client:
    """Micronaut's custom runtime."""
    return _java(setup, "micronaut", "micronaut", task, "MicronautEcho")


def http4k(setup: Setup, task: Task) -> Client:
    """http4k's custom runtime."""
    return _java(setup, "http4k", "http4k", task, "Http4kEcho")


def powertools(setup: Setup) -> Client:
    """AWS's client with logging and metrics of Powertools, for compare observed; no plain echo."""
    handler = "dev.nextloop.peers.PowertoolsEcho::handleRequest"
    jar = _target(setup, "powertools", "nextloop-peer-powertools-0.1.0-SNAPSHOT.jar")
    class_path = f"{jar}{os.pathsep}{_target(setup, 'powertools', 'lib', '*')}"
    main = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
    variables = {"_HANDLER": handler, "LAMBDA_TASK_ROOT": setup.home, "POWERTOOLS_SERVICE_NAME": "echo"}
    command = setup.jvm(class_path, main, handler)
    return _peer("powertools", Task.ECHO, jar, command, variables=variables, jvm=True, concurrent=True)


def jdk(setup: Setup, task: Task) -> Client:
    """A loop over the JDK's HttpClient."""
    classes = _target(setup, "jdk")
    built = os.path.join(classes, "JdkEcho.class")
    command = setup.jvm(classes, "JdkEcho")
    return _peer("jdk", task, built, command, jvm=True, concurrent=True)


def vertx_http(setup: Setup, task: Task) -> Client:
    """A loop over Vert.x's HttpClient."""
    return _java(setup, "vertx-http", "vertx", task, "VertxEcho", "http", concurrent=True)


def vertx_http_pipelined(setup: Setup, task: Task) -> Client:
    """The same, with the next poll sent behind the answer."""
    name = "vertx-http-pipelined"
    return _java(setup, name, "vertx", task, "VertxEcho", "pipelined", concurrent=True)


def vertx_web(setup: Setup, task: Task) -> Client:
    """A loop over Vert.x's WebClient."""
    return _java(setup, "vertx-web", "vertx", task, "VertxEcho", "web", concurrent=True)


def rust(setup: Setup, task: Task) -> Client:
    """AWS's lambda_runtime."""
    program = _target(setup, "rust", "release", "echo")
    return _peer("rust", task, program, [program], concurrent=True)


def go(setup: Setup, task: Task) -> Client:
    """AWS's aws-lambda-go."""
    program = _target(setup, "go", "echo")
    return _peer("go", task, program, [program], concurrent=True)


def node(setup: Setup, task: Task) -> Client:
    """AWS's aws-lambda-ric."""
    folder = _target(setup, "node")
    client = os.path.join(folder, "node_modules", "aws-lambda-ric")
    command = ["node", os.path.join(client, "bin", "index.mjs"), os.path.join(folder, "index.handler")]
    built = os.path.join(client, "dist", "rapid-client.node")
    return _peer("node", task, built, command, variables={"LAMBDA_TASK_ROOT": folder})


def python(setup: Setup, task: Task) -> Client:
    """AWS's awslambdaric; with more invocations at once it starts processes, which isn't measured."""
    program = _target(setup, "python", "bin", "python")
    folder = os.path.join(setup.home, "peers", "python")
    variables = {"LAMBDA_TASK_ROOT": folder, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [program, "-m", "awslambdaric", "echo.handler"]
    return _peer("python", task, program, command, variables=variables)


PEERS: Dict[str, Callable[[Setup, Task], Client]] = {
    "micronaut": micronaut,
    "http4k": http4k,
    "jdk": jdk,
    "vertx-http": vertx_http,
    "vertx-http-pipelined": vertx_http_pipelined,
    "vertx-web": vertx_web,
    "rust": rust,
    "go": go,
    "node": node,
    "python": python,
}
