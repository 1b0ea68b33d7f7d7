"""How the clients of compare drop-in are started, without starting one."""

import os
import sys
import tempfile
import unittest

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(HOME, "src", "main", "python"))

from comparison import dropin  # noqa: E402
from comparison.archives import archived  # noqa: E402
from comparison.client import Client  # noqa: E402
from comparison.clients import OURS, THEIRS  # noqa: E402
from comparison.load import InvalidRun, Plan  # noqa: E402


class Parts:
    task = "task"
    wrapper = "layer/nextloop-wrapper"

    def __init__(self, feature=17):
        self.feature = lambda: feature

    def class_path(self, name):
        return name

    def jvm(self, class_path, *arguments):
        return ["java", "-cp", class_path, *arguments]


class Bench:
    def __init__(self, feature, writes):
        self.setup = Parts(feature)
        self.runs = []
        self.writes = writes
        self.progress = lambda text: None

    def measure(self, client, plan, _):
        self.runs.append((client, plan))
        option = next(part for part in client.command if part.startswith("-XX:"))
        path = option.partition("=")[2]
        if self.writes:
            with open(path, "w", encoding="utf-8"):
                pass


class ClientsTest(unittest.TestCase):
    def test_both_run_the_same_function_from_the_same_folder_with_the_same_variables(self):
        ours, theirs = dropin.clients(Bench(17, True), "EchoMap::handleRequest")
        self.assertEqual((ours.name, theirs.name), (OURS, THEIRS))
        self.assertEqual(ours.variables, theirs.variables)
        self.assertEqual((ours.folder, theirs.folder), ("task", "task"))
        self.assertEqual(ours.command, ["layer/nextloop-wrapper", *theirs.command])

    def test_each_kind_of_handler_has_the_bound_of_the_issue(self):
        self.assertEqual([function.rate for function in dropin.FUNCTIONS], [2, 1.5, 1.3])


class ArchivesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def test_an_archive_is_made_by_a_training_that_ends_by_itself_and_has_to_be_used(self):
        bench = Bench(17, True)
        client = archived(bench, Client("x", ["wrapper", "java", "-cp", "path", "Main"]), Plan(2, 0, 1), self.folder)
        self.assertTrue(bench.runs[0][1].terminate)
        options = [f"-XX:SharedArchiveFile={self.folder}/x.jsa", "-Xshare:on"]
        self.assertEqual(client.command, ["wrapper", "java", *options, "-cp", "path", "Main"])

    def test_newer_jdks_make_an_aot_cache(self):
        bench = Bench(25, True)
        client = archived(bench, Client("x", ["true", "-cp", "path", "Main"]), Plan(2, 0, 1), self.folder)
        options = [f"-XX:AOTCache={self.folder}/x.aot", "-XX:AOTMode=on"]
        self.assertEqual(client.command, ["true", *options, "-cp", "path", "Main"])

    def test_a_training_that_leaves_no_archive_is_no_measure(self):
        with self.assertRaisesRegex(InvalidRun, "x: its JVM ended without the archive x.jsa"):
            archived(Bench(17, False), Client("x", ["java", "-cp", "path"]), Plan(2, 0, 1), self.folder)


if __name__ == "__main__":
    unittest.main()
