"""The clients that are compared: what to execute, and with which variables."""

import os
import subprocess
from dataclasses import dataclass, field
from typing import Dict, List

OURS = "nextloop"
THEIRS = "aws"

# What a runtime finds in its environment; the same for every client.
FUNCTION = {
    "AWS_LAMBDA_FUNCTION_NAME": "echo",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/echo",
    "AWS_LAMBDA_LOG_STREAM_NAME": "echo",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
}
PASSED_ON = ("PATH", "HOME", "TMPDIR", "JAVA_HOME")


class BuildFailed(Exception):
    pass


@dataclass(frozen=True)
class Client:
    name: str
    command: List[str]
    variables: Dict[str, str] = field(default_factory=dict)

    def environment(self) -> Dict[str, str]:
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return {**passed_on, **FUNCTION, **self.variables}


class Setup:
    """The built parts of the comparison, and the commands that start them."""

    def __init__(self, home: str, java_options: List[str]):
        self.home = home
        self.top = os.path.dirname(home)
        self.java_options = java_options
        java_home = os.environ.get("JAVA_HOME")
        self.java = os.path.join(java_home, "bin", "java") if java_home else "java"
        self.native = os.path.join(home, "target", "native")
        self.load_server = os.path.join(self.native, "load_server")

    def build(self) -> None:
        self._quietly([os.path.join(self.home, "bin", "build")])
        self._quietly([os.path.join(self.home, "bin", "build-load-server"), self.native])

    def _quietly(self, command: List[str]) -> None:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode != 0:
            raise BuildFailed(f"{command[0]} failed:\n{done.stdout}")

    def _class_path(self, name: str) -> str:
        with open(os.path.join(self.home, "target", "classpath", name), encoding="utf-8") as file:
            return file.readline().rstrip("\n")

    def _jvm(self, class_path: str, *arguments: str) -> List[str]:
        return [self.java, *self.java_options, "-cp", self._class_path(class_path), *arguments]

    def ours(self) -> Client:
        return Client(
            OURS,
            self._jvm("echo", "dev.nextloop.launch.Main"),
            {"_HANDLER": "dev.nextloop.benchmarks.Echo", "LAMBDA_TASK_ROOT": self.home},
        )

    def ours_by_script(self) -> Client:
        """The same through bin/echo, as a user starts it."""
        options = {"BENCH_JAVA_OPTS": " ".join(self.java_options)}
        return Client(OURS, [os.path.join(self.home, "bin", "echo")], options)

    def theirs(self) -> Client:
        handler = "dev.nextloop.benchmarks.AwsEcho::handleRequest"
        main = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
        return Client(
            THEIRS, self._jvm("aws", main, handler), {"_HANDLER": handler, "LAMBDA_TASK_ROOT": self.home}
        )

    def bare(self) -> Client:
        """The bare client that never sleeps: what the load server can serve at most."""
        return Client("bare", [os.path.join(self.native, "ping_pong"), "--pipelined", "--spin"])

    def jvm_version(self) -> str:
        told = subprocess.run([self.java, "-version"], capture_output=True, text=True, check=True)
        return told.stderr.strip().splitlines()[-1]
