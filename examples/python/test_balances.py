"""Run by `npm test`, which starts a fake for the run."""

import os
import unittest

from balances import Balances, SfoxError
from world import World

# `npm test` is `fake-sfox exec -- python3 -m unittest`; under pytest-xdist each worker is a process, too.
world = World(f"process-{os.getpid()}")


class BalancesTest(unittest.TestCase):
    def setUp(self):
        world.reset()
        self.balances = Balances(world.url, world.key)

    def test_the_balances_of_a_user_are_shown(self):
        self.assertEqual(self.balances.of("ada"), {"btc": 0.5, "usd": 1000})

    def test_while_sfox_is_down_that_is_what_we_say(self):
        world.add_fault({"match": {"path": "/v1/user/balance"}, "status": 503})
        with self.assertRaisesRegex(SfoxError, "^sFOX answered 503$"):
            self.balances.of("ada")
        self.assertEqual(world.hits(), [1])

    def test_a_token_that_sfox_no_longer_takes_is_replaced_once(self):
        self.balances.of("ada")
        world.advance("25h")
        self.assertEqual(self.balances.of("ada"), {"btc": 0.5, "usd": 1000})
        report = world.report("ada")
        self.assertEqual((report["mints"], report["uses_after_expiry"]), (2, 1))


if __name__ == "__main__":
    unittest.main()
