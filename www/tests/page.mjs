// The same as cases.mjs with the runtime module in a page of headless Chromium: `node tests/page.mjs CASES.json ANSWERS.json`.
//
// The page may load from its own host and run WebAssembly, nothing else; after loading it asks for nothing.

import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { chromium } from "playwright-core";

const [from, to] = process.argv.slice(2);
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const page = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>cases</title>';
const asked = [];
const server = createServer(async (request, response) => {
  asked.push(request.url);
  const own = { "/": page, "/cases.json": await readFile(from), "/answered.mjs": await readFile("tests/answered.mjs") }[request.url];
  const body = own ?? (await readFile(`dist${request.url}`).catch(() => undefined));
  response.writeHead(body === undefined ? 404 : 200, {
    "content-type": types[extname(request.url)] ?? types[".html"],
    "content-security-policy": "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'",
  });
  response.end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}/`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
});
try {
  const tab = await browser.newPage();
  const complaints = [];
  tab.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  await tab.goto(address);
  await tab.evaluate(async () => {
    const runtime = await import("/runtime.js");
    globalThis.engine = await runtime.start(new URL("/runtime.wasm", location.href));
    const asking = await import("/answered.mjs");
    asking.knownSalts();
    globalThis.answered = asking.answered;
    globalThis.cases = await (await fetch("/cases.json")).json();
  });
  const loaded = asked.length;
  const answers = await tab.evaluate(() => {
    return globalThis.cases.packages.map(({ pack, digest, cases }) => {
      const bytes = Uint8Array.from(atob(pack), (letter) => letter.charCodeAt(0));
      const held = globalThis.engine.load(bytes, digest);
      return { packed: cases.map((one) => globalThis.answered(held, one)) };
    });
  });
  if (complaints.length > 0 || asked.length !== loaded) {
    throw new Error(`${complaints.join("\n")} ${asked.slice(loaded)}`);
  }
  await writeFile(to, JSON.stringify(answers));
} finally {
  await browser.close();
  server.close();
}
