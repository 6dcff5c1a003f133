"""The few of Firefox's own remote commands that a test needs.

Source: Mozilla, Marionette protocol: a message is its length, a colon, and JSON; commands are named as WebDriver's.
"""

from __future__ import annotations

import json
import socket
import time

import pytest


class Marionette:
    """A Firefox that was started with --marionette on a port."""

    def __init__(self, port: int) -> None:
        self._line = _connected(port)
        self._asked = 0
        self._read()  # it says who it is
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {}})

    def ask(self, name: str, **parameters: object):
        self._asked += 1
        message = json.dumps([0, self._asked, name, parameters]).encode()
        self._line.sendall(f"{len(message)}:".encode() + message)
        _, _, error, answer = self._read()
        if error:
            raise RuntimeError(error["message"])
        return answer

    def run(self, script: str):
        return self.ask("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def wait_for(self, expression: str) -> object:
        """Return what the expression says once it says something."""
        for _ in range(150):
            if found := self.run(f"return {expression}"):
                return found
            time.sleep(0.2)
        raise AssertionError(expression)

    def write(self, selector: str, words: str) -> None:
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        element = next(iter(found.values()))
        self.ask("WebDriver:ElementClick", id=element)
        self.ask("WebDriver:ElementSendKeys", id=element, text=words)

    def _read(self):
        length = b""
        while not length.endswith(b":"):
            length += self._line.recv(1)
        message = b""
        while len(message) < int(length[:-1]):
            message += self._line.recv(int(length[:-1]) - len(message))
        return json.loads(message)


def _connected(port: int) -> socket.socket:
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            time.sleep(0.2)
    pytest.fail("Firefox was not ready within a minute.")
