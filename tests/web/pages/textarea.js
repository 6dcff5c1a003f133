import { attach } from "/plugin/attach.js";

const draft = document.getElementById("draft");
globalThis.reviews = [];
globalThis.attachDraft = (options = {}) => {
  globalThis.attached = attach(draft, { onReview: (review, text) => globalThis.reviews.push({ review, text }), ...options });
};
globalThis.attachDraft();
