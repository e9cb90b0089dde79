// Names and words come from rule files of anybody: whatever they hold is shown as text.

import assert from "node:assert/strict";
import { openAll } from "./browser.mjs";

const markup = '<script>globalThis.struck = true</script><img src=x onerror="globalThis.struck = true">"\'&amp;';

/** The same shape with markup in every text that people read. Codes and paths stay. */
function poisoned(value, key = "") {
  if (typeof value === "string") return ["zh", "en", "title", "says", "quote", "presumed", "grounds", "source", "path"].includes(key) ? `${value}${markup}` : value;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, typeof value[0] === "string" ? key : ""));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one, name)]));
}

export async function hostile(browser, one) {
  const page = await browser.open({ ...one, account: poisoned(one.account), lang: "zh" });
  try {
    await openAll(page.tab);
    await page.tab.locator("answers-host").locator(".clause").first().click();
    await page.tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const found = await page.tab.evaluate(() => {
      const { shadowRoot } = document.querySelector("answers-host");
      return { struck: globalThis.struck, made: shadowRoot.querySelectorAll("script, img, [onerror], [style]").length, shown: shadowRoot.textContent.includes("<script>") };
    });
    assert.deepEqual(found, { struck: undefined, made: 0, shown: true });
    assert.deepEqual(page.complaints, []);
  } finally {
    await page.close();
  }
}
