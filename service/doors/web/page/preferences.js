// What is kept in this browser: how the page looks. Never anything of a note.

/** @typedef {"theme" | "margin" | "sample"} Preference */

/**
 * @param {Preference} name
 * @returns {string | null}
 */
export function preferred(name) {
  try {
    return localStorage.getItem(`wellnoted.${name}`);
  } catch {
    return null; // storage may be forbidden here
  }
}

/**
 * @param {Preference} name
 * @param {string} value  Nothing, to forget it.
 */
export function prefer(name, value) {
  try {
    if (value) localStorage.setItem(`wellnoted.${name}`, value);
    else localStorage.removeItem(`wellnoted.${name}`);
  } catch {
    // It holds for this page, then.
  }
}
