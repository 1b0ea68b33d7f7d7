"""What is said of the bills of the realistic function."""

import os
import sys
import unittest

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(HOME, "src", "main", "python"))

from comparison.clients import OURS, THEIRS  # noqa: E402
from comparison.ratios import Measured  # noqa: E402
from comparison.realistic import conclusions  # noqa: E402


class ConclusionsTest(unittest.TestCase):
    def said(self, ours, theirs, name="billed"):
        measured = Measured(f"realistic {name}, calls in turn, 1 lane", "ms", {OURS: ours, THEIRS: theirs})
        return conclusions([measured])

    def test_a_bill_that_is_the_same_is_said_first(self):
        said = self.said([16.2, 16.1, 16.3], [16.4, 16.4, 16.4])[0]
        self.assertTrue(said.startswith("Nextloop changes nothing on the bill of calls in turn, 1 lane"), said)

    def test_other_bills_are_told_as_they_are(self):
        self.assertEqual(
            self.said([6], [16]),
            ["The bill of calls in turn, 1 lane: 6.00 ms billed, 16.00 ms with AWS's client."],
        )
        self.assertIn("The bill", self.said([17], [16])[0])

    def test_only_bills_are_concluded_from(self):
        self.assertEqual(self.said([1], [1], "answer, 50 %"), [])

    def test_nothing_is_said_without_a_partner(self):
        self.assertEqual(conclusions([Measured("realistic billed, x", "ms", {OURS: [1]})]), [])


if __name__ == "__main__":
    unittest.main()
