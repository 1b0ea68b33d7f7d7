"""What bin/compare promises about its numbers, without running a client."""

import contextlib
import io
import os
import stat
import sys
import tempfile
import unittest
import unittest.mock

sys.dont_write_bytecode = True
HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(HOME, "src", "main", "python"))

from comparison.bench import Bench  # noqa: E402
from comparison.client import Client  # noqa: E402
from comparison.clients import OURS, THEIRS  # noqa: E402
from comparison import bounds, judging  # noqa: E402
from comparison.arguments import read_arguments  # noqa: E402
from comparison.load import InvalidRun, LoadServer, Plan, Run  # noqa: E402
from comparison.costs import allocated, counted
from comparison.measures import echo, start  # noqa: E402
from comparison.ratios import Bound, Measured  # noqa: E402
from comparison.report import Progress, markdown, table  # noqa: E402


class RatiosTest(unittest.TestCase):
    def test_ratio_is_the_median_of_the_rounds_not_of_the_clients(self):
        drifting = Measured("rate", "1/s", {OURS: [20, 10, 40], THEIRS: [10, 5, 10]})
        self.assertEqual(drifting.ratio(OURS, THEIRS).pairs, [2, 2, 4])
        self.assertEqual(drifting.ratio(OURS, THEIRS).middle, 2)

    def test_there_is_no_ratio_to_a_client_that_was_not_measured(self):
        self.assertIsNone(Measured("rate", "1/s", {OURS: [20]}).ratio(OURS, THEIRS))

    def test_a_bound_says_which_side_of_it_is_good_and_what_is_between_it_and_its_floor(self):
        faster = Bound(OURS, THEIRS, 1.8, at_least=True, floor=1.5)
        cheaper = Bound(OURS, THEIRS, 0.6, at_least=False)
        self.assertEqual([faster.verdict(ratio) for ratio in (1.8, 1.79, 1.49)], ["pass", "floor", "miss"])
        self.assertEqual([cheaper.verdict(ratio) for ratio in (0.6, 0.61)], ["pass", "miss"])

    def test_a_bound_may_be_of_the_inverse_ratio_or_of_the_value_itself(self):
        measured = Measured("time", "us", {OURS: [2, 2], THEIRS: [8, 10]})
        self.assertEqual(measured.reached(Bound(OURS, THEIRS, 4, True, inverse=True)).pairs, [4, 5])
        self.assertEqual(measured.reached(Bound(OURS, "", 3, False)).pairs, [2, 2])
        self.assertIsNone(measured.reached(Bound("c", THEIRS, 3, False)))

    def test_a_bound_that_was_not_measured_is_not_passed(self):
        measured = Measured("rate", "1/s", {OURS: [8], THEIRS: [2]}, [Bound("c", THEIRS, 3, True)])
        self.assertIn("| - |  | >= 3x | not measured |", judging.markdown([measured]))
        reached = Measured("rate", "1/s", {OURS: [8], THEIRS: [2]}, [Bound(OURS, THEIRS, 5, True, 4)])
        self.assertIn("| 4.00x | 4.00-4.00 | >= 5x (floor 4x) | floor |", judging.markdown([reached]))

    def test_what_has_no_bound_is_told_and_not_judged(self):
        measured = Measured("time", "us", {OURS: [2], THEIRS: [1]}, [Bound(OURS, THEIRS, None, False)])
        self.assertIn("| 2.00x | 2.00-2.00 |  |  |", judging.markdown([measured]))

    def test_runs_without_partners_are_refused(self):
        with self.assertRaisesRegex(ValueError, "'nextloop': 2, 'aws': 1"):
            Measured("rate", "1/s", {OURS: [1, 2], THEIRS: [1]})

    def test_tables_show_ratios_spread_bound_and_verdict(self):
        runs = {OURS: [3000, 2000], THEIRS: [1000, 1000], "c": [5000, 5000]}
        measured = [Measured("rate", "1/s", runs, [Bound(OURS, THEIRS, 1.8, True)])]
        for text in (table(measured), markdown(measured)):
            for part in ("2,500", "1,000", "2.50x", "0.50x", "2.00-3.00", ">= 1.8x", "pass"):
                self.assertIn(part, text)


class ClientsTest(unittest.TestCase):
    def test_a_client_learns_how_many_invocations_may_be_in_flight(self):
        client = Client("x", ["x"])
        self.assertEqual(client.environment(16)["AWS_LAMBDA_MAX_CONCURRENCY"], "16")
        self.assertNotIn("AWS_LAMBDA_MAX_CONCURRENCY", client.environment(1))


class MeasuresTest(unittest.TestCase):
    def setUp(self):
        self.order = []

    def bench(self, rates, starts=2, heap=1000):
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
                        **{name + "_ns": {"p50": 1, "p99": 2, "p99.9": 3} for name in ("latency", "gap", "cycle")},
                        "first_next_ns": 1e9,
                        "first_answer_ns": 11e8,
                        "together": plan.count,
                        "exec_ns": 9e8,
                    }
                )

        class Parts:
            native = "native"
            home = "."
            heap = staticmethod(lambda: heap)

        bench = Bench(Parts(), Scripted(), [], 2, starts, [2], [1], 10, 100, lambda text: None)
        bench.clients = lambda task: [Client(THEIRS, []), Client(OURS, [])]
        return bench

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

    def test_what_does_not_fit_into_the_heap_is_left_out(self):
        small = self.bench({OURS: 2, THEIRS: 1, "bare": 5}, heap=7)
        self.assertEqual(echo(small), [])
        self.assertIn("2 bytes: left out", small.notes[0])

    def test_the_first_round_of_starts_is_not_counted(self):
        polled, answered = start(self.bench({OURS: 1, THEIRS: 1}, starts=3))
        self.assertEqual(len(self.order), 8)
        self.assertEqual([round(time) for time in polled.runs[OURS]], [100, 100, 100])
        self.assertEqual([round(time) for time in answered.runs[OURS]], [200, 200, 200])


    def test_a_step_of_the_bounds_that_fails_leaves_the_others_and_makes_the_run_invalid(self):
        def broken(bench):
            raise InvalidRun("aws: no end")

        bench = self.bench({OURS: 1, THEIRS: 1, "bare": 5})
        bench.clients = lambda task: []
        said = io.StringIO()
        names = ("small", "large", "concurrent", "allocated", "streamed", "started", "started_with_vertx")
        with contextlib.ExitStack() as stack:
            for name in names:
                stack.enter_context(unittest.mock.patch.object(bounds, name, broken))
            stack.enter_context(unittest.mock.patch.object(bounds, "java_25", lambda: ""))
            stack.enter_context(contextlib.redirect_stdout(said))
            self.assertEqual(bounds.judge(bench, Progress(io.StringIO())), [])
        self.assertIn("-- streaming: not measured", said.getvalue())
        self.assertIn("echo: aws: no end", bench.faults)


class CostsTest(unittest.TestCase):
    def test_allocation_is_what_the_young_generation_took_in_between_collections(self):
        line = "[{}ns] GC(1) DefNew: {}K(1856K)->{}K(1856K) Eden: 1664K(1664K)->0K(1664K)\n"
        log = "".join(
            line.format(*at) for at in [(90, 1000, 7), (100, 1000, 10), (150, 110, 20), (200, 120, 9), (300, 900, 0)]
        )
        run = Run({"started_ns": 95, "ended_ns": 295, "elapsed_ns": 200, "invocations": 10})
        self.assertEqual(allocated(log, run), (100 + 100) * 1024 / 5)

    def test_calls_are_read_with_and_without_a_column_of_errors(self):
        summary = """% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 60.00    0.000060           1        40         3 read
 40.00    0.000040           1        20           writev
------ ----------- ----------- --------- --------- ----------------
100.00    0.000100           1        60         3 total
"""
        self.assertEqual(counted(summary), {"read": 40, "writev": 20})


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
        self.assertIn("'curl'", self.refusal("--clients", "aws,curl"))

        self.assertIn("'129'", self.refusal("--flights", "1,129"))
        self.assertIn("stands alone", self.refusal("bounds", "echo"))
        self.assertIn("drop-in stands alone", self.refusal("start", "drop-in"))
        self.assertIn("observed stands alone", self.refusal("echo", "observed"))
        self.assertIn("--json", self.refusal("--plots", "x"))

    def test_everything_but_strace_is_measured_unless_told_otherwise(self):
        everything = ["script", "echo", "open", "allocation", "stream", "realistic", "start", "shell"]
        self.assertEqual(read_arguments([]).measure, everything)
        self.assertEqual(read_arguments(["start"]).measure, ["start"])


if __name__ == "__main__":
    unittest.main()
