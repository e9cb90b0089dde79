// A host page with a strict policy, watched: it may load what it is made of, and nothing once the calculator is there.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };
export const strict = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");
export const pack = "packs/cn-beijing-birth-one-matter.pack";
const shots = process.env.TIAOLI_SHOTS;
const axe = await readFile("node_modules/axe-core/axe.min.js", "utf8");

export function same(found, wanted, what) {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}:\n  found  ${left}\n  wanted ${right}`);
}

export function holds(what, is) {
  if (!is) throw new Error(what);
}

/** A page around a calculator. */
function host(attributes, inside, lang) {
  const written = Object.entries(attributes).map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${value}"`));
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>calculator</title><link rel="icon" href="data:,"><script type="module" src="/tiaoli-calculator.js"></script>
    <main><h1>calculator</h1><tiaoli-calculator${written.join("")}>${inside}</tiaoli-calculator></main></html>`;
}

/** A server with its browser. */
export async function opened() {
  let page = "";
  let policy = strict;
  let slow = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    const body = path === "/" ? page : await readFile(join("dist", path)).catch(() => undefined);
    if (slow > 0 && path.endsWith(".pack")) await new Promise((ready) => setTimeout(ready, slow));
    response.writeHead(body === undefined ? 404 : 200, {
      "content-type": types[path === "/" ? ".html" : extname(path)] ?? "application/octet-stream",
      ...(path === "/" ? { "content-security-policy": policy } : {}),
    });
    response.end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
  });

  /** A tab with a calculator in it. */
  async function calculator(attributes = {}, options = {}) {
    const { fragment = "", inside = "", waits = true, quiet = true, bytes = 0, ...settings } = options;
    page = host({ src: pack, "as-of": "2025-12-01", ...attributes }, inside, attributes.lang ?? "zh-Hans");
    policy = options.policy ?? strict;
    slow = bytes;
    const context = await browser.newContext({ locale: "zh-CN", ...settings });
    const tab = await context.newPage();
    tab.setDefaultTimeout(30_000);
    const complaints = [];
    const asked = [];
    tab.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
    tab.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
    tab.on("request", (request) => asked.push(request.url()));
    await tab.addInitScript(() => {
      globalThis.told = [];
      for (const name of ["ready", "step", "result", "error", "clause-open", "pack-outdated"]) {
        addEventListener(`policy-${name}`, ({ type, detail }) => globalThis.told.push({ type, detail }));
      }
    });
    await tab.goto(address + fragment);
    if (waits) await tab.locator("tiaoli-calculator [data-heading]").first().waitFor();
    const loaded = asked.length;
    return {
      tab,
      loaded: asked.slice(),
      /** What was asked for since it was loaded, but for what the page makes itself. */
      since: () => asked.slice(loaded).filter((url) => !/^(blob|data):/.test(url)),
      async close() {
        if (quiet) same(complaints, [], "the page complained");
        await context.close();
      },
    };
  }

  return { calculator, address, close: () => Promise.all([browser.close(), new Promise((done) => server.close(done))]) };
}

/** Nothing hinders on this page; nothing is wider than it. */
export async function accessible(tab, what) {
  const found = await tab.evaluate(async (axe) => {
    // Trusted types forbid a script from text; the driver brings it in.
    if (!globalThis.axe) return axe;
    const ran = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return ran.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
  }, "none");
  if (found === "none") {
    await tab.evaluate(axe);
    return accessible(tab, what);
  }
  same(found, [], `${what}: axe`);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  holds(`${what}: ${wide} pixels too wide`, wide <= 0);
}

export async function picture(tab, name) {
  if (shots) await tab.screenshot({ path: join(shots, `calculator-${name}.png`), fullPage: true });
}

/** The element that has the focus, inside the calculator. */
export function focused(tab) {
  return tab.evaluate(() => {
    const at = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return { tag: at?.localName, name: at?.getAttribute("name"), type: at?.getAttribute("type"), text: at?.textContent?.trim().slice(0, 40), id: at?.id };
  });
}

/** Walks with the tabulator until an element of the calculator has the focus. */
export async function tabTo(tab, selector, text = "") {
  for (let step = 0; step < 80; step += 1) {
    const there = await tab.evaluate(
      ([selector, text]) => {
        const at = document.activeElement?.shadowRoot?.activeElement;
        return Boolean(at?.matches(selector) && at.textContent.includes(text));
      },
      [selector, text],
    );
    if (there) return;
    await tab.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not lead to ${selector} ${text}: ${JSON.stringify(await focused(tab))}`);
}

/** What is asked on the page that is shown. */
export function asks(tab) {
  return tab.evaluate(() => {
    const root = document.querySelector("tiaoli-calculator").shadowRoot;
    const field = root.querySelector("[data-path]");
    const kind = root.querySelector(".dates") ? "date" : root.querySelector("input[type=radio]") ? "radio" : root.querySelector("input[type=text]") ? "text" : "list";
    return { heading: root.querySelector("[data-heading]")?.textContent.trim(), path: field?.dataset.path, kind };
  });
}
