"""The built parts of the comparison."""

import glob
import os
import re
import subprocess
import zipfile
from typing import List


class BuildFailed(Exception):
    pass


class Setup:
    """Where the parts are, and what JVMs are started with."""

    def __init__(self, home: str, java_options: List[str], java_home: str = "", built: str = ""):
        self.home = home
        self.top = os.path.dirname(home)
        self.java_options = java_options
        java_home = java_home or os.environ.get("JAVA_HOME", "")
        self.java = os.path.join(java_home, "bin", "java") if java_home else "java"
        self.built = built  # a folder with class paths of somebody else's build; empty: ours
        self.target = os.path.abspath(built) if built else os.path.join(home, "target")
        # The function that unchanged handlers are in: a folder as Lambda unpacks a zip to.
        self.task = os.path.join(self.target, "task")
        self.wrapper = os.path.join(self.target, "layer", "nextloop-wrapper")
        self.native = os.path.join(self.target, "native")
        self.load_server = os.path.join(self.native, "load_server")

    def build(self) -> None:
        if not self.built:
            quietly([os.path.join(self.home, "bin", "build")])
        quietly([os.path.join(self.home, "bin", "build-load-server"), self.native])

    def jvm(self, class_path: str, *arguments: str) -> List[str]:
        """The command of a JVM with the common options."""
        return [self.java, *self.java_options, "-cp", class_path, *arguments]

    def heap(self) -> int:
        """Bytes that the JVMs may use at most; a quarter of a GiB where their flags don't tell."""
        told = re.search(r"-Xmx(\d+)([kmg])", " ".join(self.java_options), re.IGNORECASE)
        if not told:
            return 256 << 20
        return int(told[1]) << {"k": 10, "m": 20, "g": 30}[told[2].lower()]

    def class_path(self, name: str) -> str:
        """One that bin/build wrote, as echo, aws or jmh."""
        with open(os.path.join(self.target, "classpath", name), encoding="utf-8") as file:
            return file.readline().rstrip("\n")

    def event(self, name: str) -> str:
        """File of an event, or of an answer."""
        return os.path.join(self.home, "src", "main", "events", f"{name}.json")

    def mentions(self, class_path: str, class_name: str, text: str) -> bool:
        """Whether a class on the class path exists and its constants hold the text."""
        entry = class_name.replace(".", "/") + ".class"
        for place in class_path.split(os.pathsep):
            loose = os.path.join(place, entry)
            if os.path.isfile(loose):
                with open(loose, "rb") as file:
                    return text.encode() in file.read()
            if not zipfile.is_zipfile(place):
                continue
            with zipfile.ZipFile(place) as packed:
                if entry in packed.namelist():
                    return text.encode() in packed.read(entry)
        return False

    def feature(self) -> int:
        """Version of the JDK, as 17."""
        command = [self.java, "-XshowSettings:properties", "-version"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        return int(re.search(r"java.specification.version = (\d+)", told)[1])

    def jvm_version(self) -> str:
        told = subprocess.run([self.java, "-version"], capture_output=True, text=True, check=True)
        return told.stderr.strip().splitlines()[-1]


def quietly(command: List[str]) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode != 0:
        raise BuildFailed(f"{command[0]} failed:\n{done.stdout}")


def java_25() -> str:
    """Where a JDK 25 is; empty when none is found."""
    for home in filter(None, [os.environ.get("JAVA_25_HOME"), *sorted(glob.glob("/usr/lib/jvm/*"))]):
        release = os.path.join(home, "release")
        if os.path.isfile(release) and os.path.isfile(os.path.join(home, "bin", "java")):
            with open(release, encoding="utf-8") as file:
                if 'JAVA_VERSION="25' in file.read():
                    return home
    return ""
