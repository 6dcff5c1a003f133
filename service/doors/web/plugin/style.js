// The plugin's one style sheet, linked once in each document or shadow root that needs it.

/** @type {WeakMap<Node, {link: HTMLLinkElement, users: number}>} */
const worn = new WeakMap();

/**
 * Links plugin.css into the root that `node` stands in; the function returned takes it away again.
 * @param {Node} node
 * @returns {() => void}
 */
export function wear(node) {
  const root = node.getRootNode();
  const home = root.nodeType === Node.DOCUMENT_NODE ? /** @type {Document} */ (root).head : root;
  const known = worn.get(home) ?? { link: link(node), users: 0 };
  known.users += 1;
  worn.set(home, known);
  if (!known.link.isConnected) home.appendChild(known.link);
  return () => {
    known.users -= 1;
    if (known.users > 0) return;
    known.link.remove();
    worn.delete(home);
  };
}

/** @param {Node} node */
function link(node) {
  const made = /** @type {Document} */ (node.ownerDocument).createElement("link");
  made.rel = "stylesheet";
  made.href = new URL("plugin.css", import.meta.url).href;
  return made;
}
