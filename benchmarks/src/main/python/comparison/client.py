"""What the comparison needs to know of a client: what to execute, for which task, with which variables."""

import os
from dataclasses import dataclass, field
from enum import Enum
from typing import Dict, List

# What a runtime finds in its environment; the same for every client.
FUNCTION = {
    "AWS_LAMBDA_FUNCTION_NAME": "echo",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/echo",
    "AWS_LAMBDA_LOG_STREAM_NAME": "echo",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
}
PASSED_ON = ("PATH", "HOME", "TMPDIR", "JAVA_HOME")


class Task(Enum):
    """What the function does with an event."""

    ECHO = "answers with the event's bytes"
    LAYERED = "the same behind three middleware, where the client has any"
    IN_PLACE = "the same with the bytes where they lie, where the client can"
    VERTX = "the same, with Vert.x, where it is Vert.x that the client is made for"
    STREAM = "the event is a number N: streams N bytes, see stream.h"


@dataclass(frozen=True)
class Client:
    name: str
    command: List[str]
    variables: Dict[str, str] = field(default_factory=dict)
    # Where it is started; empty: here.
    folder: str = ""
    # Why it can't run here, and what would help; empty when it can.
    missing: str = ""
    # Whether it is a JVM (options can be added with JAVA_TOOL_OPTIONS).
    jvm: bool = False
    # Whether it takes AWS_LAMBDA_MAX_CONCURRENCY invocations at once.
    concurrent: bool = False

    def available(self) -> bool:
        return not self.missing

    def environment(self, flights: int = 1) -> Dict[str, str]:
        """Of its process, with so many invocations at once."""
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        kind = {"AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand"}
        if flights > 1:
            kind = {
                "AWS_LAMBDA_INITIALIZATION_TYPE": "lambda-managed-instances",
                "AWS_LAMBDA_MAX_CONCURRENCY": str(flights),
            }
        return {**passed_on, **FUNCTION, **kind, **self.variables}
