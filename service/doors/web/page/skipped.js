// What was not looked at, and what would let it be.

import { at, counted, made } from "./making.js";
import { asOnThePage } from "./wording.js";
import { showRow } from "./row.js";

/** @param {import("./contract.js").Seen} seen */
export function showSkipped({ review }) {
  const by_reason = Map.groupBy(review.skipped ?? [], ({ reason }) => asOnThePage(reason));
  at("skipped").hidden = by_reason.size === 0;
  const items = Array.from(by_reason, ([reason, checks]) => {
    const names = checks.map(({ check }) => check.replaceAll("_", " ")).join(", ");
    return made("li", "", `${reason} `, made("span", "hint", `(${names})`));
  });
  showRow("skipped", counted(review.skipped?.length ?? 0, "check"), [made("ul", "plain", ...items)]);
}
