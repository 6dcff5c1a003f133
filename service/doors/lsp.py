"""The language server: an editor's documents in; questions, rules and plain words out, over standard input and output.

Source: Language Server Protocol 3.17. This file answers; what is told, and where, is in the files `lsp_*.py` beside it.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import signal
import sys
from functools import partial
from typing import BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from service.analyse import analyse, refuse_unusable
from service.doors.lsp_actions import FINE, SUMMARY, actions
from service.doors.lsp_findings import SOURCE, at
from service.doors.lsp_options import SECTION
from service.doors.lsp_server import EditorServer, guarded
from service.doors.lsp_telling import in_figures, in_full, rule_in_markdown, rule_in_plain_text
from service.doors.worker import in_worker
from service.note import Note, Span
from service.settings import Settings, settings

_LIFE_SIGN_SECONDS = 5
_TOP = types.Range(types.Position(0, 0), types.Position(0, 0))


def serve_editor(chosen: Settings | None = None) -> None:
    """Serve the editor that started this process, until it hangs up or ends."""
    chosen = chosen or settings()
    refuse_unusable(chosen)
    _log_ours_alone()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread that waits to read would hold any other way out
    if sys.stdin.isatty():
        sys.stderr.write("This waits for an editor, which starts it itself. Ctrl-C ends it.\n")
    answers = _clean_output()
    _server(chosen).start_io(sys.stdin.buffer, answers)


def _log_ours_alone() -> None:
    """Log to standard error, without the libraries: they log whole messages, and so whole notes."""
    logging.basicConfig(format="%(name)s: %(message)s", level=logging.WARNING)
    for name in ("pygls", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _clean_output() -> BinaryIO:
    """Return standard output for the protocol's use alone; whatever else is printed goes to standard error."""
    sys.stdout.flush()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    return answers


def _server(chosen: Settings) -> EditorServer:
    server = EditorServer(chosen)
    server.feature(types.INITIALIZE)(initialize)
    server.feature(types.INITIALIZED)(initialized)
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(choices_changed)
    quick_fixes = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, quick_fixes)(code_actions)
    server.feature(types.TEXT_DOCUMENT_HOVER)(hover)
    server.feature(types.TEXT_DOCUMENT_CODE_LENS)(code_lens)
    server.command(FINE)(call_fine)
    server.command(SUMMARY)(summary)
    return server


async def initialize(ls: EditorServer, params: types.InitializeParams) -> None:
    """Find out how the editor wants its findings, before pygls tells it what there is."""
    document = params.capabilities.text_document
    if document is not None and document.diagnostic is not None:
        ls.is_pulled = True
        options = types.DiagnosticOptions(identifier=SOURCE, inter_file_dependencies=False, workspace_diagnostics=False)
        ls.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(pulled)


@guarded
async def initialized(ls: EditorServer, _params: types.InitializedParams) -> None:
    """Load the models while the first note is on its way, and ask what the user chose."""
    ls.in_background(_warm(ls.chosen))
    if ls.process_id is not None and _is_alive(ls.process_id):
        ls.in_background(_end_with(ls.process_id))
    if ls.follows_choices:
        watched = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        one = types.Registration(SECTION, types.WORKSPACE_DID_CHANGE_CONFIGURATION, watched)
        ls.client_register_capability(types.RegistrationParams([one]))
    await ls.ask_for_choices()


@guarded
async def choices_changed(ls: EditorServer, params: types.DidChangeConfigurationParams) -> None:
    """Take over what the user chose now."""
    await ls.ask_for_choices(params.settings)


async def pulled(ls: EditorServer, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Answer an editor that asks for findings itself; of a draft that changes meanwhile it should ask again."""
    reviewed = await ls.documents.settled(params.text_document.uri, ls.options.debounce_ms)
    if reviewed is None:
        again = ls.documents.draft(params.text_document.uri) is not None
        data = types.DiagnosticServerCancellationData(retrigger_request=again)
        msg = "The note has changed meanwhile."
        raise JsonRpcException(msg, types.LSPErrorCodes.ServerCancelled, data)
    items = ls.said(reviewed)
    known_as = hashlib.blake2b(repr(items).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    if params.previous_result_id == known_as:
        return types.RelatedUnchangedDocumentDiagnosticReport(known_as)
    return types.RelatedFullDocumentDiagnosticReport(items, result_id=known_as)


@guarded
async def code_actions(ls: EditorServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """Return what may be done about the findings at a place."""
    reviewed = await ls.documents.reviewed(params.text_document.uri)
    if reviewed is None:
        return None
    here = at(reviewed, reviewed.draft.places.span(params.range), ls.options, ls.fine)
    workspace = ls.client_capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    return actions(reviewed.draft, here, params.context, versioned=bool(edits and edits.document_changes))


@guarded
async def hover(ls: EditorServer, params: types.HoverParams) -> types.Hover | None:
    """Return the rules behind the findings at a place."""
    reviewed = await ls.documents.reviewed(params.text_document.uri)
    if reviewed is None:
        return None
    offset = reviewed.draft.places.offset(params.position)
    here = at(reviewed, Span(offset, offset), ls.options, ls.fine)
    if not here:
        return None
    if _shows_markdown(ls):
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(map(rule_in_markdown, here)))
    else:
        content = types.MarkupContent(types.MarkupKind.PlainText, "\n\n\n".join(map(rule_in_plain_text, here)))
    return types.Hover(content, here[0].diagnostic.range)


@guarded
async def code_lens(ls: EditorServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Return the note in figures, at its top."""
    uri = params.text_document.uri
    while ls.documents.draft(uri) is not None:
        reviewed = await ls.documents.settled(uri, ls.options.debounce_ms)
        if reviewed is not None:
            return [_lens(uri, in_figures(reviewed.review))] if reviewed.review else []
    return None


@guarded
async def call_fine(ls: EditorServer, uri: str, key: str) -> None:
    """Take away a finding for as long as the editor runs."""
    ls.fine.add(key)
    ls.show_again(uri)


@guarded
async def summary(ls: EditorServer, uri: str) -> None:
    """Show the note in figures, and what is still open."""
    reviewed = await ls.documents.reviewed(uri)
    if reviewed is not None and reviewed.review is not None:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, in_full(reviewed.review)))


def _lens(uri: str, title: str) -> types.CodeLens:
    return types.CodeLens(_TOP, types.Command(title=title, command=SUMMARY, arguments=[uri]))


def _shows_markdown(ls: EditorServer) -> bool:
    document = ls.client_capabilities.text_document
    formats = document.hover.content_format if document and document.hover else None
    return formats is None or types.MarkupKind.Markdown in formats


async def _warm(chosen: Settings) -> None:
    await in_worker(partial(analyse, Note(text="Ready?"), chosen))


async def _end_with(process_id: int) -> None:
    """End when the editor has: one that was killed may leave the pipe open in a child of its own."""
    while _is_alive(process_id):  # noqa: ASYNC110 - another process sets no event of ours
        await asyncio.sleep(_LIFE_SIGN_SECONDS)
    os._exit(1)  # a thread still waits to read, and would hold any other way out


def _is_alive(process_id: int) -> bool:
    if sys.platform == "win32":  # os.kill would end what it asks about; there the pipe's end is enough
        return False
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
