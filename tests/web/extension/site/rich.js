import { createEditor } from "/prosemirror.js";

globalThis.editor = createEditor(document.getElementById("home"));
