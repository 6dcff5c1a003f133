import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

export function createEditor(home) {
  const keys = keymap({ "Mod-z": undo, "Mod-y": redo });
  const state = EditorState.create({ schema, plugins: [history(), keys, keymap(baseKeymap)] });
  const attributes = { class: "editor", "aria-label": "Draft", spellcheck: "false" };
  return new EditorView(home, { state, attributes });
}
