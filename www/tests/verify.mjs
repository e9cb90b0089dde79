// The auditor's page in headless Chromium, from a file and without a network: `node tests/verify.mjs CASES.json ANSWERS.json`.
//
// In come pages, files and what the program itself says of them; out goes how much was looked at. What is wrong is thrown.

import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [from, to] = process.argv.slice(2);
const { archived, empty, pack, key, good, cases, digest } = JSON.parse(await readFile(from, "utf8"));
const axe = await readFile("node_modules/axe-core/axe.min.js", "utf8");
const shots = process.env.TIAOLI_SHOTS;
const counts = { lights: 0, axe: 0, pages: 0 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
});

function same(found, wanted, what) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}:\n  found  ${left}\n  wanted ${right}`);
}

/** A tab with the page open, watched: it may ask for itself and nothing else, and complain of nothing. */
async function opened(file, options = {}, prepare = async () => {}) {
  const context = await browser.newContext({ locale: "zh-CN", offline: true, ...options });
  const tab = await context.newPage();
  const asked = [];
  const complaints = [];
  tab.on("request", (request) => asked.push(request.url()));
  tab.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  await prepare(context);
  const address = pathToFileURL(file).href;
  await tab.goto(address);
  await tab.locator("#verdict [data-state]").waitFor();
  counts.pages += 1;
  const close = async (quiet = true) => {
    // Its empty icon stands in the page itself.
    const others = asked.filter((url) => url !== address && !url.startsWith("data:"));
    same(others, [], `${basename(file)} asked for something`);
    if (quiet) same(complaints, [], `${basename(file)} complained`);
    await context.close();
  };
  return { tab, close };
}

async function speak(tab, language) {
  await tab.locator(`[data-language=${language}]`).click();
}

/** What the page shows of the lights, in the language that it is in. */
function shown(tab) {
  return tab.evaluate(() =>
    [...document.querySelectorAll("ol.lights > li")].map((item) => ({
      light: item.dataset.light,
      state: item.dataset.state,
      says: item.querySelector(".says").textContent,
      places: [...item.querySelectorAll(".where > li")].map((place) => place.textContent),
    })),
  );
}

const wanted = (verified, language) =>
  verified.lights.map(({ light, state, says, places }) => ({ light, state, says: says[language], places: places.map((one) => one[language]) }));

/** The lights are those of the program, word for word, in both languages, and so is the verdict that is read out. */
async function lightsAre(tab, verified, what) {
  for (const language of ["en", "zh"]) {
    await speak(tab, language);
    same(await shown(tab), wanted(verified, language), `${what} (${language})`);
    counts.lights += 7;
  }
  const verdict = await tab.locator("#verdict [data-state]").getAttribute("data-state");
  same(verdict, verified.holds ? "green" : "red", `${what}: the verdict`);
}

/** Nothing hinders, in both languages. */
async function accessible(tab, what) {
  for (const language of ["en", "zh"]) {
    await speak(tab, language);
    await tab.evaluate(axe);
    const found = await tab.evaluate(async () => {
      const ran = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      return ran.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
    });
    same(found, [], `${what} (${language}): axe`);
    counts.axe += 1;
  }
}

async function picture(tab, name) {
  if (shots) await tab.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** Walks with the tabulator until an element has the focus. */
async function walkTo(tab, selector) {
  for (let step = 0; step < 200; step += 1) {
    await tab.keyboard.press("Tab");
    if (await tab.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
  }
  throw new Error(`the keyboard does not lead to ${selector}`);
}

async function given(tab, ...files) {
  await tab.locator("#files").setInputFiles(files);
  await tab.locator("#materials[aria-busy=false]").waitFor({ state: "attached" });
}

try {
  // A page with everything in it, by keyboard alone.
  {
    const { tab, close } = await opened(archived.page);
    await lightsAre(tab, archived.verified, "the archived record");
    same(archived.verified.lights.filter(({ state }) => state === "red"), [], "the archived record");
    same(await tab.locator("#verdict").getAttribute("aria-live"), "polite", "the verdict is read out");
    await accessible(tab, "green");
    await tab.reload();
    await tab.locator("ol.lights").waitFor();
    await tab.keyboard.press("Tab");
    same(await tab.evaluate(() => document.activeElement.className), "skip", "the first stop");
    await walkTo(tab, "[data-language=en]");
    await tab.keyboard.press("Enter");
    same(await tab.evaluate(() => document.documentElement.lang), "en", "the language by keyboard");
    await picture(tab, "green-en");
    await walkTo(tab, "#replay-button");
    await tab.keyboard.press("Enter");
    same(await tab.locator("#replay-result .says").innerText(), `✔${archived.replayed.says.en}`, "decided again");
    await walkTo(tab, ".outcome details summary");
    await tab.keyboard.press("Enter");
    await walkTo(tab, "#kept-apart");
    await tab.keyboard.type(`sm3:${"0".repeat(64)}`);
    await tab.keyboard.press("Tab");
    same(await tab.locator("[data-light=contents]").getAttribute("data-state"), "red", "another digest that was kept apart");
    await tab.locator("#kept-apart").fill(archived.verified.sm3);
    await tab.keyboard.press("Tab");
    same(await tab.locator("[data-light=contents]").getAttribute("data-state"), "green", "the digest that was kept apart");
    await tab.locator("#kept-apart").fill("abc");
    await tab.keyboard.press("Tab");
    same(await tab.locator("#kept-apart").getAttribute("aria-invalid"), "true", "what is no digest");
    await accessible(tab, "a digest that is none");
    const told = await tab.locator("#digests").innerText();
    for (const one of [archived.verified.sm3, archived.verified.sha256, digest]) {
      if (!told.includes(one)) throw new Error(`the page does not show ${one}`);
    }
    await close();
  }
  // Dark, narrow and printed.
  for (const [name, options] of [["dark", { colorScheme: "dark" }], ["narrow", { viewport: { width: 320, height: 800 } }], ["zoomed", { viewport: { width: 640, height: 400 } }]]) {
    const { tab, close } = await opened(archived.page, options);
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) throw new Error(`${name}: ${wide} pixels too wide`);
    await tab.locator("#replay-button").click();
    await picture(tab, name);
    await accessible(tab, name);
    await close();
  }
  {
    const { tab, close } = await opened(archived.page);
    await tab.locator("#replay-button").click();
    if (shots) await tab.pdf({ path: join(shots, "print.pdf"), format: "A4" });
    await tab.emulateMedia({ media: "print" });
    same(await tab.locator("#replay-button").isVisible(), false, "buttons are not printed");
    await picture(tab, "print");
    await close();
  }
  // An empty page that is given files; then one record after the other.
  {
    const { tab, close } = await opened(empty);
    same(await tab.locator("#verdict [data-state]").getAttribute("data-state"), "not_judged", "before any record");
    await accessible(tab, "empty");
    await picture(tab, "empty");
    await given(tab, good.file);
    await lightsAre(tab, good.alone, "a record alone");
    await accessible(tab, "not judged");
    await given(tab, pack, key);
    await lightsAre(tab, good.verified, "a record with pack and key");
    await tab.locator("#replay-button").click();
    same(await tab.locator("#replay-result .says").innerText(), `✔${good.replayed.says.zh}`, "decided again");
    const scripts = await tab.locator("script").count();
    for (const [place, { what, file, verified, replayed }] of cases.entries()) {
      await given(tab, file);
      await lightsAre(tab, verified, what);
      await tab.locator("#replay-button").click();
      const says = await tab.locator("#replay-result .says").innerText();
      same(says, `${replayed.holds ? "✔" : "✘"}${replayed.says.zh}`, `${what}: decided again`);
      same(await tab.locator("script").count(), scripts, `${what}: scripts`);
      if (place === 0) {
        await picture(tab, "red");
        await accessible(tab, "red");
      }
    }
    // What is no record, and what is a damaged pack.
    const bad = join(dirname(good.file), "no-record.json");
    await writeFile(bad, "<b>{");
    await given(tab, bad);
    same(await tab.locator("#verdict [data-state]").getAttribute("data-state"), "red", "no record");
    same(await tab.locator("ol.lights").count(), 0, "no lights without a record");
    await accessible(tab, "no record");
    const broken = join(dirname(good.file), "broken.pack");
    const bytes = await readFile(pack);
    bytes[bytes.length - 1] ^= 1;
    await writeFile(broken, bytes);
    await given(tab, good.file, broken);
    if (!(await tab.locator("#troubles").innerText()).includes("broken.pack")) throw new Error("a damaged pack is not told");
    await accessible(tab, "a damaged pack");
    await tab.locator("#at-hand button").first().click();
    same(await tab.evaluate(() => document.activeElement.id), "files", "the focus after taking a file away");
    await close();
  }
  // A browser that runs no WebAssembly, and a program that was damaged.
  {
    const { tab, close } = await opened(archived.page, {}, (context) => context.addInitScript("delete globalThis.WebAssembly"));
    same(await tab.locator("#verdict [data-state]").getAttribute("data-state"), "red", "no WebAssembly");
    if (!(await tab.locator("#verdict").innerText()).includes("WebAssembly")) throw new Error("it does not say why");
    await accessible(tab, "no WebAssembly");
    await picture(tab, "blocked");
    await close();
    const damaged = join(dirname(good.file), "damaged.html");
    await writeFile(damaged, (await readFile(archived.page, "utf8")).replace('id="module">"AGFzbQ', 'id="module">"AGFzbR'));
    const other = await opened(damaged);
    same(await other.tab.locator("#verdict [data-state]").getAttribute("data-state"), "red", "a damaged program");
    await other.close();
  }
  await writeFile(to, JSON.stringify(counts));
} finally {
  await browser.close();
}
