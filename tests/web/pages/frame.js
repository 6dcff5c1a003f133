import { attach } from "/plugin/attach.js";

const frame = document.getElementById("frame");
if (frame.contentDocument.readyState !== "complete" || frame.contentDocument.URL === "about:blank") {
  await new Promise((loaded) => frame.addEventListener("load", loaded, { once: true }));
}
globalThis.attached = attach(frame);
