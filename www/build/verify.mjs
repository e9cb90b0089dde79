// The page of an auditor: one file with program, script and style in it, `dist/verify.html`. Its policy allows these and nothing else.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const bundled = await build({
  entryPoints: ["src/verify/main.ts"],
  bundle: true,
  write: false,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});
const script = bundled.outputFiles[0].text;
const style = (await readFile("../templates/page/style.css", "utf8")) + (await readFile("src/verify/style.css", "utf8"));
// Neither may end its own element.
for (const [what, text] of Object.entries({ script, style })) {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`the ${what} holds markup`);
}
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const parts = {
  policy: [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; "),
  style,
  module: (await readFile("generated/runtime_bg.wasm")).toString("base64"),
  script,
};
const page = await readFile("src/verify/page.html", "utf8");
const made = page.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
if (made.split('<script type="application/json" id="kept">null</script>').length !== 2) throw new Error("the page has no place for a record");
await writeFile("dist/verify.html", made);

// What the page asks the engine, for tests that run without a browser.
await build({ entryPoints: ["src/verify/auditor.ts"], outfile: "generated/auditor.js", bundle: true, format: "esm", target: "es2022", logLevel: "warning" });
