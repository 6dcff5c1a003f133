// What holds where no policy says otherwise. `wellnoted extension` writes this file anew from its options.

/** @type {import("./settings.js").Policy} */
export const DEFAULTS = { serverUrl: "", allowedOrigins: [], authMode: "none" };
