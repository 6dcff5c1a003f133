import { attach } from "/plugin/attach.js";
import { createEditor } from "/test/prosemirror.js";

globalThis.editor = createEditor(document.getElementById("home"));
globalThis.attached = attach(globalThis.editor.dom);
