"""An editor for tests: pygls's own client over a real process, with what an editor shows and is asked."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

WAIT_SECONDS = 60
PUSHED = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(configuration=True))


def _converter():
    """Return pygls's own, which takes an action that has a command for a command."""
    converter = default_converter()

    def action(data, _type):
        is_action = isinstance(data.get("command"), dict) or "command" not in data
        return converter.structure(data, types.CodeAction if is_action else types.Command)

    converter.register_structure_hook(types.Command | types.CodeAction, action)
    return converter


class Editor:
    """A client that runs in a thread of its own, so that a test reads from top to bottom."""

    def __init__(self, capabilities=PUSHED, choices=None, process_id=None):
        self.choices = choices
        self.pushed = defaultdict(list)
        self.messages = []
        self.refreshes = 0
        self.registered = []
        self.reader_errors = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._client = LanguageClient("a test", "1", converter_factory=_converter)
        self._client.report_server_error = lambda error, _source: self.reader_errors.append(error)
        self._listen()
        env = {k: v for k, v in os.environ.items() if not k.startswith("WELLNOTED_")}
        root = Path(__file__).parents[2]
        start = self._client.start_io(sys.executable, "-m", "service", "lsp", "--stdio", env=env, cwd=root)
        self._do(start)
        self.process = self._client._server  # noqa: SLF001 - it has no other way
        self._stderr = asyncio.run_coroutine_threadsafe(self.process.stderr.read(), self._loop)
        self.answer = self.ask(
            types.INITIALIZE,
            types.InitializeParams(capabilities, process_id=process_id or os.getpid()),
        )
        self.tell(types.INITIALIZED, types.InitializedParams())

    def _listen(self):
        feature = self._client.feature

        @feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _pushed(params):
            self.pushed[params.uri].append(params)

        @feature(types.WORKSPACE_CONFIGURATION)
        def _configuration(params):
            return [self.choices for _ in params.items]

        @feature(types.WINDOW_SHOW_MESSAGE)
        def _message(params):
            self.messages.append(params.message)

        @feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
        def _refresh(_params):
            self.refreshes += 1

        @feature(types.CLIENT_REGISTER_CAPABILITY)
        def _register(params):
            self.registered += [one.method for one in params.registrations]

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(WAIT_SECONDS)

    def ask(self, method, params):
        async def asked():
            return await self._client.protocol.send_request_async(method, params)

        return self._do(asked())

    def tell(self, method, params=None):
        async def told():
            self._client.protocol.notify(method, params)

        self._do(told())

    def send(self, message):
        """Send any message at all."""

        async def sent():
            self._client.protocol._send_data(message)  # noqa: SLF001 - what it sends by itself is well formed

        self._do(sent())

    def open(self, uri, text, version=1):
        item = types.TextDocumentItem(uri, "markdown", version, text)
        self.tell(types.TEXT_DOCUMENT_DID_OPEN, types.DidOpenTextDocumentParams(item))

    def change(self, uri, version, *changes):
        """Tell of changes: a text for the whole document, or (start line, character, end line, character, text)."""
        told = [
            types.TextDocumentContentChangeWholeDocument(change)
            if isinstance(change, str)
            else types.TextDocumentContentChangePartial(
                types.Range(types.Position(*change[0:2]), types.Position(*change[2:4])), change[4]
            )
            for change in changes
        ]
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        self.tell(types.TEXT_DOCUMENT_DID_CHANGE, types.DidChangeTextDocumentParams(document, told))

    def close(self, uri):
        self.tell(types.TEXT_DOCUMENT_DID_CLOSE, types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def until(self, holds):
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            if found := holds():
                return found
            assert self.process.returncode is None, "the server has ended"
            time.sleep(0.02)
        msg = "nothing came in time"
        raise AssertionError(msg)

    def shown(self, uri, version=1):
        """Return the diagnostics of a version once they are there."""
        last = self.until(lambda: next((p for p in reversed(self.pushed[uri]) if p.version == version), None))
        return last.diagnostics

    def stop(self):
        """Hang up as an editor should, and return the exit code and what was logged."""
        self.ask(types.SHUTDOWN, None)
        self.tell(types.EXIT)
        return self.ended()

    def ended(self):
        code = self._do(asyncio.wait_for(self.process.wait(), WAIT_SECONDS))
        return code, self._stderr.result(WAIT_SECONDS).decode()

    def hang_up(self):
        """Close the pipe without a word, as an editor that crashes does."""

        async def closed():
            self.process.stdin.close()

        self._do(closed())
        return self.ended()
