"""The language server as editors meet it: a real client library, a real process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

pytest.importorskip("pygls", reason="the language server is the extra lsp: pip install 'wellnoted[lsp]'")

from lsprotocol import types

from service.analyse import analyse
from service.note import Note
from tests.doors.editor import PUSHED, Editor

CANARY = "Zebediah Quillfeather"
NOTE = "😀 Karen was disengaged.\r\nI saw her at school on 3 May. 😀😀 Mum is manipulative.\r\n"
ENCODED = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
UNIT_BYTES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


def offering(encoding):
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)])
    return types.ClientCapabilities(general=general)


PULLING = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        diagnostic=types.DiagnosticClientCapabilities(),
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.PlainText]),
    ),
    workspace=types.WorkspaceClientCapabilities(
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_configuration=types.DidChangeConfigurationClientCapabilities(dynamic_registration=True),
    ),
)


@pytest.fixture(scope="module")
def editor():
    started = Editor()
    yield started
    code, logged = started.stop()
    assert (code, logged) == (0, "")
    assert not started.reader_errors


@pytest.fixture(scope="module")
def pulling():
    started = Editor(PULLING)
    yield started
    assert started.stop()[0] == 0


@pytest.fixture
def uri(request):
    return f"file:///{request.node.name}.md"


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def words(text, place, encoding="utf-16"):
    """Return what an editor that counts in `encoding` marks in a text."""
    assert place.start.line == place.end.line
    line = lines(text)[place.start.line].encode(ENCODED[encoding])
    unit = UNIT_BYTES[encoding]
    return line[unit * place.start.character : unit * place.end.character].decode(ENCODED[encoding])


def found(diagnostics, code):
    return [each for each in diagnostics if each.code == code]


def actions(editor, uri, place, only=None):
    context = types.CodeActionContext([], only=only)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
    return editor.ask(types.TEXT_DOCUMENT_CODE_ACTION, params) or []


def choose(editor, uri, code, title):
    """Run what an action of that title on the first finding of a check runs."""
    diagnostic = found(editor.pushed[uri][-1].diagnostics, code)[0]
    [action] = [
        a for a in actions(editor, uri, diagnostic.range) if a.title.startswith(title) and code == a.diagnostics[0].code
    ]
    command = types.ExecuteCommandParams(action.command.command, action.command.arguments)
    editor.ask(types.WORKSPACE_EXECUTE_COMMAND, command)


def hover(editor, uri, line, character):
    params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
    return editor.ask(types.TEXT_DOCUMENT_HOVER, params)


def pull(editor, uri, previous=None):
    params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), previous_result_id=previous)
    return editor.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, params)


@pytest.mark.parametrize("encoding", ENCODED)
def test_the_right_words_in_every_encoding_after_emoji_and_crlf(encoding):
    editor = Editor(offering(encoding))
    assert editor.answer.capabilities.position_encoding == encoding
    editor.open("file:///a.md", NOTE)
    marked = found(editor.shown("file:///a.md"), "loaded_language")
    assert [words(NOTE, each.range, encoding) for each in marked] == ["disengaged", "manipulative"]
    at = marked[1].range.start.character
    editor.change("file:///a.md", 2, (1, at, 1, at + len("manipulative"), "😀 lazy"), (0, 0, 0, 0, "é😀\r\n"))
    now = "é😀\r\n" + NOTE.replace("manipulative", "😀 lazy")
    marked = found(editor.shown("file:///a.md", 2), "loaded_language")
    assert [words(now, each.range, encoding) for each in marked] == ["disengaged", "lazy"]
    assert editor.stop() == (0, "")


def test_only_what_ends_a_line_for_an_editor_ends_a_line(editor, uri):
    text = "Seen\u2028at\x0bhome\x0cand\x85school.\r\nMum is manipulative.\rDad is lazy."
    editor.open(uri, text)
    marked = found(editor.shown(uri), "loaded_language")
    assert [(words(text, each.range), each.range.start.line) for each in marked] == [("manipulative", 1), ("lazy", 2)]


def test_shows_what_a_review_shows(editor, uri, settings):
    header = "---\nrecord_type: home visit\nchild: {name: Tomasz Nowak, age: 8}\n---\n"
    editor.open(uri, header + NOTE)
    details = {"record_type": "home visit", "child": {"name": "Tomasz Nowak", "age_years": 8}}
    review = analyse(Note.model_validate({"text": NOTE, **details}), settings)
    shown = [(d.code, d.data["severity"], d.data["start"], d.data["end"], d.message) for d in editor.shown(uri)]
    assert shown == [(f.check, f.severity, f.start, f.end, f.message) for f in review.shown]
    for each in editor.shown(uri):
        is_whole = each.data["severity"] == "overview"
        assert words(header + NOTE, each.range) == ("😀" if is_whole else NOTE[each.data["start"] : each.data["end"]])
        assert (each.source, each.code_description) == ("wellnoted", None)


def test_severity_tells_the_kind(editor, uri):
    editor.open(uri, "---\ntitle: x\n---\nMum is manipulative. I will liaise with school on 3 May.")
    loud = {each.data["severity"]: each.severity for each in editor.shown(uri) if each.data}
    assert loud["ask"] is types.DiagnosticSeverity.Information
    assert loud["consider"] is types.DiagnosticSeverity.Hint
    assert loud["overview"] is types.DiagnosticSeverity.Information


def test_work_on_what_has_changed_is_dropped(uri):
    editor = Editor(choices={"debounce_ms": 2000})
    editor.open(uri, "Mum is")
    editor.shown(uri)
    for version, letter in enumerate(" manipulative.", 2):
        editor.change(uri, version, (0, version + 4, 0, version + 4, letter))
    assert [words("Mum is manipulative.", d.range) for d in found(editor.shown(uri, 15), "loaded_language")]
    assert [params.version for params in editor.pushed[uri] if params.version not in {1, 15}] == []
    assert editor.stop() == (0, "")


def test_a_finding_where_somebody_types_waits(editor, uri):
    editor.open(uri, "Dad is lazy.\n\nMum is manipulativ")
    editor.shown(uri)
    editor.change(uri, 2, (2, 17, 2, 17, "e"))
    editor.until(lambda: len([p for p in editor.pushed[uri] if p.version == 2]) > 1)
    first, *_, last = [p.diagnostics for p in editor.pushed[uri] if p.version == 2]
    assert [d.range.start.line for d in found(first, "loaded_language")] == [0]
    assert [d.range.start.line for d in found(last, "loaded_language")] == [0, 2]


def test_a_paste_does_not_wait(editor, uri):
    editor.open(uri, "\n")
    editor.shown(uri)
    editor.change(uri, 2, (0, 0, 0, 0, "Mum is manipulative."))
    assert found(editor.shown(uri, 2), "loaded_language")
    assert len([p for p in editor.pushed[uri] if p.version == 2]) == 1


def test_closing_clears(editor, uri):
    editor.open(uri, NOTE)
    assert editor.shown(uri)
    editor.close(uri)
    editor.until(lambda: editor.pushed[uri][-1].diagnostics in ([], ()))


@pytest.mark.parametrize("text", ["", " \r\n\t", "---\ntitle: x\n---\n"])
def test_an_empty_note_is_left_alone(editor, uri, text):
    editor.open(uri, text)
    assert not editor.shown(uri)


@pytest.mark.parametrize(
    ("text", "said"),
    [("a " * 130_000, "260,000 bytes; at most 256,000"), ("Seen \0 home.", "NUL"), ("\ud83d half", "surrogate")],
)
def test_what_cannot_be_reviewed_is_said_at_the_top(editor, uri, text, said):
    editor.open(uri, text)
    [only] = editor.shown(uri)
    assert said in only.message
    assert (only.code, only.range.start.line) == ("not_reviewed", 0)


def test_plain_words_are_put_in_where_a_finding_has_them(editor, uri):
    text = "😀 I will endeavour to attend on 3 May."
    editor.open(uri, text)
    with_words = [a for each in editor.shown(uri) for a in actions(editor, uri, each.range) if a.edit]
    assert with_words
    for action in with_words:
        [edit] = action.edit.changes[uri]
        assert action.is_preferred
        assert action.kind == types.CodeActionKind.QuickFix
        assert [each.range for each in action.diagnostics] == [edit.range]
        assert action.title == f"Put “{edit.new_text}”"
        assert words(text, edit.range) in text


def test_an_edit_names_the_version_it_is_for(pulling, uri):
    pulling.open(uri, "I will endeavour to attend on 3 May.", version=7)
    whole = types.Range(types.Position(0, 0), types.Position(0, 36))
    edits = [a.edit for a in actions(pulling, uri, whole) if a.edit]
    assert edits
    assert {e.document_changes[0].text_document.version for e in edits} == {7}


def test_actions_of_another_kind_are_not_offered(editor, uri):
    editor.open(uri, NOTE)
    place = editor.shown(uri)[-1].range
    assert actions(editor, uri, place, only=[types.CodeActionKind.QuickFix])
    assert not actions(editor, uri, place, only=[types.CodeActionKind.Refactor])


def test_fine_here_holds_for_the_sentence_and_not_in_this_note_for_the_note(editor, uri):
    editor.open(uri, "Mum is manipulative. Dad is lazy.")
    assert len(found(editor.shown(uri), "loaded_language")) == 2
    choose(editor, uri, "loaded_language", "Fine here")
    editor.until(lambda: len(found(editor.pushed[uri][-1].diagnostics, "loaded_language")) == 1)
    editor.change(uri, 2, (0, 0, 0, 0, "Seen on 3 May. "))
    assert len(found(editor.shown(uri, 2), "loaded_language")) == 1
    editor.change(uri, 3, "Mum is very manipulative. Dad is lazy.")
    assert len(found(editor.shown(uri, 3), "loaded_language")) == 2
    choose(editor, uri, "loaded_language", "Not in this note")
    editor.until(lambda: not found(editor.pushed[uri][-1].diagnostics, "loaded_language"))
    editor.open(uri + "2", "Mum is manipulative. Dad is lazy.")
    assert len(found(editor.shown(uri + "2"), "loaded_language")) == 2


def test_hovering_shows_the_rule(editor, uri):
    editor.open(uri, "---\ntitle: A visit\n---\n😀 Mum is manipulative.")
    shown = hover(editor, uri, 3, 12)
    assert shown.contents.kind == types.MarkupKind.Markdown
    for part in ("**Loaded language**", "Why: ", "What helps: ", r"Mum is \[manipulative\]", "Source: "):
        assert part in shown.contents.value
    assert hover(editor, uri, 1, 3) is None


def test_what_a_note_says_is_no_markup_in_a_hover(editor, uri):
    editor.open(uri, "Mum is manipulative. The ![x](http://x.example/a.png)<img src=x> RCPC is on 3 May.")
    for each in editor.shown(uri):
        value = hover(editor, uri, each.range.start.line, each.range.start.character).contents.value
        assert "![" not in value.replace("!\\[", "")
        assert "<" not in value.replace("\\<", "")


def test_an_editor_without_markdown_gets_plain_text(pulling, uri):
    pulling.open(uri, "Mum is manipulative.")
    shown = hover(pulling, uri, 0, 10)
    assert shown.contents.kind == types.MarkupKind.PlainText
    assert "\\" not in shown.contents.value
    assert "Loaded language\n\n" in shown.contents.value


def test_the_note_in_figures_stands_at_the_top(editor, uri):
    editor.open(uri, "I saw Tom at home on 3 May. He had two cups of tea and a biscuit. " * 4 + "Mum is not coping.")
    [lens] = editor.ask(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensParams(types.TextDocumentIdentifier(uri)))
    assert lens.range.start.line == 0
    assert lens.command.title.startswith("Reading age ")
    assert "8 facts" in lens.command.title
    assert "1 opinion" in lens.command.title
    command = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    editor.ask(types.WORKSPACE_EXECUTE_COMMAND, command)
    editor.until(lambda: any(message.startswith(lens.command.title) for message in editor.messages))


def test_a_header_that_is_not_understood_is_said_and_the_rest_is_used(editor, uri):
    text = f"---\nrecord_type: {CANARY}\nchild:\n  name: Tom Hill\n  age: {CANARY}\n---\nTom was seen at home."
    editor.open(uri, text)
    said = found(editor.shown(uri), "header")
    assert [words(text, each.range) for each in said] == ["record_type", "age"]
    assert CANARY not in str(editor.shown(uri))


def test_an_editor_that_pulls_is_never_pushed_to(pulling, uri):
    assert pulling.answer.capabilities.diagnostic_provider.identifier == "wellnoted"
    pulling.open(uri, NOTE)
    report = pull(pulling, uri)
    assert [words(NOTE, d.range) for d in found(report.items, "loaded_language")] == ["disengaged", "manipulative"]
    assert pull(pulling, uri, report.result_id).kind == "unchanged"
    refreshes = pulling.refreshes
    diagnostic = found(report.items, "loaded_language")[0]
    fine = next(a for a in actions(pulling, uri, diagnostic.range) if a.title == "Fine here: loaded language")
    pulling.ask(
        types.WORKSPACE_EXECUTE_COMMAND, types.ExecuteCommandParams(fine.command.command, fine.command.arguments)
    )
    pulling.until(lambda: pulling.refreshes > refreshes)
    report = pull(pulling, uri, report.result_id)
    assert [words(NOTE, d.range) for d in found(report.items, "loaded_language")] == ["manipulative"]
    pulling.close(uri)
    assert not pulling.pushed


def test_choices_are_followed_as_they_change(uri):
    editor = Editor(choices={"ignore": ["loaded_language"], "severity": {"ask": "error", "overview": "off"}})
    text = "Mum is manipulative. I will ring the school."
    editor.open(uri, text)
    shown = editor.until(
        lambda: [p.diagnostics for p in editor.pushed[uri] if not found(p.diagnostics, "loaded_language")]
    )
    assert {each.severity for each in shown[-1] if each.data["severity"] == "ask"} == {types.DiagnosticSeverity.Error}
    assert not [each for each in shown[-1] if each.data["severity"] == "overview"]
    editor.choices = None
    editor.tell(types.WORKSPACE_DID_CHANGE_CONFIGURATION, types.DidChangeConfigurationParams(None))
    editor.until(lambda: found(editor.pushed[uri][-1].diagnostics, "loaded_language"))
    assert editor.stop() == (0, "")


def test_choices_that_an_editor_sends_along_are_followed(pulling, uri):
    assert types.WORKSPACE_DID_CHANGE_CONFIGURATION in pulling.registered
    pulling.open(uri, "Mum is manipulative.")
    sent = types.DidChangeConfigurationParams({"wellnoted": {"ignore": ["loaded_language"]}})
    pulling.tell(types.WORKSPACE_DID_CHANGE_CONFIGURATION, sent)
    assert not found(pull(pulling, uri).items, "loaded_language")
    pulling.tell(types.WORKSPACE_DID_CHANGE_CONFIGURATION, types.DidChangeConfigurationParams({"wellnoted": {}}))
    assert found(pull(pulling, uri).items, "loaded_language")


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        ([CANARY], 1),
        (CANARY, 1),
        ({"debounce_ms": CANARY, "severity": {"ask": CANARY}, "ignore": [CANARY], "show_all": CANARY}, 4),
        ({"debounce_ms": -1, "severity": CANARY, "ignore": CANARY, "show_all": 3}, 4),
    ],
)
def test_a_choice_that_cannot_be_used_is_said_and_nothing_stops(editor, uri, wrong, problems):
    said = len(editor.messages)
    editor.choices = wrong
    editor.tell(types.WORKSPACE_DID_CHANGE_CONFIGURATION, types.DidChangeConfigurationParams(None))
    editor.until(lambda: len(editor.messages) == said + problems)
    editor.choices = None
    editor.open(uri, "Mum is manipulative.")
    assert found(editor.shown(uri), "loaded_language")
    assert CANARY not in str(editor.messages)


def test_nothing_of_a_note_is_logged_whatever_an_editor_sends():
    editor = Editor(types.ClientCapabilities())
    document = {"uri": f"file:///{CANARY}", "version": 1, "languageId": "x", "text": CANARY}
    for params in ({"textDocument": {**document, "version": CANARY}}, {"textDocument": CANARY}, CANARY, [], None):
        for method in ("textDocument/didOpen", "textDocument/didChange", "textDocument/hover", CANARY):
            editor.send({"jsonrpc": "2.0", "method": method, "params": params})
            editor.send({"jsonrpc": "2.0", "method": method, "params": params, "id": f"{CANARY}{method}"})
    editor.open("file:///a.md", f"{CANARY} is manipulative.")
    assert found(editor.shown("file:///a.md"), "loaded_language")
    assert CANARY not in str(editor.messages)
    code, logged = editor.stop()
    assert code == 0
    assert CANARY not in logged
    assert "manipulative" not in logged


def test_ends_with_an_editor_that_hangs_up():
    editor = Editor()
    editor.open("file:///a.md", NOTE)
    code, logged = editor.hang_up()
    assert code == 0
    assert "Traceback" not in logged


@pytest.mark.skipif(sys.platform == "win32", reason="there the pipe's end is what tells")
def test_ends_with_an_editor_that_is_killed_though_the_pipe_stays_open():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        editor = Editor(process_id=other.pid)
        editor.open("file:///a.md", NOTE)
        assert editor.shown("file:///a.md")
        other.kill()
        other.wait()
        assert editor.ended()[0] == 1


def test_an_editor_whose_process_is_not_on_this_machine_is_served():
    editor = Editor(PUSHED, process_id=2**22 + 7)
    editor.open("file:///a.md", NOTE)
    assert editor.shown("file:///a.md")
    assert editor.stop() == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent there")
def test_somebody_who_starts_it_by_hand_can_end_it():
    question = b'{"jsonrpc": "2.0", "id": 1, "method": "nothing known", "params": {}}'
    with subprocess.Popen(
        [sys.executable, "-m", "service", "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as started:
        started.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(question), question))
        started.stdin.flush()
        assert started.stdout.readline().startswith(b"Content-Length")  # it serves
        started.send_signal(signal.SIGINT)
        assert started.wait(60) != 0


def test_whatever_is_printed_stays_out_of_the_answers():
    noisy = (
        "import os\nfrom service.doors.lsp import _clean_output\nanswers = _clean_output()\n"
        "print('noise')\nos.write(1, b'noise')\nanswers.write(b'answer')"
    )
    done = subprocess.run([sys.executable, "-c", noisy], capture_output=True, check=True, env=os.environ)  # noqa: S603
    assert done.stdout == b"answer"
    assert done.stderr.count(b"noise") == 2


def test_settings_that_cannot_work_are_said_before_serving():
    env = {**os.environ, "WELLNOTED_IGNORE": '["no_such_check"]'}
    done = subprocess.run([sys.executable, "-m", "service", "lsp"], capture_output=True, check=False, env=env)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"WELLNOTED_IGNORE" in done.stderr


def test_what_is_missing_is_named():
    missing = "import sys\nsys.modules['lsprotocol'] = None\nfrom service.cli import main\nmain(['lsp'])"
    done = subprocess.run([sys.executable, "-c", missing], capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert b"pip install 'wellnoted[lsp]'" in done.stderr
