"""What a writer may do about a finding from within the editor: put in plain words, or call it fine."""

from __future__ import annotations

from lsprotocol.types import (
    CodeAction,
    CodeActionContext,
    CodeActionKind,
    Command,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from service.doors.lsp_documents import Draft
from service.doors.lsp_findings import Shown

FINE = "wellnoted.fine"
SUMMARY = "wellnoted.summary"


def actions(draft: Draft, found: list[Shown], context: CodeActionContext, *, versioned: bool) -> list[CodeAction]:
    """Return what may be done at a place; the plain words first."""
    if context.only is not None and not any(_holds_quick_fixes(kind) for kind in context.only):
        return []
    edits = [_put_in(draft, each, versioned=versioned) for each in found if each.finding.suggestion is not None]
    fine = [action for each in found for action in _call_fine(draft, each)]
    return edits + fine


def _put_in(draft: Draft, each: Shown, *, versioned: bool) -> CodeAction:
    suggestion = each.finding.suggestion or ""
    return CodeAction(
        title=f"Put “{suggestion}”" if suggestion else "Take these words out",
        kind=CodeActionKind.QuickFix,
        diagnostics=[each.diagnostic],
        is_preferred=True,
        edit=_edit(draft, TextEdit(each.diagnostic.range, suggestion), versioned=versioned),
    )


def _edit(draft: Draft, edit: TextEdit, *, versioned: bool) -> WorkspaceEdit:
    """Return an edit of this very version where the editor can say so: applied to another it would hit other words."""
    if not versioned:
        return WorkspaceEdit(changes={draft.uri: [edit]})
    document = OptionalVersionedTextDocumentIdentifier(uri=draft.uri, version=draft.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(document, [edit])])


def _call_fine(draft: Draft, each: Shown) -> list[CodeAction]:
    name = each.finding.check.replace("_", " ")
    choices = [(f"Fine here: {name}", each.here), (f"Not in this note: {name}", each.everywhere)]
    return [
        CodeAction(
            title=title,
            kind=CodeActionKind.QuickFix,
            diagnostics=[each.diagnostic],
            command=Command(title=title, command=FINE, arguments=[draft.uri, key]),
        )
        for title, key in choices
    ]


def _holds_quick_fixes(kind: CodeActionKind | str) -> bool:
    wanted = str(kind.value if isinstance(kind, CodeActionKind) else kind)
    return wanted in {"", CodeActionKind.QuickFix.value}
