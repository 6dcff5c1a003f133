import { attach } from "/plugin/attach.js";

globalThis.attached = attach(document.getElementById("draft"));
