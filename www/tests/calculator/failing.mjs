// No calculator: another pack, no WebAssembly, files out of reach, a slow network. Each is told, and the guide of the host stands there.

import { writeFile } from "node:fs/promises";
import { accessible, holds, opened, pack, picture, same, strict } from "./host.mjs";

const guide = '<section slot="fallback"><p id="guide">条件、标准、电话</p></section>';
const counts = { failures: 0 };
const { calculator, close } = await opened();

async function fails(name, attributes, settings, code, words) {
  for (const lang of ["zh-Hans", "en"]) {
    const { tab, close: done } = await calculator({ rule: "育儿假", lang, ...attributes }, { ...settings, inside: guide, waits: false, quiet: false });
    await tab.locator("tiaoli-calculator [data-failure]").waitFor({ timeout: 15_000 });
    same(await tab.locator("tiaoli-calculator [data-failure]").getAttribute("data-failure"), code, name);
    holds(`${name}: the guide of the host is shown`, await tab.locator("#guide").isVisible());
    const told = await tab.locator("tiaoli-calculator .notice").innerText();
    holds(`${name}: ${told}`, told.includes(words[lang === "en" ? 1 : 0]));
    const events = await tab.evaluate(() => globalThis.told.filter(({ type }) => type === "policy-error").map(({ detail }) => detail.code));
    holds(`${name}: the host is told ${events}`, events.length > 0);
    same(await tab.evaluate(() => document.querySelector("tiaoli-calculator").result), null, `${name}: there is no result`);
    await accessible(tab, `${name} (${lang})`);
    await picture(tab, `failing-${code}-${lang}`);
    counts.failures += 1;
    await done();
  }
}

try {
  const none = `sha256:${"0".repeat(64)}`;
  await fails("another pack than is wanted", { "pack-digest": none }, {}, "refused", ["不是所要的那一个", "not the one that is wanted"]);
  await fails("a file that is no pack", { src: "runtime.js" }, {}, "refused", ["规则包", "pack"]);
  await fails("no pack there", { src: "packs/none.pack" }, {}, "unreachable", ["没有下载成功", "could not be loaded"]);
  await fails("no such right", { rule: "没有这个权利" }, {}, "refused", ["没有这个权利", "没有这个权利"]);
  await fails("a policy that forbids WebAssembly", {}, { policy: strict.replace(" 'wasm-unsafe-eval'", "") }, "blocked", ["无法运行计算器", "cannot run the calculator"]);
  await fails("a slow network", {}, { bytes: 9_500 }, "slow", ["打开得很慢", "takes long"]);
  // What was slow comes all the same; before that, nothing is shown for a moment and then a sketch.
  const slow = await calculator({ rule: "育儿假" }, { bytes: 1_500, waits: false });
  await slow.tab.locator("tiaoli-calculator .skeleton").waitFor({ state: "attached" });
  await slow.tab.locator("tiaoli-calculator [data-heading]").waitFor();
  same(await slow.tab.locator("tiaoli-calculator .skeleton").count(), 0, "the sketch goes");
  await slow.close();
} finally {
  await close();
}
console.log(JSON.stringify(counts));
if (process.argv[2]) await writeFile(process.argv[2], JSON.stringify(counts));
