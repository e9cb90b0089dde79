// What anybody must be able to do with a page: read it at 320 px and at twice the size, and hear it. axe-core looks, and so does a ruler.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails where something is wrong; gives how many rules were passed. */
export async function accessible(tab) {
  const wide = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide[0] <= wide[1], `the page is ${wide[0]} wide on a screen of ${wide[1]}`);
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => globalThis.axe.run(document.querySelector("main"), { resultTypes: ["violations"] }));
  const wrong = found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join(" | ")}`);
  assert.deepEqual(wrong, []);
  return found.passes.length;
}
