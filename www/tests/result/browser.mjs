// A page with the view in headless Chromium, under the policy that a careful host has: nothing inline, nothing from elsewhere.

import { createServer } from "node:http";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
const page = `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>answers</title><script type="module" src="/host.js"></script><main><answers-host></answers-host></main></html>`;

/** Starts server and browser; `open` gives a page, `close` ends both. */
export async function browsing() {
  const bundled = await build({ entryPoints: ["tests/result/host.js"], bundle: true, write: false, format: "esm", target: "es2022", logLevel: "warning" });
  const files = { "/": ["text/html; charset=utf-8", page], "/host.js": ["text/javascript", bundled.outputFiles[0].text] };
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const [type, body] = files[request.url] ?? ["text/plain", undefined];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type, "content-security-policy": policy });
    response.end(body ?? "");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
  });
  return {
    /** A page that shows an account. `complaints` is what the browser did not like. */
    async open(options, settings = {}) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce", ...settings, bypassCSP: false });
      const tab = await context.newPage();
      const complaints = [];
      tab.on("console", (line) => ["error", "warning"].includes(line.type()) && complaints.push(line.text()));
      tab.on("pageerror", (error) => complaints.push(String(error)));
      await tab.goto(`http://127.0.0.1:${server.address().port}/`);
      await tab.evaluate((given) => document.querySelector("answers-host").show(given), options);
      const before = asked.length;
      return { tab, complaints, requests: () => asked.slice(before), close: () => context.close() };
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Opens every fold, and those inside, until none is left. */
export async function openAll(tab) {
  for (let left = 1, round = 0; left > 0 && round < 30; round += 1) {
    left = await tab.evaluate(() => {
      const closed = document.querySelector("answers-host").shadowRoot.querySelectorAll("details:not([open])");
      closed.forEach((one) => (one.open = true));
      return closed.length;
    });
    await tab.evaluate(() => new Promise((done) => setTimeout(done, 20)));
  }
}
