"""Steers a world of a fake-sfox, over HTTP and with the standard library alone."""

import json
import os
import urllib.request


class World:
    """A world by its name. Its key is for the application under test."""

    def __init__(self, name):
        self.url = os.environ["SFOX_BASE_URL"]
        self.key = f"{os.environ['SFOX_ENTERPRISE_API_KEY']}~{name}"
        self._assert_fake()

    def reset(self):
        """Puts everything back to the fixtures."""
        self._call("POST", "/reset")

    def advance(self, by):
        """Moves the clock on, by a duration such as "25h"."""
        self._call("POST", "/clock/advance", {"by": by})

    def add_fault(self, fault):
        """Lets something go wrong."""
        self._call("POST", "/faults", fault)

    def hits(self):
        """Tells how often each fault has happened."""
        return [fault["hits"] for fault in self._call("GET", "/faults")["faults"]]

    def report(self, user):
        """Tells how the application treats the tokens of a user."""
        users = self._call("GET", "/tokens/report")["users"]
        return next(line for line in users if line["user_id"] == user)

    def _assert_fake(self):
        # Without the key, and before anything else: this may be sFOX itself.
        with urllib.request.urlopen(f"{self.url}/_fake", timeout=10) as response:
            if json.load(response)["name"] != "fake-sfox":
                raise RuntimeError(f"what answers at {self.url} is not a fake-sfox")

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {self.key}"}
        request = urllib.request.Request(f"{self.url}/_fake{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as response:
            answer = response.read()
        return json.loads(answer) if answer else None
