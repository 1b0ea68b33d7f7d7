"""What bin/compare promises about its numbers, without running a client."""

import contextlib
import io
import os
import stat
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(HOME, "src", "main", "python"))

from comparison.clients import OURS, THEIRS, Client  # noqa: E402
from comparison.command import read_arguments  # noqa: E402
from comparison.load import InvalidRun, LoadServer, Plan, Run  # noqa: E402
from comparison.measures import Bench, echo, start  # noqa: E402
from comparison.ratios import Bound, Comparison  # noqa: E402
from comparison.report import table  # noqa: E402


class RatiosTest(unittest.TestCase):
    def test_ratio_is_the_median_of_the_pairs_not_of_the_sides(self):
        drifting = Comparison("rate", "1/s", ours=[20, 10, 40], theirs=[10, 5, 10])
        self.assertEqual(drifting.ratios, [2, 2, 4])
        self.assertEqual(drifting.ratio, 2)

    def test_a_bound_says_which_side_of_it_is_good(self):
        faster, cheaper = Bound(1.8, at_least=True), Bound(0.6, at_least=False)
        self.assertTrue(faster.met_by(1.8) and cheaper.met_by(0.6))
        self.assertFalse(faster.met_by(1.79) or cheaper.met_by(0.61))

    def test_runs_without_a_partner_are_refused(self):
        with self.assertRaisesRegex(ValueError, "2 runs beside 1"):
            Comparison("rate", "1/s", ours=[1, 2], theirs=[1])

    def test_table_shows_ratio_spread_bound_and_verdict(self):
        text = table([Comparison("rate", "1/s", [3000, 2000], [1000, 1000], Bound(1.8, True))])
        for part in ("2,500", "1,000", "2.50x", "2.00-3.00", ">= 1.8x", "pass"):
            self.assertIn(part, text)


class MeasuresTest(unittest.TestCase):
    def setUp(self):
        self.order = []

    def bench(self, rates, starts=2):
        test = self

        class Scripted:
            def measure(self, client, plan):
                test.order.append(client.name)
                seconds = max(plan.count, 1) / rates[client.name]
                return Run(
                    {
                        "invocations": plan.count,
                        "elapsed_ns": seconds * 1e9,
                        "client_cpu_ns": 1e9,
                        "client_rss_kib": 1024,
                        **{name + "_ns": {"p50": 1, "p99": 2} for name in ("latency", "gap", "cycle")},
                        "first_next_ns": 1e9,
                        "exec_ns": 9e8,
                    }
                )

        class Clients:
            ours = staticmethod(lambda: Client(OURS, []))
            theirs = staticmethod(lambda: Client(THEIRS, []))
            bare = staticmethod(lambda: Client("bare", []))

        return Bench(Clients(), Scripted(), 2, starts, [2], 10, 100, lambda text: None)

    def test_clients_take_turns(self):
        echo(self.bench({OURS: 2, THEIRS: 1, "bare": 5}))
        self.assertEqual(self.order, [THEIRS, OURS, "bare"] * 2)

    def test_a_server_that_is_not_twice_as_fast_makes_the_run_invalid(self):
        saturated = self.bench({OURS: 50, THEIRS: 20, "bare": 100})
        echo(saturated)
        self.assertIn("not at more than 2x", saturated.faults[0])
        self.assertEqual(self.order.count("bare"), 2 + 5)
        roomy = self.bench({OURS: 50, THEIRS: 20, "bare": 101})
        echo(roomy)
        self.assertEqual(roomy.faults, [])

    def test_the_first_pair_of_starts_is_not_counted(self):
        comparison = start(self.bench({OURS: 1, THEIRS: 1}, starts=3))[0]
        self.assertEqual(len(self.order), 8)
        self.assertEqual([round(time) for time in comparison.ours], [100, 100, 100])


class LoadServerTest(unittest.TestCase):
    def measure(self, script):
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "server")
            with open(program, "w", encoding="utf-8") as file:
                file.write("#!/bin/sh\n" + script)
            os.chmod(program, stat.S_IRWXU)
            server = LoadServer(program, (0, 1), spin=True)
            return server.measure(Client("x", ["true"]), Plan(2, 0, 5))

    def test_a_run_with_an_error_counts_for_nothing(self):
        with self.assertRaisesRegex(InvalidRun, "1 errors.*other bytes"):
            self.measure(
                'echo; echo \'{"errors":1,"invocations":5,"first_error":"other bytes"}\'; exit 1'
            )

    def test_a_run_that_is_too_short_counts_for_nothing(self):
        with self.assertRaisesRegex(InvalidRun, "4 of 5"):
            self.measure('echo; echo \'{"errors":0,"invocations":4}\'')

    def test_a_crash_of_the_server_shows_what_it_said(self):
        with self.assertRaisesRegex(InvalidRun, "boom"):
            self.measure("echo boom >&2; exit 9")


class ArgumentsTest(unittest.TestCase):
    def refusal(self, *arguments):
        said = io.StringIO()
        with self.assertRaises(SystemExit) as exit, contextlib.redirect_stderr(said):
            read_arguments(list(arguments))
        self.assertEqual(exit.exception.code, 2)
        return said.getvalue()

    def test_wrong_arguments_are_named(self):
        self.assertIn("'bogus'", self.refusal("bogus"))
        self.assertIn("'2,x'", self.refusal("--sizes", "2,x"))
        self.assertIn("--rounds", self.refusal("--rounds", "0"))

    def test_everything_is_measured_unless_told_otherwise(self):
        self.assertEqual(read_arguments([]).measure, ["script", "echo", "start", "shell"])
        self.assertEqual(read_arguments(["start"]).measure, ["start"])


if __name__ == "__main__":
    unittest.main()
