"""What is said of peers that aren't built; nothing is built or started."""

import os
import stat
import sys
import tempfile
import unittest

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(HOME, "src", "main", "python"))

from comparison.client import Task  # noqa: E402
from comparison.clients import CLIENTS  # noqa: E402
from comparison.peers import PEERS  # noqa: E402
from comparison.setup import Setup  # noqa: E402


class PeersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = folder.name
        self.setup_ = Setup(self.home, ["-Xmx64m"])

    def build(self, *path):
        file = os.path.join(self.home, "peers", *path)
        os.makedirs(os.path.dirname(file))
        with open(file, "w", encoding="utf-8"):
            os.chmod(file, stat.S_IRWXU)
        return file

    def test_each_can_be_named_on_the_command_line(self):
        for name, peer in PEERS.items():
            self.assertIs(CLIENTS[name], peer)
            self.assertEqual(peer(self.setup_, Task.ECHO).name, name)

    def test_one_that_is_not_built_says_what_builds_it(self):
        folders = os.listdir(os.path.join(HOME, "peers"))
        for peer in PEERS.values():
            client = peer(self.setup_, Task.ECHO)
            self.assertFalse(client.available())
            command, name = client.missing.split("benchmarks/")[1].split()[:2]
            self.assertTrue(os.access(os.path.join(HOME, command), os.X_OK), command)
            self.assertIn(name, folders)

    def test_one_that_is_built_runs_with_the_common_options(self):
        jar = self.build("vertx", "target", "nextloop-peer-vertx-0.1.0-SNAPSHOT.jar")
        client = PEERS["vertx-web"](self.setup_, Task.ECHO)
        self.assertEqual(client.missing, "")
        self.assertIn("-Xmx64m", client.command)
        self.assertIn(jar, " ".join(client.command))

    def test_an_echo_streams_nothing(self):
        self.build("go", "target", "echo")
        self.assertTrue(PEERS["go"](self.setup_, Task.ECHO).available())
        self.assertIn("stream", PEERS["go"](self.setup_, Task.STREAM).missing)


if __name__ == "__main__":
    unittest.main()
