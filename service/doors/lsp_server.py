"""The server's state and its manners: what it holds of one editor, and how findings reach it, pushed or pulled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import wraps
from importlib.metadata import version
from typing import Any, ParamSpec, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from service.doors.lsp_documents import CARET_SECONDS, Documents, Draft, Reviewed, log_type_and_place
from service.doors.lsp_findings import Fine, diagnostics
from service.doors.lsp_options import SECTION, Options, read_options
from service.settings import Settings

_PATIENCE_SECONDS = 10

P = ParamSpec("P")
T = TypeVar("T")


class _Protocol(LanguageServerProtocol):
    """Keeps documents in our own way: pygls ends lines at marks where editors do not, and so loses their places."""

    _server: EditorServer

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take in a document, and review it at once."""
        document = params.text_document
        encoding = str(self.workspace.position_encoding)
        self._server.documents.open(Draft(document.uri, document.version, document.text, encoding))
        self._server.show(document.uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take in what was typed."""
        document = params.text_document
        self._server.documents.change(document.uri, document.version, params.content_changes)
        self._server.show(document.uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document, and take away what was shown."""
        self._server.documents.close(params.text_document.uri)
        self._server.clear(params.text_document.uri)


class EditorServer(LanguageServer):
    """One editor's server: its open documents, its user's choices, and what was called fine."""

    def __init__(self, chosen: Settings) -> None:
        self.chosen = chosen
        self.documents = Documents(chosen)
        self.options = Options()
        self.fine = Fine()
        self.is_pulled = False
        self._tasks: set[asyncio.Task[None]] = set()
        super().__init__("wellnoted", version("wellnoted"), protocol_cls=_Protocol)

    def report_server_error(self, error: Exception, source: object) -> None:  # noqa: ARG002 - pygls names it
        """Log the type and place of what went wrong: a message may hold a note, and pygls would show it."""
        log_type_and_place(error)

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that nobody waits for."""
        task = asyncio.get_running_loop().create_task(_quietly(work))
        self._tasks.add(task)  # the loop itself holds tasks weakly
        task.add_done_callback(self._tasks.discard)

    def show(self, uri: str) -> None:
        """Show a document's findings once it is left alone for a while, unless the editor asks for them itself."""
        if not self.is_pulled:
            self.in_background(self._push(uri))

    def show_again(self, uri: str) -> None:
        """Show once more what is known of a document, after the user chose otherwise."""
        if not self.is_pulled:
            self.in_background(self._push(uri))
        elif self.can_refresh:
            self.workspace_diagnostic_refresh(None)

    def clear(self, uri: str) -> None:
        """Take away what was shown of a document that is closed."""
        if not self.is_pulled:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def said(self, reviewed: Reviewed) -> list[types.Diagnostic]:
        """Return what to show now; what is held back at the caret is shown later, by itself."""
        every = diagnostics(reviewed, self.options, self.fine)
        caret = self.documents.caret(reviewed.draft)
        if caret is None or (self.is_pulled and not self.can_refresh):
            return every
        some = diagnostics(reviewed, self.options, self.fine, caret)
        if len(some) < len(every):
            self.in_background(self._later(reviewed.draft))
        return some

    @property
    def can_refresh(self) -> bool:
        """Tell whether the editor pulls again when told to."""
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    @property
    def follows_choices(self) -> bool:
        """Tell whether the editor can be told to say when the user chose otherwise."""
        workspace = self.client_capabilities.workspace
        changes = workspace.did_change_configuration if workspace else None
        return bool(changes and changes.dynamic_registration)

    async def _push(self, uri: str) -> None:
        reviewed = await self.documents.settled(uri, self.options.debounce_ms)
        if reviewed is not None:
            said = self.said(reviewed)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, said, version=reviewed.draft.version)
            )

    async def _later(self, draft: Draft) -> None:
        await asyncio.sleep(CARET_SECONDS)
        if self.documents.is_newest(draft):
            self.show_again(draft.uri)

    async def ask_for_choices(self, sent: object = None) -> None:
        """Take over the user's choices: asked for where the editor answers that, else as they were sent."""
        workspace = self.client_capabilities.workspace
        if workspace and workspace.configuration:
            asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            with contextlib.suppress(JsonRpcException, TimeoutError):  # an editor that does not answer has none
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    answer = await self.workspace_configuration_async(asked)
                self._choose(answer[0] if answer else None)
        elif isinstance(sent, Mapping):
            self._choose(sent.get(SECTION))

    def _choose(self, section: object) -> None:
        """Take over a section; what cannot be used is said, and is as if it was not set."""
        before = self.options
        self.options, problems = read_options(section)
        for problem in problems:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, problem))
        if self.options != before:
            for uri in self.documents.uris:
                self.show_again(uri)


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - nobody waits for it, and nothing of it may reach a log
        log_type_and_place(error)


def guarded(handler: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T | None]]:
    """Make an answer of nothing where an answer fails: pygls would send the error's text, and log the question."""

    @wraps(handler)
    async def answer(*args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return await handler(*args, **kwargs)
        except JsonRpcException:
            raise
        except Exception as error:  # noqa: BLE001 - the last line
            log_type_and_place(error)
            return None

    return answer
