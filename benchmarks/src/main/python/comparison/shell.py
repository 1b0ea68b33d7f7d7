"""The shell function on one emulator: with Nextloop as its bootstrap, and the article's way."""

import base64
import http.client
import json
import os
import shutil
import subprocess
import tempfile
import time
from typing import Dict, List
from urllib.parse import urlsplit

EVENT = b'{"key":"value"}'
WARM_UP = 500
ANSWER = b"Echoing request: '{\"key\":\"value\"}'"


class Emulator:
    """`./nextloop serve` with both functions in it; the other end of one kept connection."""

    def __init__(self, top: str, java: str):
        self.nextloop = os.path.join(top, "nextloop")
        self.samples = os.path.join(top, "samples", "runlambda")
        self.java = shutil.which(java) or java
        self.folder = tempfile.mkdtemp(prefix="nextloop-shell-")
        self.server = subprocess.Popen(
            [self.nextloop, "serve", "--port", "0", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        endpoint = json.loads(self.server.stdout.readline())["endpoint"]
        self.http = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=120)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.close()
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.folder)

    def create(self, name: str, layer: List[str], code: str) -> None:
        """A function whose layer and code are packed by `./nextloop package`."""
        layer_zip = self._package("layer", f"{name}-layer.zip", layer)
        code_zip = self._package("function", f"{name}.zip", ["--in", code])
        published = self._json(
            f"/2018-10-31/layers/{name}/versions",
            {"Content": {"ZipFile": layer_zip}, "CompatibleRuntimes": ["provided.al2023"]},
        )
        self._json(
            "/2015-03-31/functions",
            {
                "FunctionName": name,
                "Role": "arn:aws:iam::123456789012:role/local",
                "Runtime": "provided.al2023",
                "Handler": "function.handler",
                "Layers": [published["LayerVersionArn"]],
                "Code": {"ZipFile": code_zip},
                "Environment": {"Variables": {"NEXTLOOP_JAVA": self.java}},
                "MemorySize": 512,
                "Timeout": 60,
            },
        )

    def _package(self, kind: str, name: str, source: List[str]) -> str:
        path = os.path.join(self.folder, name)
        command = [self.nextloop, "package", kind, *source, "--out", path]
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        with open(path, "rb") as packed:
            return base64.b64encode(packed.read()).decode()

    def _json(self, path: str, body: dict) -> dict:
        self.http.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = self.http.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text[:500]!r}")
        return json.loads(text)

    def per_second(self, name: str, calls: int) -> float:
        """Calls one after the other; each answer is checked."""
        began = time.monotonic()
        for _ in range(calls):
            self.http.request("POST", f"/2015-03-31/functions/{name}/invocations", EVENT)
            answer = self.http.getresponse()
            body = answer.read()
            if answer.status != 200 or not body.rstrip().endswith(ANSWER):
                raise RuntimeError(f"{name}: {answer.status} {body[-200:]!r}")
        return calls / (time.monotonic() - began)


def rates(top: str, java: str, rounds: int, calls: int, progress) -> Dict[str, List[float]]:
    """Invocations per second of both, in turn, once the emulator is warm."""
    with Emulator(top, java) as emulator:
        progress("shell function: packing and publishing")
        function = os.path.join(emulator.folder, "function")
        os.mkdir(function)
        shutil.copy(os.path.join(emulator.samples, "function.sh"), function)
        insecure = os.path.join(emulator.samples, "insecure")
        layer, code = (os.path.join(emulator.folder, part) for part in ("layer", "code"))
        for folder, name in ((layer, "bootstrap"), (code, "function.sh")):
            os.mkdir(folder)
            shutil.copy(os.path.join(insecure, name), folder)
        emulator.create("insecure", ["--in", layer], code)
        emulator.create("nextloop", ["--runtime"], function)
        emulator.per_second("nextloop", WARM_UP)
        measured: Dict[str, List[float]] = {"insecure": [], "nextloop": []}
        for turn in range(rounds + 1):
            progress(f"shell function, round {turn} of {rounds}")
            for name, values in measured.items():
                rate = emulator.per_second(name, calls)
                if turn:
                    values.append(rate)
        return measured
